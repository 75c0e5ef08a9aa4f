"""Whole commands side by side: seclint against its peers, in turn, in one run; prints the ratios of the medians.

    python benchmarks/run.py [--rounds 5] [--pages 60]

Needs LibreOffice and poppler's pdftotext; pandoc where it is there.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from inputs import pdf_file, word_file

_PLUMBER = "import pdfplumber, sys\nfor page in pdfplumber.open(sys.argv[1]).pages: page.extract_text(); page.flush_cache()"
_DOCX = "import docx, sys\nfor paragraph in docx.Document(sys.argv[1]).paragraphs: paragraph.text"

_FINDINGS = 200


def run(command: Sequence[str]) -> tuple[float, float]:
    """Wall-clock seconds and peak megabytes (of the largest single process) of a command whose output is thrown away."""
    start = time.perf_counter()
    pid = os.fork()
    if not pid:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.execvp(command[0], command)
    _, _, usage = os.wait4(pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def side_by_side(commands: dict[str, Sequence[str]], rounds: int) -> dict[str, tuple[float, float]]:
    """Median seconds and megabytes of each command, the commands taking turns after one warm-up round."""
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            result = run(command)
            if number:
                results[name].append(result)
    return {name: (statistics.median(s for s, _ in all_), max(m for _, m in all_)) for name, all_ in results.items()}


def report(title: str, commands: dict[str, Sequence[str]], rounds: int) -> None:
    """Print a table: every command against every peer before it."""
    measured = side_by_side(commands, rounds)
    first = next(iter(measured.values()))[0]
    print(f"\n{title}")
    for name, (seconds, megabytes) in measured.items():
        print(f"  {name:<42} {seconds * 1000:8.0f} ms {megabytes:6.0f} MB  x {seconds / first:.2f}")


def written_back(file: Path, ways: Sequence[str], rounds: int) -> None:
    """The commands that write findings into a copy of the document, beside its check."""
    seclint = [sys.executable, "-m", "seclint"]
    commands = {"seclint check": [*seclint, "check", "--no-cache", str(file)]}
    commands |= {f"seclint {way}": [*seclint, way, str(file), "-o", str(file.with_stem("copy"))] for way in ways}
    report(f"{_FINDINGS} findings in {file.suffix[1:].upper()}", commands, rounds)


def main() -> None:
    """Make the inputs, measure, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--pages", type=int, default=60)
    options = options.parse_args()
    python, seclint = sys.executable, [sys.executable, "-m", "seclint"]
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder, "document.docx")
        word.write_bytes(word_file(options.pages))
        pdf = pdf_file(word)
        report("Start", {"python -c 'import click'": [python, "-c", "import click"], "seclint --help": [*seclint, "--help"],
                         "seclint --version": [*seclint, "--version"]}, options.rounds)  # fmt: skip
        peers = {"pdftotext": ["pdftotext", str(pdf), "-"], "seclint check": [*seclint, "check", "--no-cache", str(pdf)]}
        report(f"PDF of {options.pages} pages", peers | {"pdfplumber extract_text": [python, "-c", _PLUMBER, str(pdf)]}, options.rounds)
        peers = {"python-docx paragraphs": [python, "-c", _DOCX, str(word)], "seclint check": [*seclint, "check", "--no-cache", str(word)]}
        if shutil.which("pandoc"):
            peers["pandoc to plain"] = ["pandoc", "-t", "plain", str(word)]
        report(f"DOCX of {options.pages} pages", peers, options.rounds)
        warm = {
            "python -c 'import click'": [python, "-c", "import click"],
            "seclint check, unchanged document": [*seclint, "check", str(pdf)],
        }
        report("Cache warm", warm, options.rounds)
        word.write_bytes(word_file(options.pages, slips=_FINDINGS))
        written_back(word, ("annotate", "fix"), options.rounds)
        written_back(pdf_file(word), ("annotate",), options.rounds)


if __name__ == "__main__":
    main()
