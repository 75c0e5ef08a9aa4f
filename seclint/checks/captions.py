"""caption-cited, label-repeated: tables, figures and annexes against their numbers and the references to them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.captions import Captioned
from seclint.facts.wording import any_of, listed, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_ATTACHMENT = "attachment"
_ANNEXES = ("annex", "appendix")
_SOME = 2  # other tables, or figures
_MANY = 4  # of them, of which one may be left out
_PROSE = ("paragraph", "item", "footnote")
_UNREAD = ("contents", "header", "footer")
_NUMBER = compiled(r"(?P<above>(?:[A-Z]{1,2}|\d{1,3})[.-])?(?P<last>\d{1,3})")
_LONG_WORD = compiled(r"[A-Za-z]{5,}")
_STEM = 4  # letters in which "tested" and "testing" are alike
_NEAR = 2  # blocks before a caption
_SEPARATE = 3  # that are told one by one; of more there is one finding
_SHOWN = 5  # of the others that it lists
_WIDEST = 2  # numbers that may be missing at once before the series is another one


class Citing(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions: ``ahead`` are words before a table or figure that point to it without its number, ``back`` words behind it.

    ``apart`` are titles of annexes that nobody need refer to. ``beside`` says by the kind of document how many other annexes must all be
    referred to for one that is not to be out of the ordinary; 1 for every other kind.
    """

    ahead: tuple[str, ...]
    back: tuple[str, ...]
    apart: tuple[str, ...]
    beside: dict[str, int]


def caption_cited(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Captions and annexes that nothing refers to, and numbers that a series leaves out."""
    yield from _skipped(facts, rule)
    options: Citing = rule.options
    cited = {one.span: _is_cited(facts, one) for one in facts.captions}
    uncited = [one for one in facts.captions if not cited[one.span] and _is_expected(facts, options, one, cited)]
    findings = [found(facts, rule, one.span, label=one.label) for one in uncited]
    if len(findings) <= _SEPARATE:
        yield from findings
        return
    related = [(one.span, one.label) for one in uncited[1 : _SHOWN + 1]]
    first = found(facts, rule, uncited[0].span, related=related, label=uncited[0].label)
    yield replace(first, notes=(rule.messages["more"].format(count=len(findings) - 1),))


def _is_cited(facts: Facts, caption: Captioned) -> bool:
    """Whether a reference names it, or its label or title stands anywhere in the text but at its own beginning.

    A heading with the same title only says what its section is about.
    """
    wanted = plain(caption.label)
    read = (one for one in facts.mentions.references if facts.document.block_at(one.span.start).kind not in _UNREAD)
    entries = facts.contents
    listing = Span(entries[0].span.start, entries[-1].span.end) if entries else caption.span
    others = (one for one in read if not (one.span.within(caption.span) or one.span.within(listing)))
    if any(plain(clause) == wanted for reference in others for clause in reference.clauses):
        return True
    label = re.compile(rf"(?<!\w){caption.kind}s?\s+{re.escape(caption.number)}(?!\w|\.\d)", re.IGNORECASE)
    title = plain(caption.title)
    for index, block in enumerate(facts.document.blocks):
        if block.kind in _UNREAD or index == caption.block or block.span.within(listing):
            continue
        text = facts.document.quote(block.span)
        if label.search(text) or (len(title.split()) > 1 and block.kind != "heading" and title in plain(text)):
            return True
    return False


def _is_expected(facts: Facts, options: Citing, caption: Captioned, cited: Mapping[Span, bool]) -> bool:
    """Whether something ought to refer to a caption that nothing refers to.

    Many authors leave it to the contents list that an annex is found, or to the words around a table ("as follows:"): then only the single
    one is out of the ordinary, where all the others are referred to. A heading with nothing but a table or figure below leads to it.
    """
    others = [cited[one.span] for one in facts.captions if one.kind == caption.kind and one.span != caption.span]
    if caption.kind in _ANNEXES:
        usual = len(others) >= options.beside.get(facts.kind, 1) and all(others)
        return (usual or (not others and _are_all_cited(facts, cited))) and not any_of(options.apart).search(caption.title)
    if _stands_alone(facts, caption):
        return False
    if len(others) >= _SOME and all(others):
        return True
    several = others.count(False) > 0  # its author leaves tables to the words around them
    return not _is_pointed_to(facts, options, caption) and not (several and any(others) and _is_spoken_of(facts, caption))


def _are_all_cited(facts: Facts, cited: Mapping[Span, bool]) -> bool:
    """Whether the document leads to its tables and figures by their numbers, but for one of many, and no contents lead to an annex."""
    drawn = [cited[one.span] for one in facts.captions if one.kind not in _ANNEXES]
    return len(drawn) > _SOME and drawn.count(False) <= len(drawn) // _MANY and not facts.contents


def _is_pointed_to(facts: Facts, options: Citing, caption: Captioned) -> bool:
    blocks = facts.document.blocks
    prose = [index for index, block in enumerate(blocks) if block.kind in _PROSE and index != caption.block]
    before = [index for index in prose if index < caption.block][-2:]
    after = [index for index in prose if index > caption.block][:2]
    return any(
        any_of(words).search(facts.document.quote(blocks[index].span))
        for words, near in ((options.ahead, before), (options.back, after))
        for index in near
    )


def _is_spoken_of(facts: Facts, caption: Captioned) -> bool:
    """Whether the paragraphs right before it have a word of its title."""
    blocks, index = facts.document.blocks, caption.block
    before = [block for block in blocks[max(0, index - _NEAR) : index] if block.kind in _PROSE]
    said = {stem for block in before for stem in _stems(facts.document.quote(block.span))}
    return bool(said & _stems(caption.title))


def _stems(text: str) -> set[str]:
    return {match[0].casefold()[:_STEM] for match in _LONG_WORD.finditer(text)}


def _stands_alone(facts: Facts, caption: Captioned) -> bool:
    """Whether the section of a table or figure has no words beside it: then its heading leads to it."""
    index = facts.outline.index_at(caption.block)
    if index is None:
        return False
    section, captions = facts.outline.sections[index], {one.block for one in facts.captions}
    inside = range(section.block + 1, section.end)
    return not any(facts.document.blocks[block].kind in _PROSE and block not in captions for block in inside)


def _skipped(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Captions whose number is one or two further than that of the one before, where the numbers between are nowhere."""
    last: dict[tuple[str, str], tuple[int, Captioned]] = {}
    borne = {(one.kind, one.number) for one in facts.captions}
    for caption in facts.captions:
        match = _NUMBER.fullmatch(caption.number)
        if match is None:
            continue
        series, number = (caption.kind, match["above"] or ""), int(match["last"])
        reached, before = last.get(series, (number, caption))
        between = [f"{series[1]}{step}" for step in range(reached + 1, number)]
        missing = [step for step in between if (caption.kind, step) not in borne and not _stands(facts, caption.kind, step)]
        if missing and missing == between and len(missing) <= _WIDEST:
            yield found(
                facts,
                rule,
                caption.span,
                variant="gap",
                related=[(before.span, before.label)],
                label=caption.label,
                before=before.label,
                missing=listed([f"{caption.kind.capitalize()} {step}" for step in missing]),
                are="are" if len(missing) > 1 else "is",
            )
        last[series] = (number, caption)


def _stands(facts: Facts, kind: str, number: str) -> bool:
    """Whether a line begins with the label after all, as where a caption was not told from the text around it."""
    return bool(re.search(rf"(?mi)^{kind}\s+{re.escape(number)}(?!\w|\.\d)", facts.document.text))


def label_repeated(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Labels that two things bear, where something refers to them."""
    seen: dict[tuple[str, int | None], Captioned] = {}
    for caption, listed_in in _bearers(facts):
        first = seen.setdefault((plain(caption.label), listed_in), caption)
        if first is caption:
            continue
        if plain(first.title) == plain(caption.title):
            continue  # the same thing again, as where a table goes on behind a page break
        citing = _references(facts, caption, (first, caption))
        if citing:
            related = [(first.span, rule.messages["first"]), (citing[0], rule.messages["reference"])]
            yield found(facts, rule, caption.span, related=related, label=caption.label)


def _bearers(facts: Facts) -> Iterator[tuple[Captioned, int | None]]:
    """What bears a label; attachments with the section that lists them, as each may be listed in one place and follow in another."""
    yield from ((caption, None) for caption in facts.captions)
    for attachment in facts.attachments:
        kind, _, number = attachment.label.partition(" ")
        block = facts.document.block_index(attachment.span.start)
        if kind.lower() == _ATTACHMENT:
            yield Captioned(_ATTACHMENT, number, attachment.title, attachment.span, block), facts.outline.index_at(block)


def _references(facts: Facts, caption: Captioned, bearers: Sequence[Captioned]) -> list[Span]:
    """Where the document refers to its own part of that label."""
    wanted = plain(caption.label)
    return [
        one.span
        for one in facts.mentions.references
        if one.owner == "self"
        and any(plain(clause) == wanted for clause in one.clauses)
        and not any(one.span.within(bearer.span) for bearer in bearers)
        and facts.document.block_at(one.span.start).kind not in _UNREAD
    ]
