"""The Word reader against LibreOffice's text export: how much of LibreOffice's text it has, and whether the printed numbers agree.

    python benchmarks/docx_against_libreoffice.py FOLDER...

Token recall: the share of the words of LibreOffice's export (numbers, notes, headers included) that the Document holds too, as text or,
like deleted words and marks of notes, which LibreOffice prints at the ends of words, as data. Labels: of
the paragraphs that both give, the share on which the number before the words is the same. What differs is listed.
"""

import argparse
import re
import statistics
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from seclint.errors import UnreadableDocument
from seclint.model import Document
from seclint.readers.builder import normalise
from seclint.readers.docx import read
from seclint.readers.labels import clean_label

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_WORD = re.compile(r"\w+")
_LAST = re.compile(r"\w+$")
_AHEAD = 400  # lines of the export that are searched for a paragraph
_SHORTEST = 8  # characters that make a paragraph worth searching for
_LONGEST_LABEL = 40
_SEPARATOR = re.compile(r"\s*[:.–—-]?\s*$")


@dataclass
class Comparison:
    """One file. ``differ`` are (LibreOffice's label, the Document's label, the words)."""

    name: str
    words: int
    recall: float
    missing: list[tuple[str, int]]
    labelled: int = 0
    agreeing: int = 0
    differ: list[tuple[str, str, str]] = field(default_factory=list)


def exported(files: list[Path], folder: Path) -> dict[Path, str]:
    """LibreOffice's text of each file that it can open."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(folder)]
    names: dict[Path, Path] = {}
    for index, file in enumerate(files):
        names[file] = folder / f"{index}{file.suffix.lower()}"
        names[file].symlink_to(file.resolve())
    subprocess.run([*command, *map(str, names.values())], capture_output=True, check=False)
    made = {file: name.with_suffix(".txt") for file, name in names.items()}
    return {file: text.read_text("utf-8-sig", "replace") for file, text in made.items() if text.exists()}


def compare(name: str, document: Document, export: str) -> Comparison:
    """The comparison of a document with its export."""
    theirs = Counter(word.casefold() for word in _WORD.findall(normalise(export)))
    ours = Counter(word.casefold() for word in _WORD.findall(" ".join(_held(document))))
    missing = theirs - ours
    total = theirs.total()
    result = Comparison(name, total, 1 - missing.total() / total if total else 1.0, missing.most_common(12))
    for printed, label, words in _labels(document, export):
        result.labelled += 1
        if printed == label:
            result.agreeing += 1
        else:
            result.differ.append((printed, label, words[:60]))
    return result


def _held(document: Document) -> Iterator[str]:
    """All words that the Document holds."""
    yield document.text
    for block in document.blocks:
        yield f"{block.label} {block.page_label}"
    for revision in document.revisions:
        yield revision.text
    for note in document.notes:
        word = _LAST.search(document.text, max(0, note.at - 80), note.at)
        yield f"{word[0]}{note.label}" if word else note.label


def _labels(document: Document, export: str) -> Iterator[tuple[str, str, str]]:
    """LibreOffice's label, the Document's label and the words of each paragraph that has either."""
    lines = [line for line in map(normalise, export.splitlines()) if line]
    at = 0
    for block in document.blocks:
        words = document.quote(block.span)
        if len(words) < _SHORTEST or block.kind in ("footnote", "header", "footer", "contents"):
            continue
        found = next((index for index in range(at, min(at + _AHEAD, len(lines))) if lines[index].endswith(words)), None)
        if found is None:
            continue
        at = found + 1
        before = lines[found][: -len(words)]
        if len(before) <= _LONGEST_LABEL and (before or block.label):
            yield _cleaned(before, block.label), block.label, words


def _cleaned(before: str, label: str) -> str:
    cleaned = clean_label(before)
    if len(cleaned) == 1 and not cleaned.isalnum():
        return "•"
    return cleaned if cleaned == label else _SEPARATOR.sub("", cleaned)


def report(folder: Path) -> None:
    """Print the table of one folder."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)
    compared: list[Comparison] = []
    with tempfile.TemporaryDirectory() as scratch:
        exports = exported(files, Path(scratch))
    for file in files:
        words = len(_WORD.findall(exports.get(file, "")))
        try:
            document = read(file.read_bytes(), str(file))
        except UnreadableDocument as error:
            print(f"unreadable ({words} words in LibreOffice): {file.name}: {error.message}")
            continue
        if file in exports:
            compared.append(compare(file.name, document, exports[file]))
        else:
            print(f"LibreOffice gives no text: {file.name}")
    for result in sorted(compared, key=lambda one: one.recall):
        if result.recall < 0.995 or result.differ:
            print(f"{result.recall:.4f} of {result.words} words, {result.agreeing}/{result.labelled} labels: {result.name}")
            print(f"    missing {result.missing if result.recall < 0.995 else []}; labels {result.differ[:4]}")
    if compared:
        recalls = [result.recall for result in compared]
        labelled, agreeing = sum(one.labelled for one in compared), sum(one.agreeing for one in compared)
        print(
            f"{folder.name}: {len(compared)} files, token recall median {statistics.median(recalls):.4f}, worst {min(recalls):.4f};",
            end=" ",
        )
        print(f"labels {agreeing}/{labelled} = {agreeing / max(labelled, 1):.4f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", type=Path)
    for folder in parser.parse_args().folder:
        report(folder)


if __name__ == "__main__":
    main()
