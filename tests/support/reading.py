"""Facts and findings of a document that a test writes down in Markdown."""

from textwrap import dedent

from seclint.checks import KINDS
from seclint.facts import Facts
from seclint.library import Library
from seclint.model import Document, Finding, Unchecked
from seclint.readers import markdown
from seclint.rulebook import Rulebook

LIBRARY = Library()
RULES = Rulebook(LIBRARY)


def document(text: str) -> Document:
    """The document that the Markdown writes down."""
    return markdown.read(dedent(text).encode(), "test.md")


def facts(text: str, kind: str | None = None) -> Facts:
    """The facts of the document, its kind recognised or given."""
    return Facts(document(text), LIBRARY, kind=kind)


def results(rule: str, known: Facts) -> list[Finding | Unchecked]:
    """Everything that one rule says of a document."""
    chosen = RULES.find(rule)
    return list(KINDS[chosen.check].run(known, chosen))


def findings(rule: str, text: str, kind: str | None = "conclusions") -> list[Finding]:
    """The findings of one rule."""
    return [result for result in results(rule, facts(text, kind)) if isinstance(result, Finding)]


def messages(rule: str, text: str, kind: str | None = "conclusions") -> list[str]:
    """What the findings of one rule say."""
    return [finding.message for finding in findings(rule, text, kind)]


def quotes(rule: str, text: str, kind: str | None = "conclusions") -> list[str]:
    """The words that the findings of one rule stand on."""
    return [finding.quote for finding in findings(rule, text, kind)]
