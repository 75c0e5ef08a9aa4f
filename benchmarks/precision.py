"""Measures the rules on planted faults, and lists what is missed and what is found elsewhere.

python benchmarks/precision.py [--only DAT001,DAT002] [--show 10]
"""

import argparse
from collections.abc import Mapping

from mutations.measure import Tally, before, measured, mutants, pages


def show(tallies: Mapping[str, Tally], most: int) -> None:
    """Print a line for each rule, and the first of its misses and false companions."""
    for rule, tally in sorted(tallies.items()):
        print(f"{rule} {tally.found:5} of {tally.mutants:5} ({tally.share:.1%}), elsewhere {len(tally.elsewhere)}")
        for mutant in tally.missed[:most]:
            print("    missed", mutant.mutator, mutant.document, sorted(mutant.lines), mutant.told)
        for mutant, finding in tally.elsewhere[:most]:
            where = f"{finding.rule} in line {finding.place.line}: {finding.message[:140]} | {finding.quote[:60]}"
            print("    elsewhere", mutant.mutator, mutant.document, sorted(mutant.lines), mutant.told, "=>", where)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="rules, separated by commas")
    parser.add_argument("--show", type=int, default=6, help="how many misses of each rule to list")
    arguments = parser.parse_args()
    for page in pages():
        for rule, quote in sorted(before(page.name)):
            print(f"not clean: {page.name}: {rule} {quote}")
    show(measured(mutants([rule for rule in arguments.only.split(",") if rule])), arguments.show)


if __name__ == "__main__":
    main()
