"""Versions of which a Testing Approach Document tells as its own, and which its history of versions does not have."""

import re
from collections.abc import Iterator

from seclint.checks.found import found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.history import Issue, bare, figures
from seclint.facts.wording import plain
from seclint.model import Finding, Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Version, inside

_PROSE = ("paragraph", "item")
_FIGURES = compiled(r"\d+(?:\.\d+)*")
_SEVERAL = 2


def unlisted_versions(facts: Facts, rule: Rule, told: re.Pattern[str], denied: re.Pattern[str]) -> Iterator[Finding]:
    """Versions between those of the history that are ``told`` of and not ``denied``, and those of a day for which it has another one."""
    listed = {issue.bare: issue for issue in facts.history}
    for version in facts.mentions.versions if facts.kind == "tad" and len(listed) >= _SEVERAL else ():
        if not _FIGURES.fullmatch(version.number) or facts.document.block_at(version.token.start).kind not in _PROSE:
            continue
        number, sentence = bare(figures(version.number)), facts.sentence(version.token)
        if number in listed or denied.search(facts.document.text, sentence.start, sentence.end):
            continue
        row = _of_same_day(facts, version, sentence)
        if row is not None:
            related = [(row.written, rule.messages["row"])]
            date, other = in_words(row.date), facts.document.quote(row.written)
            yield found(facts, rule, version.token, variant="same-day", related=related, number=version.written, date=date, other=other)
        elif (
            _is_own(facts, version)
            and min(listed) < number < max(listed)
            and told.search(facts.document.text, sentence.start, sentence.end)
        ):
            rows = [(issue.written, rule.messages["row"]) for issue in facts.history]
            yield found(facts, rule, version.token, variant="unlisted", related=rows, number=version.written)


def _is_own(facts: Facts, version: Version) -> bool:
    """Whether a version is not that of another document; what only names the consultation names none."""
    others = (one.token for one in facts.cited_versions if not one.is_subject)
    return version.token not in others or plain(version.name) in facts.lexicon.nouns["consultation"]


def _of_same_day(facts: Facts, version: Version, sentence: Span) -> Issue | None:
    """The row of the history for a day that the sentence gives, if it gives no other version of the document."""
    own = [one for one in inside(facts.mentions.versions, sentence) if _is_own(facts, one)]
    dates = (day for one in inside(facts.mentions.dates, sentence) for day in (one, *one.ends))
    days = {one.value for one in dates if one.precision == "day"}
    rows = [issue for issue in facts.history if issue.date and issue.date in days]
    return rows[0] if own == [version] and len(rows) == 1 else None
