"""Faults planted into clean documents: each module holds generators that find every place where a kind of fault can be made."""

from mutations import dates, references, structure, versions

MODULES = (dates, references, structure, versions)
