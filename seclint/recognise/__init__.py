"""Text to mentions: references, dates, versions, releases, modifications. Mentions never cross the end of a paragraph."""

from functools import partial
from itertools import chain, pairwise

from msgspec.structs import astuple

from seclint.library import Library
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.processes.sharing import Together
from seclint.recognise.dates import dates_in, without
from seclint.recognise.durations import Measures, durations_in
from seclint.recognise.model import Date, Duration, Mentions, Modification, Reference, Release, Time, Version, inside
from seclint.recognise.modifications import modifications_in
from seclint.recognise.owners import names_of
from seclint.recognise.references import references_in
from seclint.recognise.releases import releases_in
from seclint.recognise.scan import scanner
from seclint.recognise.scene import Scene, Sec
from seclint.recognise.times import times_in
from seclint.recognise.versions import versions_in

__all__ = [
    "Date",
    "Duration",
    "Mentions",
    "Modification",
    "Reference",
    "Release",
    "Time",
    "Version",
    "inside",
    "load",
    "recognise",
    "recognise_text",
]

_PART = 50_000  # characters: recognising fewer takes no longer than handing them over to another process

# No-break, thin, narrow and other spaces; hyphens, minus and the horizontal bar.
_VARIANTS = (
    *((space, " ") for space in "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2212\ufe63\uff0d"),
    ("\u2015", "—"),
    # Marks of footnotes, glued to what they belong to, are no part of a number.
    *((raised, "\u2060") for raised in "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"),
)
# Looks in front of the words only behind them: what begins with letters is found quickly.
_SEC = compiled(
    r"Smart Energy Code\b(?<!\wSmart Energy Code)|DCC\b(?<!\wDCC)"
    r"|SEC\b(?<!\wSEC)(?= (?:Section|Panel|Release|Part|Appendix|Schedule|Clause|Modification|Variation))"
)


def recognise(document: Document, library: Library | None = None, together: Together | None = None) -> Mentions:
    """Everything recognised in a document; processes that are at it ``together`` share out the parts of a long one."""
    own = frozenset(block.label for block in document.blocks if block.kind in ("heading", "caption") and block.label)
    scene = _scene(document.text, library or Library(), own, bool(_SEC.search(document.text)))
    together = together or Together()
    parts = _parts(document.text, together.jobs)
    if len(parts) > 1:
        load()
    found = together.map(partial(_recognise, scene, library or Library()), parts, Mentions)
    return Mentions(*(tuple(chain(*kinds)) for kinds in zip(*map(astuple, found), strict=True)))


def recognise_text(text: str, library: Library | None = None) -> Mentions:
    """Everything recognised in a text that is taken for one about the Smart Energy Code."""
    library = library or Library()
    return _recognise(_scene(text, library, frozenset(), True), library, Span(0, len(text)))


def load() -> None:
    """Load the grammars, once, before processes are forked."""
    _ = scanner().trigger


def _plain(text: str) -> str:
    """The text with every kind of space and dash as the grammars know them; nothing moves."""
    for written, plain in _VARIANTS:
        if written in text:
            text = text.replace(written, plain)
    return text


def _scene(text: str, library: Library, own_labels: frozenset[str], is_sec: bool) -> Scene:
    return Scene(_plain(text), names_of(library), library.load("registers", "sec", Sec), own_labels, is_sec)


def _parts(text: str, jobs: int) -> list[Span]:
    """The text in as many parts as there are jobs, cut between paragraphs, but in none that is not worth it."""
    size = -(-len(text) // max(1, min(jobs, len(text) // _PART)))
    starts = [0]
    while (end := text.find("\n", starts[-1] + size)) >= 0:
        starts.append(end)
    return [Span(start, end) for start, end in pairwise((*starts, len(text)))]


def _recognise(scene: Scene, library: Library, part: Span) -> Mentions:
    """Everything recognised in a part of the text."""
    text = scene.text
    found = scanner().scan(text, part.start, part.end)
    releases = tuple(releases_in(text, found["releases"]))
    references = tuple(references_in(scene, found["references"]))
    dates = dates_in(text, found["dates"], [reference.span for reference in references])
    return Mentions(
        references=references,
        dates=tuple(without(dates, [release.span for release in releases])),
        versions=tuple(versions_in(scene, found["versions"])),
        releases=releases,
        modifications=tuple(modifications_in(found["modifications"])),
        durations=tuple(durations_in(found["durations"], library.load("registers", "durations", Measures))),
        times=tuple(times_in(found["times"])),
    )
