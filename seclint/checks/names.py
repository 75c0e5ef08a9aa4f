"""release-name: the document under consultation under the name of another month."""

from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.subject import is_artefact
from seclint.model import Fix, Rule


def release_name(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every month bound to the document under consultation that is neither its Release nor named as a Release anywhere."""
    subject = facts.subject
    if subject.release is None:
        return
    for release in facts.mentions.releases:
        if not is_artefact(release, facts.lexicon) or release.month in subject.named | {subject.release}:
            continue
        if subject.artefact and facts.lexicon.artefact_in(release.noun) not in ("", subject.artefact):
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
