"""A file that somebody writes to while it is checked is told of, and ends nothing but its own check."""

from pathlib import Path

import msgspec
import pytest
from support.pdf import pdf_from_markdown

from seclint import worker
from seclint.library import Library
from seclint.records import Reading, Record, Settings, Task
from seclint.rulebook import Rulebook

TEXT = "# T\n\nResponses are due by Tuesday 7 October 2024, as they always were.\n"


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
