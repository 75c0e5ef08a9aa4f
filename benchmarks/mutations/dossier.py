"""Faults between documents, planted into clean dossiers of several house styles: tests/dossiers/faults.toml."""

import tomllib
from pathlib import Path

from msgspec import Struct, convert

FOLDER = Path(__file__).parents[2] / "tests" / "dossiers"


class Fault(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in a document of a dossier, what is planted instead, and the rules of which one must find it.

    ``besides`` are rules that rightly find something more; a fault is ``missed`` when no rule finds it yet.
    """

    dossier: str
    document: str
    before: str
    after: str
    rules: frozenset[str]
    besides: frozenset[str] = frozenset()
    missed: bool = False


FAULTS = tuple(convert(tomllib.loads((FOLDER / "faults.toml").read_text("utf-8"))["fault"], list[Fault]))
DOSSIERS = tuple(dict.fromkeys(fault.dossier for fault in FAULTS))
