"""How references, dates, times, durations, versions, releases and modifications are written by authors in a hurry.

Each line of recognise_forms.jsonl is a sentence with what must be found in it, in order; what a line does not name is not tried, but
references, dates and versions always are.
"""

import json
from pathlib import Path

import pytest

from seclint.recognise import recognise_text

_ROWS = [json.loads(line) for line in Path(__file__).with_name("recognise_forms.jsonl").read_text("utf-8").splitlines()]


def recognised(text):
    found = recognise_text(text)

    def quote(one):
        return text[one.span.start : one.span.end]

    return {
        "references": [{"quote": quote(one), "owner": one.owner, "clauses": list(one.clauses)} for one in found.references],
        "malformed": [[quote(one), one.canonical] for one in found.references if one.malformed],
        "dates": [one.value for one in found.dates],
        "date quotes": [quote(one) for one in found.dates],
        "times": [one.value for one in found.times],
        "durations": [[quote(one), one.value, one.unit, one.working] for one in found.durations],
        "versions": [[one.name, one.number] for one in found.versions],
        "releases": [one.month for one in found.releases],
        "modifications": [[one.id, one.title] for one in found.modifications],
    }


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["text"][:50])
def test_a_sentence_holds_what_a_reader_sees_in_it(row):
    found = recognised(row["text"])
    assert {key: found[key] for key in row if key != "text"} == {key: row[key] for key in row if key != "text"}


def test_there_are_many_sentences_of_every_kind():
    assert all(sum(bool(row.get(kind)) for row in _ROWS) >= least for kind, least in (("references", 100), ("dates", 50), ("versions", 30)))
