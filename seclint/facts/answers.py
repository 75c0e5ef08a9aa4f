"""Questions and their answers: which question a part of the text is about, what respondents said of it and what the response is."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts.outline import Outline
from seclint.facts.profile import Profile
from seclint.facts.quotations import Quotation
from seclint.facts.units import Unit
from seclint.facts.walk import Walk
from seclint.facts.wording import any_of
from seclint.model import Document, Span
from seclint.patterns import compiled

_STOP = compiled(r"[.!?][”’\"')]*(?=\s+[A-Z])")
_LEAST_QUESTION = 20  # characters: a shorter quotation is a title or a term
_LEAD_IN = 6  # words before a quoted question


class Question(Struct, frozen=True):
    """A question (or several answered together) and where the document deals with it.

    ``numbers`` is empty for a topic that bears no question number. ``views`` and ``response`` are the paragraphs of each part;
    ``has_views`` and ``has_response`` tell that the part's label is there, too, should it have no words.
    ``nobody`` is where the document says that nobody answered; ``left`` are the views in rows of a table whose response is empty.
    """

    label: str
    numbers: tuple[str, ...]
    span: Span
    text: Span | None = None
    lead: tuple[Span, ...] = ()
    views: tuple[Span, ...] = ()
    response: tuple[Span, ...] = ()
    has_views: bool = False
    has_response: bool = False
    nobody: Span | None = None
    left: tuple[Span, ...] = ()


class Answers(Struct, frozen=True):
    """The questions that the document analyses, those it only lists, and parts that stand for all questions together."""

    questions: tuple[Question, ...] = ()
    listed: tuple[Question, ...] = ()
    shared_views: tuple[Span, ...] = ()
    shared_response: tuple[Span, ...] = ()

    @property
    def distinct(self) -> tuple[Question, ...]:
        """Each question once, in text order: analysed, or else listed, where it is spelled out if it is anywhere."""
        kept = list(self.questions)
        for question in sorted(self.listed, key=lambda one: (one.text is None, one.span)):
            if not any(set(question.numbers) <= set(other.numbers) for other in kept):
                kept.append(question)
        return tuple(sorted(kept, key=lambda one: one.span))

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """All paragraphs of views and of responses."""
        of_questions = (span for question in self.questions for span in (*question.views, *question.response))
        return (*of_questions, *self.shared_views, *self.shared_response)

    @property
    def views(self) -> tuple[Span, ...]:
        """The paragraphs of what respondents said of single questions."""
        return tuple(span for question in self.questions for span in question.views)

    @property
    def viewed(self) -> tuple[Span, ...]:
        """All paragraphs of what respondents said."""
        return (*self.views, *self.shared_views)

    @property
    def labelled(self) -> bool:
        """Whether the document marks views or responses off from the rest at all."""
        return any(question.has_views or question.has_response for question in self.questions) or bool(
            self.shared_views or self.shared_response
        )


def answers_of(document: Document, outline: Outline, profile: Profile, quotations: Sequence[Quotation]) -> Answers:
    """Walk the body once and hand every paragraph to the question and part it belongs to."""
    walk = Walk(document, outline, profile)
    units = walk.units
    if not any("views" in unit.parts for unit in units):
        _tell_by_place(document, units)
    whole = [unit for unit in units if unit.views and unit.response]
    topics = {unit.depth for unit in whole if not unit.numbers}
    analysed = [
        unit
        for unit in units
        if (unit.numbers and (unit.parts or (unit.headed and not unit.listed)))
        or (not unit.numbers and unit.depth in topics and unit.parts)
    ]
    dealt_with = {unit.numbers for unit in analysed if unit.numbers and not unit.tabled}
    summed_up = [unit for unit in analysed if unit.tabled and unit.numbers in dealt_with]  # in a table besides their own sections
    analysed = [unit for unit in analysed if unit not in summed_up] or walk.comments
    listed = [unit for unit in units if unit.numbers and not unit.parts and (unit.listed or not unit.headed)]
    return Answers(
        questions=tuple(_question(document, unit, profile, quotations) for unit in analysed),
        listed=tuple(_question(document, unit, profile, quotations) for unit in (*listed, *summed_up, *walk.contents)),
        shared_views=tuple(walk.shared["views"]) if not any("views" in unit.parts for unit in analysed) else (),
        shared_response=tuple(walk.shared["response"]) if not any("response" in unit.parts for unit in analysed) else (),
    )


def _tell_by_place(document: Document, units: Sequence[Unit]) -> None:
    """Take what stands before a response, and asks nothing, for the views where no label marks these off."""
    for unit in units:
        said = [span for span in unit.lead if span.end <= unit.response[0].start] if unit.response and not unit.tabled else []
        views = [span for span in said if not document.quote(span).rstrip('”"’*_ ').endswith("?")]
        if not views and unit.response and unit.text is not None and not unit.headed and "?" not in document.quote(unit.text):
            views, unit.text = [unit.text], None  # "Q2. Two respondents wanted ..."
        if views:
            unit.views, unit.lead = views, [span for span in unit.lead if span not in views]
            unit.parts.add("views")


def _question(document: Document, unit: Unit, profile: Profile, quotations: Sequence[Quotation]) -> Question:
    lead, views = unit.lead, unit.views
    if unit.text is None and not lead and len(views) > 1 and _puts_question(document, views[0], quotations):
        lead, views = views[:1], views[1:]  # under a heading of views ("What you told us") it stands among them
    spans = (*lead, *(_opening(document, view) for view in views[:1]), *unit.response)
    return Question(
        label=unit.label,
        numbers=unit.numbers,
        span=unit.span,
        text=unit.text or _asked(document, lead, quotations),
        lead=tuple(lead),
        views=tuple(views),
        response=tuple(unit.response),
        has_views="views" in unit.parts,
        has_response="response" in unit.parts,
        nobody=next(_nobody(document, spans, profile), None),
        left=tuple(unit.left),
    )


def _asked(document: Document, lead: Sequence[Span], quotations: Sequence[Quotation]) -> Span | None:
    """The question as quoted before the views, or the sentences there that ask something."""
    quoted = [
        quotation.words
        for quotation in quotations
        if quotation.depth == 0
        and any(quotation.words.within(span) for span in lead)
        and quotation.words.end - quotation.words.start >= _LEAST_QUESTION
    ]
    asking = [span for span in (*quoted, *lead) if "?" in document.quote(span)]
    return next(iter((*asking, *quoted)), None)


def _puts_question(document: Document, paragraph: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether a paragraph is a quoted question and hardly more: "We asked: “Do you agree with the dates?”"."""
    quoted = next((one for one in quotations if one.depth == 0 and one.words.within(paragraph)), None)
    if quoted is None or "?" not in document.quote(quoted.words) or quoted.words.end - quoted.words.start < _LEAST_QUESTION:
        return False
    before, behind = Span(paragraph.start, quoted.span.start), Span(quoted.span.end, paragraph.end)
    return len(document.quote(before).split()) <= _LEAD_IN and not any(map(str.isalnum, document.quote(behind)))


def _opening(document: Document, view: Span) -> Span:
    """The first sentence of the views; where it tells of somebody's view, that nobody spoke of something else is no answer."""
    stop = _STOP.search(document.text, view.start, view.end)
    return Span(view.start, stop.end() if stop else view.end)


def _nobody(document: Document, spans: Sequence[Span], profile: Profile) -> Iterator[Span]:
    pattern = any_of(profile.answers.no_views)
    for span in spans:
        match = pattern.search(document.text, span.start, span.end)
        if match:
            yield Span(*match.span())
