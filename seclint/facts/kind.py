"""Which kind of document this is, told by what its title, cover, headings and text say, with the reason."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from seclint.facts.cover import cover_end, title_of
from seclint.facts.outline import Outline
from seclint.facts.profile import Profile, Sign, load_profile
from seclint.facts.wording import lettered, phrases, standing
from seclint.library import Library
from seclint.model import Document
from seclint.patterns import compiled
from seclint.recognise.scene import Sec

OTHER = "other"
_AT_SIGHT, _IN_TEXT = ("title", "cover", "heading"), ("text",)
_SHOWN = 5  # signs that a reason lists
_CLAUSE = compiled(r"[A-Z]\d{1,2}\.\d{1,3}")
_FIRST = 3  # headings among which that of a part of the Code stands


class Kind(Struct, frozen=True):
    """A kind of document, and in a few words why it is taken for one.

    ``is_foreign``: its words are not those of the Code's world, or it is the Code itself, so that what the papers of that world are held
    to is nothing to it.
    """

    name: str
    reason: str
    is_foreign: bool = False

    def is_among(self, kinds: Sequence[str]) -> bool:
        """Whether something for these kinds of document is for this one, too; "*" is any document at all."""
        return "*" in kinds or (self.name in kinds and not self.is_foreign)


def recognise_kind(document: Document, holds: Callable[[str], bool], outline: Outline, library: Library) -> Kind:
    """The kind whose signs weigh most; "other" for a document that is not of the Smart Energy Code or shows too few of them.

    ``holds`` tells whether small letters stand in the document's text, whatever its case.
    """
    profiles = {name: load_profile(library, name) for name in library.names("profiles")}
    base = profiles[OTHER]
    words = len(list(islice(standing(base.world.phrases, document.text, holds), base.world.surely)))
    if words < base.world.least:
        return Kind(OTHER, "its words are not those of the Smart Energy Code", is_foreign=True)
    if _is_code(document, library.load("registers", "sec", Sec)):
        return Kind(OTHER, "it is a part of the Smart Energy Code itself", is_foreign=True)
    texts = {where: (text, text.lower().__contains__) for where, text in _texts(document, outline, base).items()}
    texts["text"] = (document.text, holds)
    seen = {name: list(_seen(profile, texts, _AT_SIGHT)) for name, profile in profiles.items()}
    if not _is_settled([_points(signs) for signs in seen.values()], base.threshold):  # a long text is searched only where it must be
        for name, signs in seen.items():
            signs += _seen(profiles[name], texts, _IN_TEXT)
    fitting = {name: points for name, signs in seen.items() if (points := _points(signs)) >= profiles[name].threshold}
    best = max(fitting, key=lambda name: fitting[name], default="")
    reason = ", ".join([f"“{quote}” in the {sign.where}" for sign, quote in seen.get(best, [])][:_SHOWN])
    if best:
        return Kind(best, reason)
    return Kind(OTHER, "no kind of document has enough signs in it", is_foreign=words < base.world.surely)


def _points(signs: Iterable[tuple[Sign, str]]) -> int:
    return sum(sign.points for sign, _ in signs)


def _is_settled(points: Sequence[int], threshold: int) -> bool:
    """Whether one kind has twice what it needs, and no other one half of it."""
    first, second = sorted(points, reverse=True)[:2]
    return first >= 2 * threshold and 2 * second < threshold


def _is_code(document: Document, sec: Sec) -> bool:
    """Whether one of the first headings is that of a Section of the Code, whose clauses follow: "SECTION A: DEFINITIONS", "A1.1"."""
    heads = islice((block for block in document.blocks if block.kind in ("title", "heading")), _FIRST)
    titles = ((head.label.casefold().removeprefix("section "), document.quote(head.span).casefold()) for head in heads)
    opened = any(title and title == sec.sections.get(letter.upper(), "").casefold() for letter, title in titles)
    return opened and any(_CLAUSE.fullmatch(block.label) for block in document.blocks)


def _texts(document: Document, outline: Outline, base: Profile) -> dict[str, str]:
    title = title_of(document, base)
    cover = document.blocks[: cover_end(document, base)]
    drafts = phrases(base.drafts)  # "Draft for consultation" below a title makes no consultation
    subtitles = [
        block.span for block in cover if block.kind == "title" and block.span != title and not drafts.search(document.quote(block.span))
    ]
    return {
        "title": "\n".join(document.quote(span) for span in (*([title] if title else ()), *subtitles)),
        "cover": "\n".join(document.quote(block.span) for block in cover),
        "heading": "\n".join(section.title for section in outline.sections),
    }


def _seen(profile: Profile, texts: Mapping[str, tuple[str, Callable[[str], bool]]], places: Container[str]) -> Iterator[tuple[Sign, str]]:
    """Each sign once in the title and on the cover; every different heading or phrase elsewhere. ``texts`` are with what they hold.

    Only signs of these ``places`` are looked for.
    """
    for sign in profile.sign:
        if sign.where not in places:
            continue
        text, holds = texts[sign.where]
        there = any(lettered(sign.phrases, holds))
        found = {match[0].casefold(): match[0] for match in phrases(sign.phrases).finditer(text)} if there else {}
        for quote in list(found.values())[: 1 if sign.where in ("title", "cover") else None]:
            yield sign, quote
