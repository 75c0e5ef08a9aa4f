"""Faults planted into clean documents: each module holds generators that find every place where a kind of fault can be made."""

from mutations import answers, dates, references, structure, tables, titles, versions, words

MODULES = (dates, versions, structure, references, answers, words, titles, tables)
