"""Counts what the rules find in real formal documents, which are not part of the project; the counts are kept in benchmarks/corpus.toml."""

import shutil
import subprocess
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import seclint
from mutations.measure import ROOT
from seclint.model import Document

RECORD = ROOT / "benchmarks" / "corpus.toml"
_WORDS = 400  # of a page, where no program is there to lay a Word file out


@dataclass(frozen=True)
class Corpus:
    """The documents and their pages, the kinds they were taken for, and by severity the findings of each rule.

    ``defence`` says by rule what its findings are, and is written by those who have read them.
    """

    documents: int
    pages: int
    kinds: dict[str, int]
    findings: dict[str, dict[str, int]]
    defence: dict[str, str] = field(default_factory=dict)

    def per_ten_pages(self, severity: str) -> float:
        """How many findings of that severity ten pages hold."""
        return 10 * sum(self.findings.get(severity, {}).values()) / self.pages


def recorded() -> Corpus:
    """What was counted last."""
    return Corpus(**tomllib.loads(RECORD.read_text("utf-8")))


def counted(folder: str) -> Corpus:
    """Check every document of a folder for itself, its kind left to recognition, and record the counts."""
    paths = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in (".docx", ".pdf"))
    kinds: Counter[str] = Counter()
    findings: dict[str, Counter[str]] = {severity: Counter() for severity in ("error", "warning", "note")}
    for path in paths:
        report = seclint.check(path)
        kinds.update(document.kind for document in report.documents)
        for finding in report.findings:
            findings[finding.severity][finding.rule] += 1
    pages = sum(_pages(path) for path in paths)
    corpus = Corpus(
        len(paths),
        pages,
        dict(sorted(kinds.items())),
        {name: dict(sorted(of.items())) for name, of in findings.items()},
        recorded().defence,
    )
    RECORD.write_text(_toml(corpus), "utf-8")
    return corpus


def _pages(path: Path) -> int:
    """The pages of a PDF, or of the one that LibreOffice makes of a Word file."""
    document = seclint.read(path)
    if document.pages is not None:
        return document.pages
    office = shutil.which("soffice")
    return _laid_out(office, path) if office else _estimated(document)


def _laid_out(office: str, path: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(path.resolve())], check=False, capture_output=True, timeout=300)
        made = list(Path(folder).glob("*.pdf"))
        return seclint.read(made[0]).pages or 1 if made else _estimated(seclint.read(path))


def _estimated(document: Document) -> int:
    return max(1, round(len(document.text.split()) / _WORDS))


def _toml(corpus: Corpus) -> str:
    """The record, its defences as they were written."""
    lines = [
        "# What the rules find in real formal documents: counted by `python benchmarks/precision.py --corpus FOLDER`.",
        "# The defences are written by hand, by somebody who has read the findings.",
        f"documents = {corpus.documents}",
        f"pages = {corpus.pages}",
    ]
    for name, table in (("kinds", corpus.kinds), *((f"findings.{severity}", of) for severity, of in corpus.findings.items())):
        lines += ["", f"[{name}]", *(f"{key} = {value}" for key, value in table.items())]
    lines += ["", "[defence]", *(f'{rule} = "{words}"' for rule, words in sorted(corpus.defence.items()))]
    return "\n".join(lines) + "\n"
