"""Which words between angle brackets are tags of HTML, and which are placeholders that somebody has still to fill in: "<insert date>"."""

import re

from seclint.patterns import compiled

_HTML = """
a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col
colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3
h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta meter nav noframes noscript
object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small source span
strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
"""
# Tags that are also what a placeholder would say; without attributes and a closing tag they are one.
_ENGLISH = "address caption cite code data details figure footer header label link object option section source summary time title"
_SWITCHES = "checked compact controls disabled hidden multiple nohref noshade nowrap open readonly required reversed selected"
_NAMES, _WORDS, _BOOLEAN = frozenset(_HTML.split()), frozenset(_ENGLISH.split()), frozenset(_SWITCHES.split())
_TAG = compiled(r"</?([A-Za-z][^\s/>]*)(.*?)/?>\s*$", re.DOTALL)
_ATTRIBUTE = compiled(r"([^\s=\"'>/]+)(\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


def is_placeholder(tag: str, around: str) -> bool:
    """Whether the tag, found in the text ``around`` it, is no HTML but words for the author: "<TBC>", "<name of party>", "<title>"."""
    match = _TAG.match(tag)
    if match is None:
        return False
    name = match[1].lower()
    if ":" in name or "-" in name:  # "<o:p>" is Word's, and a name with a hyphen some program's
        return False
    if name not in _NAMES:
        return True
    attributes = _ATTRIBUTE.findall(match[2])
    if any(not given and attribute.lower() not in _BOOLEAN for attribute, given in attributes):
        return True
    return name in _WORDS and not attributes and not tag.startswith("</") and f"</{name}" not in around.lower()
