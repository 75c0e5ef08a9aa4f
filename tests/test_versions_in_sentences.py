"""A version that nothing names is of the document that the sentence speaks of."""

import pytest

from seclint.recognise import recognise_text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hubs built to GBCS v4.3 are now in Table 8 of the TAD, which listed v4.4 and v4.5 only.", ["GBCS", "GBCS", "GBCS"]),
        ("GBCS Use Cases do not change between v4.2 and v4.3.", ["GBCS", "GBCS"]),
        ("The tests use GBCS v4.3. The TAD was approved as v2.0.", ["GBCS", "TAD"]),
        ("The tests use GBCS v4.3 and the TAD was approved as v2.0.", ["GBCS", "TAD"]),
    ],
)
def test_it_inherits_the_name(text: str, names: list[str]) -> None:
    assert [version.name for version in recognise_text(text).versions] == names
