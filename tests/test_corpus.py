"""Every real, broken and hostile file beside the checkout ends within limits, as a document with words or refused for a reason."""

from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from seclint.dossier import sort
from seclint.library import Library
from seclint.model import Document
from seclint.processes.isolate import Limits
from seclint.records import Reading, Record, Settings, Task
from seclint.run import schedule

pytestmark = pytest.mark.xdist_group("corpus")  # all files are read and checked once

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".pdf")
LIMITS = Limits(seconds=20, megabytes=1024)


class Results(NamedTuple):
    """What a run says of the files, and the readings of those that could be read, both by path."""

    records: dict[str, Record]
    readings: dict[str, Reading]


def corpus(shared: Path) -> list[str]:
    return sorted(str(file) for file in (shared / "corpus").rglob("*") if file.suffix.lower() in SUFFIXES)


@pytest.fixture(scope="module")
def results(shared: Path) -> Results:
    readings: dict[str, Reading] = {}
    tasks = [Task(path, Settings()) for path in corpus(shared)]
    records = dict(schedule.records(tasks, Library(), LIMITS, 2, readings, None))
    return Results({task.path: records[index] for index, task in enumerate(tasks)}, readings)


def test_every_file_ends(shared: Path, results: Results) -> None:
    assert [*results.records] == corpus(shared)
    assert {record.checked.status for record in results.records.values()} == {"checked", "unreadable"}


def test_no_document_is_read_as_nothing(results: Results) -> None:
    checked = {path for path, record in results.records.items() if record.checked.status == "checked"}
    read = {path: msgspec.msgpack.decode(reading.document, type=Document) for path, reading in results.readings.items()}
    assert {path for path in read if read[path].text.strip() and read[path].blocks} >= checked


def test_every_refusal_gives_its_reason_and_a_remedy(results: Results) -> None:
    refused = {path: record.checked for path, record in results.records.items() if record.checked.status == "unreadable"}
    assert [path for path, checked in refused.items() if not checked.error or not checked.hint] == []
    assert [(path, checked.error) for path, checked in refused.items() if "seclint failed" in (checked.error or "")] == []


def test_the_formal_documents_can_be_read(results: Results) -> None:
    formal = {path: record for path, record in results.records.items() if Path(path).parent.name == "formal"}
    unreadable = [Path(path).name for path, record in formal.items() if record.checked.status == "unreadable"]
    assert len(unreadable) <= len(formal) / 20, unreadable


def test_documents_that_have_nothing_to_do_with_each_other_are_no_dossier(results: Results) -> None:
    sorting = sort([*results.records.values()])
    assert (sorting.dossiers, sorting.doubts) == ((), ())


def test_no_check_fails_on_any_of_them(results: Results) -> None:
    assert [crash for record in results.records.values() for crash in record.crashes] == []
    unchecked = [one for record in results.records.values() for one in record.unchecked]
    assert [one for one in unchecked if "fault of seclint" in one.reason] == []
