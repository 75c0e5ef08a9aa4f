"""A PDF is the same whether one process reads its pages or several do."""

import pytest

from seclint.errors import UnreadableDocument
from seclint.processes.isolate import CAN_FORK
from seclint.processes.sharing import Sharing
from seclint.readers.pdf import read
from tests.support.pdf import pdf_from_markdown

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")

_SECTION = """
## {number}. Stage {number} of the testing

The parties test the interfaces of stage {number} in the order of Table {number}.[^{number}]

| Week | Interface |
| --- | --- |
| {number} | The one that the parties agreed on for week {number} |

- A first thing to be tested, described at such a length that its words do not fit on one line of the page
- a second one

[^{number}]: The order may be changed by agreement.
"""


def test_pages_that_several_processes_read_make_the_same_document():
    words = "# Testing Approach Document\n" + "".join(_SECTION.format(number=number) for number in range(1, 180))
    data = pdf_from_markdown(words)
    alone, shared = read(data, "tad.pdf"), read(data, "tad.pdf", Sharing(jobs=3))
    assert alone.pages > 25
    assert alone == shared


def test_a_broken_pdf_is_refused_in_the_same_words():
    for sharing in (Sharing(), Sharing(jobs=2)):
        with pytest.raises(UnreadableDocument, match="damaged or cut short"):
            read(b"%PDF-1.7 nothing", "tad.pdf", sharing)
