"""Edits as tracked changes in a Word file: what is accepted gives the new words, what is rejected the old ones."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count
from typing import NamedTuple

from lxml import etree

from seclint.markup import AUTHOR
from seclint.markup.edits import Edit, Refusal
from seclint.markup.runs import Runs, holder
from seclint.markup.word import WordFile
from seclint.model import Document, Origin
from seclint.readers.builder import normalise
from seclint.readers.docx.names import (
    BREAK,
    DELETED,
    DELETED_T,
    ID,
    INSERTED,
    MC,
    MOVED_FROM,
    MOVED_TO,
    NO_BREAK_HYPHEN,
    RETURN,
    RUN,
    RUN_PROPERTIES,
    TAB,
    XML_SPACE,
    T,
    W,
    number,
)

_READ_AS = {TAB: " ", BREAK: " ", RETURN: " ", NO_BREAK_HYPHEN: "-"}
_TRACKED = (INSERTED, DELETED, MOVED_TO, MOVED_FROM)
_LOCKED = ("contentLocked", "sdtContentLocked")
_FORMATTING_CHANGE = W + "rPrChange"


class _Piece(NamedTuple):
    """Characters of one item (see ``Origin``)."""

    item: int
    start: int
    end: int


class _Task(NamedTuple):
    """An edit, the characters that it is about, and the parts of the file in which it is made."""

    edit: Edit
    pieces: list[_Piece]
    parts: tuple[str, ...]


def tracked(data: bytes, document: Document, edits: Sequence[Edit], day: str | None) -> tuple[bytes, list[Edit], list[Refusal]]:
    """The Word file with the edits as tracked changes, those that were made, and those that could not be; ``day`` dates them."""
    file = WordFile(data)
    tasks: list[_Task] = []
    refused: list[Refusal] = []
    for edit in edits:
        origins = document.origins_of(edit.anchor(document))
        reason = _obstacle(file, document, edit, origins)
        if reason:
            refused.append(Refusal(edit.finding, reason))
            continue
        name, pieces = document.parts[origins[0].part], list(_pieces(origins))
        tasks.append(_Task(edit, pieces, (name, *_twins(file, name, pieces))))
    runs = {name: Runs(file.items(name)) for task in tasks for name in task.parts}
    changes = _changes([file.part(name) for name in runs], day)
    for task in tasks:
        for name in task.parts:
            _make(runs[name], document, task, changes)
            file.change(name)
    return file.packed(), [task.edit for task in tasks], refused


def _make(runs: Runs, document: Document, task: _Task, changes: Iterator[dict[str, str]]) -> None:
    """Take the old words out and put the new ones behind the first of them, so that they look like it."""
    edit, pieces = task.edit, task.pieces
    if edit.span.start == edit.span.end:
        piece = pieces[0]
        if edit.anchor(document).start < edit.span.start:
            beside = runs.ending(piece.item, piece.end)
            beside.addnext(_insertion(beside, edit.text, next(changes)))
        else:
            beside = runs.starting(piece.item, piece.start)
            beside.addprevious(_insertion(beside, edit.text, next(changes)))
        return
    deletions = [_deletion(runs, piece, next(changes)) for piece in pieces]
    if edit.text:
        deletions[0].addnext(_insertion(deletions[0][0], edit.text, next(changes)))


def _deletion(runs: Runs, piece: _Piece, change: dict[str, str]) -> etree._Element:
    """A piece marked as deleted: the run that it fills when it is cut at both ends."""
    run = runs.starting(piece.item, piece.start)
    runs.ending(piece.item, piece.end)
    deletion = etree.Element(DELETED, change)
    deletion.tail, run.tail = run.tail, None
    run.addprevious(deletion)
    deletion.append(run)
    for words in run.iterchildren(T):
        words.tag = DELETED_T
        words.set(XML_SPACE, "preserve")
    return deletion


def _insertion(like: etree._Element, text: str, change: dict[str, str]) -> etree._Element:
    """The words as inserted, in a run that looks like the other one."""
    insertion = etree.Element(INSERTED, change)
    run = etree.SubElement(insertion, RUN)
    properties = like.find(RUN_PROPERTIES)
    if properties is not None:
        run.append(deepcopy(properties))
        run[0].tail = None
        for former in run[0].findall(_FORMATTING_CHANGE):
            run[0].remove(former)
    words = etree.SubElement(run, T, {XML_SPACE: "preserve"})
    words.text = text
    return insertion


def _obstacle(file: WordFile, document: Document, edit: Edit, origins: Sequence[Origin]) -> str:
    """Why Word could not follow the change; "" where it can."""
    anchor = edit.anchor(document)
    if sum(origin.end - origin.start for origin in origins) < anchor.end - anchor.start:
        return "Word computes some of its words (a number); change the list or style that makes them"
    if len({origin.part for origin in origins}) > 1:
        return "its words stand in different parts of the file"
    items = file.items(document.parts[origins[0].part])
    pieces = list(_pieces(origins))
    for piece in pieces:
        if reason := _unfit(items[piece.item]):
            return reason
    if normalise("".join(_words(items[piece.item], piece) for piece in pieces)) != document.quote(anchor).strip():
        return "its words are written with characters that do not show; type them anew"
    return ""


def _twins(file: WordFile, name: str, pieces: Sequence[_Piece]) -> Iterator[str]:
    """The running headers and footers that say the same as this one, run for run: they are read as one, and put right as one."""
    running = file.running()
    words = [item.text for item in file.items(name)] if name in running else []
    for other in running:
        items = file.items(other) if words and other != name else []
        if words and [item.text for item in items] == words and not any(_unfit(items[piece.item]) for piece in pieces):
            yield other


def _unfit(element: etree._Element) -> str:
    """Why nothing can be changed where the element stands."""
    run = element.getparent()
    if run is None or run.tag != RUN or holder(element) is not run or element.tag not in (T, *_READ_AS):
        return "its words stand in a text box, a picture or a formula, where changes are not tracked; change them in Word"
    for one in element.iterancestors():
        if str(one.tag).startswith(MC):
            return "its words stand in something that the file holds twice; change them in Word"
        if one.tag in _TRACKED:
            return "its words are part of a tracked change; accept or reject that first"
        if one.tag == W + "sdt" and _is_bound(one):
            return "its words stand in a content control that is locked, or that Word fills in; change them where they come from"
    return ""


def _is_bound(control: etree._Element) -> bool:
    properties = control.find(W + "sdtPr")
    if properties is None:
        return False
    lock = properties.find(W + "lock")
    return properties.find(W + "dataBinding") is not None or (lock is not None and lock.get(W + "val") in _LOCKED)


def _words(element: etree._Element, piece: _Piece) -> str:
    return _READ_AS.get(str(element.tag)) or (element.text or "")[piece.start : piece.end]


def _pieces(origins: Sequence[Origin]) -> Iterator[_Piece]:
    """The characters by the item that holds them, with whatever stands between them there and is no text."""
    found: dict[int, _Piece] = {}
    for origin in origins:
        end = origin.offset + origin.end - origin.start
        before = found.get(origin.item, _Piece(origin.item, origin.offset, end))
        found[origin.item] = _Piece(origin.item, before.start, max(before.end, end))
    yield from found.values()


def _changes(roots: Sequence[etree._Element], day: str | None) -> Iterator[dict[str, str]]:
    """What each tracked change says of itself: an identifier that nothing else in these parts bears, the author, and the day."""
    taken = max((number(one.get(ID)) for root in roots for one in root.iter(etree.Element) if one.get(ID)), default=0)
    dated = {W + "date": f"{day}T00:00:00Z"} if day else {}
    for identifier in count(taken + 1):
        yield {ID: str(identifier), W + "author": AUTHOR, **dated}
