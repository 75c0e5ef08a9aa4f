"""Markdown, as a converter writes a consultation document, taken apart for the typesetters of Word files and PDFs.

Deliberately independent of the project's own Markdown reader, so that agreement between the formats says something.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count, product
from typing import Literal

from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token

PartKind = Literal["title", "heading", "contents", "paragraph", "item", "caption", "table"]
Change = Literal["", "insertion", "deletion", "highlight"]


@dataclass(frozen=True)
class Run:
    """A stretch of text set in one manner; ``note`` is a footnote mark and has no text, ``comment`` a remark on the run's words."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    link: str = ""
    note: str = ""
    change: Change = ""
    comment: str = ""


Runs = list[Run]


@dataclass(frozen=True)
class TableCell:
    """The words of a cell, the column from 0 in which it begins, and how many columns and rows it covers."""

    runs: Runs
    column: int
    across: int = 1
    down: int = 1


@dataclass
class Part:
    """A paragraph or table. ``label`` is the printed number with its punctuation, ``depth`` how deep its list is nested.

    A paragraph without a label and with a depth continues an item of that many lists.
    """

    kind: PartKind
    runs: Runs = field(default_factory=list)
    level: int = 0
    label: str = ""
    depth: int = 0
    page: str = ""
    rows: list[list[TableCell]] = field(default_factory=list)


@dataclass
class Manuscript:
    """The parts in reading order and the footnotes by their mark."""

    parts: list[Part]
    notes: dict[str, Runs]


_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").disable("code")
_CRITIC = re.compile(r"\{(\+\+|--|==)(.*?)(?:\+\+|--|==)\}(?:\{>>(.*?)<<\})?|\{>>(.*?)<<\}", re.DOTALL)
_CHANGES: dict[str, Change] = {"++": "insertion", "--": "deletion", "==": "highlight"}
_NOTE_LINE = re.compile(r"^\[\^([^\]]+)\]:[ ]*(.*(?:\n(?:[ ]{2,}|\t)\S.*)*)\n?", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]]+)\]")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,3})+\.?|\d{1,2}[.)])\s+(?=\S)")
_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[A-Z])")
_LETTER = re.compile(r"(\((?:[a-z]|[ivx]+)\)|(?:[a-z]|[ivx]+)\)|[ivx]+\.)\s+(?=\S)")
_CAPTION = re.compile(r"((?:Table|Figure)\s\d+)(?:\s*[:–—.-]\s*|\s+)(?=\S)")
_LEADER = re.compile(r"\s*\.{3,}\s*(\w+)\s*$|\s*…+\s*(\w+)\s*$|\t+(\w+)\s*$")
_ENDED = re.compile(r"[.?!:;][”’\"')\]*]*$")


def parse(text: str) -> Manuscript:
    """The manuscript that the Markdown holds."""
    notes: dict[str, Runs] = {}

    def keep(match: re.Match[str]) -> str:
        notes[match[1]] = inline(" ".join(match[2].split()))
        return "\n"

    body = _NOTE_LINE.sub(keep, text)
    parts = list(_lifted(_parts(_PARSER.parse(body), body.split("\n")), notes))
    return Manuscript(_captioned(_titled(parts)), notes)


def plain(runs: Iterable[Run]) -> str:
    """The words of the runs as the final version shows them."""
    return "".join(run.text for run in runs if run.change != "deletion")


def column_shares(table: Part) -> list[float]:
    """The share of the width that each column of a table gets: by its longest cell, but never less than its longest word needs."""
    width = max(cell.column + cell.across for row in table.rows for cell in row)
    columns: list[list[str]] = [[""] for _ in range(width)]
    for row in table.rows:
        for cell in row:
            if cell.across == 1:
                columns[cell.column].append(plain(cell.runs))
    weights = [
        max(10.0, min(max(map(len, cells)), 50), 1.4 * max((len(word) for cell in cells for word in cell.split()), default=0) + 2)
        for cells in columns
    ]
    return [weight / sum(weights) for weight in weights]


def accepted(text: str) -> str:
    """The Markdown with every tracked change accepted and every comment and highlight removed."""
    return _CRITIC.sub(lambda match: "" if match[1] in (None, "--") else match[2], text)


def inline(source: str) -> Runs:
    """The runs of a line of Markdown; CriticMarkup becomes changes and comments."""
    runs: Runs = []
    at = 0
    for match in _CRITIC.finditer(source):
        runs += _plain_markdown(source[at : match.start()])
        change, comment = _CHANGES.get(match[1] or "", ""), match[3] or match[4] or ""
        if change == "highlight" and comment:
            change = ""
        inner = _plain_markdown(match[2] or "") or [Run("")]
        runs += [replace(run, change=change, comment=comment) for run in inner]
        at = match.end()
    return runs + _plain_markdown(source[at:])


def _plain_markdown(source: str) -> Runs:
    if not source:
        return []
    children = _PARSER.parseInline(source)[0].children or []
    return [piece for run in _styled(children) for piece in _marked(run)]


def _styled(children: list[Token]) -> Iterator[Run]:
    bold = italic = raised = False
    link = ""
    for token in children:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type.endswith("open")
            case "em_open" | "em_close":
                italic = token.type.endswith("open")
            case "link_open":
                link = str(token.attrs["href"])
            case "link_close":
                link = ""
            case "html_inline":
                raised = token.content == "<sup>" if token.content in ("<sup>", "</sup>") else raised
                if token.content.startswith("<br"):
                    yield Run("\n", bold, italic)
            case "hardbreak":
                yield Run("\n", bold, italic)
            case "softbreak":
                yield Run(" ", bold, italic)
            case _:
                yield Run(token.content, bold, italic, raised, link)


def _marked(run: Run) -> Iterator[Run]:
    """The run with each footnote mark in it, ``<sup>1</sup>`` or ``[^1]``, as a run of its own."""
    if run.raised and run.text.isdigit():
        yield Run("", note=run.text)
        return
    at = 0
    for match in _NOTE_MARK.finditer(run.text):
        if match.start() > at:
            yield replace(run, text=run.text[at : match.start()])
        yield Run("", note=match[1])
        at = match.end()
    if at < len(run.text):
        yield replace(run, text=run.text[at:])


def _parts(tokens: list[Token], lines: list[str]) -> Iterator[Part]:
    """Every paragraph-like unit with the label and depth that its lists, and the indent of its line, give it."""
    columns = [0]  # at which the words of the enclosing list items begin
    lists: list[str] = []  # the marks of the list items that enclose the token: "" for a bullet, "7." for a number
    fresh = False  # the next paragraph is the first of its item
    contents = False
    for index, token in enumerate(tokens):
        match token.type:
            case "list_item_open":
                lists.append(f"{token.info}{token.markup}" if token.info else "")
                fresh = True
                columns.append(len(lines[_line(token)]) - len(lines[_line(token)].lstrip().split(" ", 1)[-1].lstrip()))
            case "list_item_close":
                lists.pop()
                columns.pop()
            case "heading_open":
                part = _heading(inline(tokens[index + 1].content), int(token.tag[1:]))
                contents = plain(part.runs).lower() in ("contents", "table of contents", "list of contents")
                yield part
            case "paragraph_open":
                runs = inline(tokens[index + 1].content)
                line = lines[_line(token)]
                further = 0 if fresh else (len(line) - len(line.lstrip()) - columns[-1]) // 4
                yield _entry(runs, lists) if contents and lists else _paragraph(runs, lists, fresh, further)
                fresh = False
            case "table_open":
                yield Part("table", rows=_rows(tokens, index))
            case "html_block" if token.content.startswith("<table"):
                yield Part("table", rows=_rows_of_html(token.content))


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _heading(runs: Runs, level: int) -> Part:
    label, rest = _split(runs, _NUMBER, _BARE_NUMBER)
    return Part("heading", rest, level, label)


def _entry(runs: Runs, lists: list[str]) -> Part:
    """A line of the contents list: its number, its words and its page."""
    text = plain(runs)
    page = ""
    leader = _LEADER.search(text)
    if leader:
        page, text = next(filter(None, leader.groups())), text[: leader.start()]
    label, rest = _split([Run(text)], _NUMBER)
    level = lists.count("") or len(lists)
    return Part("contents", rest, level, label or lists[-1], page=page)


def _paragraph(runs: Runs, lists: list[str], fresh: bool, further: int) -> Part:
    """The paragraph or item; its line is indented ``further`` by so many steps than the list item around it."""
    depth = max(0, len(lists) - 1)
    if lists and not fresh:
        letter, rest = _split(runs, _LETTER)
        return Part("item", rest, label=letter, depth=len(lists) + further) if letter else Part("paragraph", runs, depth=len(lists))
    label = lists[-1] if lists else ""
    if not label:
        letter, rest = _split(runs, _LETTER)
        if letter:
            return Part("item", rest, label=letter, depth=depth)
        if lists:
            return Part("item", runs, label="•", depth=depth)
        label, runs = _split(runs, _NUMBER)
    if label and depth:
        return Part("item", runs, label=label, depth=depth)
    return Part("paragraph", runs, label=label)


def _split(runs: Runs, *patterns: re.Pattern[str]) -> tuple[str, Runs]:
    """The label at the start of the runs and what follows it; no label: an empty string and the runs."""
    if runs and not runs[0].link:
        for pattern in patterns:
            match = pattern.match(runs[0].text)
            if match:
                return match[1], [replace(runs[0], text=runs[0].text[match.end() :]), *runs[1:]]
    return "", runs


def _rows(tokens: list[Token], start: int) -> list[list[TableCell]]:
    rows: list[list[TableCell]] = []
    for token in tokens[start:]:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(TableCell(inline(token.content), len(rows[-1])))
    return rows


def _rows_of_html(source: str) -> list[list[TableCell]]:
    """The rows of a table of HTML, whose cells may cover several columns and rows; the words in them are Markdown."""
    rows: list[list[TableCell]] = []
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(html.fromstring(source).iter("tr")):
        rows.append([])
        for element in row:
            column = next(free for free in count() if (number, free) not in covered)
            across, down = int(element.get("colspan", 1)), int(element.get("rowspan", 1))
            covered |= set(product(range(number, number + down), range(column, column + across)))
            rows[-1].append(TableCell(inline(_inner(element)), column, across, down))
    return rows


def _inner(element: html.HtmlElement) -> str:
    """What an element of HTML holds, tags in it too."""
    return (element.text or "") + "".join(html.tostring(child, encoding="unicode") for child in element)


def _lifted(parts: Iterable[Part], notes: dict[str, Runs]) -> Iterator[Part]:
    """The parts without the footnotes that stand among them; a paragraph that a footnote cut in two is one again."""
    held: Part | None = None
    cut = False
    for part in parts:
        if _is_note(part) and part.runs[0].note not in notes:
            notes[part.runs[0].note] = _trimmed(part.runs[1:])
            cut = held is not None and held.kind in ("paragraph", "item") and not _ENDED.search(plain(held.runs))
            continue
        if cut and held is not None and part.kind == "paragraph" and not part.label:
            held.runs += [Run(" "), *part.runs]
        else:
            if held is not None:
                yield held
            held = part
        cut = False
    if held is not None:
        yield held


def _is_note(part: Part) -> bool:
    return part.kind == "paragraph" and not part.label and len(part.runs) > 1 and bool(part.runs[0].note)


def _trimmed(runs: Runs) -> Runs:
    return [replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]] if runs else runs


def _titled(parts: list[Part]) -> list[Part]:
    """The parts with the headings of the cover, before the contents list or the first number, as titles."""
    headings = [part for part in parts if part.kind == "heading"]
    end = next((index for index, part in enumerate(headings) if part.label or "contents" in plain(part.runs).lower()), 0)
    levels = sorted({part.level for part in headings[:end]})
    for part in headings[:end]:
        part.kind, part.level = "title", levels.index(part.level) + 1
    return parts


def _captioned(parts: list[Part]) -> list[Part]:
    """The parts with "Table 4: ..." beside a table as its caption."""
    for index, part in enumerate(parts):
        beside = parts[max(0, index - 1) : index + 2]
        if part.kind == "paragraph" and not part.label and any(other.kind == "table" for other in beside):
            label, rest = _split(part.runs, _CAPTION)
            if label:
                part.kind, part.label, part.runs = "caption", label, rest
    return parts
