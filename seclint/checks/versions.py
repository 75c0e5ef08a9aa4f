"""version-writing, version-conflict: one document cited with versions written two ways, or with two versions."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.versions import Cited
from seclint.model import Fix, Rule

_SPELLED = re.compile(r"(?:version|issue|revision)\b", re.IGNORECASE)


class Roles(Struct, frozen=True, forbid_unknown_fields=True):
    """``roles``: the roles in which a document has one version only."""

    roles: tuple[str, ...]


def version_writing(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every document of which one version is written in two ways; the way the document writes most versions in is the right one."""
    cited = [one for one in facts.cited_versions if not _SPELLED.match(one.written)]
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


def version_conflict(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every version of the document under consultation besides the one that it is cited with most in the same role."""
    options: Roles = rule.options
    own = [cited for cited in facts.cited_versions if cited.is_subject]
    weights = Counter(cited.number for cited in own)
    for role in options.roles:
        cited = {one.number: one for one in reversed(own) if one.role == role}
        ranked = sorted(cited.values(), key=lambda one: (-weights[one.number], one.token))
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


def _way(written: str) -> str:
    """How a version is written, whatever its number: "v2.0" and "v4.3" are written in one way."""
    return re.sub(r"\d+", "0", written)
