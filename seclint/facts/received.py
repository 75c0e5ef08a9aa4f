"""How many responses, and how many senders of them, a document says the consultation had."""

from functools import cached_property
from typing import TYPE_CHECKING

from seclint.facts.counts import Stated, responses_received, stated, told_in_section, told_in_tables
from seclint.facts.wording import any_of, any_word_of

if TYPE_CHECKING:
    from seclint.facts import Facts


class Received:
    """The responses that a document counts, and what it says of others."""

    def __init__(self, facts: "Facts") -> None:
        self._facts = facts
        self._forms = facts.profile.counts

    @cached_property
    def told(self) -> tuple[Stated, ...]:
        """How many responses the document says there were."""
        facts = self._facts
        sentences = [one for block in facts.blocks_with(self._forms.cues) for one in facts.sentences_within(block)]
        told = responses_received(facts.document, sentences, facts.profile, facts.answers.views)
        told = told or told_in_section(facts.document, facts.outline, facts.profile)
        return told or told_in_tables(facts.document, facts.tables, facts.profile)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of responses, and of those who sent them: some may have sent several."""
        senders = stated(self._facts.document, self._forms.senders, self._facts.profile.numbers)
        return frozenset(one.number for one in (*self.told, *senders))

    @cached_property
    def more(self) -> bool:
        """Whether the document tells of responses besides those."""
        return any_word_of(self._forms.more).search(self._facts.document.text) is not None

    @cached_property
    def fewer(self) -> bool:
        """Whether the document tells that one of them counts no longer."""
        return any_of(self._forms.fewer).search(self._facts.document.text) is not None
