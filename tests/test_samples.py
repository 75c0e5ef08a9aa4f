"""The samples: what is expected of them is found, nothing besides, and the same in every format."""

import importlib.util
import tomllib
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import seclint
from seclint.model import Finding, Report

SAMPLES = Path(__file__).parent.parent / "samples"
FORMATS = ("docx", "pdf", "md")
EXPECTED = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))["document"]
NAMES = [document["name"] for document in EXPECTED]


@cache
def checked(name: str, suffix: str) -> Report:
    return seclint.check(SAMPLES / f"{name}.{suffix}", jobs=1)


@cache
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def expected(name: str, suffix: str) -> list[dict[str, Any]]:
    findings = next(document.get("finding", []) for document in EXPECTED if document["name"] == name)
    return [finding for finding in findings if suffix in finding.get("formats", FORMATS)]


def alarms(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity in ("error", "warning")]


def matches(finding: Finding, wanted: dict[str, Any]) -> bool:
    said = (finding.quote, finding.context, *(related.quote for related in finding.related))
    return finding.rule == wanted["rule"] and any(wanted["quote"] in words for words in said)


def printed(name: str, suffix: str) -> list[tuple[object, ...]]:
    """What a reader of the body sees: kind, level, label, cell, page and words of each block. Markdown has no header or footer."""
    document = seclint.read(SAMPLES / f"{name}.{suffix}")
    return [
        (block.kind, block.level, block.label, block.cell, block.page_label, document.quote(block.span))
        for block in document.blocks
        if block.kind not in ("header", "footer")
    ]


def members(word_file: bytes) -> dict[str, bytes]:
    """What the package holds; its compressed bytes depend on the version of zlib."""
    with zipfile.ZipFile(BytesIO(word_file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_sample_is_described() -> None:
    assert sorted(NAMES) == sorted(str(path.relative_to(SAMPLES).with_suffix("")) for path in SAMPLES.glob("*/*.md"))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_can_be_read(name: str, suffix: str) -> None:
    report = checked(name, suffix)
    assert [document.status for document in report.documents] == ["checked"]
    assert not report.errors


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_every_format_holds_the_same_document(name: str, suffix: str) -> None:
    assert printed(name, suffix) == printed(name, "md")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_planted_fault_is_found(name: str, suffix: str) -> None:
    found = alarms(checked(name, suffix))
    missed = [wanted for wanted in expected(name, suffix) if not any(matches(finding, wanted) for finding in found)]
    assert not missed


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_reported(name: str, suffix: str) -> None:
    wanted = expected(name, suffix)
    false = [finding for finding in alarms(checked(name, suffix)) if not any(matches(finding, one) for one in wanted)]
    assert not [(finding.rule, finding.message, finding.quote) for finding in false]


@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_is_what_the_markdown_gives(name: str) -> None:
    text = (SAMPLES / f"{name}.md").read_text("utf-8")
    _, pages = maker().pages_of_headings((SAMPLES / f"{name}.pdf").read_bytes(), text)
    assert members(maker().word_file(text, pages)) == members((SAMPLES / f"{name}.docx").read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_the_contents_list_gives_the_page_of_each_heading(name: str) -> None:
    text = (SAMPLES / f"{name}.md").read_text("utf-8")
    pages, _ = maker().pages_of_headings((SAMPLES / f"{name}.pdf").read_bytes(), text)
    assert maker().contents(text, pages) == text


def test_the_samples_are_small() -> None:
    assert max(path.stat().st_size for path in SAMPLES.rglob("*.*")) < 150_000
