"""Headings and labels that come back under every question: which of them open respondents' views, and which the response."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from seclint.facts.labels import Labels
from seclint.facts.outline import Outline
from seclint.facts.profile import AnswerForms
from seclint.facts.wording import plain
from seclint.model import Block, Document
from seclint.patterns import compiled

_LINE = compiled(r"[^\W\d][^.;:!?\n]{2,60}[:?]?")
_BEFORE_WORDS = compiled(r"(?P<label>[A-Z][\w’'&/ -]{2,50}?)\s*[:–—]\s+\S|(?P<short>[A-Z][\w’'-]{2,}(?: [\w’'-]+){0,2})\.\s+[A-Z“\"']")
_LONGEST = 9  # words of a label
_FEW = 4  # words of a column that holds no comments
_PARTS = (2, 3)  # what was said, perhaps what was thought of it, and what is said to it
_LEAST = 2  # questions under which a label must stand


def with_recurring(document: Document, outline: Outline, forms: AnswerForms) -> AnswerForms:
    """The forms with two labels more, where these come back one after the other under the questions and the forms do not know both.

    One who asks several questions reports on each in the same parts: what was said first, then what is said to it. Under headings that
    are no questions, one of the two labels must be known.
    """
    labels = Labels(forms)
    blocks = document.blocks[: outline.body_end]
    in_lines, in_rows = ([*_under_questions(document, blocks, labels, read)] for read in (_title_of_line, _title_of_row))
    heads = [*_under_questions(document, _heads(document, blocks), labels, _title_of_cell)]
    for under, is_asked in ((in_lines, True), (in_rows, True), (heads, True), (_under_headings(outline), False)):
        for first, second in _pairs(under, labels, is_asked=is_asked):
            return replace(forms, views=(*forms.views, first), response=(*forms.response, second))
    return forms


def _pairs(under: Sequence[Sequence[str]], labels: Labels, *, is_asked: bool) -> Iterator[tuple[str, str]]:
    """The two labels that follow each other in most places, when the forms know one of them, or none and there are no others."""
    counts = Counter(title for titles in under for title in dict.fromkeys(titles))
    least = max(_LEAST, len(under) // 2)
    recurring = [[title for title in dict.fromkeys(titles) if counts[title] >= least] for titles in under]
    pairs = Counter(pair for titles in recurring if not _knows_both(titles, labels) for pair in pairwise(titles))
    for (first, second), count in pairs.most_common():
        known = labels.parts(first), labels.parts(second)
        if count >= least and (
            known in ((("views",), ()), ((), ("response",))) or (known == ((), ()) and is_asked and _are_all(recurring, first, labels))
        ):
            yield first, second


def _knows_both(titles: Sequence[str], labels: Labels) -> bool:
    """Whether the forms know a label of views and one of the response among the titles: "Respondent view", "Decision", "DCC response"."""
    known = [labels.parts(title) for title in titles]
    return ("views",) in known and ("response",) in known


def _are_all(recurring: Sequence[Sequence[str]], first: str, labels: Labels) -> bool:
    """Whether the same two or three unknown labels, of which this is the first, are all that comes back: "Raised", "Weighed", "Agreed"."""
    alike = {tuple(titles) for titles in recurring if first in titles}
    unknown = not any(labels.parts(title) for titles in alike for title in titles)
    return len(alike) == 1 and unknown and all(titles[0] == first and len(titles) in _PARTS for titles in alike)


def _under_headings(outline: Outline) -> Sequence[Sequence[str]]:
    """For each heading above others, the titles of those right below it that bear no number."""
    below: dict[int, list[str]] = {}
    for section in outline.sections:
        if section.parent is not None and not section.label:
            below.setdefault(section.parent, []).append(plain(section.title).rstrip("?"))
    return list(below.values())


def _under_questions(
    document: Document, blocks: Sequence[Block], labels: Labels, read: Callable[[str, Block], str]
) -> Iterator[Sequence[str]]:
    """For each question, what is read as titles of the blocks that follow it, in order."""
    titles: list[str] | None = None
    for block in blocks:
        if block.kind not in ("heading", "paragraph", "item", "cell"):
            continue
        words = f"{block.label} {document.quote(block.span)}" if block.label[:1] in ("Q", "q") else document.quote(block.span)
        opens = labels.question(words) if block.kind == "heading" else labels.question_at_start(words) if block.cell is None else None
        if opens is not None:
            yield from [titles] if titles else ()
            titles = []
        elif titles is not None and (title := read(words, block)):
            titles.append(title)
    yield from [titles] if titles else ()


def _title_of_line(words: str, block: Block) -> str:
    """A heading, a short line, or the label before the words of a paragraph."""
    if block.kind == "heading":
        return plain(words).rstrip("?")
    if block.cell is not None:
        return ""
    if _LINE.fullmatch(words) and len(words.split()) <= _LONGEST:
        return plain(words).rstrip("?")
    label = _BEFORE_WORDS.match(words) if "?" not in words else None  # "We asked: do you agree?"
    title = (label["label"] or label["short"]) if label else ""
    return plain(title) if len(title.split()) <= _LONGEST else ""


def _title_of_row(words: str, block: Block) -> str:
    """A short cell at the beginning of a row."""
    return _title_of_cell(words, block) if block.cell is not None and block.cell.column == 0 and block.cell.row else ""


def _title_of_cell(words: str, block: Block) -> str:
    return plain(words).rstrip("?") if block.cell is not None and _LINE.fullmatch(words) and len(words.split()) <= _LONGEST else ""


def _heads(document: Document, blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the cells of tables, but for the heads of columns that hold more than a few words each."""
    words: dict[tuple[int, int], list[int]] = {}
    for block in blocks:
        if block.cell is not None and block.cell.row:
            words.setdefault((block.cell.table, block.cell.column), []).append(len(document.quote(block.span).split()))
    wordy = {place for place, counts in words.items() if sum(counts) > _FEW * len(counts)}
    return [block for block in blocks if block.cell is None or (block.cell.row == 0 and (block.cell.table, block.cell.column) in wordy)]
