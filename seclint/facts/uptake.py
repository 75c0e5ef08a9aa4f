"""Whether a response takes up a point: by the names in it, by words that few others have, or by standing right behind it."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from seclint.facts import Facts
from seclint.facts.points import Point, Token, significant_words
from seclint.facts.reply import Response
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

_ENOUGH = 3  # words that point and response share, for the one to be taken up by the other without its names
_SOME = 2  # the same where they are half of what the point says
_RARE = 6  # places at which a word stands in a document that does not speak of it all the time
_COMMON = 4  # places at which a name stands that is no matter of one point, but where everything takes place: "SIT"


class Uptake:
    """The words of a response beside those of one paragraph of views; ``known`` is what everybody knows who reads the question.

    ``reply`` are the paragraphs of the response that stand between the view and the next one.
    """

    def __init__(self, facts: Facts, response: Response, view: Span, known: str, reply: Sequence[Span] = ()) -> None:
        self.response = response
        self._facts = facts
        self._view = view
        self._known = known
        self._reply = reply

    def answers(self, point: Point) -> bool:
        """Whether the response names something of the point, or speaks of such things, or has enough of its words."""
        named = any(self.response.takes_up(token) for token in point.tokens if not self.is_asked(token))
        return named or self._speaks_of_such(point) or self._shares_words(point)

    def is_asked(self, token: Token) -> bool:
        """Whether the question names it."""
        return self._facts.document.quote(token.span).casefold() in self._known

    def is_known(self, token: Token) -> bool:
        """Whether a name need not come back: the question has it, or the document speaks of it all the time."""
        words = self._facts.document.quote(token.span)
        return self.is_asked(token) or (token.kind == "name" and self._facts.document.text.count(words) >= _COMMON)

    def is_reason(self, token: Token, point: Point) -> bool:
        """Whether the point only says of a thing why something else is wanted: "..., since MP356 is about updates"."""
        text = self._facts.document.text
        return any(not text[end : token.span.start].strip() for end in self._reasons(token, point))

    def is_behind_reason(self, token: Token, point: Point) -> bool:
        """Whether what leads in a reason stands anywhere before a thing: "..., when lending is only mentioned in Annex C"."""
        return any(self._reasons(token, point))

    def _reasons(self, token: Token, point: Point) -> Iterator[int]:
        found = any_of(self._facts.profile.answers.reasons).finditer(self._facts.document.text, point.span.start, token.span.start)
        return (match.end() for match in found)

    @cached_property
    def names_another_part(self) -> bool:
        """Whether the response names one of the parts of the document that the view names."""
        tokens = self._facts.reading.tokens(self._view, self._view.start)
        return any(token.kind == "locator" and self.response.takes_up(token) for token in tokens)

    def _speaks_of_such(self, point: Point) -> bool:
        """Whether the response speaks of what the point speaks of without saying again what that is: "any such User"."""
        said = {word.rstrip("s") for word in self._facts.document.quote(point.span).casefold().split()}
        found = any_of(self._facts.profile.answers.alike).finditer(self.response.text)
        return any(match["what"].casefold().rstrip("s") in said for match in found)

    def _shares_words(self, point: Point) -> bool:
        """Whether response and point share enough words, or half of the point's own, or one that is rare or stands right behind it."""
        said = self._facts.document.quote(point.span)
        words = significant_words(said) - significant_words(self._known)
        shared = words & self.response.words
        own = words - significant_words(" ".join(self._names(point, said)))
        mine = (shared & own) - significant_words(" ".join(self._facts.reading.forms.ordinary))
        return (
            len(shared) >= _ENOUGH
            or (len(mine) >= _SOME and 2 * len(mine) >= len(own))
            or any(self._facts.lowered.count(word) <= _RARE for word in mine)
            or bool(mine & self._replied)
        )

    def _names(self, point: Point, said: str) -> Sequence[str]:
        """What in a point are names, words that every point has, and capitalised words that every document has."""
        forms = self._facts.reading.forms
        general = (match[0] for match in phrases((*forms.general, *forms.contrast)).finditer(said))
        return [*(self._facts.document.quote(token.span) for token in point.tokens), *general]

    @cached_property
    def _replied(self) -> set[str]:
        return significant_words(" ".join(self._facts.document.quote(span) for span in self._reply))
