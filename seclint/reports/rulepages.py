"""Rules as pages and as a table: what `seclint explain`, `seclint rules` and docs/rules/ show."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from seclint.model import Example, Rule
from seclint.reports.json import dumps
from seclint.reports.layout import wrapped

_ROOM, _INDENT = 30, 8  # columns that a title needs beside its head, and before it on a line of its own


def page(rule: Rule, format: str) -> str:
    """All about one rule, as "text", "json" or "markdown"."""
    return {"text": _text, "json": lambda one: dumps(_data(one)), "markdown": markdown}[format](rule)


def index(rules: Sequence[Rule], format: str, width: int = 0) -> str:
    """All rules as a table, as "text", "json" or "markdown"; text in lines of at most ``width`` columns, 0 for one line each."""
    writers: dict[str, Callable[[Sequence[Rule]], str]] = {
        "text": lambda all_rules: _text_table(all_rules, width),
        "json": lambda all_rules: dumps([_data(rule) for rule in all_rules]),
        "markdown": markdown_table,
    }
    return writers[format](rules)


def markdown(rule: Rule) -> str:
    """The page of a rule in docs/rules/."""
    kinds = "every kind of document" if rule.applies == ("*",) else ", ".join(rule.applies)
    standing = "on by default" if rule.default else "off by default; switch it on with `--select`"
    stages = "" if len(rule.stages) > 1 else f" | at stage {rule.stages[0]} only"
    parts = [
        f"# {rule.id} {rule.name}",
        f"**{rule.title}**",
        f"{rule.severity} | {standing}{stages} | applies to {kinds}",
        "## What it does",
        f"It reports: “{rule.message}”" + "".join(f"\n\nor: “{message}”" for message in rule.messages.values()),
        "## Why it matters",
        rule.why,
        "## How to put it right",
        rule.fix,
        "## Source",
        rule.source,
        "## Examples",
        *(_markdown_example(example) for example in rule.example),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def markdown_table(rules: Sequence[Rule]) -> str:
    """The table of all rules in docs/rules/README.md."""
    lines = ["| Rule | Name | Severity | What it finds |", "| --- | --- | --- | --- |"]
    lines += [f"| [{rule.id}]({rule.name}.md) | {rule.name} | {_standing(rule)} | {rule.title} |" for rule in rules]
    return "\n".join(lines) + "\n"


def _markdown_example(example: Example) -> str:
    finds = "finds " + ", ".join(f"“{quote}”" for quote in example.finds) if example.finds else "finds nothing"
    texts = {"": example.text} if example.text else example.texts
    fences = [
        f"{role}:\n\n```markdown\n{text.strip()}\n```" if role else f"```markdown\n{text.strip()}\n```" for role, text in texts.items()
    ]
    return "\n\n".join((f"This {finds}{f' ({example.note})' if example.note else ''}:", *fences))


def _text(rule: Rule) -> str:
    lines = [f"{rule.id} {rule.name} ({_standing(rule)})", "", rule.title, ""]
    for heading, body in (("Why it matters", rule.why), ("How to put it right", rule.fix), ("Source", rule.source)):
        lines += [heading, textwrap.indent(textwrap.fill(" ".join(body.split()), 96), "  "), ""]
    for example in rule.example:
        finds = "finds: " + "; ".join(example.finds) if example.finds else "finds nothing"
        for role, text in ({"": example.text} if example.text else example.texts).items():
            lines += [f"Example{f' ({role})' if role else ''}, {finds}", textwrap.indent(text.strip(), "  | ", lambda _: True), ""]
    return "\n".join(lines)


def _text_table(rules: Sequence[Rule], width: int) -> str:
    wide = max((len(rule.name) for rule in rules), default=0)
    lines = [line for rule in rules for line in _row(f"{rule.id}  {rule.name:<{wide}}  {_standing(rule):<13}  ", rule.title, width)]
    return "\n".join([*lines, "", f"{len(rules)} rules; `seclint explain RULE` says more about one"]) + "\n"


def _row(head: str, title: str, width: int) -> Iterator[str]:
    """The lines of a rule: the title behind the head, or below it where the terminal has no room for that."""
    if not width:
        yield head + title
    elif width - len(head) >= _ROOM:
        yield from wrapped(head, title, width, len(head))
    else:
        yield head.rstrip()
        yield from wrapped(" " * _INDENT, title, width, _INDENT)


def _standing(rule: Rule) -> str:
    return rule.severity if rule.default else f"{rule.severity}, off"


def _data(rule: Rule) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(rule)
    return data
