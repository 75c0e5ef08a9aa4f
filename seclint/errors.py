"""The few errors seclint raises: each says what is wrong and how to put it right."""

from collections.abc import Sequence


class SeclintError(Exception):
    """Something the user can act on; printed as ``error: message`` and ``help: hint``, never as a traceback."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnreadableDocument(SeclintError):
    """A document that cannot be read; the run goes on with the others and ends with exit code 2."""


class ConfigError(SeclintError):
    """A wrong option or configuration value; nothing is checked."""


class UnknownName(ConfigError):
    """A word that should name a rule or a kind of document and does not; ``word`` is it."""

    def __init__(self, what: str, word: str, hint: str) -> None:
        super().__init__(f"there is no {what} {word!r}", hint)
        self.word = word


class RuleError(SeclintError):
    """A rule pack, profile, register or grammar that cannot be used; the message names the file and the key.

    ``key`` is that key alone and ``at`` the way to it in the file ("$.rule[3].severity"), as far as they are known.
    """

    def __init__(self, message: str, hint: str = "", *, key: str = "", at: str = "") -> None:
        super().__init__(message, hint)
        self.key = key
        self.at = at


class FaultyRule(RuleError):
    """A rule that cannot be tried on a document; the others can."""


class FailedElsewhere(Exception):
    """An error that ended the work of another process; it says what ``in_one_line`` said there."""


_TOLD: tuple[type[SeclintError], ...] = (SeclintError, UnreadableDocument, ConfigError, RuleError, FaultyRule)


def told(error: Exception) -> tuple[str, str, str]:
    """An error as data that another process can raise it from: the name of its class, what it says, and the hint."""
    if isinstance(error, SeclintError):
        return next(kind for kind in type(error).__mro__ if kind in _TOLD).__name__, error.message, error.hint
    return "", in_one_line(error), ""


def retold(name: str, message: str, hint: str) -> Exception:
    """The error that ``told`` was given in another process."""
    kind = next((kind for kind in _TOLD if kind.__name__ == name), None)
    return kind(message, hint) if kind else FailedElsewhere(message)


def meant(word: str, known: Sequence[str], otherwise: str = "") -> str:
    """The hint for a word that is none of the known ones: which of them may have been meant, or else ``otherwise``."""
    from difflib import get_close_matches  # only where something has gone wrong: the command line must start at once

    close = get_close_matches(word, known, 1, 0.5)
    return f"did you mean {close[0]}?" if close else otherwise


def in_one_line(error: BaseException) -> str:
    """What an exception says and where it was raised: "KeyError: 'x' (pages.py, line 12)"."""
    if isinstance(error, FailedElsewhere):
        return str(error)
    import traceback
    from pathlib import PurePath

    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({PurePath(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"
