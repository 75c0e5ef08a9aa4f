"""Phrases as people list them in profiles and rules, turned into patterns that find them as authors write them."""

import re
from collections.abc import Mapping
from functools import lru_cache

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-"})
_DASHES = r"[-–—‐]"


def plain(text: str) -> str:
    """The text for comparing: lower case, straight quotation marks and hyphens, single spaces, no colon or full stop at the end."""
    return " ".join(text.translate(_STRAIGHT).casefold().split()).rstrip(" .:")


def same_length(text: str) -> str:
    """The text with straight quotation marks and hyphens, every character where it was."""
    return text.translate(_STRAIGHT)


@lru_cache(maxsize=512)
def phrases(listed: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases, longest first, as whole words and whatever their case, apostrophes and dashes."""
    if not listed:
        return re.compile(r"(?!)")
    ordered = sorted(listed, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_loose, ordered))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=512)
def templates(listed: tuple[str, ...], slots: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], ...]:
    """A pattern for each regular expression of a profile, its ``{slots}`` filled in. Case does not count."""
    return tuple(re.compile(_filled(template, dict(slots)), re.IGNORECASE) for template in listed)


def _filled(template: str, slots: Mapping[str, str]) -> str:
    for name, pattern in slots.items():
        template = template.replace("{" + name + "}", pattern)
    return template


def _loose(phrase: str) -> str:
    escaped = re.escape(phrase.translate(_STRAIGHT))
    return escaped.replace("'", "['’‘]").replace(r"\-", _DASHES).replace(r"\ ", r"\s+")
