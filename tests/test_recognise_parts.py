"""What is recognised in a long text does not depend on how many processes recognise parts of it."""

import pytest

from seclint import recognise
from seclint.processes.isolate import CAN_FORK
from seclint.processes.sharing import Sharing
from seclint.readers import markdown

_PARAGRAPHS = """
DCC consulted on the draft TAD v1.0 from Monday 6 January to 3 February 2031, four weeks in all.

Section 4.2 and Annex B of the TAD, and Sections D10.18 to D10.20 of the SEC, are as they were.

v2.0 was approved on 3 March 2031 at 5pm (see Table 4), before the June 2031 SEC Release with SECMP0123.
"""


@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")
@pytest.mark.parametrize("jobs", [2, 3, 7])
def test_parts_of_a_text_give_the_mentions_of_the_whole(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    document = markdown.read((_PARAGRAPHS * 5).encode(), "a.md")
    whole = recognise.recognise(document)
    monkeypatch.setattr(recognise, "_PART", 100)
    with Sharing(jobs=jobs).together() as together:
        found = recognise.recognise(document, together=together)
    assert found == whole
