"""Measures how precise the rules are, and writes docs/precision.md.

python benchmarks/precision.py [--seed 7] [--most 40] [--corpus FOLDER]
python benchmarks/precision.py --only DAT001,DAT002 --show 10     lists what is missed and found elsewhere, and writes nothing

--corpus measures real formal documents, too, and records the counts in benchmarks/corpus.toml; they are left as they are without it.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from mutations.corpus import Corpus, counted, recorded
from mutations.measure import Planted, Tally, before, files, measured, measured_files, mutants, pages
from mutations.report import write
from mutations.samples import checked

Mutants = TypeVar("Mutants", bound=Planted)


def drawn(planted: Iterable[Mutants], most: int, seed: int) -> list[Mutants]:
    """At most so many mutants of each rule, drawn by the seed."""
    by_rule: dict[str, list[Mutants]] = defaultdict(list)
    for mutant in planted:
        by_rule[mutant.rule].append(mutant)
    draw = random.Random(seed)
    return [mutant for found in by_rule.values() for mutant in (draw.sample(found, most) if len(found) > most else found)]


def show(form: str, tallies: Mapping[str, Tally], most: int) -> None:
    """Print a line for each rule, and the first of its misses and false companions."""
    for rule, tally in sorted(tallies.items()):
        print(f"{rule} {form}: {tally.found} of {tally.mutants} ({tally.share:.1%}), elsewhere {len(tally.elsewhere)}")
        for mutant in tally.missed[:most]:
            print("    missed", mutant.mutator, mutant.document, mutant.told)
        for mutant, finding in tally.elsewhere[:most]:
            where = f"{finding.rule} in line {finding.place.line}: {finding.message[:140]} | {finding.quote[:60]}"
            print("    elsewhere", mutant.mutator, mutant.document, mutant.told, "=>", where)


def measurements(only: Sequence[str], most: int, seed: int) -> dict[str, dict[str, Tally]]:
    """The tallies by form: Markdown, Word, and files with what only files can have."""
    chosen = drawn(mutants(only, seed), most, seed)
    return {
        "Markdown": measured(chosen),
        "Word": measured(chosen, ".docx"),
        "files": measured_files(drawn(files(only, seed), most, seed)),
    }


def main() -> None:
    """Measure, report, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="rules, separated by commas; nothing is written")
    parser.add_argument("--show", type=int, default=3, help="how many misses of each rule to list")
    parser.add_argument("--seed", type=int, default=7, help="draws the mutants and varies their words")
    parser.add_argument("--most", type=int, default=40, help="mutants of each rule at most")
    parser.add_argument("--corpus", default="", help="a folder of real formal documents")
    arguments = parser.parse_args()
    only = [rule for rule in arguments.only.split(",") if rule]
    for page in pages():
        for rule, quote in sorted(before(page.name, ".md")):
            print(f"not clean: {page.name}: {rule} {quote}")
    tallies = measurements(only, arguments.most, arguments.seed)
    for form, found in tallies.items():
        show(form, found, arguments.show)
    if not only:
        corpus: Corpus = counted(arguments.corpus) if arguments.corpus else recorded()
        write(tallies, checked(), corpus, arguments.seed)


if __name__ == "__main__":
    main()
