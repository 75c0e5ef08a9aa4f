"""Writes the pages of docs/rules/ anew from the rules: `python docs/make.py`."""

from pathlib import Path

from seclint.library import Library
from seclint.reports import rulepages
from seclint.rulebook import Rulebook

FOLDER = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """File name to text, for every page of docs/rules/."""
    rules = Rulebook(Library()).rules
    index = "# Rules\n\nGenerated from rules/ by docs/make.py; edit the rules, not these pages.\n\n" + rulepages.markdown_table(rules)
    return {"README.md": index, **{f"{rule.name}.md": rulepages.markdown(rule) for rule in rules}}


def main() -> None:
    """Write what is new and remove the pages of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
