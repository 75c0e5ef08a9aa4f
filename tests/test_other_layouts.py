"""Consultations and Testing Approach Documents as other authors lay them out."""

from support.reading import facts


class TestLetterheads:
    LETTER = """
        DCC Public

        Test Assurance, Data Communications Company

        4 June 2032

        # Consultation on the draft Testing Approach Document for the mast renewal

        Dear reader,

        The Testing Advisory Group (TAG) will see your views on the draft.

        ## How to reply

        Write to views@dcc.example.
        """

    def test_the_title_stands_below_the_lines_of_the_letterhead(self) -> None:
        read = facts(self.LETTER)
        assert (read.kind, read.front.title) == (
            "consultation",
            "Consultation on the draft Testing Approach Document for the mast renewal",
        )
        assert (read.front.date, read.front.classification) == ("2032-06-04", "DCC Public")

    def test_a_sentence_before_the_first_heading_is_no_letterhead(self) -> None:
        text = self.LETTER.replace("DCC Public\n", "This is what we would like to know about testing.\n", 1)
        assert not facts(text).front.title


class TestValuesInOneLine:
    COVER = "# June 2032 SEC Release Testing Approach Document\n\n{}\n\n## 1. Introduction\n\nTesting is described.\n"

    def test_a_name_behind_by_is_the_authors(self) -> None:
        front = facts(self.COVER.format("Version 1.0 · Issued on 4 May 2032 · Written by A. Tester · DCC Public")).front
        assert (front.version, front.date, front.author, front.classification) == ("1.0", "2032-05-04", "A. Tester", "DCC Public")

    def test_a_day_behind_the_name_is_the_date(self) -> None:
        front = facts(self.COVER.format("Published by Test Services on 4 May 2032")).front
        assert (front.date, front.author) == ("2032-05-04", "Test Services")
