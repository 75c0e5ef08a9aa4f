"""seclint: a compliance linter for Smart Energy Code artefacts.

The public Python API: ``read`` a document, ``check`` documents, the records they give, and the errors they raise, which all are a
SeclintError with a message and a hint.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "ConfigError",
    "Document",
    "Finding",
    "Report",
    "RuleError",
    "SeclintError",
    "UnreadableDocument",
    "__version__",
    "check",
    "read",
]

if TYPE_CHECKING:
    from seclint.api import check, read
    from seclint.errors import ConfigError, RuleError, SeclintError, UnreadableDocument
    from seclint.model import Document, Finding, Report

_NAMES = {
    "seclint.api": ("check", "read"),
    "seclint.errors": ("ConfigError", "RuleError", "SeclintError", "UnreadableDocument"),
    "seclint.model": ("Document", "Finding", "Report"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: `seclint --help` needs none of it."""
    from importlib import import_module

    for module, names in _NAMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'seclint' has no attribute {name!r}")
