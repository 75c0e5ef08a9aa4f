"""rules/*.toml to Rule records, strictly validated; and the choice of rules for a run."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from string import Formatter

import msgspec

from seclint.checks import KINDS
from seclint.checks.across import ACROSS
from seclint.checks.phrases import Phrases
from seclint.errors import RuleError, UnknownRule
from seclint.library import Library, convert, read_toml
from seclint.model import Rule, Severity, Stage


class _Pack(msgspec.Struct, forbid_unknown_fields=True):
    """A rule file: rules and nothing else."""

    rule: tuple[Rule, ...] = ()


class Rulebook:
    """All rules of a library, by id in the order of their ids."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rules: tuple[Rule, ...] = tuple(sorted(_load(library), key=lambda rule: rule.id))

    def find(self, word: str) -> Rule:
        """The rule of that id or name; UnknownRule with a suggestion when there is none."""
        for rule in self.rules:
            if word.upper() == rule.id or word.lower() == rule.name:
                return rule
        raise UnknownRule(word, self._suggestion(word))

    def choose(
        self, select: Iterable[str], ignore: Iterable[str], stage: Stage, severity: Iterable[tuple[str, Severity]] = ()
    ) -> tuple[Rule, ...]:
        """The rules in force: those on by default (or the selected ones, on or not), less the ignored ones, of this stage.

        Each word is an id, a name or the beginning of ids ("DAT"); of the severities given to a rule the last counts.
        UnknownRule when a word means no rule.
        """
        selected, ignored = self._meant(select), self._meant(ignore)
        other = {rule: level for word, level in severity for rule in self._meant((word,))}
        return tuple(
            msgspec.structs.replace(rule, severity=other[rule.id]) if rule.id in other else rule
            for rule in self.rules
            if (rule.id in selected if selected else rule.default) and rule.id not in ignored and stage in rule.stages
        )

    def _meant(self, words: Iterable[str]) -> set[str]:
        meant: set[str] = set()
        for word in words:
            family = {rule.id for rule in self.rules if rule.id.startswith(word.upper())} if word else set()
            meant |= family or {self.find(word).id}
        return meant

    def _suggestion(self, word: str) -> str:
        names = [rule.name for rule in self.rules] + [rule.id for rule in self.rules]
        close = get_close_matches(word.lower(), names, 1, 0.6) or get_close_matches(word.upper(), names, 1, 0.6)
        return f"did you mean {close[0]}?" if close else "`seclint rules` lists them all"


def _load(library: Library) -> Iterator[Rule]:
    seen: dict[str, Traversable] = {}
    for name in library.names():
        for file in library.files("", name):
            built_in = file == library.folders[0] / f"{name}.toml"
            current = ""
            try:
                for rule in convert(read_toml(file), _Pack, file).rule:
                    current = rule.id
                    for key in (rule.id, rule.name):
                        if key in seen:
                            raise RuleError(f"{file}: {key} is already a rule of {seen[key]}", "give the rule an id and a name of its own")
                        seen[key] = file
                    rule = _validated(rule, file)
                    if not built_in:  # the examples hold the built-in ones, and compiling them all takes time
                        _validate_patterns(rule, file)
                    yield rule
            except RuleError as error:
                raise RuleError(_with_line(file, current, error.message), error.hint) from None


def _with_line(file: Traversable, rule: str, says: str) -> str:
    """What an error says, with the line of the pack that it is about: that of the key it names, else that of the rule."""
    found = re.search(r"`\$\.rule\[(\d+)\]", says)
    if not says.startswith(f"{file}: ") or not (rule or found):
        return says
    lines = file.read_text("utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.strip() == "[[rule]]"]
    told = int(found[1]) if found else next((index for index, start in enumerate(starts) if _names(lines, start, rule)), len(starts))
    if told >= len(starts):
        return says
    end = starts[told + 1] if told + 1 < len(starts) else len(lines)
    keys = [*re.findall(r"(?:field|key) `([\w-]+)`", says), *re.findall(r"\.([\w-]+)`$", says), *re.findall(rf": {rule}: (\w+):", says)]
    set_here = (number for key in keys for number in range(starts[told], end) if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]))
    return says.replace(f"{file}: ", f"{file}, line {next(set_here, starts[told]) + 1}: ", 1)


def _names(lines: Sequence[str], start: int, rule: str) -> bool:
    """Whether the rule that begins there bears the id."""
    return any(re.match(rf"\s*id\s*=\s*[\"']{re.escape(rule)}[\"']", line) for line in lines[start : start + 4])


def _validated(rule: Rule, file: Traversable) -> Rule:
    kind = KINDS.get(rule.check) or ACROSS.get(rule.check)
    if kind is None:
        close = get_close_matches(rule.check, (*KINDS, *ACROSS), 1)
        raise RuleError(
            f"{file}: {rule.id}: there is no check kind {rule.check!r}",
            f"did you mean {close[0]}?" if close else "the check kinds are: " + ", ".join(sorted((*KINDS, *ACROSS))),
        )
    for text in (rule.message, *rule.messages.values()):
        _validate_message(text, rule, file)
    for example in rule.example:
        if bool(example.text) == bool(example.texts):
            raise RuleError(f"{file}: {rule.id}: an example has either text or texts", "give each example one of the two keys")
    options = convert(rule.options if rule.options is not None else {}, kind.options, f"{file}: {rule.id}: options")
    return msgspec.structs.replace(rule, options=options)


def _validate_message(text: str, rule: Rule, file: Traversable) -> None:
    try:
        list(Formatter().parse(text))
    except ValueError as error:
        raise RuleError(f"{file}: {rule.id}: message: {error}", "write {{ and }} for curly brackets that are meant as such") from None


def _validate_patterns(rule: Rule, file: Traversable) -> None:
    if not isinstance(rule.options, Phrases):
        return
    for phrase in rule.options.phrases:
        for key, pattern in (("pattern", phrase.pattern), ("replace", phrase.replace), *(("unless", one) for one in phrase.unless)):
            try:
                re.compile(pattern)
            except re.error as error:
                remedy = r"correct the regular expression; a bracket that is meant as such is written \( or \["
                raise RuleError(f"{file}: {rule.id}: {key}: {pattern!r}: {error}", remedy) from None
