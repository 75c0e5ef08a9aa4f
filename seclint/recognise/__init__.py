"""Text to mentions: references, dates, versions, releases, modifications. Mentions never cross the end of a paragraph."""

import re

from seclint.library import Library
from seclint.model import Document
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

# No-break, thin, narrow and other spaces; hyphens, minus and the horizontal bar.
_VARIANTS = (
    *((space, " ") for space in "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2212\ufe63\uff0d"),
    ("\u2015", "—"),
    # Marks of footnotes, glued to what they belong to, are no part of a number.
    *((raised, "\u2060") for raised in "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"),
)
# Looks in front of the words only behind them: what begins with letters is found quickly.
_SEC = re.compile(
    r"Smart Energy Code\b(?<!\wSmart Energy Code)|DCC\b(?<!\wDCC)"
    r"|SEC\b(?<!\wSEC)(?= (?:Section|Panel|Release|Part|Appendix|Schedule|Clause|Modification|Variation))"
)


def recognise(document: Document, library: Library | None = None) -> Mentions:
    """Everything recognised in a document."""
    own = frozenset(block.label for block in document.blocks if block.kind in ("heading", "caption") and block.label)
    return _recognise(document.text, library or Library(), own, bool(_SEC.search(document.text)))


def recognise_text(text: str, library: Library | None = None) -> Mentions:
    """Everything recognised in a text that is taken for one about the Smart Energy Code."""
    return _recognise(text, library or Library(), frozenset(), True)


def load() -> None:
    """Load the grammars, once, before processes are forked."""
    _ = scanner().trigger


def _plain(text: str) -> str:
    """The text with every kind of space and dash as the grammars know them; nothing moves."""
    for written, plain in _VARIANTS:
        if written in text:
            text = text.replace(written, plain)
    return text


def _recognise(text: str, library: Library, own_labels: frozenset[str], is_sec: bool) -> Mentions:
    text = _plain(text)
    names = names_of(library)
    scene = Scene(text, names, library.load("registers", "sec", Sec), own_labels, is_sec)
    found = scanner().scan(text)
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
