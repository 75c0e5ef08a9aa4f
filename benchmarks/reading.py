"""What seclint reads against what independent readers read, as the tables of docs/reading.md.

    python benchmarks/reading.py [FOLDER]

FOLDER holds Word files and PDFs, by default ../shared/corpus/formal beside the checkout. Word files are compared with LibreOffice's text
export (recall of words; agreement of printed numbers), PDFs with poppler's pdftotext (F1 of words; neighbouring words of its text that
are neighbours here too, which tells of the order of reading). A peer that is not installed is left out and said to be.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from docx_against_libreoffice import SUFFIXES, Comparison, compare, exported

from seclint.errors import UnreadableDocument
from seclint.model import Document
from seclint.readers import read
from seclint.readers.builder import normalise

FORMAL = Path(__file__).parent.parent.parent / "shared" / "corpus" / "formal"
_WORD = re.compile(r"\w+")
_GOOD_RECALL, _GOOD_F1, _GOOD_ORDER = 0.995, 0.98, 0.95


def documents(files: Iterable[Path]) -> dict[Path, Document]:
    """The files that seclint can read; why it cannot read the others is printed."""
    found = {}
    for file in files:
        try:
            found[file] = read(str(file))
        except UnreadableDocument as error:
            print(f"Unreadable: {file.name}: {error.message}")
    return found


def word_files(files: Sequence[Path]) -> list[Comparison]:
    """Each Word file against LibreOffice's export of it."""
    with tempfile.TemporaryDirectory() as scratch:
        exports = exported(list(files), Path(scratch))
    return [compare(file.name, document, exports[file]) for file, document in documents(files).items() if file in exports]


def pdf_files(files: Sequence[Path]) -> list[tuple[str, float, float]]:
    """Of each PDF the F1 of its words against pdftotext, and the share of pdftotext's neighbouring words that are neighbours here."""
    found = []
    for file, document in documents(files).items():
        printed = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=False).stdout.decode("utf-8", "replace")
        theirs = _WORD.findall(normalise(printed))
        pairs = Counter(pairwise(theirs))
        order = (pairs & _pairs(document)).total() / max(1, pairs.total())
        found.append((file.name, _f1(_words(document), Counter(theirs)), order))
    return found


def _words(document: Document) -> Counter[str]:
    """All words that the document prints, with its labels and page numbers; a running line as often as there are pages."""
    words: Counter[str] = Counter()
    for block in document.blocks:
        shown = Counter(_WORD.findall(f"{block.label} {block.page_label} {document.quote(block.span)}"))
        for word, number in shown.items():
            words[word] += number * ((document.pages or 1) if block.kind in ("header", "footer") else 1)
    words.update(note.label for note in document.notes)
    return words


def _pairs(document: Document) -> Counter[tuple[str, str]]:
    """The words that follow each other; those of a running line as often as there are pages."""
    said = [f"{block.label} {document.quote(block.span)} {block.page_label}" for block in document.blocks]
    pairs = Counter(pairwise(_WORD.findall(" ".join(said))))
    for block, words in zip(document.blocks, said, strict=True):
        if block.kind in ("header", "footer"):
            pairs.update({pair: number * (document.pages or 1) for pair, number in Counter(pairwise(_WORD.findall(words))).items()})
    return pairs


def _f1(ours: Counter[str], theirs: Counter[str]) -> float:
    both = (ours & theirs).total()
    return 2 * both / max(1, ours.total() + theirs.total())


def report_word(compared: Sequence[Comparison]) -> None:
    """The table of the Word files, and what does not agree."""
    recalls = [one.recall for one in compared]
    labelled, agreeing = sum(one.labelled for one in compared), sum(one.agreeing for one in compared)
    print(f"\n| Word files against LibreOffice ({len(compared)} files) | |\n| --- | --- |")
    print(f"| words of LibreOffice's text that seclint has, median | {statistics.median(recalls):.4f} |")
    print(f"| the same, worst file | {min(recalls):.4f} |")
    print(f"| numbered paragraphs compared | {labelled} |")
    print(f"| printed numbers that agree | {agreeing / max(1, labelled):.2%} |\n")
    for one in sorted(compared, key=lambda one: one.recall):
        if one.recall < _GOOD_RECALL:
            print(f"- {one.name}: {one.recall:.4f}; not found: {', '.join(word for word, _ in one.missing[:8])}")
        for theirs, ours, words in one.differ:
            print(f"- {one.name}: LibreOffice numbers “{words[:30]}” {theirs!r}, seclint {ours!r}")


def report_pdf(scores: Sequence[tuple[str, float, float]]) -> None:
    """The table of the PDFs, and those that do not agree."""
    values = [score for _, score, _ in scores]
    orders = [order for _, _, order in scores]
    print(f"\n| PDFs against pdftotext ({len(scores)} files) | |\n| --- | --- |")
    print(f"| F1 of the words, mean | {statistics.mean(values):.4f} |")
    print(f"| the same, median | {statistics.median(values):.4f} |")
    print(f"| the same, worst file | {min(values):.4f} |")
    print(f"| pairs of neighbouring words that are neighbours here too, mean | {statistics.mean(orders):.4f} |")
    print(f"| the same, worst file | {min(orders):.4f} |\n")
    for name, score, order in sorted(scores, key=lambda score: score[1]):
        if score < _GOOD_F1 or order < _GOOD_ORDER:
            print(f"- {name}: {score:.4f}, pairs {order:.4f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FORMAL)
    folder = parser.parse_args().folder
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    words = [file for file in files if file.suffix.lower() in SUFFIXES]
    pdfs = [file for file in files if file.suffix.lower() == ".pdf"]
    if not files:
        raise SystemExit(f"{folder} holds no documents")
    if words and shutil.which("soffice"):
        report_word(word_files(words))
    elif words:
        print("LibreOffice (soffice) is not installed: Word files were not compared.")
    if pdfs and shutil.which("pdftotext"):
        report_pdf(pdf_files(pdfs))
    elif pdfs:
        print("pdftotext is not installed: PDFs were not compared.")


if __name__ == "__main__":
    main()
