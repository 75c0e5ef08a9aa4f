"""Writes docs/precision.md from what was measured."""

from collections.abc import Iterator, Mapping

from mutations.corpus import Corpus
from mutations.dossier import DOSSIERS, FAULTS
from mutations.measure import ROOT, Tally, pages, rulebook
from mutations.samples import Sampled
from seclint.model import Rule

PAGE = ROOT / "docs" / "precision.md"
_FORMS = ("Markdown", "Word", "files")
_HEAD = """# How precise the rules are

Measured by `python benchmarks/precision.py`, which writes this page. A gate that cries wolf is switched off, and one that sleeps is of
no use: so both are measured, false alarms and misses.

## Planted faults

A program plants one fault at a time into clean documents ({documents}) - a weekday changed, a version raised in one place, a response
taken out, a number skipped, a quotation left open, a note left in the PDF - in several forms and at every place where it can stand,
drawn by seed {seed}. Each mutant is read as Markdown and as the Word file that is set from it; what only files can have is planted into
Word files and PDFs. *Found* counts the mutants in which the rule (or one that says the same) finds the fault where it is; *elsewhere*
counts new findings that have nothing to do with the fault.

{totals}

The columns of the samples count planted faults that are found and missed, and errors or warnings that nobody planted, in three formats.
The columns of the corpus count errors, warnings and notes in {corpus} real formal documents of {pages} pages.

| rule | Markdown | Word | files | elsewhere | samples: found, missed, false | corpus: errors, warnings, notes |
| --- | --- | --- | --- | --- | --- | --- |
"""
_ACROSS = """
## Faults between documents

{planted} faults are planted into {dossiers} clean dossiers of different house styles, one at a time: a version, an event's date, a
question's wording, a claimed change that was not made, a change that nobody claimed. {found} of them are found ({share:.1%}), and nothing
besides but what follows from the fault; nothing is found in the clean dossiers. `tests/test_dossier_mutations.py` holds that.

**These dossiers were used for tuning**: what was missed or wrongly found in them led to changes of the rules. On dossiers that had never
been seen before, the first run found between 50% and 83% of the planted faults, and raised some false alarms. Expect the same of yours.

| rule | planted faults | found |
| --- | --- | --- |
"""
_CORPUS = """
## Real documents

{documents} formal documents of other fields ({kinds}): codes of practice, impact assessments, explanatory notes, specifications and
guides; {pages} pages. Their kind is left to recognition. Findings per ten pages: {errors:.2f} errors, {warnings:.2f} warnings. Each of
them was read, and would be defended before its author:

| rule | severity | findings | what they are |
| --- | --- | --- | --- |
"""


def write(tallies: Mapping[str, Mapping[str, Tally]], sampled: Sampled, corpus: Corpus, seed: int) -> None:
    """Write the page."""
    found, planted, elsewhere = _totals(tallies)
    totals = f"All together: {found} of {planted} found ({found / planted:.1%}), {elsewhere} new findings elsewhere."
    text = _HEAD.format(documents=len(pages()), seed=seed, totals=totals, corpus=corpus.documents, pages=corpus.pages)
    text += "".join(_rows(tallies, sampled, corpus))
    text += across()
    text += _CORPUS.format(
        documents=corpus.documents,
        kinds=", ".join(f"{number} taken for `{kind}`" for kind, number in corpus.kinds.items()),
        pages=corpus.pages,
        errors=corpus.per_ten_pages("error"),
        warnings=corpus.per_ten_pages("warning"),
    )
    PAGE.write_text(text + "".join(_defended(corpus)), "utf-8")


def _totals(tallies: Mapping[str, Mapping[str, Tally]]) -> tuple[int, int, int]:
    every = [tally for form in tallies.values() for tally in form.values()]
    return sum(tally.found for tally in every), sum(tally.mutants for tally in every), sum(len(tally.elsewhere) for tally in every)


def _rows(tallies: Mapping[str, Mapping[str, Tally]], sampled: Sampled, corpus: Corpus) -> Iterator[str]:
    for rule in sorted(rulebook().rules, key=lambda one: one.id):
        forms = [tallies[form].get(rule.id) for form in _FORMS]
        samples = [count[rule.id] for count in (sampled.found, sampled.missed, sampled.false)]
        findings = [corpus.findings.get(severity, {}).get(rule.id, 0) for severity in ("error", "warning", "note")]
        if not any(forms) and not any(samples) and not any(findings):
            continue
        shares = [f"{tally.found} of {tally.mutants}" if tally else "" for tally in forms]
        elsewhere = sum(len(tally.elsewhere) for tally in forms if tally)
        cells = (_linked(rule), *shares, str(elsewhere), _list(samples), _list(findings))
        yield f"| {' | '.join(cells)} |\n"


def _linked(rule: Rule) -> str:
    return f"[{rule.id} {rule.name}](rules/{rule.name}.md)"


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) if any(numbers) else ""


def across() -> str:
    """The section on faults between documents."""
    found = sum(not fault.missed for fault in FAULTS)
    text = _ACROSS.format(planted=len(FAULTS), dossiers=len(DOSSIERS), found=found, share=found / len(FAULTS))
    names = {rule.id: rule for rule in rulebook().rules}
    for rule in sorted({rule for fault in FAULTS for rule in fault.rules}):
        planted = [fault for fault in FAULTS if rule in fault.rules]
        text += f"| {_linked(names[rule])} | {len(planted)} | {sum(not fault.missed for fault in planted)} |\n"
    return text


def _defended(corpus: Corpus) -> Iterator[str]:
    names = {rule.id: rule for rule in rulebook().rules}
    for severity in ("error", "warning"):
        for rule, number in corpus.findings.get(severity, {}).items():
            yield f"| {_linked(names[rule])} | {severity} | {number} | {corpus.defence.get(rule, 'not read yet')} |\n"
