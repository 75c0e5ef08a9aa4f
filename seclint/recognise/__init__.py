"""Text to mentions: references, dates, versions, releases, modifications. Mentions never cross the end of a paragraph."""

import re

from seclint.library import Library
from seclint.model import Document
from seclint.recognise.dates import dates_in, without
from seclint.recognise.durations import Measures, durations_in
from seclint.recognise.model import Date, Duration, Mentions, Modification, Reference, Release, Version
from seclint.recognise.owners import names_of
from seclint.recognise.references import Scene, Sec, references_in
from seclint.recognise.releases import modifications_in, releases_in
from seclint.recognise.scan import grammar
from seclint.recognise.versions import versions_in

__all__ = ["Date", "Duration", "Mentions", "Modification", "Reference", "Release", "Version", "load", "recognise", "recognise_text"]

_SEC = re.compile(
    r"\bSmart Energy Code\b|\bDCC\b"
    r"|\bSEC\b(?= (?:Section|Panel|Release|Part|Appendix|Schedule|Clause|Modification|Variation))"
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
    for name in ("references", "dates", "versions", "releases", "durations"):
        _ = grammar(name).trigger


def _recognise(text: str, library: Library, own_labels: frozenset[str], is_sec: bool) -> Mentions:
    names = names_of(library)
    scene = Scene(text, names, library.load("registers", "sec", Sec), own_labels, is_sec)
    releases = tuple(releases_in(text))
    return Mentions(
        references=tuple(references_in(scene)),
        dates=tuple(without(dates_in(text), [release.span for release in releases])),
        versions=tuple(versions_in(text, names)),
        releases=releases,
        modifications=tuple(modifications_in(text)),
        durations=tuple(durations_in(text, library.load("registers", "durations", Measures))),
    )
