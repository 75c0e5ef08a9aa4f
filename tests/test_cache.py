"""An unchanged document is not read again, and a changed one always is."""

import os

import pytest

from seclint import engine
from seclint.processes import isolate
from seclint.records import Settings
from seclint.run import schedule, worker

FAULTY = "Responses are due by Tuesday 7 October 2024.\n"


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Checks a document and says whether it had to be read."""
    file = tmp_path / "document.md"
    file.write_text(FAULTY)
    real = schedule.records
    read = []

    def records(documents, *rest):
        read.extend(documents)
        return real(documents, *rest)

    monkeypatch.setattr(schedule, "records", records)

    def checked(settings=None, cache="cache"):
        read.clear()
        report = engine.check([str(file)], settings or Settings(), engine.Run(cache=tmp_path / cache if cache else None))
        return report, bool(read)

    checked.file = file
    return checked


def test_the_second_check_reads_nothing_and_says_the_same(check):
    first, read = check()
    again, read_again = check()
    assert (read, read_again) == (True, False)
    assert first == again


def test_a_changed_document_is_read(check):
    check()
    check.file.write_text(FAULTY.replace("Tuesday", "Monday"))
    report, read = check()
    assert read
    assert report.findings == ()


@pytest.mark.parametrize(
    "settings", [Settings(stage="draft"), Settings(select=("DAT001",)), Settings(as_of="2024-01-01"), Settings(kind="tad")]
)
def test_other_settings_are_another_question(check, settings):
    check()
    assert check(settings)[1]


def test_other_rules_are_another_question(check, tmp_path):
    check()
    pack = tmp_path / "pack"
    (pack / "registers").mkdir(parents=True)
    (pack / "registers" / "abbreviations.toml").write_text('known = ["XYZ"]\n')
    assert check(Settings(packs=(str(pack),)))[1]


def test_damaged_records_are_as_if_never_kept(check, tmp_path):
    first, _ = check()
    for record in (tmp_path / "cache" / "records").iterdir():
        record.write_bytes(b"\xc1nonsense")
    again, read = check()
    assert read
    assert first == again


def test_only_the_oldest_records_are_removed_and_nothing_of_others(check, tmp_path, monkeypatch):
    monkeypatch.setattr("seclint.run.cache._MOST", 2)
    others = [tmp_path / "cache" / name for name in ("thesis.txt", "toml-1", "records/notes.txt")]
    for file in others:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("years of work")
        os.utime(file, (0, 0))
    for day in range(1, 5):
        check(Settings(as_of=f"2024-01-0{day}"))
    assert all(file.exists() for file in others)
    assert len(list((tmp_path / "cache" / "records").iterdir())) == 2 + 1


def test_without_a_cache_nothing_is_kept(check, tmp_path):
    check(cache=None)
    assert not (tmp_path / "cache").exists()


def test_what_could_not_be_read_is_tried_again(check):
    check.file.write_bytes(b"")
    check()
    assert check()[1]


def test_the_answer_of_a_process_that_was_not_forked_is_the_same(check, monkeypatch):
    forked, _ = check(cache=None)
    monkeypatch.setattr(isolate, "CAN_FORK", False)
    assert check(cache=None)[0] == forked
    assert engine.read(str(check.file)).text == FAULTY
    assert worker.__name__ == "seclint.run.worker"
