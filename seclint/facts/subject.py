"""What the document is about: the document under consultation and its Release, and the Releases that are only mentioned."""

import re
from collections.abc import Sequence

from msgspec import Struct

from seclint.facts.front_matter import FrontMatter
from seclint.facts.lexicon import Lexicon
from seclint.facts.wording import plain
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Mentions, Release

_TAIL = compiled(r"(?P<bracket>\))?(?:\s+(?:for|of)|,|\s+[–—-])\s+(?:the\s+)?$", re.IGNORECASE)
_OPENING = compiled(r"\s\($")


class Subject(Struct, frozen=True):
    """``artefact`` is the document under consultation ("TAD"), "" when the title does not say; ``release`` its month, ISO.

    ``named`` are the months that the document names as Releases in so many words ("June 2022 SEC Release").
    """

    artefact: str
    release: str | None
    named: frozenset[str]


def subject_of(document: Document, front: FrontMatter, mentions: Mentions, lexicon: Lexicon) -> Subject:
    """The subject, by the cover where there is one, else by what the document speaks of most."""
    end = document.blocks[front.cover_end - 1].span.end if front.cover_end else 0
    return Subject(
        artefact=_artefact(_artefacts(document.text[:end], lexicon), _artefacts(document.text, lexicon), lexicon),
        release=_release(document, end, mentions, lexicon),
        named=frozenset(release.month for release in mentions.releases if not is_artefact(release, lexicon)),
    )


def _artefact(on_cover: Sequence[str], everywhere: Sequence[str], lexicon: Lexicon) -> str:
    """The one of the cover, unless the text mostly gives it a fuller name: "the SEC Variation Testing Approach Document"."""
    titled, spoken = _most(on_cover), _most(everywhere)
    fuller = any(long.endswith(f" {short}") for short in lexicon.artefacts.get(titled, ()) for long in lexicon.artefacts.get(spoken, ()))
    return spoken if fuller or not titled else titled


def _artefacts(text: str, lexicon: Lexicon) -> list[str]:
    return [lexicon.artefact_names[plain(match[0])] for match in lexicon.artefact.finditer(text)]


def is_artefact(release: Release, lexicon: Lexicon) -> bool:
    """Whether a month is bound to a document under consultation, or to what stands for it, without the words that name a Release.

    "June 2023 TAD", "the draft for June 2023".
    """
    named = lexicon.artefact.search(release.noun) or lexicon.copy.search(release.noun)
    return named is not None and "release" not in release.noun.lower()


def document_of(document: Document, release: Release, lexicon: Lexicon) -> Span | None:
    """The document that a Release is named with, and the Release: "June 2024 SEC Release TAD", "TAD, June 2024 SEC Release".

    What stands for a document will do: "our draft for the June 2024 SEC Release".
    """
    if lexicon.artefact.search(release.noun):
        return release.span
    block = document.block_at(release.span.start).span
    tail = _TAIL.search(document.text, block.start, release.span.start)
    if tail is None:
        return None
    names = list(lexicon.artefact.finditer(document.text, block.start, tail.start()))
    copies = lexicon.copy.finditer(document.text, block.start, tail.start())
    last = next((match for match in (*names, *copies) if match.end() == tail.start()), None)
    if last is None:
        return None
    long = next((match for match in names if _OPENING.fullmatch(document.text, match.end(), last.start())), last)  # "... (TAD)"
    return Span((long if tail["bracket"] else last).start(), release.span.end)


def foreign_releases(mentions: Mentions, subject: Subject, lexicon: Lexicon) -> tuple[Span, ...]:
    """The Releases that the document mentions without being about them."""
    of_one = not subject.artefact or subject.artefact in lexicon.of_releases
    if subject.release is None and of_one and len({release.month for release in mentions.releases}) < 2:
        return ()
    return tuple(release.span for release in mentions.releases if release.month != subject.release)


def _release(document: Document, end: int, mentions: Mentions, lexicon: Lexicon) -> str | None:
    on_cover = [release for release in mentions.releases if release.span.end <= end]
    in_title = [release.month for release in on_cover if document.block_at(release.span.start).kind == "title"]
    if titled := _most([release.month for release in on_cover]) or _most(in_title):
        return titled
    return _most([release.month for release in mentions.releases if document_of(document, release, lexicon)]) or None


def _most(values: Sequence[str]) -> str:
    """The value that is there more often than any other, "" when none is."""
    counts = sorted(((values.count(value), value) for value in set(values)), reverse=True)
    if not counts or (len(counts) > 1 and counts[0][0] == counts[1][0]):
        return ""
    return counts[0][1]
