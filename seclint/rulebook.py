"""rules/*.toml to Rule records, strictly validated; and the choice of rules for a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter
from typing import TYPE_CHECKING, get_args

import msgspec

from seclint.checks import KINDS
from seclint.checks.phrases import Phrases
from seclint.errors import ConfigError, RuleError, UnknownName, meant
from seclint.library import Library, convert, read_toml
from seclint.model import Rule, Severity, Stage

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from seclint.checks.across import AcrossKind


class _Pack(msgspec.Struct, forbid_unknown_fields=True):
    """A rule file: rules and nothing else."""

    rule: tuple[Rule, ...] = ()


class Rulebook:
    """All rules of a library, by id in the order of their ids.

    Unless ``comparing``, built-in rules that compare documents are listed but not validated, so that their checks need not be imported.
    """

    def __init__(self, library: Library, *, comparing: bool = True) -> None:
        self.library = library
        self.rules: tuple[Rule, ...] = tuple(sorted(_load(library, comparing=comparing), key=lambda rule: rule.id))

    def find(self, word: str) -> Rule:
        """The rule of that id or name; UnknownName with a suggestion when there is none."""
        rule = named(word, self.rules)
        if rule is None:
            raise UnknownName("rule", word, self._suggestion(word))
        return rule

    def choose(
        self, select: Iterable[str], ignore: Iterable[str], stage: Stage, severity: Iterable[tuple[str, Severity]] = ()
    ) -> tuple[Rule, ...]:
        """The rules in force: those on by default (or the selected ones, on or not), less the ignored ones, of this stage.

        Each word is an id, a name or the beginning of ids ("DAT"); of the severities given to a rule the last counts.
        UnknownName when a word means no rule or stage, ConfigError when no rule is left.
        """
        if stage not in get_args(Stage):
            raise UnknownName("stage", stage, f"the stages are: {', '.join(get_args(Stage))}")
        selected, ignored = self._meant(select), self._meant(ignore)
        other = {rule: level for word, level in severity for rule in self._meant((word,))}
        chosen = tuple(
            msgspec.structs.replace(rule, severity=other[rule.id]) if rule.id in other else rule
            for rule in self.rules
            if (rule.id in selected if selected else rule.default) and rule.id not in ignored and stage in rule.stages
        )
        if not chosen:
            says = f"there is no rule left to check with: all are ignored, or not for stage {stage}"
            raise ConfigError(says, "look at select, ignore and stage, on the command line and in the configuration file")
        return chosen

    def _meant(self, words: Iterable[str]) -> set[str]:
        meant: set[str] = set()
        for word in words:
            family = {rule.id for rule in self.rules if rule.id.startswith(word.upper())} if word else set()
            meant |= family or {self.find(word).id}
        return meant

    def _suggestion(self, word: str) -> str:
        names = [rule.name for rule in self.rules] + [rule.id for rule in self.rules]
        return meant(word.lower(), names) or meant(word.upper(), names, "`seclint rules` lists them all")


def named(word: str, rules: Iterable[Rule]) -> Rule | None:
    """The rule of that id or name, in capital or small letters, if it is among these."""
    return next((rule for rule in rules if word.upper() == rule.id or word.lower() == rule.name), None)


def validate_profiles(library: Library) -> None:
    """Raise RuleError for a fault in a profile: in its form, or that there is no rule that it lets nobody waive."""
    from seclint.facts.profile import load_profile  # most runs have no profiles but those that are built in

    kinds = library.names("profiles")
    for kind in kinds:
        load_profile(library, kind)
    files = (file for kind in kinds for file in library.files("profiles", kind))
    protected = [(file, word) for file in files for word in read_toml(file).get("unwaivable", ())]
    if not protected:
        return
    rulebook = Rulebook(library)
    for file, word in protected:
        try:
            rulebook.find(word)
        except UnknownName as error:
            raise RuleError(f"{file}: unwaivable: {error.message}", error.hint) from None


def _load(library: Library, *, comparing: bool) -> Iterator[Rule]:
    seen: dict[str, Traversable] = {}
    kinds = library.names("profiles")
    for name in library.names():
        for file in library.files("", name):
            built_in = file == library.folders[0] / f"{name}.toml"
            current = ""
            try:
                for rule in convert(read_toml(file), _Pack, file).rule:
                    current = rule.id
                    for key, word in (("id", rule.id), ("name", rule.name)):
                        if word in seen:
                            says = f"{file}: {word} is already a rule of {seen[word]}"
                            raise RuleError(says, "give the rule an id and a name of its own", key=key)
                        seen[word] = file
                    if comparing or not built_in or rule.check in KINDS:
                        rule = _validated(rule, file)
                    if not built_in:  # the examples hold the built-in ones, and compiling them all takes time
                        _validate_further(rule, file, kinds)
                    yield rule
            except RuleError as error:
                raise RuleError(_with_line(file, current, error), error.hint) from None


def _with_line(file: Traversable, rule: str, error: RuleError) -> str:
    """The message of an error with the line of the pack: the line of the key that it names, or else of the rule."""
    says = error.message
    if not says.startswith(f"{file}: "):
        return says
    lines = file.read_text("utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.strip() == "[[rule]]"]
    found = re.match(r"\$\.rule\[(\d+)\]", error.at)
    told = int(found[1]) if found else next((index for index, start in enumerate(starts) if _names(lines, start, rule)), None)
    if told is None or told >= len(starts):
        first, last, otherwise = 0, len(lines), -1
    else:
        first, last, otherwise = starts[told], (starts[told + 1] if told + 1 < len(starts) else len(lines)), starts[told]
    written = re.compile(rf"\s*(?:\[+[\w.]*\b)?[\"']?{re.escape(error.key)}[\"']?\s*[=\]]")
    there = [number for number in range(first, last) if error.key and written.match(lines[number])]
    which = int(([0, *re.findall(r"\[(\d+)\]", error.at.removeprefix(found[0] if found else ""))])[-1])  # of several of that name
    line = (there[which] if which < len(there) else there[0]) if there else otherwise
    return says.replace(f"{file}: ", f"{file}, line {line + 1}: ", 1) if line >= 0 else says


def _names(lines: Sequence[str], start: int, rule: str) -> bool:
    """Whether the rule that begins there bears the id."""
    return any(re.match(rf"\s*id\s*=\s*[\"']{re.escape(rule)}[\"']", line) for line in lines[start : start + 4])


def _validated(rule: Rule, file: Traversable) -> Rule:
    kind = KINDS.get(rule.check) or _across().get(rule.check)
    if kind is None:
        kinds = sorted((*KINDS, *_across()))
        raise RuleError(
            f"{file}: {rule.id}: there is no check kind {rule.check!r}",
            meant(rule.check, kinds, f"the check kinds are: {', '.join(kinds)}"),
            key="check",
        )
    for key, text in (("message", rule.message), *rule.messages.items()):
        _validate_message(key, text, rule, file)
    for example in rule.example:
        if bool(example.text) == bool(example.texts):
            raise RuleError(
                f"{file}: {rule.id}: an example has either text or texts", "give each example one of the two keys", key="example"
            )
    try:
        options = convert(rule.options if rule.options is not None else {}, kind.options, f"{file}: {rule.id}: options")
    except RuleError as error:
        if "is missing" in error.message and kind.options is not None:
            raise RuleError(
                error.message, f"the check kind {rule.check} needs it; `seclint rules` names rules that show how", at=error.at
            ) from None
        raise
    return msgspec.structs.replace(rule, options=options)


def _across() -> Mapping[str, AcrossKind]:
    from seclint.checks.across import ACROSS

    return ACROSS


def _validate_message(key: str, text: str, rule: Rule, file: Traversable) -> None:
    try:
        list(Formatter().parse(text))
    except ValueError as error:
        raise RuleError(
            f"{file}: {rule.id}: {key}: {error}", "write {{ and }} for curly brackets that are meant as such", key=key
        ) from None


def _validate_further(rule: Rule, file: Traversable, kinds: Sequence[str]) -> None:
    """Check what tests check for the built-in rules: ids, names, kinds of document, regular expressions."""
    if not re.fullmatch(r"[A-Z]{3}\d{3}", rule.id):
        says = f"{file}: {rule.id}: this cannot be an id"
        raise RuleError(says, "an id is three capital letters, for the family, and three digits: OUR001", key="id")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.name):
        says = f"{file}: {rule.id}: {rule.name!r} cannot be a name"
        raise RuleError(says, "a name is small letters, digits and hyphens: old-website", key="name")
    for kind in rule.applies:
        if kind not in (*kinds, "*"):
            hint = meant(kind, kinds, f"the kinds are: {', '.join(kinds)}, and * for all of them")
            raise RuleError(f"{file}: {rule.id}: applies: there is no kind of document {kind!r}", hint, key="applies")
    if isinstance(rule.options, Phrases):
        for number, phrase in enumerate(rule.options.phrases):
            for key, pattern in (("pattern", phrase.pattern), ("replace", phrase.replace), *(("unless", one) for one in phrase.unless)):
                _validate_pattern(key, pattern, f"{file}: {rule.id}", f"$.phrases[{number}].{key}")


def _validate_pattern(key: str, pattern: str, where: str, at: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        remedy = r"correct the regular expression; a bracket that is meant as such is written \( or \["
        raise RuleError(f"{where}: {key}: {pattern!r}: {error}", remedy, key=key, at=at) from None
