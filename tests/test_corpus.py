"""Every real, broken and hostile file beside the checkout ends within limits, as a document with words or refused for a reason."""

from functools import partial
from pathlib import Path

import msgspec
import pytest

from seclint import engine, readers
from seclint.model import Document, Report
from seclint.processes.isolate import Failure, Limits, Workers
from seclint.records import Reading, Settings
from seclint.run import worker

pytestmark = pytest.mark.xdist_group("corpus")  # all files are read once

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".pdf")
LIMITS = Limits(seconds=20, megabytes=1024)


@pytest.fixture(scope="module")
def results(shared: Path) -> dict[str, Reading | Failure]:
    """What a worker says of each file."""
    files = sorted(str(file) for file in (shared / "corpus").rglob("*") if file.suffix.lower() in SUFFIXES)
    readers.preload(files)
    with Workers[str](LIMITS, 2) as workers:
        for file in files:
            workers.add(file, partial(worker.read, file))
        return {
            file: result if isinstance(result, Failure) else msgspec.msgpack.decode(result, type=Reading)
            for file, result in workers.results()
        }


def documents(results: dict[str, Reading | Failure]) -> dict[str, Document]:
    readings = {file: result for file, result in results.items() if isinstance(result, Reading) and not result.error}
    return {file: msgspec.msgpack.decode(reading.document, type=Document) for file, reading in readings.items()}


def test_every_file_ends(shared: Path, results: dict[str, Reading | Failure]) -> None:
    files = {str(file) for file in (shared / "corpus").rglob("*") if file.suffix.lower() in SUFFIXES}
    assert set(results) == files


def test_no_document_is_read_as_nothing(results: dict[str, Reading | Failure]) -> None:
    assert [file for file, document in documents(results).items() if not document.text.strip() or not document.blocks] == []


def test_every_refusal_gives_its_reason_and_a_remedy(results: dict[str, Reading | Failure]) -> None:
    refused = {
        file: (result.reason if isinstance(result, Failure) else result.error, result.hint)
        for file, result in results.items()
        if isinstance(result, Failure) or result.error
    }
    assert [file for file, (reason, hint) in refused.items() if not reason or not hint] == []
    assert [(file, reason) for file, (reason, _) in refused.items() if "seclint failed" in (reason or "")] == []


def test_the_formal_documents_can_be_read(results: dict[str, Reading | Failure]) -> None:
    formal = [file for file in results if Path(file).parent.name == "formal"]
    read = documents(results)
    unreadable = [Path(file).name for file in formal if file not in read]
    assert len(unreadable) <= len(formal) / 20, unreadable


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    return engine.check([str(shared / "corpus")], Settings(), engine.Run(LIMITS, jobs=2))


def test_documents_that_have_nothing_to_do_with_each_other_are_no_dossier(report: Report) -> None:
    assert {document.dossier for document in report.documents} == {None}
    assert [one.reason for one in report.unchecked if one.rule == "dossier"] == []


def test_no_check_fails_on_any_of_them(report: Report) -> None:
    assert report.errors == ()
    assert [one for one in report.unchecked if "fault of seclint" in one.reason] == []
    assert {document.status for document in report.documents} == {"checked", "unreadable"}
