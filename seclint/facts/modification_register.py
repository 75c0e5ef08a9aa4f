"""The titles of modifications by number: registers/modifications.toml, each under the page that gave it."""

import re
from functools import cached_property

from msgspec import Struct


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """A page that was read: its address, the day or month that it bears ("2020-11-27"), and the titles by number that it gives."""

    address: str
    dated: str
    titles: dict[str, str]


class Entry(Struct, frozen=True):
    """A modification as one page names it."""

    id: str
    title: str
    page: Page


class ModificationRegister(Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """registers/modifications.toml, as it was on the day ``as_of``. One modification may have several titles: they change on the way."""

    as_of: str
    page: tuple[Page, ...] = ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every title of every modification, the latest page first."""
        pages = sorted(self.page, key=lambda page: page.dated, reverse=True)
        return tuple(Entry(number, title, page) for page in pages for number, title in page.titles.items())

    @cached_property
    def _by_number(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(number_of(entry.id), []).append(entry)
        return found

    def named(self, identifier: str) -> list[Entry]:
        """The titles that a modification has, whether it is called "MP077", "DP077" or "SECMP0077"."""
        return self._by_number.get(number_of(identifier), [])


def number_of(identifier: str) -> str:
    """The number of a modification without the letters before it and leading noughts; a letter behind it names one of its parts."""
    return re.sub(r"\D*0*(\d+)", r"\1", identifier)
