"""Whole commands side by side: seclint against its peers, in turn, in one run; prints the table of docs/speed.md.

    python benchmarks/run.py [--rounds 5] [--pages 60] [--only WORD]

Needs LibreOffice and poppler's pdftotext; pandoc where it is there. The works are measured one after the other, the commands of each
taking turns. Two ratios are given: that of the times on the clock, which other programs on the machine disturb, and that of the
processor's times, in which all processes of a command are added up.
"""

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from inputs import pdf_file, word_file

import seclint

_PLUMBER = "import pdfplumber, sys\nfor page in pdfplumber.open(sys.argv[1]).pages: page.extract_text(); page.flush_cache()"
_DOCX = "import docx, sys\nfor paragraph in docx.Document(sys.argv[1]).paragraphs: paragraph.text"
_PYTHON = sys.executable
_CLICK = [_PYTHON, "-c", "import click"]
_CHECK = [_PYTHON, "-m", "seclint", "check"]
_COLD = [*_CHECK, "--no-cache"]
_DOSSIER = Path(__file__).parent.parent / "samples" / "clean"
_MANY, _LONG, _FINDINGS = 500, 770, 200  # documents; what makes about 1,000 pages; commas that are typed twice


class Taken(NamedTuple):
    """What a command took: seconds on the clock and of the processor, and the megabytes of its largest process."""

    clock: float
    processor: float
    megabytes: float


class Work(NamedTuple):
    """Commands to be compared with the first of them, and after how many rounds to stop (0: as many as wanted)."""

    title: str
    commands: dict[str, Sequence[str]]
    rounds: int = 0


def run(command: Sequence[str]) -> Taken:
    """Run a command whose output is thrown away."""
    start = time.perf_counter()
    pid = os.fork()
    if not pid:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.execvp(command[0], command)
    _, _, usage = os.wait4(pid, 0)
    return Taken(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def side_by_side(work: Work, rounds: int) -> dict[str, Taken]:
    """The medians of each command, after one round to warm up unless there is but one; of memory the most."""
    results: dict[str, list[Taken]] = {name: [] for name in work.commands}
    rounds = work.rounds or rounds
    for number in range(rounds + (rounds > 1)):
        for name, command in work.commands.items():
            result = run(command)
            if number or rounds == 1:
                results[name].append(result)
    return {
        name: Taken(
            statistics.median(one.clock for one in all_),
            statistics.median(one.processor for one in all_),
            max(one.megabytes for one in all_),
        )
        for name, all_ in results.items()
    }


def works(folder: Path, pages: int) -> Iterator[Work]:
    """The works, each made when it is its turn."""
    word = folder / "document.docx"
    word.write_bytes(word_file(pages))
    pdf = pdf_file(word)
    seclint = [_PYTHON, "-m", "seclint"]
    yield Work(
        "Start", {"`import click`": _CLICK, "`seclint --help`": [*seclint, "--help"], "`seclint --version`": [*seclint, "--version"]}
    )
    yield Work(
        f"PDF of {pages} pages, cold",
        {
            "pdftotext": ["pdftotext", str(pdf), "-"],
            "`seclint check`": [*_COLD, str(pdf)],
            "pdfplumber extract_text": [_PYTHON, "-c", _PLUMBER, str(pdf)],
        },
    )
    peers = {"python-docx paragraphs": [_PYTHON, "-c", _DOCX, str(word)], "`seclint check`": [*_COLD, str(word)]}
    if shutil.which("pandoc"):
        peers["pandoc to plain"] = ["pandoc", "-t", "plain", str(word)]
    yield Work(f"Word file of {pages} pages, cold", peers)
    yield Work("Unchanged PDF, cache warm", {"`import click`": _CLICK, "`seclint check`": [*_CHECK, str(pdf)]})
    yield from _written_back(folder)
    yield _dossier()
    yield _long(folder, pdf)
    yield _many(folder / "many")


def _written_back(folder: Path) -> Iterator[Work]:
    """Checking documents with many findings, and the commands that write these into copies of them."""
    word = folder / "findings.docx"
    word.write_bytes(word_file(60, slips=_FINDINGS))
    for file, ways in ((word, ("annotate", "fix")), (pdf_file(word), ("annotate",))):
        commands: dict[str, Sequence[str]] = {"`seclint check`": [*_COLD, str(file)]}
        for way in ways:
            commands[f"`seclint {way}`"] = [_PYTHON, "-m", "seclint", way, str(file), "-o", str(file.with_stem("copy"))]
        yield Work(f"{_FINDINGS} findings in a file ({file.suffix[1:]})", commands)


def _dossier() -> Work:
    """The four documents of a consultation, and the slowest of them."""
    files = sorted(_DOSSIER.glob("*.docx"))
    slowest = max(files, key=lambda file: run([*_COLD, str(file)]).processor)
    return Work(
        f"Dossier of {len(files)} Word files, cold", {"the slowest alone": [*_COLD, str(slowest)], "all": [*_COLD, *map(str, files)]}
    )


def _long(folder: Path, short: Path) -> Work:
    """About 1,000 pages."""
    word = folder / "long.docx"
    word.write_bytes(word_file(_LONG))
    return Work("PDF of 1,000 pages, cold", {"the short PDF": [*_COLD, str(short)], "1,000 pages": [*_COLD, str(pdf_file(word))]}, 2)


def _many(folder: Path) -> Work:
    """Many documents with two workers, and with one."""
    folder.mkdir()
    for number in range(_MANY):
        folder.joinpath(f"{number}.docx").write_bytes(word_file(4 + number % 3, seed=number))
    commands = {f"{jobs} worker{'s' * (jobs > 1)}": [*_COLD, "--jobs", str(jobs), str(folder)] for jobs in (2, 1)}
    return Work(f"{_MANY} Word files of 5 pages", commands, 1)


def report(work: Work, rounds: int) -> None:
    """Print the rows of a work: every command against the first."""
    measured = side_by_side(work, rounds)
    first = next(iter(measured.values()))
    for name, taken in measured.items():
        ratios = f"{taken.clock / first.clock:.2f} | {taken.processor / first.processor:.2f}"
        print(f"| {work.title} | {name} | {taken.clock * 1000:,.0f} ms | {ratios} | {taken.megabytes:.0f} MB |", flush=True)


def main() -> None:
    """Make the inputs, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--only", default="", help="only works with these words in their titles")
    options = parser.parse_args()
    compileall.compile_dir(Path(seclint.__file__).parent, quiet=2)  # as pip does with what it installs, seclint's peers too
    print("| work | command | time | x on the clock | x of the processor | memory |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for work in works(Path(folder), options.pages):
            if options.only in work.title:
                report(work, options.rounds)


if __name__ == "__main__":
    main()
