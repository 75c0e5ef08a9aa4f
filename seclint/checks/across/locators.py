"""locators: the parts of the document under consultation that are pointed at, by number, by title or as the place of a quotation."""

from collections.abc import Iterator, Sequence

from seclint.checks.across.cited import Search, called, citing, meant, said_by_subject
from seclint.checks.across.told import shortened, told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.attributed import Attributed
from seclint.facts.dossier import DossierFacts
from seclint.facts.letters import GAPS
from seclint.facts.ownership import HEADED
from seclint.facts.part_numbers import stands
from seclint.facts.scopes import side_meant
from seclint.facts.wording import any_of, plain
from seclint.model import Rule, Span
from seclint.recognise import Reference

_SHORT = 3  # words of a passage that can be looked up where its place stands beside it
_BESIDE = 30  # characters around a reference in which a word says of which of two documents it is, whatever others have
_TITLED = ("part", "chapter", "annex", "appendix")  # kinds that stand in the label of a heading


def locators(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every reference to a part that the document does not have, and every quotation that stands in another part than is said."""
    options: Search = rule.options
    for facts in citing(dossier):
        seen: set[tuple[str, ...]] = set()
        for reference in facts.mentions.references:
            if not reference.clauses or reference.clauses in seen or facts.ownership.of(reference) != "subject":
                continue
            seen.add(reference.clauses)
            yield from _missing(dossier, rule, facts, reference, options)
        for quotation in said_by_subject(facts, options):
            if quotation.locator:
                yield from _elsewhere(dossier, rule, facts, quotation, options)
        yield from _titles(dossier, rule, facts)


def _sides(dossier: DossierFacts, role: str) -> Sequence[Facts]:
    return [facts for name in ((role,) if role else ("draft-tad", "tad")) if (facts := dossier.get(name)) is not None]


def _missing(dossier: DossierFacts, rule: Rule, facts: Facts, reference: Reference, options: Search) -> Iterator[Found]:
    side = side_meant(facts, reference.span, dossier.words.of_draft, dossier.words.of_final)  # "Section 7.4, which is new"
    role = meant(dossier, facts, reference.span, options) if side is None else ("draft-tad", "tad")[side]
    role = "" if side is None and role == "tad" else role  # "What was paragraph 6.5 is numbered 6.4 in the final TAD"
    sources = _sides(dossier, role)
    if not sources or (not role and len(sources) < 2):
        return
    others = [] if side is not None or _is_bound(facts, reference, options) else [one for one in _sides(dossier, "") if one not in sources]
    for clause in reference.clauses:
        known = [_has(dossier, source, reference.kind, clause) for source in sources]
        elsewhere = any(_has(dossier, other, reference.kind, clause) for other in others)
        if known and all(has is False for has in known) and not elsewhere:
            yield told(
                facts,
                rule,
                reference.span,
                target=clause if clause[:1].isalpha() else f"{reference.kind.capitalize()} {clause}",
                document=called(dossier, sources),
            )


def _is_bound(facts: Facts, reference: Reference, options: Search) -> bool:
    """Whether right beside a reference stands which of the two documents is meant, and not only somewhere in its sentence."""
    near = Span(max(0, reference.span.start - _BESIDE), reference.span.end + _BESIDE)
    return any_of((*options.draft, *options.final)).search(facts.document.text, near.start, near.end) is not None


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
        role = meant(dossier, facts, quotation.span, options)
        sources = _sides(dossier, role)
        parts = [(source, section) for source in sources for section in source.outline.sections]
        known = {plain(section.title) for section in facts.outline.sections} | {plain(section.title) for _, section in parts}
        known |= {plain(caption.title) for source in sources for caption in source.captions}
        if not parts or plain(title) in known:
            continue
        source, near = max(parts, key=lambda part: fuzz.ratio(plain(part[1].title), plain(title)))
        if fuzz.ratio(plain(near.title), plain(title)) >= options.alike * 100:
            yield told(facts, rule, quotation.span, variant="title", related=[(source, near.heading, rule.messages["nearest"])],
                       title=title, near=near.title, document=called(dossier, [source]))  # fmt: skip
        elif (role or facts.lexicon.artefact.search(*before)) and any_of(options.named).search(*before):
            yield told(facts, rule, quotation.span, variant="untitled", title=title, document=called(dossier, sources))


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
    if kind in ("table", "figure"):
        labels = {block.label.casefold() for block in blocks if block.kind == "caption" and block.label.casefold().startswith(kind)}
        return f"{kind} {number}" in labels if labels else None
    if kind not in (*HEADED, "annex", "appendix", "paragraph"):
        return None
    numbers = source.part_numbers.of("paragraph")
    return stands(number, numbers) if len(numbers) > 2 else None


def _elsewhere(dossier: DossierFacts, rule: Rule, facts: Facts, quotation: Attributed, options: Search) -> Iterator[Found]:
    words = facts.document.quote(quotation.words)
    named = meant(dossier, facts, quotation.words, options)
    role = named or next((name for name in ("draft-tad", "tad") if dossier.get(name) is not None), "draft-tad")
    source = dossier.get(role)
    least = _SHORT if quotation.is_followed else options.least
    if source is None or len(words.split()) < least or GAPS.search(words):
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
