"""Which versions of which documents are cited, and in which role: the draft that is consulted on, or the approved one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.attachments import Attachment
from seclint.facts.lexicon import Lexicon
from seclint.facts.sentences import sentence_at
from seclint.facts.subject import Subject
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Mentions, Version
from seclint.recognise.model import inside

Role = Literal["draft", "amended", "final", "history", ""]

_MODIFIERS = compiled(r"^(?:the|a|an|this|draft|final|approved|amended|updated|revised|new|dcc|sec release|version of(?: the)?)\s+")
_OF = compiled(r"\)?\s+of\s+[^.,;:()\n]+")
_GAP = 5  # characters between a preposition and its date: "from the 8th"
_ALONE = 2  # words of a cell that holds a version only
# What parts a version from what was said before it: another name, or a word that joins something else to that.
_OTHER = compiled(
    r"[;:]|\b(?:and|or|to|than|with)\s+(?:(?:in|of|the)\s+)*\Z|\b(?!DCC|TAG)[A-Z]{3,}\d?\b"
    r"|\b[A-Z]\w+\s+(?:[A-Z]\w+\s+)*(?:Specification|Policy|Document|Plan|Code|Catalogue)s?\b"
)
# What makes a name no more than a part of what its sentence is about: "the list comes with the draft".
_GOVERNED = compiled(
    r"\b(?:with|of|in|on|for|by|to|from|about)\s+(?:(?:the|our|a|this|that|[a-z]+ed|draft|final|SEC|Release|[A-Z][a-z]+|\d+)\s+)*\Z"
)
_CLAUSE_END = compiled(r"[,;:](?=\s)")
_NEXT_CLAUSE = compiled(r"[,;]\s+(?:and|but|while|whereas)\s")
_ON = compiled(r"\s+(?:document\s+|paper\s+|report\s+|letter\s+)?(?:on|about|concerning|regarding)\b", re.IGNORECASE)
_STROKES = tuple("|–—-·•,")  # what parts the fields of a line
_NEAR = 60  # characters before a version in which a word may give its role


class VersionWords(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/versions.toml: the words that give a version its role, and the role of attachments by kind of document."""

    draft: tuple[str, ...]
    amended: tuple[str, ...]
    submitted: tuple[str, ...]
    succeeded: tuple[str, ...]
    consulted: tuple[str, ...]
    drafted: tuple[str, ...]
    compared: tuple[str, ...]
    final: tuple[str, ...]
    issued: tuple[str, ...]
    history: tuple[str, ...]
    history_behind: tuple[str, ...]
    in_force: tuple[str, ...]
    in_force_behind: tuple[str, ...]
    taking_up: tuple[str, ...]
    bare: tuple[str, ...]
    spoken: tuple[str, ...]
    pronoun: tuple[str, ...]
    spoken_behind: tuple[str, ...]
    enclosed: tuple[str, ...]
    enclosing: tuple[str, ...]
    enclosed_behind: tuple[str, ...]
    draft_copies: tuple[str, ...]
    final_copies: tuple[str, ...]
    labels: tuple[str, ...]
    attachments: dict[str, Role]


class Cited(Struct, frozen=True):
    """A version as cited: of which document, the bare number, as written ("V2.0"), and the role, "" when nothing tells."""

    artefact: str
    number: str
    written: str
    token: Span
    role: Role
    is_subject: bool


class Context(Struct, frozen=True):
    """What tells whose version it is and in which role."""

    document: Document
    mentions: Mentions
    lexicon: Lexicon
    subject: Subject
    words: VersionWords
    kind: str
    sentences: Sequence[Span]
    attachments: Sequence[Attachment]
    long_forms: Mapping[str, str]


def cited_versions(context: Context) -> Iterator[Cited]:
    """The versions whose document is named, in text order."""
    found = list(_cited(context))
    drafts = {(one.artefact, one.number) for one in found if one.role == "draft"}
    for one in found:
        issued = one.role == "final" and (one.artefact, one.number) in drafts and _is_only_issued(context, one.token)
        yield replace(one, role="draft") if issued else one


def _cited(context: Context) -> Iterator[Cited]:
    for version in context.mentions.versions:
        if _is_of_paper(context, version):
            continue
        artefact, month = _artefact(context, version)
        if not (version.name or artefact):
            continue
        own = bool(artefact) and artefact == context.subject.artefact and month in (None, context.subject.release)
        name = f"{month or context.subject.release or ''} {artefact}".strip() if artefact else _short(version.name, context.long_forms)
        yield Cited(name, bare_number(version.number), version.written, version.token, _role(context, version), own)


def _artefact(context: Context, version: Version) -> tuple[str, str | None]:
    """The document under consultation that a version is of, and the month of its Release where the name gives one."""
    text, words = context.document.text, context.words
    behind = _OF.match(text, version.token.end, version.token.end + _NEAR) if not version.name else None
    row = _row_of(context, version)
    artefact = context.lexicon.artefact_in(version.name or (behind[0] if behind else text[row.start : row.end]))
    before = plain(text[max(0, version.span.start - _NEAR) : version.span.start])
    told = before.endswith(words.bare) and version.name.casefold() == version.name
    told = told or plain(version.name) in (*words.draft, *words.final)  # "TAG approved v1.0", "the proposed text is Draft v2.3"
    if told or (not artefact and _is_spoken_of(context, version)):
        artefact = context.subject.artefact
    near = version.span if row.start == row.end else row
    month = next((release.month for release in context.mentions.releases if release.span.overlaps(near)), None)
    return artefact, month


def _is_of_paper(context: Context, version: Version) -> bool:
    """Whether a version is that of the paper that is about the document: "June 2024 SEC Release TAD conclusions v1.0"."""
    text, lexicon = context.document.text, context.lexicon
    before = text[max(0, version.token.start - _NEAR) : version.token.start].rpartition("\n")[2]
    names = list(lexicon.artefact.finditer(before))
    papers = (*lexicon.nouns.get("conclusions", ()), *lexicon.nouns.get("consultation", ()))
    between = before[names[-1].end() :] if names else before.rpartition("|")[2]
    return phrases(papers).fullmatch(between.strip(" |,:(–-")) is not None or _ends_title(context, version, phrases(papers))


def _ends_title(context: Context, version: Version, papers: re.Pattern[str]) -> bool:
    """Whether a version ends a line that is the title of a paper on the document: "Consultation on the SEC Release TAD – Version 1.1".

    In a running header or footer, where only space may part it from the title, it is the paper's all the same.
    """
    block = context.document.block_at(version.token.start)
    line = context.document.text[block.span.start : version.token.start]
    title = next((match for match in papers.finditer(line) if _ON.match(line, match.end()) and line[match.start()].isupper()), None)
    if title is None or version.token.end != block.span.end:
        return False
    if block.kind in ("header", "footer"):
        return True
    alone = not line[: title.start()].strip() or line[: title.start()].rstrip()[-1] in _STROKES
    return alone and line.rstrip()[-1:] in _STROKES


def _row_of(context: Context, version: Version) -> Span:
    """The cells before the one that a version has to itself, which name the document; nothing for other versions."""
    blocks = context.document.blocks
    index = first = context.document.block_index(version.token.start)
    cell = blocks[index].cell
    if cell is None or len(context.document.quote(blocks[index].span).split()) > _ALONE:
        return Span(0, 0)
    while first and (before := blocks[first - 1].cell) is not None and (before.table, before.row) == (cell.table, cell.row):
        first -= 1
    return Span(blocks[first].span.start, blocks[index].span.start)


def _is_spoken_of(context: Context, version: Version) -> bool:
    """Whether the sentence calls the document under consultation what it is, a draft say, before or behind a version without a name."""
    if version.name and (version.span.start < version.token.start or version.name != version.name.casefold()):
        return False
    token, text = version.token, context.document.text
    sentence, earlier = sentence_at(context.sentences, token.start), _sentence_of_pronoun(context, version)
    said = [match.start() for match in any_of(context.words.spoken).finditer(text, sentence.start, token.start)]
    named = (match.start() for match in context.lexicon.artefact.finditer(text, earlier.start, earlier.end))
    said += [start for start in named if not _GOVERNED.search(text, earlier.start, start)]
    before = Span(said[-1] if said else sentence.start, token.start)
    if not said and any_of(context.words.spoken_behind).match(text, token.end, sentence.end) is None:
        return False
    return not _OTHER.search(context.lexicon.artefact.sub(" ", _without_mentions(context, before)))


def _sentence_of_pronoun(context: Context, version: Version) -> Span:
    """The sentence before that of a version, where only a pronoun stands for the document: "It is version 2.0"; else nothing."""
    sentence, text = sentence_at(context.sentences, version.token.start), context.document.text
    before = sentence_at(context.sentences, max(0, sentence.start - 2))
    opens = "\n" in text[before.start : sentence.start]
    by_pronoun = not opens and any_of(context.words.pronoun).search(text[sentence.start : version.token.start])
    return before if by_pronoun else Span(sentence.start, sentence.start)


def _without_mentions(context: Context, region: Span) -> str:
    """The text of a region without the Releases and clauses in it, whose capitals name no other document."""
    words = context.document.quote(region)
    mentioned = [one.span for one in inside(context.mentions.releases, region)]
    mentioned += [one.span for one in inside(context.mentions.references, region)]
    for span in mentioned:
        if span.within(region):
            words = words.replace(context.document.quote(span), " ")
    return words


def _short(name: str, long_forms: Mapping[str, str]) -> str:
    """A name without the words that only describe it, and abbreviated where the document says how."""
    bare = plain(name)
    while (shorter := _MODIFIERS.sub("", bare)) != bare:
        bare = shorter
    return long_forms.get(bare, bare)


def bare_number(number: str) -> str:
    """A number without the noughts that change nothing: "2.0" is "2"."""
    return re.sub(r"(?:\.0+)+$", "", number)


def _role(context: Context, version: Version) -> Role:
    sentence = sentence_at(context.sentences, version.token.start)
    words, at = context.words, version.token.start
    row = _row_of(context, version)
    attached = any(version.token.within(one.span) or (row.start < row.end and one.span.overlaps(row)) for one in context.attachments)
    past = phrases(words.history).finditer(context.document.text, max(sentence.start, at - _NEAR), version.token.end)
    if any(not _leads_to_date(context, match.end()) for match in past) or any_of(words.history_behind).match(
        context.document.text, version.token.end, sentence.end
    ):
        return "history"
    if phrases(words.consulted).search(context.document.text, version.token.end, sentence.end):
        return "draft"
    if any_of(words.drafted).search(context.document.text[sentence.start : at]):
        return "draft"
    if words.attachments.get(context.kind) == "final":
        if _is_amended(context, version, sentence):
            return "amended"
        if _is_on_its_way(context, version, sentence):
            return "history"
    near = _without_others(context, version, Span(_sentence_of_pronoun(context, version).start, sentence.end))
    draft, final = (_distance(context, listed, near, at) for listed in (words.draft, words.final))
    if draft is None and final is None:
        enclosed = attached or _is_enclosed(context, version, sentence)
        return context.words.attachments.get(context.kind, "") if enclosed else ""
    return "draft" if final is None or (draft is not None and draft < final) else "final"


def _without_others(context: Context, version: Version, region: Span) -> Span:
    """The part of a region between the versions of other numbers beside this one: "the draft is v0.5 and the TAD is v1.0".

    Behind another version only its own clause counts: "..., which is numbered as the draft is"; else what comes before a further one.
    """
    others = [one for one in inside(context.mentions.versions, region) if bare_number(one.number) != bare_number(version.number)]
    start = max((one.token.end for one in others if one.token.end <= version.token.start), default=region.start)
    behind = (max(_begin(context, one), version.token.end) for one in others if one.token.start >= version.token.end)
    end = min(behind, default=region.end)
    clause = _CLAUSE_END if start > region.start else _NEXT_CLAUSE
    ends = clause.search(context.document.text, version.token.end, end)
    return Span(start, ends.start() if ends else end)


def _begin(context: Context, version: Version) -> int:
    """Where a version begins with its name, or with the status in front of it: "draft v0.7"."""
    before = context.document.text[max(0, version.span.start - _NEAR) : version.span.start].rstrip().lower()
    return version.span.start - len(version.status) - 1 if version.status and before.endswith(version.status) else version.span.start


def _is_enclosed(context: Context, version: Version, sentence: Span) -> bool:
    """Whether a version is said to come with the document: "Attachment 1 is the TAD, v1.0", "v1.0 (Attachment 1)"."""
    text, words = context.document.text, context.words
    labelled = any_of(words.enclosing).search(text, sentence.start, version.token.start)
    behind = any_of(words.enclosed_behind).match(text, version.token.end, sentence.end)
    return bool(labelled or behind or phrases(words.enclosed).search(text, sentence.start, sentence.end))


def _is_amended(context: Context, version: Version, sentence: Span) -> bool:
    """Whether a version is called the draft as it was changed after the consultation, which bears another number than the first one."""
    amended, near = any_of(context.words.amended), Span(max(sentence.start, version.token.start - _NEAR), version.token.end)
    calls = [match.end() for match in amended.finditer(context.document.text, near.start, near.end)]
    own = (other.token for other in context.mentions.versions if other.token.within(near))
    return bool(calls) and next((token for token in own if token.end > calls[-1]), version.token) == version.token


def _is_on_its_way(context: Context, version: Version, sentence: Span) -> bool:
    """Whether a version is one that was put before those who decide, or that was given another number when they had decided."""
    text, block = context.document.text, context.document.block_at(version.token.start).span
    if any_of(context.words.succeeded).match(text, version.token.end, block.end):
        return True
    put = any_of(context.words.submitted).search(text, sentence.start, sentence.end)
    return put is not None and phrases(context.words.bare).search(text, put.end(), max(put.end(), version.token.start)) is None


def _is_only_issued(context: Context, token: Span) -> bool:
    """Whether a sentence says of a version that it was issued, and nothing that only the approved one is: drafts are published, too."""
    sentence = sentence_at(context.sentences, token.start)
    issued = phrases(context.words.issued).search(context.document.text, sentence.start, sentence.end)
    told = phrases(context.words.final).finditer(context.document.text, sentence.start, sentence.end)
    return issued is not None and all(Span(*match.span()).within(Span(*issued.span())) for match in told)


def _leads_to_date(context: Context, at: int) -> bool:
    """Whether a date follows: "from 8 January" says nothing of a version."""
    return any(at < date.span.start <= at + _GAP for date in context.mentions.dates)


def _distance(context: Context, listed: tuple[str, ...], sentence: Span, at: int) -> int | None:
    """How far from the version the nearest of the words stands; words behind it count for twice as far, those compared with not."""
    text = context.document.text
    words = [Span(*match.span()) for match in phrases(listed).finditer(text, sentence.start, sentence.end)]
    if not words:
        return None
    compared = [Span(*match.span()) for match in any_of(context.words.compared).finditer(text, sentence.start, sentence.end)]
    found = [word for word in words if not any(word.within(span) for span in compared)]
    distances = [at - word.end if word.end <= at else 2 * (word.start - at) for word in found]
    return min(distances, default=None)
