"""cover-identity, personal-properties: who answers for a document and how it is told from others; whom its properties name."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.file import beginning
from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import any_of
from seclint.model import Rule
from seclint.patterns import compiled

_WORD = compiled(r"[^\W\d_]{2,}")


class Identity(Struct, frozen=True, forbid_unknown_fields=True):
    """``values``: regular expressions of what, as the whole value of the field ``author``, names nobody.

    ``identified_by``: the fields of which the cover must have one.
    """

    values: tuple[str, ...]
    identified_by: tuple[str, ...]


class Persons(Struct, frozen=True, forbid_unknown_fields=True):
    """``properties``: names of Document.properties, each with what to call it. ``names``: regular expressions of names of persons.

    ``unless``: regular expressions of words in a value that make it the name of a body or of a program.
    """

    properties: dict[str, str]
    names: tuple[str, ...]
    unless: tuple[str, ...]


def cover_identity(facts: Facts, rule: Rule) -> Iterator[Found]:
    """An author that is only a mailbox, and a cover with none of the fields that tell a document from others."""
    options: Identity = rule.options
    author = facts.front.fields.get("author")
    if author is not None and author.label is not None and any_of(options.values).fullmatch(author.value.strip()):
        yield found(facts, rule, author.span, value=author.value)
    if not any(_is_given(facts, field) for field in options.identified_by):
        fields = ", ".join(facts.profile.field[field].name.lower() for field in options.identified_by)
        yield found(facts, rule, beginning(facts), variant="unidentified", fields=fields)


def _is_given(facts: Facts, field: str) -> bool:
    """Whether the cover has the field; a version without a label may be that of another document."""
    return facts.front.own_version(facts.kind) is not None if field == "version" else facts.front.has(field)


def personal_properties(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Properties of the file that name a person whom the cover does not name."""
    options: Persons = rule.options
    names, bodies = any_of(options.names), any_of(options.unless)
    told: set[str] = set()
    for name, what in options.properties.items():
        value = facts.document.properties.get(name, "").strip()
        if value in told or not names.fullmatch(value) or bodies.search(value) or _is_on_cover(facts, value):
            continue
        told.add(value)
        yield found(facts, rule, beginning(facts), value=value, what=what)


def _is_on_cover(facts: Facts, name: str) -> bool:
    end = facts.front.cover_end
    cover = facts.document.text[: facts.document.blocks[end - 1].span.end].casefold() if end else ""
    return all(word.casefold() in cover for word in _WORD.findall(name))
