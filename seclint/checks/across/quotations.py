"""quotations-found, locators: what is quoted from the document under consultation, and the parts of it that are pointed at."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.across.told import shortened, told
from seclint.checks.across.wording import difference
from seclint.checks.found import Found, unchecked
from seclint.facts import Facts
from seclint.facts.attributed import Attributed, attributed
from seclint.facts.dossier import DossierFacts
from seclint.facts.letters import GAPS
from seclint.facts.scopes import NAMELESS, is_of_subject
from seclint.facts.wording import any_of, plain
from seclint.model import Rule, Span
from seclint.recognise import Reference

_PARTS = ("section", "clause", "part", "chapter")  # kinds that numbers of headings are called by
_TITLED = ("part", "chapter", "annex", "appendix")  # kinds that stand in the label of a heading
_BESIDE = 40  # characters
_CITING = ("consultation", "conclusions", "report")


class Search(Struct, frozen=True, forbid_unknown_fields=True):
    """How quotations are searched.

    ``least``: words from which on a quotation is a passage and no term or title. ``alike``: from which likeness (0 to 1) on a passage
    is the one that was meant. Regular expressions: ``draft`` and ``final`` of what, near a quotation or reference, says which is meant;
    ``proposed`` of what says that the words are a respondent's or a proposal, not the document's. Of what, before a quotation:
    ``attributed`` says that the document under consultation says so, ``titled`` that it may be the title of a part, ``named`` that it is.
    """

    least: int
    alike: float
    draft: tuple[str, ...]
    final: tuple[str, ...]
    proposed: tuple[str, ...]
    attributed: tuple[str, ...]
    titled: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def quotations(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every quotation from the draft or the final document whose words do not stand there."""
    options: Search = rule.options
    for facts in _citing(dossier):
        questions = [question.text for question in facts.answers.distinct if question.text]
        for quotation in _attributed(dossier, facts, options):
            if any(quotation.words.overlaps(span) for span in questions):
                continue
            words = facts.document.quote(quotation.words)
            if len(words.split()) < options.least or _is_proposed(facts, quotation, options):
                continue
            role = _meant(dossier, facts, quotation.words, options)
            sources = [one for name in ((role,) if role else ("draft-tad", "tad")) for one in dossier.formats(name)]
            if not sources:
                yield unchecked(rule, rule.messages["missing"].format(document=dossier.called(role or "draft-tad")), facts)
            elif not any(source.letters.holds(GAPS.split(words)) for source in sources):
                yield _not_found(dossier, rule, (facts, quotation), sources[0], options)


def locators(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every reference to a part that the document does not have, and every quotation that stands in another part than is said."""
    options: Search = rule.options
    for facts in _citing(dossier):
        seen: set[tuple[str, ...]] = set()
        for reference in facts.mentions.references:
            if not reference.clauses or reference.clauses in seen or not _is_of_subject(dossier, facts, reference):
                continue
            seen.add(reference.clauses)
            yield from _missing(dossier, rule, facts, reference, options)
        for quotation in _attributed(dossier, facts, options):
            if quotation.locator:
                yield from _elsewhere(dossier, rule, facts, quotation, options)
        yield from _titles(dossier, rule, facts)


def _citing(dossier: DossierFacts) -> Iterator[Facts]:
    return (facts for role, facts in dossier.documents if role in _CITING and facts.subject.artefact)


def _is_of_subject(dossier: DossierFacts, facts: Facts, reference: Reference) -> bool:
    return is_of_subject(facts, reference, (*dossier.words.of_draft, *dossier.words.of_final)) or _is_nowhere_else(facts, reference)


def _is_nowhere_else(facts: Facts, reference: Reference) -> bool:
    """Whether a number without a document can only be of the one under consultation: this document has no numbers of that kind."""
    if reference.owner not in ("", "self") or reference.kind not in _PARTS or not reference.clauses[0].split()[-1][:1].isdigit():
        return False
    own = {section.label for section in facts.outline.sections if section.label[:1].isdigit()}
    deep = all("." in clause for clause in reference.clauses)  # "Section 5.1" where there is none can be no slip of one figure
    if own & set(reference.clauses) or (own and reference.kind != "clause" and not deep):
        return False
    block = facts.document.block_at(reference.span.start).span
    before = [one for one in facts.mentions.references if block.start <= one.span.start < reference.span.start]
    return all(one.owner in ("", "self", facts.subject.artefact) or plain(one.owner) in NAMELESS for one in before)


def _attributed(dossier: DossierFacts, facts: Facts, options: Search) -> Iterator[Attributed]:
    """The quotations that are said to be from the document under consultation: by a reference before them, or by "the draft says"."""
    mine = [reference for reference in facts.mentions.references if _is_of_subject(dossier, facts, reference)]
    text, says = facts.document.text, any_of(options.attributed)
    for quotation in attributed(text, facts.pairing.quotations, facts.mentions.references, facts.sentence):
        start = facts.sentence(quotation.words).start
        if quotation.reference in mine or (quotation.reference is None and says.search(text, start, quotation.words.start)):
            yield replace(quotation, owner=facts.subject.artefact)


def _meant(dossier: DossierFacts, facts: Facts, span: Span, options: Search) -> str:
    """Which of the two is meant: the role that the sentence names; in views the draft; "" when nothing tells."""
    sentence = facts.sentence(span)
    text = facts.document.text
    if any_of(options.draft).search(text, sentence.start, min(span.start, sentence.end)):
        return "draft-tad"
    if any_of(options.final).search(text, sentence.start, sentence.end):
        return "tad"
    if facts is dossier.get("consultation") or any(span.within(view) for question in facts.answers.questions for view in question.views):
        return "draft-tad"
    return ""


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


def _not_found(dossier: DossierFacts, rule: Rule, quoted: tuple[Facts, Attributed], source: Facts, options: Search) -> Found:
    facts, quotation = quoted
    words = facts.document.quote(quotation.words)
    role = next(name for name, one in dossier.documents if source in dossier.formats(name))
    near, likeness = _nearest(source, words)
    if near is None or likeness < options.alike:
        return told(facts, rule, quotation.words, variant="absent", document=dossier.called(role))
    mine, theirs = (re.findall(r"\w+(?:['’.-]\w+)*", plain(text)) for text in (words, source.document.quote(near)))
    return told(
        facts,
        rule,
        quotation.words,
        related=[(source, near, rule.messages["nearest"].format(percent=round(likeness * 100)))],
        notes=[rule.messages["difference"].format(difference=difference(theirs, mine))],
        document=dossier.called(role),
    )


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


def _sides(dossier: DossierFacts, role: str) -> Sequence[Facts]:
    return [facts for name in ((role,) if role else ("draft-tad", "tad")) if (facts := dossier.get(name)) is not None]


def _missing(dossier: DossierFacts, rule: Rule, facts: Facts, reference: Reference, options: Search) -> Iterator[Found]:
    role = _meant(dossier, facts, reference.span, options)
    sources = _sides(dossier, role)
    if not sources or (not role and len(sources) < 2):
        return
    for clause in reference.clauses:
        known = [_has(dossier, source, reference.kind, clause) for source in sources]
        if known and all(has is False for has in known):
            yield told(
                facts,
                rule,
                reference.span,
                target=clause if clause[:1].isalpha() else f"{reference.kind.capitalize()} {clause}",
                document=_called(dossier, sources),
            )


def _titles(dossier: DossierFacts, rule: Rule, facts: Facts) -> Iterator[Found]:
    """The parts that are called by a title in quotation marks which only one like it is the title of."""
    from rapidfuzz import fuzz

    options: Search = rule.options
    leads = any_of((*options.titled, *options.named))
    for quotation in facts.pairing.quotations:
        start = facts.sentence(quotation.span).start
        title = facts.document.quote(quotation.words)
        before = (facts.document.text, start, quotation.span.start)
        if quotation.depth or not title[:1].isupper() or not leads.search(*before):
            continue
        role = _meant(dossier, facts, quotation.span, options)
        sources = _sides(dossier, role)
        parts = [(source, section) for source in sources for section in source.outline.sections]
        known = {plain(section.title) for section in facts.outline.sections} | {plain(section.title) for _, section in parts}
        known |= {plain(caption.title) for source in sources for caption in source.captions}
        if not parts or plain(title) in known:
            continue
        source, near = max(parts, key=lambda part: fuzz.ratio(plain(part[1].title), plain(title)))
        if fuzz.ratio(plain(near.title), plain(title)) >= options.alike * 100:
            yield told(facts, rule, quotation.span, variant="title", related=[(source, near.heading, rule.messages["nearest"])],
                       title=title, near=near.title, document=_called(dossier, [source]))  # fmt: skip
        elif (role or facts.lexicon.artefact.search(*before)) and any_of(options.named).search(*before):
            yield told(facts, rule, quotation.span, variant="untitled", title=title, document=_called(dossier, sources))


def _called(dossier: DossierFacts, sources: Sequence[Facts]) -> str:
    """The documents in words: "draft TAD or the final TAD"."""
    return " or the ".join(dossier.called(name) for name, source in dossier.documents if source in sources)


def _has(dossier: DossierFacts, source: Facts, kind: str, clause: str) -> bool | None:
    """Whether the document has the part; None when that cannot be told."""
    blocks = source.document.blocks
    number = clause.split()[-1].casefold()
    if kind == "page":
        paged = next(
            (
                one
                for name, _ in dossier.documents
                for one in dossier.formats(name)
                if source in dossier.formats(name) and one.document.pages
            ),
            None,
        )
        if paged is None or not number.isdigit():
            return None
        return int(number) <= (paged.document.pages or 0)
    if kind in (*_PARTS, "annex", "appendix"):
        labels = {section.label.casefold() for section in source.outline.sections if section.label}
        if len(labels) < 2:
            return None
        labels |= {block.label.casefold() for block in blocks if block.kind in ("paragraph", "contents") and block.label}
        labels |= {label.rpartition(" ")[2] for label in labels}
        return number.partition("(")[0] in labels
    if kind in ("table", "figure"):
        labels = {block.label.casefold() for block in blocks if block.kind == "caption" and block.label.casefold().startswith(kind)}
        return f"{kind} {number}" in labels if labels else None
    if kind == "paragraph":
        labels = {block.label.casefold() for block in blocks if block.kind in ("paragraph", "item") and block.label}
        return number.partition("(")[0] in labels if len(labels) > 2 else None
    return None


def _elsewhere(dossier: DossierFacts, rule: Rule, facts: Facts, quotation: Attributed, options: Search) -> Iterator[Found]:
    words = facts.document.quote(quotation.words)
    meant = _meant(dossier, facts, quotation.words, options)
    role = meant or next((name for name in ("draft-tad", "tad") if dossier.get(name) is not None), "draft-tad")
    source = dossier.get(role)
    if source is None or len(words.split()) < options.least or GAPS.search(words):
        return
    kind, _, number = quotation.locator.rpartition(" ")
    if kind.casefold() == "page":
        paged = dossier.paged(role)
        spans = paged.letters.find(words) if paged is not None else []
        if paged is None or not spans or not number.isdigit():
            return
        span = spans[0]
        pages = range(paged.document.page_of(span.start) or 0, (paged.document.page_of(span.end - 1) or 0) + 1)
        if not pages[0] - 1 <= int(number) <= pages[-1] + 1:  # a page may be counted from the cover or from the first printed number
            yield told(facts, rule, quotation.words, variant="page", related=[(paged, span, rule.messages["there"])],
                       said=number, page=pages[0], document=dossier.called(role), quote=shortened(words))  # fmt: skip
        return
    if kind and kind.casefold() not in _TITLED:
        return
    yield from _in_other_section(dossier, rule, facts, quotation, (role, source))


def _in_other_section(dossier: DossierFacts, rule: Rule, facts: Facts, quotation: Attributed, there: tuple[str, Facts]) -> Iterator[Found]:
    role, source = there
    spans = source.letters.find(facts.document.quote(quotation.words))
    wanted = quotation.locator.casefold()
    for span in spans:
        block = source.document.block_index(span.start)
        labels = {section.label.casefold() for section in source.outline.within(block)} | {source.document.blocks[block].label.casefold()}
        if wanted in labels or not any(labels):
            return
    if spans and _has(dossier, source, "section", quotation.locator):
        place = source.place(spans[0])
        yield told(facts, rule, quotation.words, variant="section", related=[(source, spans[0], rule.messages["there"])],
                   said=quotation.locator, section=place.section or place.heading or "", document=dossier.called(role))  # fmt: skip
