"""Dot leaders, with which the entries of a contents list end."""

from seclint.patterns import compiled

# Word processors make "….." of five dots.
_LEADERS = compiled(r"(?:\.\s?|…\s?|_){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$|…\s?[.…][.…\s]*(?:\d{1,4}|[ivxlc]{1,6})\s*$")


def is_entry(text: str) -> bool:
    """Whether the text ends in dot leaders, and perhaps a page number; most texts hold no dots side by side, which is quick to tell."""
    return (".." in text or ". ." in text or "…" in text or "__" in text) and _LEADERS.search(text) is not None
