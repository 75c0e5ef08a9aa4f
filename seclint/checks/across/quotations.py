"""quotations-found: what is quoted from the document under consultation, looked for in its words."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from seclint.checks.across.cited import Search, called, citing, meant, said_by_subject
from seclint.checks.across.frames import framed, words_in
from seclint.checks.across.told import told
from seclint.checks.across.wording import difference
from seclint.checks.found import Found, unchecked
from seclint.facts import Facts
from seclint.facts.attributed import Attributed
from seclint.facts.dossier import DossierFacts
from seclint.facts.letters import GAPS
from seclint.facts.wording import any_of, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise.owners import names_of

_PLACED = compiled(r"(?:\s+(?:of|in|from)\s+the(?:\s+\w+){1,3})?\s+[“\"]")
_BESIDE = 40  # characters


def quotations(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every quotation from the draft or the final document whose words do not stand there."""
    options: Search = rule.options
    for facts in citing(dossier):
        questions = [question.text for question in facts.answers.distinct if question.text]
        seen: set[Span] = set()
        for quotation in said_by_subject(facts, options):
            if any(quotation.words.overlaps(span) for span in questions):
                continue
            words = facts.document.quote(quotation.words)
            if len(words.split()) < options.least or "?" in words or _is_proposed(facts, quotation, options) or _is_title(facts, quotation):
                continue
            role = meant(dossier, facts, quotation.words, options)
            sources = [one for name in ((role,) if role else ("draft-tad", "tad")) for one in dossier.formats(name)]
            if not sources:
                yield unchecked(rule, rule.messages["missing"].format(document=dossier.called(role or "draft-tad")), facts)
            elif not any(source.letters.holds(GAPS.split(words)) for source in sources) and not _is_said_of(
                facts, quotation, sources, options
            ):
                seen.add(quotation.words)
                yield _not_found(dossier, rule, (facts, quotation), sources, options)
        yield from _misquoted(dossier, rule, facts, [*questions, *seen])


def _misquoted(dossier: DossierFacts, rule: Rule, facts: Facts, besides: Sequence[Span]) -> Iterator[Found]:
    """Quotations that nothing says to be from the document, of which all but a word or two stands there and that stand nowhere else."""
    options: Search = rule.options
    sources, common = [source for role in ("draft-tad", "tad") for source in dossier.formats(role)], frozenset(dossier.words.common)
    for quotation in (*facts.quoted, *_in_single_marks(facts)):
        words = facts.document.quote(quotation.words)
        if len(words.split()) < options.short or "?" in words or any(quotation.words.overlaps(span) for span in besides):
            continue
        if _is_of_another(facts, quotation) or _is_wanted(facts, quotation, options) or _is_title(facts, quotation):
            continue
        if any(other.letters.holds(GAPS.split(words)) for other in dossier.everything if other is not facts):
            continue
        found = ((source, *_nearest(source, words)) for source in sources)
        source, near, likeness = max(found, key=itemgetter(2), default=(facts, None, 0.0))
        meant = likeness >= options.close or (near is not None and _is_one_word_off(words, source.document.quote(near)))
        if meant or framed(facts, quotation.words, sources, common):
            yield _not_found(dossier, rule, (facts, quotation), [source], options)


def _in_single_marks(facts: Facts) -> Iterator[Attributed]:
    """The outermost quotations of a document that has no double marks."""
    quotations = facts.pairing.quotations
    if not any(one.kind == "double" for one in quotations):
        yield from (Attributed(one.words) for one in quotations if one.kind == "single" and not one.depth)


def _is_of_another(facts: Facts, quotation: Attributed) -> bool:
    """Whether a reference, or a title before the quotation, names another document than the one under consultation."""
    if quotation.owner not in ("", "self") and not facts.ownership.is_subject(quotation.owner):
        return True
    before = facts.document.text[facts.sentence(quotation.words).start : quotation.words.start]
    return names_of(facts.library).titles_in(facts.lexicon.artefact.sub(" ", before))


def _is_wanted(facts: Facts, quotation: Attributed, options: Search) -> bool:
    """Whether the words of the quotation's clause before it, or those right behind it, say that it is what should stand there."""
    text, words, sentence = facts.document.text, quotation.words, facts.sentence(quotation.words)
    clauses = [match.end() for match in any_of(options.reasons).finditer(text, sentence.start, words.start)]
    if any_of(options.proposed).search(text, max(clauses, default=sentence.start), words.start):
        return True
    return any_of(options.instead).match(text, words.end, min(sentence.end, words.end + _BESIDE)) is not None


def _is_title(facts: Facts, quotation: Attributed) -> bool:
    """Whether the words are the title of the document itself: "June 2031 SEC Release TAD v1.0"."""
    named = any(release.span.within(quotation.words) for release in facts.mentions.releases)
    return named and facts.lexicon.artefact.search(facts.document.quote(quotation.words)) is not None


def _is_said_of(facts: Facts, quotation: Attributed, sources: Sequence[Facts], options: Search) -> bool:
    """Whether the words go on with the sentence right behind the place, and are not like any there: "Section 3 “says too little”"."""
    place, words = quotation.reference, quotation.words
    if place is None or _PLACED.fullmatch(facts.document.text, place.span.end, max(place.span.end, words.start)) is None:
        return False
    return max(_nearest(source, facts.document.quote(words))[1] for source in sources) < options.close


def _is_proposed(facts: Facts, quotation: Attributed, options: Search) -> bool:
    """Whether the words before a quotation make it a proposal: those behind what says whose words they are, where something does.

    Where the place stands right behind the quotation, only words right before it do.
    """
    span = quotation.words
    text, start = facts.document.text, facts.sentence(span).start
    if quotation.reference is not None and quotation.reference.span.start > span.end:
        start = max(start, span.start - _BESIDE)
    said = [match.end() for match in any_of(options.attributed).finditer(text, start, span.start)]
    return bool(any_of(options.proposed).search(text, max(said, default=start), span.start))


def _not_found(dossier: DossierFacts, rule: Rule, quoted: tuple[Facts, Attributed], sources: Sequence[Facts], options: Search) -> Found:
    facts, quotation = quoted
    words = facts.document.quote(quotation.words)
    named = called(dossier, sources)
    source, (near, likeness) = max(((source, _nearest(source, words)) for source in sources), key=lambda one: one[1][1])
    if near is None or likeness < options.alike:
        return told(facts, rule, quotation.words, variant="absent", document=named)
    mine, theirs = words_in(words), words_in(source.document.quote(near))
    return told(
        facts,
        rule,
        quotation.words,
        related=[(source, near, rule.messages["nearest"].format(percent=round(likeness * 100)))],
        notes=[rule.messages["difference"].format(difference=difference(theirs, mine))],
        document=named,
    )


def _is_one_word_off(words: str, passage: str) -> bool:
    """Whether a quotation has all the words of a passage, and in its order, but for one that is another, gone or new."""
    mine, theirs = words_in(words), words_in(passage)
    start = next((at for at, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other), min(len(mine), len(theirs)))
    left, right = mine[start:], theirs[start:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]


def _nearest(source: Facts, words: str) -> tuple[Span | None, float]:
    """The passage that is most like the words, with the likeness."""
    from rapidfuzz import fuzz

    best: tuple[Span | None, float] = (None, 0.0)
    wanted = plain(words)
    for block in source.document.blocks:
        if block.kind in ("header", "footer", "contents") or not block.span.end - block.span.start:
            continue
        text = source.document.quote(block.span)
        if len(text) * 2 < len(words):
            continue
        found = fuzz.partial_ratio_alignment(wanted, text.casefold(), score_cutoff=best[1] * 100)
        if found is not None and found.score / 100 > best[1]:
            start, end = found.dest_start, found.dest_end
            while start > 0 and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum():
                end += 1
            best = (Span(block.span.start + start, block.span.start + min(end, len(text))), found.score / 100)
    return best
