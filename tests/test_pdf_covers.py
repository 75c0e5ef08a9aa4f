"""Titles on the covers of PDF files: one title is one block, however it is set."""

import pytest
from reportlab.lib.pagesizes import A4
from support.reading import LIBRARY
from support.sheets import Words, prose, sheets

from seclint.facts import Facts
from seclint.facts.front_matter import FrontMatter
from seclint.readers.pdf import read

LEFT, TOP, BOLD = 72.0, 700.0, "Helvetica-Bold"
LINES = ("Conclusions on the Testing", "Approach Document for the", "November 2027 SEC Release")
TITLE = " ".join(LINES)
BODY = prose(["The respondents were asked for their views on the draft, and all of them", "gave their views before the closing date."])


def set_in(
    size: float, spacing: float, lines: tuple[str, ...] = LINES, *, centred: bool = False, sizes: tuple[float, ...] = ()
) -> list[Words]:
    """A title; ``spacing`` is the distance from line to line, in times its size."""
    placed: list[Words] = []
    for index, line in enumerate(lines):
        words = Words(LEFT, TOP - index * spacing * size, line, sizes[index] if sizes else size, BOLD)
        placed.append(words._replace(x=(A4[0] - words.end + LEFT) / 2) if centred else words)
    return placed


def cover(title: list[Words], *below: Words) -> FrontMatter:
    """What the cover says that bears the title and, further down, the date."""
    date = Words(LEFT, 300, "Date: 4 March 2027")
    pages = sheets([*title, *below, date], [Words(LEFT, 790, "1. Introduction", 16, BOLD), *BODY])
    return Facts(read(pages, "cover.pdf"), LIBRARY, kind="conclusions").front


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("spacing", [1.1, 1.5, 2.0, 2.3])
def test_a_title_over_three_lines_is_one_however_far_apart_they_stand(spacing: float, centred: bool) -> None:
    front = cover(set_in(32, spacing, centred=centred))
    assert (front.title, front.release, front.date) == (TITLE, "2027-11", "2027-03-04")


def test_a_title_of_six_short_lines_is_one() -> None:
    lines = ("Conclusions on", "the Testing", "Approach", "Document for the", "November 2027", "SEC Release")
    assert cover(set_in(48, 1.2, lines)).title == TITLE


def test_a_title_that_breaks_off_goes_on_in_another_size() -> None:
    front = cover(set_in(32, 1.4, sizes=(32, 32, 24)))
    assert (front.title, front.release) == (TITLE, "2027-11")


def test_what_would_have_fitted_on_the_line_above_is_a_line_of_its_own() -> None:
    front = cover([Words(LEFT, TOP, "Testing Approach", 24, BOLD), Words(LEFT, TOP - 48, "Conclusions", 24, BOLD)])
    assert front.title == "Testing Approach"


def test_a_smaller_line_below_a_finished_title_is_no_part_of_it() -> None:
    front = cover(set_in(32, 1.2), Words(LEFT, TOP - 130, "Smart metering in Great Britain", 18, BOLD))
    assert (front.title, front.date) == (TITLE, "2027-03-04")
