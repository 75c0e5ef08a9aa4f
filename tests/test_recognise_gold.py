"""The sentences that were seen in real documents, with the parse that they must have."""

import json

import pytest

from seclint.recognise import recognise_text


def mentions(row):
    text = row["text"]
    found = recognise_text(text)
    return {
        "references": [(text[one.span.start : one.span.end], one.owner, one.clauses) for one in found.references],
        "dates": [one.value for one in found.dates],
        "versions": [(one.name, one.number) for one in found.versions],
    }


def wanted(row):
    return {
        "references": [(one["quote"], one["owner"], tuple(one["clauses"])) for one in row["references"]],
        "dates": row["dates"],
        "versions": [tuple(one) for one in row["versions"]],
    }


@pytest.mark.parametrize("kind", ["references", "dates", "versions"])
def test_the_gold_sentences_parse_as_they_must(shared, kind):
    rows = [json.loads(line) for line in (shared / "forms-gold.jsonl").read_text("utf-8").splitlines()]
    wrong = [(row["text"], mentions(row)[kind], wanted(row)[kind]) for row in rows if mentions(row)[kind] != wanted(row)[kind]]
    assert not wrong
