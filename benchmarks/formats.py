"""Word files against themselves: read as they are, and as the PDFs that LibreOffice makes of them; a table of docs/reading.md.

    python benchmarks/formats.py [FOLDER]

FOLDER holds Word files, by default ../shared/corpus/formal beside the checkout. A block of the Word file is found again where the PDF
has one of the same words, small and capital letters alike, because capitals may be mere formatting in Word.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docx_against_libreoffice import SUFFIXES
from reading import FORMAL, documents

from seclint.model import Document

_SHORTEST = 12  # characters that make a block worth looking for


class Compared(NamedTuple):
    """One file: its blocks, how many of them the PDF has, and how many of these with the same printed number and the same kind."""

    name: str
    blocks: int
    found: int
    labels: int
    kinds: int


def as_pdfs(files: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """The PDF that LibreOffice makes of each file, of those that it can open."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    links = {file: folder / f"{index}{file.suffix.lower()}" for index, file in enumerate(files)}
    for file, link in links.items():
        link.symlink_to(file.resolve())
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, links.values())], capture_output=True, check=False)
    return {file: link.with_suffix(".pdf") for file, link in links.items() if link.with_suffix(".pdf").exists()}


def compare(name: str, word: Document, pdf: Document) -> Compared:
    """The blocks of a Word file, looked for in its PDF."""
    there: dict[str, list[tuple[str, str]]] = {}
    for kind, label, words in _blocks(pdf):
        there.setdefault(words, []).append((kind, label))
    wanted = [block for block in _blocks(word) if len(block[2]) >= _SHORTEST]
    found = [block for block in wanted if block[2] in there]
    labels = sum(any(label == other for _, other in there[words]) for _, label, words in found)
    kinds = sum(any(kind == other for other, _ in there[words]) for kind, _, words in found)
    return Compared(name, len(wanted), len(found), labels, kinds)


def _blocks(document: Document) -> Iterator[tuple[str, str, str]]:
    for block in document.blocks:
        if block.kind not in ("header", "footer"):
            yield block.kind, block.label.casefold(), document.quote(block.span).casefold()


def report(compared: Sequence[Compared]) -> None:
    """The table, and the files of which the PDF has the fewest blocks."""
    blocks, found = sum(one.blocks for one in compared), sum(one.found for one in compared)
    print(f"\n| Word files against their own PDFs ({len(compared)} files, {blocks} blocks) | |\n| --- | --- |")
    print(f"| blocks that the PDF has, word for word | {found / max(1, blocks):.1%} |")
    print(f"| of these, the same printed number | {sum(one.labels for one in compared) / max(1, found):.1%} |")
    print(f"| of these, the same kind of block | {sum(one.kinds for one in compared) / max(1, found):.1%} |\n")
    for one in sorted(compared, key=lambda one: one.found / max(1, one.blocks))[:5]:
        print(f"- {one.name}: {one.found} of {one.blocks}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FORMAL)
    files = sorted(file for file in parser.parse_args().folder.rglob("*") if file.suffix.lower() in SUFFIXES)
    if not shutil.which("soffice"):
        raise SystemExit("LibreOffice (soffice) is needed to make the PDFs")
    with tempfile.TemporaryDirectory() as folder:
        made = as_pdfs(files, Path(folder))
        words, pdfs = documents(made), documents(made.values())
        report([compare(file.name, words[file], pdfs[pdf]) for file, pdf in made.items() if file in words and pdf in pdfs])


if __name__ == "__main__":
    main()
