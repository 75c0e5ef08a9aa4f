"""Which of the tellings of a sentence a date belongs to, and how it is led to."""

import re
from collections.abc import Sequence

from seclint.facts.clauses import Scene
from seclint.facts.tellings import Telling
from seclint.facts.wording import any_phrase, phrases
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Date

# What leads to a date: a preposition, with a time of day between the two.
_WORDS = r"(?:no|not) later than|on or before|by|until|till|before|after|since|from|between|to|and|on|in|during|of|for|is|was|at|as at"
_TIME = r"(?:close of business|noon|midday|midnight|\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|hrs|hours)|\d{1,2}:\d{2}|\d{4})\s*(?:on|of)?\s*"
_PART = r"(?:(?:early|late|mid|the end of|the start of)[\s-]+)?"
_SAME = r"(?:today|(?:on\s+)?(?:the|that)\s+(?:very\s+)?same\s+(?:day|date)|that\s+(?:very\s+)?day)"
_LEAD = compiled(
    rf"(?:(?<=[\s(])|^)(?P<word>{_WORDS})?[\s(:–-]*(?:{_TIME})?(?:{_SAME}[\s,(–-]+)?(?:the\s+)?{_PART}$",
    re.IGNORECASE,
)
_OF_VERSION = compiled(r"\b(?:v|version |issue |draft )\d+(?:\.\d+)*,?\s+of\s+(?:the\s+)?$", re.IGNORECASE)  # "v0.3 of 1 May"
_FRONTED = compiled(r"(?:^|[,;:(–—]|\b(?:and|then|but|that|which))\s*$", re.IGNORECASE)
_JOINT = compiled(r"\b(?:and|but|then|that|which|who|or)\b|[;:.](?=\s)", re.IGNORECASE)
_AND = compiled(r",?\s*and\s+(?:(?:it|then|also|has|\w+ly)\s+)*")
_ASIDE = compiled(r"\([^()]*\)")
# "approved the TAD as version 2.0", "the draft as amended": no clause begins there.
_AS_IT_IS = compiled(r"as\s+(?:(?:then|so|since|now)\s+)?(?:\w+ed\b|v\.?\s?\d|version\b|issue\b|(?:the\s+)?final\b)", re.IGNORECASE)
_CLOSED_ASIDE = compiled(r",\s[^,;]+,\s*$")  # ", as Section D10.20 allows, on 3 May"
_BEFORE_BODY = compiled(r"before\s+(?:the\s+)?\{\}(?:\s*\([^()]*\))?(?:\s+(?:at|for|in|with|together|along)\b.*)?[\s,]*", re.IGNORECASE)
_FOR = compiled(r"(?:\s*\([^()]*\))?,?\s+(?:for|of)\s+(?:the\s+)?", re.IGNORECASE)
_JOINS = ("to", "and", "until", "till", "-", "–", "—")
_THE = compiled(r"\s(?:the\s)?")
_ADVERB = 2  # words between a verb and a date that only say the date in another way
_OBJECT = 10  # words of what a body looks at


def lead(text: str, sentence: Span, date: Date) -> tuple[str, int]:
    """The word that leads to a date ("on", "by", "" when there is none, "?" when it is any other), and where it begins."""
    lead = _LEAD.search(text[sentence.start : date.span.start])
    if lead is None or _OF_VERSION.search(text, sentence.start, date.span.start):
        return "?", date.span.start
    word = " ".join((lead["word"] or "").lower().split())
    timed = word == "before" and any(map(str.isdigit, lead[0]))  # "before 17:00 on 3 May" is a deadline, "before 3 May" is vague
    return "by" if timed else word, sentence.start + lead.start()


def telling_of(scene: Scene, sentence: Span, tellings: Sequence[Telling], dated: Span, dates: Sequence[Date]) -> Telling | None:
    """The telling that a date (or two) belongs to: the next one when the date opens the clause, else the one before it."""
    told = _in_apposition(scene.text, tellings, dated, sentence.end)
    if told is not None:
        return told
    following = _following(scene, tellings, dated)
    next_date = next((date.span.start for date in dates if date.span.start >= dated.end), sentence.end)
    goes_on = _AND.match(scene.text, dated.end, sentence.end)  # "We published the draft, v0.9, on 3 May and gave you a month"
    opens_clause = not goes_on and _FRONTED.search(scene.text[sentence.start : dated.start])
    fronted = opens_clause or _opens_with_meeting(scene, sentence, dated)
    if fronted or (
        following is not None and _meets_and_acts(scene, Span(sentence.start, dated.start), Span(dated.end, following.verb.start))
    ):
        if following is not None and following.verb.start < next_date:
            return following
        if not _follows_comma(scene.text, tellings, dated, sentence.end):
            return None
    opening = next((one for one in tellings if one.verb.start == sentence.start < dated.start), None)
    preceding = next((one for one in reversed(tellings) if one.verb.end <= dated.start), opening)  # "Responses by 3 May": its own "by"
    if preceding is None or _breaks_off(scene, Span(preceding.verb.end, dated.start)):
        return None
    between = scene.text[preceding.verb.end : dated.start].rstrip("( ")
    return preceding if between.count("(") <= between.count(")") else None


def _following(scene: Scene, tellings: Sequence[Telling], dated: Span) -> Telling | None:
    """The next telling behind a date that stands in no clause apart: "On 3 May, a week before it closed, DCC presented ..."."""
    apart, begin = phrases(scene.lexicon.words.apart), dated.end
    for telling in tellings:
        if telling.verb.start < dated.end:
            continue
        opened = [match.end() for match in apart.finditer(scene.text, begin, telling.verb.start)]
        if not opened or "," in scene.text[opened[-1] : telling.verb.start]:
            return telling
        begin = telling.verb.end
    return None


def _in_apposition(text: str, tellings: Sequence[Telling], dated: Span, end: int) -> Telling | None:
    """The telling that a date behind a word for it completes, when another one goes on behind: "It opens today, 3 May, and closes ..."."""
    preceding = next((one for one in reversed(tellings) if one.verb.end <= dated.start), None)
    words = text[preceding.verb.end : dated.start].strip() if preceding else ""
    apposed = words.endswith(",") and 0 < len(words.split()) <= _ADVERB and not _JOINT.search(words)
    return preceding if apposed and _AND.match(text, dated.end, end) else None


def _breaks_off(scene: Scene, between: Span) -> bool:
    """Whether the words between a verb and a date open another clause; a body behind "before" does not: "laid before TAG on 3 May"."""
    closed = _CLOSED_ASIDE.search(scene.text[between.start : between.end])
    end = between.start + closed.start() if closed else between.end
    asides = [match.span() for match in _ASIDE.finditer(scene.text, between.start, end)]
    opened = [
        one
        for one in phrases(scene.lexicon.words.breaks).finditer(scene.text, between.start, end)
        if not any(start < one.start() < end for start, end in asides) and not _AS_IT_IS.match(scene.text, one.start())
    ]
    return any(_BEFORE_BODY.fullmatch(scene.bodies.pattern.sub("{}", scene.text[one.start() : between.end])) is None for one in opened)


def _follows_comma(text: str, tellings: Sequence[Telling], dated: Span, end: int) -> bool:
    """Whether a date behind a comma belongs to what is before: "TAG approved it, version 1.0, on 2 May", "It ran for a week, from ..."."""
    preceding = next((telling for telling in reversed(tellings) if telling.verb.end <= dated.start), None)
    between = text[preceding.verb.end : dated.start].rstrip() if preceding else ""
    behind = text[dated.end : end].strip(" .")
    commas = 1 if not behind or behind.startswith(",") else 2  # the last words of a sentence need no aside
    return between.endswith(",") and between.count(",") in (commas, 2) and not _JOINT.search(between)


def _opens_with_meeting(scene: Scene, sentence: Span, dated: Span) -> bool:
    """Whether a sentence opens with the meeting of a body and its date: "At the TAG meeting on 28 June, DCC presented ..."."""
    opening = scene.text[sentence.start : dated.start]
    acts = _THE.match(scene.text, dated.end)  # "At its meeting on 28 June TAG considered ..."
    return (
        (scene.text.startswith(",", dated.end) or (acts is not None and scene.bodies.pattern.match(scene.text, acts.end()) is not None))
        and len(opening.split()) < 10
        and (opening.startswith("At ") or bool(scene.bodies.pattern.search(opening)))
        and not phrases((*scene.lexicon.words.breaks, *scene.lexicon.words.meets)).search(opening)
        and not scene.lexicon.verb.search(opening)
    )


def _meets_and_acts(scene: Scene, before: Span, behind: Span) -> bool:
    """Whether a body met on the date and did something: "TAG met on 28 June and approved it", "TAG reviewed the TAD on 28 June and ..."."""
    words = scene.lexicon.words
    met = rf"(?:{any_phrase(words.meets)}|{any_phrase(words.looks)}(?:\s+[\w’'().-]+){{1,{_OBJECT}}})\s*$"
    opening = scene.text[before.start : before.end]
    return compiled(met, re.IGNORECASE).search(opening) is not None and _AND.fullmatch(scene.text, behind.start, behind.end) is not None


def names_release(scene: Scene, sentence: Span, date: Date) -> bool:
    """Whether a month only says for which Release a document is: "the draft TAD for November 2031"."""
    if date.precision != "month":
        return False
    named = list(scene.lexicon.artefact.finditer(scene.text, sentence.start, date.span.start))
    return bool(named) and _FOR.fullmatch(scene.text, named[-1].end(), date.span.start) is not None


def ends_window(text: str, dates: Sequence[Date], index: int) -> bool:
    """Whether the date is the second of two with nothing but "to", "and" or "until" between them."""
    if not 0 < index < len(dates):
        return False
    between = text[dates[index - 1].span.end : dates[index].span.start].lower().split()
    return 0 < len(between) <= 3 and between[0] in _JOINS and (len(between) == 1 or between[1] in ("on", "the"))
