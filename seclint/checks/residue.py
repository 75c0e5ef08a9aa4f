"""tracked-changes, comments: what reviewing has left in the file, counted by author."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.model import Comment, Finding, Revision, Rule, Span

_SHOWN = 5  # further places that a finding lists

Left = TypeVar("Left", Revision, Comment)


def tracked_changes(facts: Facts, rule: Rule) -> Iterator[Found]:
    """One finding for each author whose changes nobody has accepted or rejected."""
    for author, changes in _by_author(facts.document.revisions).items():
        yield _left(facts, rule, "", author, changes)


def comments(facts: Facts, rule: Rule) -> Iterator[Found]:
    """One finding for each author's open comments, and one for resolved ones, which only warns."""
    threads = facts.document.comments if facts.document.format != "pdf" else ()  # there they are annotations, which PDF003 reports
    for author, left in _by_author([comment for comment in threads if not comment.resolved]).items():
        yield _left(facts, rule, "", author, left)
    for author, left in _by_author([comment for comment in threads if comment.resolved]).items():
        finding = _left(facts, rule, "resolved", author, left)
        yield msgspec.structs.replace(finding, severity="warning") if finding.severity == "error" else finding


def _by_author(left: Sequence[Left]) -> dict[str, list[Left]]:
    authors: dict[str, list[Left]] = {}
    for one in left:
        authors.setdefault(one.author, []).append(one)
    return authors


def _left(facts: Facts, rule: Rule, variant: str, author: str, left: Sequence[Left]) -> Finding:
    left = sorted(left, key=lambda one: one.span.start == one.span.end)
    first, *others = dict.fromkeys(_words(facts, one.span) for one in left)
    return found(
        facts,
        rule,
        first,
        variant=variant,
        related=[(place, rule.messages["further"]) for place in others[:_SHOWN]],
        notes=[left[0].text] if isinstance(left[0], Comment) and left[0].text else (),
        count=len(left),
        s="" if len(left) == 1 else "s",
        have="has" if len(left) == 1 else "have",
        author=author or "an unnamed author",
    )


def _words(facts: Facts, span: Span) -> Span:
    """The words that a change or comment stands on; the sentence, where it stands between words."""
    if span.start < span.end or not facts.document.blocks:
        return span
    return facts.sentence(span)
