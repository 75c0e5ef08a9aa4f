"""version-writing, version-conflict: one document cited with versions written two ways, or with two versions."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

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
            wrong = next(one for one in same if one.written == other)
            right = next(one for one in same if one.written == written[0])
            yield found(
                facts,
                rule,
                wrong.token,
                related=[(right.token, where(facts, right.token))],
                fix=Fix(rule.messages["write"].format(version=right.written), wrong.written, right.written, safe=True),
                artefact=artefact,
                written=wrong.written,
                other=right.written,
                place=where(facts, right.token),
            )


def version_conflict(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every two versions that the document under consultation has in the same role."""
    options: Roles = rule.options
    told: set[str] = set()
    for one, other in combinations([cited for cited in facts.cited_versions if cited.role in options.roles and cited.is_subject], 2):
        if one.role != other.role or one.number == other.number or other.number in told:
            continue
        told.add(other.number)
        yield found(
            facts,
            rule,
            other.token,
            related=[(one.token, where(facts, one.token))],
            artefact=other.artefact,
            role=rule.messages[other.role],
            number=other.written,
            other=one.written,
            place=where(facts, one.token),
        )


def _way(written: str) -> str:
    """How a version is written, whatever its number: "v2.0" and "v4.3" are written in one way."""
    return re.sub(r"\d+", "0", written)
