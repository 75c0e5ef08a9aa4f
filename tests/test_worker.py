"""A file that somebody writes to while it is checked is told of, and ends nothing but its own check."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from support.pdf import pdf_from_markdown

from seclint.library import Library
from seclint.processes.isolate import CAN_FORK
from seclint.processes.sharing import Sharing, Together
from seclint.records import Reading, Record, Settings, Task
from seclint.rulebook import Rulebook
from seclint.run import inspection, worker

TEXT = "# T\n\nResponses are due by Tuesday 7 October 2024, as they always were.\n"
FAULTY = f"{TEXT}\nWe thank the the seven parties that wrote to us by 31 June 2024 (see section 9 on page 4).\n"


@pytest.mark.parametrize(("then", "reason"), [(b"%PDF-1.4 another one", "changed while it was checked"), (None, "no such file")])
def test_a_pdf_that_is_another_one_when_its_boxes_are_looked_up(tmp_path: Path, then: bytes | None, reason: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_from_markdown(TEXT))
    reading = msgspec.msgpack.decode(worker.read(str(path)), type=Reading)
    path.unlink()
    if then is not None:
        path.write_bytes(then)
    record = msgspec.msgpack.decode(worker.check(Task(str(path), Settings()), reading, Rulebook(Library())), type=Record)
    assert record.checked.status == "unreadable"
    assert reason in (record.checked.error or "")
    assert record.checked.hint


@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")
def test_the_same_is_found_whether_one_process_runs_the_rules_or_several(tmp_path: Path) -> None:
    alone, shared = (checked(tmp_path, Sharing(jobs=jobs)) for jobs in (1, 3))
    assert len({finding.rule[:3] for finding in alone.findings}) > 1
    assert alone.findings == shared.findings
    assert alone.unchecked == shared.unchecked


@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")
def test_a_document_whose_rules_end_their_process_is_not_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "_run_rules", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    monkeypatch.setattr(Together, "_share", shared_elsewhere(Together._share))
    record = checked(tmp_path, Sharing(jobs=2))
    assert record.checked.status == "unreadable"
    assert record.checked.error


def shared_elsewhere(share: Callable[..., tuple[dict[int, object], Exception | None]]) -> Callable[..., object]:
    """The sharing of a piece of work of which this process does nothing."""
    this = os.getpid()
    return lambda *given: ({}, None) if os.getpid() == this else share(*given)


def checked(folder: Path, sharing: Sharing) -> Record:
    path = folder / "a.md"
    path.write_text(FAULTY)
    library = Library()
    reading = msgspec.msgpack.decode(worker.read(str(path), library), type=Reading)
    return msgspec.msgpack.decode(worker.check(Task(str(path), Settings()), reading, Rulebook(library), sharing), type=Record)
