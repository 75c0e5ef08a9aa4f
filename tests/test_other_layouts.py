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
