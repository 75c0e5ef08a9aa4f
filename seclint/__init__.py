"""seclint: a compliance linter for Smart Energy Code artefacts.

The public Python API: ``read`` a document, ``check`` documents, and the records they give.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Document", "Finding", "Report", "__version__", "check", "read"]

if TYPE_CHECKING:
    from seclint.api import check, read
    from seclint.model import Document, Finding, Report

_HOMES = {"check": "seclint.api", "read": "seclint.api", "Document": "seclint.model", "Finding": "seclint.model", "Report": "seclint.model"}


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: `seclint --help` needs none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'seclint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
