"""The clauses of the Smart Energy Code by version: registers/clauses.toml, which users build out of the Code's own documents."""

from datetime import date

from msgspec import Struct, field

from seclint.patterns import compiled

# What authors call a clause of an Appendix.
_PARTS = compiled(r" (?:section|paragraph) |(?<=^Appendix [A-Z]{2}) (?=\d)")


class Edition(Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the Code: the day on which it took effect, the files that were read, and the clauses with their captions.

    A clause without a caption of its own has "". Clauses of Appendices and Schedules go by "Appendix AB clause 3.2".
    """

    sec_version: str
    starts: date = field(name="from")
    source: str
    clauses: dict[str, str]

    def covers(self, clause: str) -> bool:
        """Whether the edition holds the Section, Appendix or Schedule that the clause is of, so that its absence means something."""
        return any(_whole(known) == _whole(clause) for known in self.clauses)

    def has(self, clause: str) -> bool:
        """Whether the edition has the clause, or clauses under it; limbs are not listed, and each whole has a part that is."""
        bare = _PARTS.sub(" clause ", clause).partition("(")[0].rstrip()
        under = (f"{bare}.", f"{bare} ")
        return bare in self.clauses or not bare[-1:].isdigit() or any(known.startswith(under) for known in self.clauses)


class ClauseRegister(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/clauses.toml; ``edition`` is empty until a user adds one."""

    edition: tuple[Edition, ...] = ()

    def at(self, day: date) -> Edition | None:
        """The edition in force on a day: the latest that had taken effect."""
        begun = [edition for edition in self.edition if edition.starts <= day]
        return max(begun, key=lambda edition: edition.starts, default=None)

    def version(self, sec_version: str) -> Edition | None:
        """The edition of that version of the Code."""
        return next((edition for edition in self.edition if edition.sec_version == sec_version), None)


def _whole(clause: str) -> str:
    """What a clause is part of: "D" for "D10.18", "Appendix AB" for "Appendix AB clause 3.2"."""
    if clause.startswith(("Appendix ", "Schedule ")):
        return " ".join(clause.split()[:2])
    return clause.rstrip("0123456789.()abcdefghijklmnopqrstuvwxyz")[:1]
