"""The real conclusions document: dates, versions, names, abbreviations and punctuation."""

import json
from pathlib import Path

import pytest
from support.reading import LIBRARY, results

from seclint.facts import Facts
from seclint.model import Finding
from seclint.readers import markdown

RULES = ("DAT001", "DAT002", "DAT003", "DAT004", "VER001", "VER003", "REF001", "REF003", "NAM001", "TRM001", "PUN001", "PUN002")


@pytest.fixture(scope="module")
def known(shared: Path) -> Facts:
    file = shared / "real" / "conclusions-november-2023-tad.md"
    return Facts(markdown.read(file.read_bytes(), file.name), LIBRARY, as_of="2023-09-19")


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").split())


def _expected(shared: Path, part: str) -> list[dict[str, object]]:
    expected: list[dict[str, object]] = json.loads((shared / "real" / "expected.json").read_text("utf-8"))[part]
    return expected


def _found(known: Facts, rule: str) -> list[Finding]:
    return [result for result in results(rule, known) if isinstance(result, Finding)]


def test_everything_is_found(known: Facts, shared: Path) -> None:
    for wanted in _expected(shared, "must_find"):
        if wanted["rule"] not in RULES:
            continue
        quotes = [_plain(str(quote)) for quote in wanted["quotes"]]  # type: ignore[attr-defined]
        paragraphs = [
            _plain(known.document.quote(known.document.block_at(one.span.start).span)) for one in _found(known, str(wanted["rule"]))
        ]
        assert any(quote in paragraph or paragraph in quote for paragraph in paragraphs for quote in quotes), wanted


def test_nothing_else_is_found(known: Facts) -> None:
    assert {rule: len(_found(known, rule)) for rule in RULES} == {
        "DAT001": 1,
        "DAT002": 1,
        "DAT003": 1,
        "DAT004": 0,
        "VER001": 1,
        "VER003": 0,
        "REF001": 0,
        "REF003": 0,
        "NAM001": 1,
        "TRM001": 4,
        "PUN001": 1,
        "PUN002": 2,
    }


def test_the_wrong_year_is_told_from_the_weekday(known: Facts) -> None:
    (finding,) = _found(known, "DAT001")
    assert finding.notes[0] == "paragraph 4 dates the same event 28 June 2023, which is a Wednesday"
    assert finding.fix is not None
    assert finding.fix.with_ == "Wednesday 28 June 2023"
