"""Comments and tracked changes on real Word files, as pandoc and LibreOffice read them.

    python benchmarks/writing_back.py FOLDER... [--office]

In every Word file words are drawn by chance. Put into capitals by tracked changes, pandoc must read the old file when they are rejected,
and seclint the new words; what cannot be changed is counted by reason. With --office the words get comments too, and LibreOffice must see
every one of them; it takes seconds for each file.
"""

import argparse
import random
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from seclint.errors import UnreadableDocument
from seclint.markup.changes import tracked
from seclint.markup.comments import cleared, commented
from seclint.markup.edits import applied, planned
from seclint.model import Document, Finding, Fix, Span
from seclint.readers.docx import read

_DRAWN = 15
_WORD = re.compile(r"[a-z]{4,}")
_SLOW = 120  # seconds that LibreOffice may take for a file
_OWN = "<dc:creator>seclint</dc:creator>"


def drawn(document: Document, seed: str) -> list[Finding]:
    """Findings on words drawn by chance, each with the fix to write it in capitals."""
    words = list(_WORD.finditer(document.text))
    chosen = sorted(random.Random(seed).sample(words, min(_DRAWN, len(words))), key=lambda one: one.start())
    return [
        Finding("TST001", "test", "note", "Here.", one[0], Span(*one.span()), fix=Fix("", one[0], one[0].upper(), True)) for one in chosen
    ]


def faults(file: Path, counts: Counter[str], *, office: bool) -> Iterator[str]:
    """What is wrong with what was written into the file."""
    data = cleared(file.read_bytes())
    document = read(data, file.name)
    findings = drawn(document, file.name)
    edits, refused = planned(document, findings, suggested=False)
    changed, made, unfit = tracked(data, document, edits, None)
    counts["changes made"] += len(made)
    counts.update(f"refused: {re.sub(r' by .*;', ' by somebody;', one.reason)}" for one in (*refused, *unfit))
    if read(changed, file.name).text != applied(document.text, made):
        yield "seclint does not read the new words"
    if shutil.which("pandoc") and _rejected(data) != _rejected(changed):
        yield "pandoc reads another file when the changes are rejected"
    if office:
        seen = _seen(commented(data, document, findings, None))
        counts["comments"] += len(findings)
        if seen is None and _seen(data) is None:
            counts["files that LibreOffice does not open, annotated or not"] += 1
        elif seen != len(findings):
            yield f"LibreOffice sees {seen} of {len(findings)} comments"


def _rejected(data: bytes) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        command = ["pandoc", "-t", "plain", "--wrap=none", "--track-changes=reject", file.name]
        return subprocess.run(command, capture_output=True, check=False).stdout


def _seen(data: bytes) -> int | None:
    """How many of seclint's comments LibreOffice sees; None where it does not open the file."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "file.docx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{tempfile.gettempdir()}/seclint-office", "--headless"]
        try:
            subprocess.run([*command, "--convert-to", "fodt", "file.docx"], cwd=folder, capture_output=True, check=False, timeout=_SLOW)
        except subprocess.TimeoutExpired:
            return None
        result = Path(folder, "file.fodt")
        return result.read_text("utf-8", "replace").count(_OWN) if result.exists() else None


def main() -> None:
    """Write into a copy of every file in memory, and print what was made, what was refused, and what went wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--office", action="store_true")
    options = options.parse_args()
    counts = Counter[str]()
    for file in sorted(file for folder in options.folders for file in folder.rglob("*.docx")):
        try:
            found = list(faults(file, counts, office=options.office))
        except UnreadableDocument:
            counts["unreadable files"] += 1
            continue
        counts["files"] += 1
        counts["files with faults"] += bool(found)
        for fault in found:
            print(f"{file.name}: {fault}")
    for what, number in counts.most_common():
        print(f"{number:6} {what}")


if __name__ == "__main__":
    main()
