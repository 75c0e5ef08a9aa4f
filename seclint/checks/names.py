"""release-name: the document under consultation is given the month of another Release."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.subject import document_of, is_artefact
from seclint.facts.wording import alternatives, any_of, phrases
from seclint.model import Fix, Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Release, inside

_OFTEN = 3  # times that the text names its Release
_NEAR = 60  # characters before a Release
_RIGHT_BEFORE = 20
_INTRODUCTION = 3  # headings, the title among them, before which a document says what it is about
_RECENT = 4  # months before a document is published in which the consultation that it tells of may have begun
_PROSE = ("paragraph", "item")


class ReleaseName(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions that tell which document a Release with its name is about.

    ``own``: right before a Release, makes its document the one in hand.
    ``surely``: the same for an earlier Release.
    ``about``: right before any Release, makes its document the one in hand.
    ``compared``: in the sentence, holds an earlier document against this one.
    ``known``: before a later Release, makes its document another one.
    ``answered``: before a Release that is named only once, says that respondents spoke of it, so that it is the one in hand.
    ``beside``: in a sentence, says that a document comes with this one.
    ``section``: the key, in the profile, of the section that tells only of the document under consultation.
    ``decided``: what is said of that document there.
    ``planned``: in a sentence, announces a later document.
    ``ahead``: right before a Release, puts it in the future.
    ``goes_live``: the same, right behind it.
    ``looking_back``: near before it, speaks of the past.
    ``tested``: right before it, says that it is what is tested; ``runs``: right behind it, that this begins or ends on the next day.
    ``behind``: right behind the name of a document, says that it is the one in hand.
    ``in_hand``: what a sentence speaks of that introduces the document's own Release.
    """

    own: tuple[str, ...] = ()
    surely: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    section: str = ""
    decided: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    goes_live: tuple[str, ...] = ()
    looking_back: tuple[str, ...] = ()
    in_hand: tuple[str, ...] = ()
    tested: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def release_name(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every month that is given to the document under consultation but is neither its Release nor named as a Release anywhere."""
    subject = facts.subject
    if subject.release is None:
        return
    yield from _on_cover(facts, rule)
    title = facts.front.title_span
    titled = {one.month for one in facts.mentions.releases if title is not None and one.span.within(title)}  # it may be about several
    for release in facts.mentions.releases:
        if release.month == subject.release or release.month in titled or not _is_wrong(facts, rule, release):
            continue
        named = document_of(facts.document, release, facts.lexicon)
        if subject.artefact and named and facts.lexicon.artefact_in(facts.document.quote(named)) not in ("", subject.artefact):
            continue
        quote, month, right = facts.document.quote(release.span), in_words(release.month), in_words(subject.release)
        own = next((one for one in facts.mentions.releases if one.month == subject.release), None)
        fix = (
            Fix(rule.messages["write"].format(release=right), replace=quote, with_=quote.replace(month, right)) if month in quote else None
        )
        yield found(
            facts,
            rule,
            release.span,
            related=[(own.span, rule.messages["own"])] if own else (),
            fix=fix,
            month=month,
            noun=release.noun,
            release=right,
        )


def _on_cover(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A month on the cover that the text never names, where it names another one, and no third."""
    end = facts.document.blocks[facts.front.cover_end - 1].span.end if facts.front.cover_end else 0
    told = [one for one in facts.mentions.releases if one.span.start >= end]
    cover = [one for one in facts.mentions.releases if one.span.end <= end]
    for release in cover:
        own = _own(facts, told, release)
        if own is not None:
            quote, named, right = facts.document.quote(release.span), in_words(release.month), in_words(own.month)
            fix = Fix(rule.messages["write"].format(release=right), quote, quote.replace(named, right)) if named in quote else None
            related = [(own.span, rule.messages["own"])]
            yield found(facts, rule, release.span, variant="cover", related=related, fix=fix, month=named, noun=release.noun, release=right)


def _own(facts: Facts, told: Sequence[Release], release: Release) -> Release | None:
    """The only Release that the text names, and often; less often where that of the cover was over when the document was written."""
    written = (facts.front.date or "")[: len(release.month)]
    least = _OFTEN - 1 if release.month < written else _OFTEN
    months = {one.month for one in told} - {release.month}
    return told[0] if len(told) >= least and len(months) == 1 and months == {one.month for one in told} else None


def _is_wrong(facts: Facts, rule: Rule, release: Release) -> bool:
    """Whether a month other than the document's own can only be a slip.

    A month that is named as a Release is none: "SEC Release" is said of earlier and later ones, too. But the draft or approved document
    of a Release that is still to come cannot be the one that is consulted on or published here.
    """
    options: ReleaseName = rule.options
    if _is_of_its_time(facts, release):
        return False
    if _is_first(facts, options, release):
        return True
    if is_artefact(release, facts.lexicon):
        sure = any_of(options.surely).search(_before(facts, release.span))
        known = release.month in facts.subject.named or _is_looked_back_on(facts, options, release)
        announced = _is_announced(facts, options, release)
        return not (known and not sure) and not announced and not _is_compared(facts, options, release)
    named = document_of(facts.document, release, facts.lexicon)
    if named is None:
        about = any_of(options.about).search(_before(facts, release.span))
        ways = (_is_answered, _lies_ahead, _is_begun_later)
        return about is not None or any(way(facts, options, release) for way in ways)
    if any(named.within(attachment.span) for attachment in facts.attachments):
        return True
    before, is_later = _before(facts, named), release.month > (facts.subject.release or "")
    said = facts.document.text[facts.sentence(named).start : named.start]
    if any_of(options.known).search(said) or _is_compared(facts, options, release):
        return False
    if _is_own(facts, options, release) or any_of(options.behind).match(facts.document.text, named.end):
        return True
    own = options.own if is_later else options.surely
    return bool(any_of(own).search(before)) and not (is_later and _says(facts, options.planned, release))


def _is_first(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether running text introduces it, once and as the first, without a word of the past or of another: then it is the one in hand."""
    months = [one.month for one in facts.mentions.releases]
    told = (one for one in facts.mentions.releases if facts.document.block_at(one.span.start).kind in _PROSE)
    if next(told, None) is not release or months.count(release.month) > 1:
        return False
    if sum(section.heading.start < release.span.start for section in facts.outline.sections) > _INTRODUCTION:
        return False
    if release.month > (facts.subject.release or "") and _says(facts, options.planned, release):
        return False
    behind = facts.document.text[release.span.end : facts.sentence(release.span).end]
    other = any_of(options.known).search(_before(facts, release.span)[-_RIGHT_BEFORE:] + behind)
    brought_in = _says(facts, options.in_hand, release) or facts.document.block_at(release.span.start).kind == "item"
    return brought_in and not other and not _says(facts, (*options.compared, *options.looking_back), release)


def _is_of_its_time(facts: Facts, release: Release) -> bool:
    """Whether its sentence gives a day before that Release went live, and long before this document: it tells of another consultation."""
    sentence, written = facts.sentence(release.span), facts.front.date or ""
    others = [one.span for one in inside(facts.mentions.releases, sentence) if one.span != release.span]
    begins = max((one.end for one in others if one.end <= release.span.start), default=sentence.start)
    ends = min((one.start for one in others if one.start >= release.span.end), default=sentence.end)
    ways = (Span(begins, release.span.start), Span(release.span.end, ends))
    told = next(filter(None, ([one.value for one in facts.dates_in(way) if not one.inferred] for way in ways)), [])
    return bool(told) and all(value[: len(release.month)] < min(release.month, _months_before(written, _RECENT)) for value in told)


def _is_looked_back_on(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether its sentence tells of the past, and the Release was over when the document was written."""
    written = (facts.front.date or "")[: len(release.month)]
    return release.month < written and _says(facts, options.looking_back, release)


def _months_before(day: str, months: int) -> str:
    """The month so many months before an ISO day, "" before no day."""
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 - months if day else 0
    return f"{count // 12}-{count % 12 + 1:02}" if count else ""


def _lies_ahead(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether a Release of which the month was over when the document was written is said to be still to be tested, or to go live.

    Questions, too, ask about what is still to come, unless they speak of what was learnt before.
    """
    written = (facts.front.date or "")[: len(release.month)]
    if not options.ahead or not written or release.month >= written or release.month >= (facts.subject.release or ""):
        return False
    question = next((one.text for one in facts.answers.questions if one.text is not None and release.span.within(one.text)), None)
    begins = max(facts.sentence(release.span).start, question.start if question is not None else 0)  # "The question was: “Do you ...”"
    text, before = facts.document.text, facts.document.text[begins : release.span.start]
    if _is_compared(facts, options, release) or any_of((*options.known, *options.looking_back)).search(before[-_NEAR:]):
        return False
    asked = question is not None and facts.document.quote(facts.sentence(release.span)).rstrip("”’\"' ").endswith("?")
    live = any_of(options.goes_live).match(text, release.span.end) is not None
    return asked or live or compiled(rf"(?:{alternatives(options.ahead)})$", re.IGNORECASE).search(before) is not None


def _is_begun_later(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether tests are said to begin or to end for a Release in a month when that was over."""
    tested = bool(options.tested) and any_of(options.tested).search(_before(facts, release.span)) is not None
    behind = any_of(options.runs).match(facts.document.text, release.span.end) if tested else None
    day = next((one for one in inside(facts.mentions.dates, Span(behind.end(), behind.end() + 1))), None) if behind else None
    return day is not None and not day.inferred and day.value[: len(release.month)] > release.month


def _is_own(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether the document of a Release comes with this one, or is the one whose decision this document reports."""
    if _says(facts, options.beside, release):
        return True
    return _says(facts, options.decided, release) and _is_in_section(facts, options.section, release.span)


def _says(facts: Facts, patterns: tuple[str, ...], release: Release) -> bool:
    sentence = facts.sentence(release.span)
    return bool(patterns) and any_of(patterns).search(facts.document.text, sentence.start, sentence.end) is not None


def _is_in_section(facts: Facts, key: str, span: Span) -> bool:
    """Whether the words stand in the section that has this key in the profile."""
    wanted = facts.profile.section.get(key)
    if wanted is None:
        return False
    named, titles = phrases(wanted.aliases), any_of(wanted.titles)
    sections = facts.outline.within(facts.document.block_index(span.start))
    return any(named.fullmatch(one.title.strip()) or (wanted.titles and titles.search(one.title)) for one in sections)


def _is_answered(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether a Release that is named once is what respondents spoke of: "All five supported the approach to testing the ..."."""
    others = (one for one in facts.mentions.releases if one.month == release.month and one.span != release.span)
    if next(others, None) is not None or not any_of(options.answered).search(_before(facts, release.span)):
        return False
    return not any_of(options.known).search(_before(facts, release.span)) and not _is_compared(facts, options, release)


def _is_announced(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether a later Release stands behind its document in a sentence that announces that: "The TAD for June 2031 will follow"."""
    behind = release.noun not in facts.document.quote(release.span)
    return behind and release.month > (facts.subject.release or "") and _says(facts, options.planned, release)


def _is_compared(facts: Facts, options: ReleaseName, release: Release) -> bool:
    """Whether the document of an earlier Release is held against this one: "the phases are the same as in the June 2024 TAD"."""
    if release.month > (facts.subject.release or "") or not options.compared or any_of(options.own).search(_before(facts, release.span)):
        return False
    sentence = facts.sentence(release.span)
    return any_of(options.compared).search(facts.document.text, sentence.start, sentence.end) is not None


def _before(facts: Facts, name: Span) -> str:
    """The text of the block in front of the name."""
    return facts.document.text[facts.document.block_at(name.start).span.start : name.start]
