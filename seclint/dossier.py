"""Which documents of a run belong together, and in which role. Their covers decide, never their file names.

A dossier holds the documents of one consultation: consultation, draft, conclusions, final document, perhaps a report. Documents belong
to one dossier when they are about the same Release of the same document. Nothing is guessed: when two documents may have the same
role, both are left out, and the report says so.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from seclint.model import Unchecked
from seclint.records import Record
from seclint.roles import ROLES, cited_in, claims_of, copies_in, numbers_of, told_by_date

RULE = "dossier"
"""Under this name it is reported what could not be sorted into a dossier."""

_CALLED = {"consultation": "consultation", "draft-tad": "draft", "conclusions": "conclusions", "tad": "final document", "report": "report"}


class Member(Struct, frozen=True):
    """A document of a dossier: where it is, its role, and why it has it."""

    path: str
    role: str
    reason: str


class Dossier(Struct, frozen=True):
    """Documents that belong together, with a name that people understand: "2027-02 TAD"."""

    name: str
    members: tuple[Member, ...]


class Sorting(Struct, frozen=True):
    """The dossiers of a run, and what could not be sorted."""

    dossiers: tuple[Dossier, ...] = ()
    doubts: tuple[Unchecked, ...] = ()


def sort(records: Sequence[Record], given: Sequence[Mapping[str, str]] = ()) -> Sorting:
    """Sort the documents of a run; ``given`` are dossiers as configured: path by role. Each document is in one dossier at most."""
    read = [record for record in records if record.checked.status == "checked"]
    dossiers = list(_configured(read, given))
    taken = {member.path for dossier in dossiers for member in dossier.members}
    doubts: list[Unchecked] = list(_not_there(dossiers, given))
    free = [record for record in read if record.checked.path not in taken and _may_belong(record)]
    groups, untold = _grouped([record for record in free if record.filing.artefact])
    _join_unnamed([record for record in free if not record.filing.artefact], groups)
    doubts += untold
    for (release, artefact), members in groups.items():
        found, untold = _gathered(f"{release} {artefact}".strip(), members)
        dossiers += found
        doubts += untold
    return Sorting(tuple(dossiers), tuple(doubts))


def _not_there(dossiers: Sequence[Dossier], given: Sequence[Mapping[str, str]]) -> Iterator[Unchecked]:
    """The documents of a configured dossier that do not exist, reported for its first document that does."""
    for dossier in dossiers:
        there = {os.path.realpath(member.path) for member in dossier.members}
        files = next((files for files in given if there & {os.path.realpath(name) for name in files.values() if name}), {})
        for role, name in files.items():
            if name and not Path(name).exists():
                yield Unchecked(
                    RULE, f"the configuration names {name} as its {_CALLED[role]}, but there is no such file", dossier.members[0].path
                )


def _grouped(records: Sequence[Record]) -> tuple[dict[tuple[str, str], list[Record]], list[Unchecked]]:
    """The documents by Release and subject, and those whose Release or subject is unknown."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.checked.release:
            groups.setdefault((record.checked.release, record.filing.artefact), []).append(record)
    for release, artefact in [key for key in groups if len(groups[key]) == 1]:
        host = _host(groups[release, artefact][0], groups)
        if host is not None:
            groups[host].append(groups.pop((release, artefact))[0])
    doubts = []
    for record in records:
        if not record.checked.release:
            artefact = record.filing.artefact
            hosts = [key for key, members in groups.items() if key[1] == artefact and key[0] and _is_beside(record, members)]
            if len(hosts) > 1:
                doubts.append(
                    Unchecked(
                        RULE, "it names no SEC Release, so it may be of several dossiers; name it under [[dossier]]", record.checked.path
                    )
                )
            else:
                groups.setdefault(hosts[0] if hosts else ("", artefact), []).append(record)
    return groups, doubts


def _join_unnamed(records: Iterable[Record], groups: Mapping[tuple[str, str], list[Record]]) -> None:
    """Add documents that do not name what is consulted on to the only dossier in their folder that is about their Release."""
    for record in records:
        hosts = [key for key, members in groups.items() if key[0] and key[0] == record.checked.release and _is_beside(record, members)]
        if len(hosts) == 1 and not any(other.checked.kind == record.checked.kind for other in groups[hosts[0]]):
            groups[hosts[0]].append(record)


def _is_beside(record: Record, others: Iterable[Record]) -> bool:
    """Whether a document lies in the folder of one of the others."""
    return any(Path(other.checked.path).parent == Path(record.checked.path).parent for other in others)


def _host(stray: Record, groups: Mapping[tuple[str, str], Sequence[Record]]) -> tuple[str, str] | None:
    """The dossier of a document whose cover names another Release: one in the same folder that lacks a document in its role.

    There must be more evidence: below its cover the document names their Release most; or they cite its version in that role, or it cites
    theirs, where it does not name the Release of its cover most. A check reports the wrong name on the cover.
    """
    folder = Path(stray.checked.path).parent
    hosts = []
    for key, members in groups.items():
        if key[1] != stray.filing.artefact or len(members) < 2 or any(Path(one.checked.path).parent != folder for one in members):
            continue
        roles = claims_of([*members, stray])
        mine = next(role for role, claimants in roles.items() if any(record is stray for record, _ in claimants))
        cited = any(_is_cited(record, role, (stray,)) for role, claimants in roles.items() for record, _ in claimants)
        named = stray.filing.releases[:1]
        is_its_own = stray.filing.is_release_on_cover and named == (stray.checked.release,)
        is_told = named == (key[0],) or (not is_its_own and (cited or _is_cited(stray, mine, members)))
        if mine and len(roles[mine]) == 1 and is_told:
            hosts.append(key)
    return hosts[0] if len(hosts) == 1 else None


def _is_cited(record: Record, role: str, others: Iterable[Record]) -> bool:
    version = numbers_of(record.checked.version)
    wanted = {"draft-tad": "draft", "tad": "final"}.get(role)
    return bool(version) and any((wanted, version) in other.filing.cites for other in others)


def _may_belong(record: Record) -> bool:
    return record.checked.kind in ROLES or record.checked.kind == "tad"


def _configured(read: Sequence[Record], given: Sequence[Mapping[str, str]]) -> Iterator[Dossier]:
    paths = {os.path.realpath(record.checked.path): record.checked.path for record in read}
    taken: set[str] = set()
    for number, files in enumerate(given, 1):
        members = []
        for role, name in files.items():
            path = paths.get(os.path.realpath(name))
            if name and path is not None and path not in taken:
                taken.add(path)
                members.append(Member(path, role, "the configuration says so"))
        if len(members) > 1:
            yield Dossier(f"dossier {number}", tuple(members))


def _gathered(name: str, records: Sequence[Record]) -> tuple[list[Dossier], list[Unchecked]]:
    """One dossier with all the documents or, where that is impossible, one for each folder."""
    whole, doubts, passed_over = _dossier(name, records)
    folders: dict[str, list[Record]] = {}
    for record in records:
        folders.setdefault(str(Path(record.checked.path).parent), []).append(record)
    if not doubts or len(folders) == 1:
        return [whole] if whole is not None else [], [*doubts, *passed_over]
    dossiers: list[Dossier] = []
    doubts = []
    for folder, members in folders.items():
        found, untold, passed_over = _dossier(f"{name} ({folder})", members)
        dossiers += [found] if found is not None else []
        doubts += [*untold, *passed_over]
    return dossiers, doubts


def _dossier(name: str, records: Sequence[Record]) -> tuple[Dossier | None, list[Unchecked], list[Unchecked]]:
    """The dossier, the documents left out because of a doubt, and those left out for a better one; None when too few are left."""
    roles = told_by_date(claims_of(records), records)
    members: list[Member] = []
    doubts: list[Unchecked] = []
    passed_over: list[Unchecked] = []
    for role, claimants in roles.items():
        copies = list(copies_in([record for record, _ in claimants]))
        chosen = copies[0] if len(copies) == 1 else cited_in(role, copies, records)
        if not role or chosen is None:
            doubts += [_doubt(role, record, copies) for record, _ in claimants]
            continue
        passed_over += [_left_out(role, record, chosen) for record, _ in claimants if record not in chosen]
        reasons = {record.checked.path: reason for record, reason in claimants}
        members += [Member(record.checked.path, role, reasons[record.checked.path]) for record in chosen]
    if len(members) < 2:
        return None, doubts if len(records) > 1 else [], []
    order = {record.checked.path: index for index, record in enumerate(records)}
    return Dossier(name, tuple(sorted(members, key=lambda member: order[member.path]))), doubts, passed_over


def _doubt(role: str, record: Record, copies: Sequence[list[Record]]) -> Unchecked:
    """Why a document has no role. Of each rival, which may be there in several formats, one path is named."""
    if not role:
        reason = "it does not say whether it is a draft or final; name its role under [[dossier]]"
    else:
        rivals = ", ".join(group[0].checked.path for group in copies if record not in group)
        reason = f"it may be the {_CALLED[role]} of the dossier, but so may {rivals}; name the right one under [[dossier]]"
    return Unchecked(RULE, reason, record.checked.path)


def _left_out(role: str, record: Record, chosen: Sequence[Record]) -> Unchecked:
    """That a document was passed over for another one whose version the others cite."""
    right = chosen[0].checked
    return Unchecked(
        RULE,
        f"it is compared with nothing: the other documents cite version {right.version} as the {_CALLED[role]}, which is {right.path}",
        record.checked.path,
    )
