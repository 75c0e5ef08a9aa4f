"""What a line says it is by its first words: a question ("Questions 3 and 4"), respondents' views, a response."""

import re
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

from seclint.facts.initials import spelled_first
from seclint.facts.profile import AnswerForms
from seclint.facts.wording import any_of, any_phrase, phrases, plain
from seclint.patterns import compiled

Part = Literal["views", "response"]

_ONE = r"\d{1,2}(?!\d)(?:\.\d{1,2}(?!\d))?[a-z]?(?![\w%]|\.\d)"  # questions may be numbered by sections: 2.1
_AFTER = compiled(r"\s*(?:$|[:.)\]–—-]|(?=[“‘\"'(]|[A-Z0-9]))")
_CLOSED = compiled(r"\s*(?:$|[:.)\]–—-])")
_OF_DOCUMENT = compiled(r"\((?=Q)|[A-Z](?:[a-z]?[A-Z0-9&]){1,7}\s(?=Q)")
_QUARTER = compiled(r"\s*(?:/|FY)?\s*(?:19|20)\d\d\b")
_LONGEST_NAME = 16  # characters of the name of a document in front of a label
_FIGURE = compiled(r"(\d+)([a-z]?)")
_BEHIND_LABEL = compiled(r"\s*(?:\??[:–—]|-\s)\s*|[.?]\s+(?=[A-Z“‘\"'])|\s*[.?]?$")
_TOPIC = compiled(r"\s+(?:on|about|regarding)\s+[\w’-]+(?:\s+[\w’-]+){0,3}(?::\s+|\.\s+(?=[A-Z“‘\"']))")
_OF_WHAT = compiled(r"\??|\s+(?:in|to|of|for|made)\b.*")  # "Change in version 1.0"
_WHICH = r"(?:\s+(?:No\.?\s*)?[A-Z]{0,2}-?\d[\d.]*(?<!\.))?(?:\s*\([^()]{1,40}\))?"  # "Comment 3.1 (Supplier)"
_BEFORE_REST = compiled(r"\s*(?:[:(]|[–—-]\s|(?:to|on|and|for|regarding)\b)", re.IGNORECASE)


class QuestionLabel(Struct, frozen=True):
    """The number or numbers of a question label, and where in a text the label stands."""

    numbers: tuple[str, ...]
    start: int
    end: int

    def words(self, text: str) -> str:
        """The label as it is written."""
        return text[self.start : self.end]

    def rest(self, text: str) -> int:
        """Where the words behind the label and its punctuation begin."""
        return len(text) - len(text[self.end :].lstrip(" :.)]–—-"))


class Labels:
    """Finds the labels of questions, views and responses as a profile lists them."""

    def __init__(self, forms: AnswerForms) -> None:
        self.forms = forms

    @cached_property
    def _question(self) -> re.Pattern[str]:
        words = "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in self.forms.question), key=len, reverse=True))
        more = rf"(?:\s*(?:,\s*and|,|and|&|to|[-–—])\s*(?:(?:{words})\s*)?{_ONE})*"
        return compiled(rf"(?<!\w)(?:{words})\s*(?:No\.?\s*)?(?P<numbers>{_ONE}{more})", re.IGNORECASE)

    @cached_property
    def _initials(self) -> frozenset[str]:
        """The small letters with which labels of questions begin."""
        return frozenset(word[0].lower() for word in self.forms.question)

    @cached_property
    def _parts(self) -> tuple[tuple[Part, re.Pattern[str]], ...]:
        return ("views", phrases(self.forms.views)), ("response", phrases(self.forms.response))

    @cached_property
    def _further(self) -> tuple[tuple[Part, re.Pattern[str]], ...]:
        further: tuple[tuple[Part, tuple[str, ...]], ...] = (("views", self.forms.viewing), ("response", self.forms.answering))
        return tuple((part, compiled(rf"{any_phrase(words)}{_WHICH}:\s*(?=\S)", re.IGNORECASE)) for part, words in further)

    def question(self, text: str) -> QuestionLabel | None:
        """The first question label anywhere in a heading's text."""
        for match in self._question.finditer(text):
            if not _QUARTER.match(text, match.end()):
                return QuestionLabel(_expanded(match["numbers"]), match.start(), match.end())
        return None

    def question_at_start(self, text: str) -> QuestionLabel | None:
        """The question label that a paragraph starts with; a sentence about a question ("Question 1 asked ...") has none.

        The document that is asked about may stand in front of it, or a bracket around it: "TMAD Q1", "(Q1)".
        """
        if text[:1].lower() not in self._initials and "Q" not in text[: _LONGEST_NAME + 1]:
            return None
        before = _OF_DOCUMENT.match(text)
        at = before.end() if before else 0
        match = self._question.match(text, at)
        if match is None or _QUARTER.match(text, match.end()):
            return None
        after = (_CLOSED if at else _AFTER).match(text, match.end())
        return QuestionLabel(_expanded(match["numbers"]), at, match.end()) if after else None

    def parts(self, title: str) -> tuple[Part, ...]:
        """The parts that a heading opens: it is a label, or begins with one and goes on "to", "on", with a bracket or the other label."""
        wanted = plain(title).rstrip("?")
        found: list[Part] = []
        rest = wanted
        for _ in range(2):
            for part, pattern in self._parts:
                match = pattern.match(rest)
                if match and part not in found and (match.end() == len(rest) or _BEFORE_REST.match(rest, match.end())):
                    found.append(part)
                    rest = re.sub(r"^\s*(?:and|&|/)\s*(?:the\s+)?", "", rest[match.end() :])
                    break
        return tuple(found)

    def lead_in(self, text: str) -> tuple[Part, int] | None:
        """The label in front of a paragraph, on its own or with a colon, dash or stop behind it, and where the paragraph's words begin."""
        for part, pattern in self._parts:
            match = pattern.match(text)
            if match is None:
                continue
            behind = _BEHIND_LABEL.match(text, match.end())
            if behind:
                return part, behind.end()
        spoken = ((part, pattern.match(text)) for part, pattern in (self._further if ":" in text and _is_sentence(text) else ()))
        return next(((part, match.end()) for part, match in spoken if match and not _spells_out(text, match)), None)

    def response_on_topic(self, text: str) -> int | None:
        """Where the words begin behind a label that names one of several matters: "DCC Response on emulators. They are ready."."""
        match = self._parts[1][1].match(text)
        topic = _TOPIC.match(text, match.end()) if match and match[0].split()[-1][0].isupper() else None
        return topic.end() if topic else None

    def is_list_of_questions(self, title: str) -> bool:
        """Whether a heading opens a list of the questions, not their analysis."""
        return plain(title) in _plain(self.forms.questions_section)

    def is_column_of_questions(self, head: str) -> bool:
        """Whether a column of a table holds the questions."""
        return plain(head) in _plain(self.forms.question_column)

    def is_column_of_numbers(self, head: str) -> bool:
        """Whether a column of a table holds the numbers of its rows."""
        return plain(head) in _plain(self.forms.number_column)

    def is_outcome(self, head: str) -> bool:
        """Whether a column behind that of the response goes on with it: it says what was changed."""
        found = phrases(self.forms.outcome_column).match(plain(head))
        return found is not None and _OF_WHAT.fullmatch(plain(head), found.end()) is not None

    def leads_in_questions(self, text: str) -> bool:
        """Whether a paragraph says that a list of the questions follows."""
        return bool(any_of(self.forms.questions_follow).search(text))


def _spells_out(text: str, label: re.Match[str]) -> bool:
    """Whether a label is an abbreviation that is spelled out behind it: "DCC: Data Communications Company. SEC: ..."."""
    return spelled_first(label[0].strip(" :"), text[label.end() :]) is not None


@lru_cache(maxsize=16)
def _plain(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, titles))


def _is_sentence(text: str) -> bool:
    """Whether a paragraph ends as a sentence; what ends otherwise is no answer: "DCC: Data Communications Company"."""
    return text.rstrip("”’\"')").endswith((".", "!", "?"))


def _expanded(written: str) -> tuple[str, ...]:
    """The single numbers: 3, 4 for "3 and 4"; 2, 3, 4 for "2 to 4"."""
    numbers: list[str] = []
    ranged = False
    for token in re.findall(r"\d+(?:\.\d+)?[a-z]?|to\b|[-–—]", written, re.IGNORECASE):
        if not token[0].isdigit():
            ranged = True
            continue
        if ranged and numbers and numbers[-1].isdigit() and token.isdigit():
            numbers.extend(str(number) for number in range(int(numbers[-1]) + 1, int(token)))
        numbers.append(token.lower())
        ranged = False
    return tuple(dict.fromkeys(numbers))


def whole_number(number: str) -> int:
    """The figure of a question number: 3 for "3" and for "3a"."""
    match = _FIGURE.match(number)
    return int(match[1]) if match else 0
