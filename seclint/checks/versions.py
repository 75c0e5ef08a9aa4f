"""version-writing, version-conflict: one document cited with versions written two ways, or with two versions."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.compared_versions import Compared, compared_versions
from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.checks.unlisted_versions import unlisted_versions
from seclint.facts import Facts
from seclint.facts.versions import Cited, VersionWords
from seclint.facts.wording import any_of, plain
from seclint.model import Finding, Fix, Rule, Span
from seclint.patterns import compiled
from seclint.recognise import inside

_DRAFT = "draft"
_CAPITAL = compiled(r"[A-Z][a-z]+\s")
_SEVERAL = 3  # versions show in which way they are written
_LETTER = compiled(r"[vV](?=\d)")
_NOUGHTS = compiled(r"(?:\.0+)+$")  # "2.0" is "2"
_SPELLED = compiled(r"(?:version|issue|revision)s?\b(?!.*\bv)", re.IGNORECASE)
_WORD = compiled(r"(?:version|issue|revision)s?\W+(?:(?:number|no)\W+)?", re.IGNORECASE)


class Roles(Struct, frozen=True, forbid_unknown_fields=True):
    """``roles``: the roles in which a document has one version only. ``told``: regular expressions of what is told of a document's own
    versions, ``denied`` of what says that there was none; ``compared``: how versions are held against each other.
    ``becoming``, behind a version, says that it became another one.
    """

    roles: tuple[str, ...]
    told: tuple[str, ...]
    denied: tuple[str, ...]
    becoming: tuple[str, ...] = ()
    compared: Compared = Compared()


def version_writing(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every document of which one version is written in two ways; the way the document writes most versions in is the right one.

    Also a row of its history that is not written like the others, and the one version whose letter is a capital, whosever it is.
    """
    told = [*_odd_rows(facts, rule), *(_two_ways(facts, rule) if _differ(facts) else ())]
    yield from told
    yield from (one for one in _odd_letter(facts, rule) if not any(one.span.overlaps(other.span) for other in told))


def _two_ways(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """The versions of one document that are written in two ways."""
    meant = (one for one in (*facts.cited_versions, *_own(facts)) if not (_SPELLED.match(one.written) or _opens_sentence(facts, one)))
    cited = [_lettered(one) for one in meant]
    ways = Counter(_way(one.written) for one in cited)
    groups: dict[tuple[str, str], list[Cited]] = {}
    for one in cited:
        groups.setdefault((one.artefact, one.number), []).append(one)
    for (artefact, _), same in groups.items():
        written = sorted({one.written for one in same}, key=lambda way: (-ways[_way(way)], way.swapcase()))
        for other in written[1:]:
            wrong, *more = (one for one in same if one.written == other)
            right = next(one for one in same if one.written == written[0])
            yield found(
                facts,
                rule,
                wrong.token,
                related=[(right.token, rule.messages["there"])],
                fix=Fix(
                    rule.messages["write"].format(version=right.written),
                    wrong.written,
                    right.written,
                    safe=True,
                    also=tuple(one.token for one in more),
                ),
                artefact=artefact,
                written=wrong.written,
                other=right.written,
                place=where(facts, right.token),
            )


def _opens_sentence(facts: Facts, cited: Cited) -> bool:
    """Whether a word of the version has its capital from the sentence that it begins: "Draft 0.5 gave five weeks"."""
    return _CAPITAL.match(cited.written) is not None and facts.sentence(cited.token).start == cited.token.start


def _differ(facts: Facts) -> bool:
    """Whether any version is written in two ways, whosever it is: in most documents none is, and the question takes long."""
    written = (
        (_NOUGHTS.sub("", one.number), _without_word(one.written)) for one in facts.mentions.versions if not _SPELLED.match(one.written)
    )
    ways: dict[str, str] = {}
    return any(ways.setdefault(number, way) != way for number, way in written)


def _odd_letter(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """The only version with a capital letter, within a sentence, where several have a small one."""
    tokens = [one.token for one in facts.mentions.versions if _LETTER.match(facts.document.quote(one.token))]
    capital = [token for token in tokens if facts.document.text[token.start] == "V" and not facts.pairing.quoted.holds(token)]
    small = [token for token in tokens if facts.document.text[token.start] == "v"]
    if len(capital) != 1 or len(small) < _SEVERAL or facts.sentence(capital[0]).start == capital[0].start:
        return
    written, other = facts.document.quote(capital[0]), facts.document.quote(small[0])
    fix = Fix(rule.messages["write"].format(version=f"v{written[1:]}"), written, f"v{written[1:]}", safe=True)
    related = [(small[0], rule.messages["there"])]
    place = where(facts, small[0])
    yield found(facts, rule, capital[0], variant="letter", related=related, fix=fix, written=written, other=other, place=place)


def _odd_rows(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """The one row of the history of versions whose letter is a capital, or a small one, unlike those of the others."""
    rows = [(issue.written, match[0]) for issue in facts.history if (match := _LETTER.match(facts.document.quote(issue.written)))]
    ways = Counter(way for _, way in rows)
    usual = next((way for way, count in ways.most_common(1) if count > 1), "")
    odd = [span for span, way in rows if way != usual and way.casefold() == usual.casefold()] if len(rows) == len(facts.history) else []
    if len(odd) == 1:
        right = next(span for span, way in rows if way == usual)
        written, other = facts.document.quote(odd[0]), facts.document.quote(right)
        fix = Fix(rule.messages["write"].format(version=usual + written[1:]), written, usual + written[1:], safe=True)
        related = [(right, rule.messages["there"])]
        yield found(facts, rule, odd[0], variant="row", related=related, fix=fix, written=written, other=other, place=where(facts, right))


def version_conflict(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every version of the document under consultation besides the one that it is cited with most in the same role.

    Also versions of the document at hand that its history leaves out.
    """
    options: Roles = rule.options
    yield from unlisted_versions(facts, rule, any_of(options.told), any_of(options.denied))
    yield from compared_versions(facts, rule, options.compared)
    known = (one for one in facts.cited_versions if one.is_subject and one.token not in facts.superseded)
    own = [one for one in (*known, *_in_tables(facts)) if one.number not in facts.predecessors.numbers]
    weights = Counter(cited.number for cited in own)
    for role in options.roles:
        ours = [one for one in own if one.role == role]
        sure = ours if len({one.number for one in ours}) == 1 else [one for one in ours if not _may_be_another(facts, options, one)]
        first = {one.number: one for one in reversed(sure)}
        ranked = sorted(first.values(), key=lambda one: (-weights[one.number], one.token))
        for wrong in ranked[1:]:
            right = ranked[0]
            yield found(
                facts,
                rule,
                wrong.token,
                related=[(right.token, rule.messages["there"])],
                artefact=wrong.artefact,
                role=rule.messages[role],
                number=wrong.written,
                other=right.written,
                place=where(facts, right.token),
            )


def _may_be_another(facts: Facts, options: Roles, cited: Cited) -> bool:
    """Whether a version may be that of another draft or Release, has become another one, or is told of as a slip."""
    sentence = facts.sentence(cited.token)
    months = {one.month for one in inside(facts.mentions.releases, sentence)}
    elsewhere = bool(months) and facts.subject.release is not None and facts.subject.release not in months
    slip = any_of(facts.lexicon.given_up.mistaken).search(facts.document.text, sentence.start, sentence.end)
    became = any_of(options.becoming).search(facts.document.text, cited.token.end, sentence.end)
    return elsewhere or slip is not None or became is not None or (cited.role == _DRAFT and facts.rounds.are_several)


def _in_tables(facts: Facts) -> Iterator[Cited]:
    """The versions that tables give of the draft and of the approved document, and those of attachments that bear its bare title."""
    subject, cited = facts.subject, {one.token for one in facts.cited_versions if one.role}
    name = f"{subject.release or ''} {subject.artefact}".strip()
    for copy in facts.copies:
        if copy.what == "version" and copy.role and copy.span not in cited:
            yield Cited(name, _NOUGHTS.sub("", copy.value), facts.document.quote(copy.span).strip(), copy.span, copy.role, is_subject=True)
    words = facts.library.load("registers", "versions", VersionWords)
    role = words.attachments.get(facts.kind, "")
    for one in facts.attachments if role else ():
        is_cited = any(token.start >= one.span.start and token.end <= facts.document.block_at(one.span.end).span.end for token in cited)
        if one.version and not is_cited and _is_bare_title(facts, words, one.title):
            yield Cited(name, _NOUGHTS.sub("", one.version), one.version, one.span, role, is_subject=True)


def _is_bare_title(facts: Facts, words: VersionWords, title: str) -> bool:
    """Whether a title is that of the document under consultation and says nothing more: no list of changes, no marked-up copy."""
    if not facts.subject.artefact or facts.lexicon.artefact_in(title) != facts.subject.artefact:
        return False
    for release in facts.mentions.releases:
        if release.month == facts.subject.release:
            title = title.replace(facts.document.quote(release.span), " ")
    small = facts.lexicon.words
    left = plain(facts.lexicon.artefact.sub(" ", title)).replace(",", " ").split()
    known = (*words.labels, *words.draft_copies, *words.final_copies, *small.prepositions, *small.determiners)
    return set(left) <= {part for phrase in known for part in plain(phrase).split()}


def _lettered(cited: Cited) -> Cited:
    """The version without a word before its letter: "Version v1.0" is v1.0."""
    written = _without_word(cited.written)
    return replace(cited, written=written, token=Span(cited.token.end - len(written), cited.token.end))


def _without_word(written: str) -> str:
    word = _WORD.match(written)
    return written[word.end() :] if word else written


def _own(facts: Facts) -> Iterator[Cited]:
    """The versions that a Testing Approach Document gives itself on its cover, in its history and without a name in its text.

    A bare number behind a label, or in a column of versions, is written as it should be.
    """
    if facts.kind != "tad":
        return
    cited = {one.token for one in facts.cited_versions}
    numbers = {".".join(map(str, issue.bare)) for issue in facts.history}
    name = next((one.artefact for one in facts.cited_versions if one.is_subject), facts.profile.name)
    for version in facts.mentions.versions:
        number = _NOUGHTS.sub("", version.number)
        if version.written[:1].isdigit() and _is_labelled(facts, version.token):
            continue
        if not version.name and number in numbers and version.token not in cited:
            yield Cited(name, number, version.written, version.token, "", is_subject=True)


def _is_labelled(facts: Facts, token: Span) -> bool:
    """Whether a version stands behind a label of the cover, or in a cell."""
    field = facts.front.fields.get("version")
    return bool(field and field.label and token.within(field.span)) or facts.document.block_at(token.start).cell is not None


def _way(written: str) -> str:
    """How a version is written, whatever its number: "v2.0" and "v4.3" are written in one way."""
    return re.sub(r"\d+", "0", written)
