"""A document's typed facts, each computed once, each with its span."""

from collections.abc import Mapping
from functools import cached_property

from seclint.facts.abbreviations import Abbreviations, abbreviations_of
from seclint.facts.acknowledged import acknowledged
from seclint.facts.answers import Answers, answers_of
from seclint.facts.approvals import Approval, approvals_of
from seclint.facts.attachments import Attachment, attachments_of
from seclint.facts.attributed import Attributed, attributed
from seclint.facts.capitals import Register as AbbreviationRegister
from seclint.facts.captions import Captioned, captions_of
from seclint.facts.chronicle import chronicle, events_told
from seclint.facts.claims import Claim, claims_of
from seclint.facts.clauses import Scene
from seclint.facts.contents import Entry, contents_of
from seclint.facts.copies import Copy, TableCopies
from seclint.facts.day_settings import DaySettings
from seclint.facts.declared import declaration
from seclint.facts.events import Event
from seclint.facts.front_matter import FrontMatter, front_matter
from seclint.facts.history import HistoryWords, Issue, bare, figures, history_of, superseded
from seclint.facts.kind import Kind, recognise_kind
from seclint.facts.letters import Letters, letters_of
from seclint.facts.lexicon import Bodies, Lexicon
from seclint.facts.lists import Led, led_lists
from seclint.facts.milestone_words import MilestoneWords
from seclint.facts.milestones import Milestone, Milestones
from seclint.facts.ownership import Ownership, Signs
from seclint.facts.part_numbers import PartNumbers
from seclint.facts.periods import Period, Step, periods_of
from seclint.facts.points import Reading
from seclint.facts.predecessors import Predecessors
from seclint.facts.profile import Profile, load_profile
from seclint.facts.quotations import Pairing, pairing_of
from seclint.facts.received import Received
from seclint.facts.respondents import respondents
from seclint.facts.rounds import Rounds, RoundWords
from seclint.facts.sessions import Session, sessions_of
from seclint.facts.subject import Subject, foreign_releases, subject_of
from seclint.facts.tables import Table, tables_of
from seclint.facts.text import Text
from seclint.facts.versions import Cited, Context, VersionWords, cited_versions
from seclint.facts.wording import plain
from seclint.library import Library
from seclint.model import Document, Span, Stage
from seclint.recognise import Mentions
from seclint.recognise.owners import names_of


class Facts(Text):
    """What seclint knows of one document. Checks read facts and nothing else.

    ``kind`` overrides what is recognised. ``as_of`` is the ISO day on which "today" falls, or None: nothing reads the clock.
    """

    def __init__(
        self,
        document: Document,
        library: Library,
        mentions: Mentions | None = None,
        *,
        kind: str | None = None,
        stage: Stage = "publish",
        as_of: str | None = None,
    ) -> None:
        super().__init__(document, library, mentions)
        self.stage = stage
        self.as_of = as_of
        self._kind = kind

    @cached_property
    def recognised_kind(self) -> Kind:
        """The kind of document with the reason, whether recognised or given."""
        if self._kind is not None:
            return Kind(self._kind, "it was given")
        return recognise_kind(self.document, self.holds, self.outline, self.library)

    @property
    def kind(self) -> str:
        """The kind of document: a name in rules/profiles."""
        return self.recognised_kind.name

    @cached_property
    def profile(self) -> Profile:
        """What a document of this kind is made of."""
        return load_profile(self.library, self.kind)

    @cached_property
    def acknowledged(self) -> tuple[Span, ...]:
        """What the author has marked as somebody else's slip."""
        return tuple(acknowledged(self.document.text, self.pairing.quotations))

    @cached_property
    def front(self) -> FrontMatter:
        """What the cover says."""
        return front_matter(self.document, self.profile, self.mentions)

    @cached_property
    def answers(self) -> Answers:
        """The questions, what respondents said of each, and the response."""
        return answers_of(self.document, self.outline, self.profile, self.pairing.quotations)

    @cached_property
    def reading(self) -> Reading:
        """Reads what respondents' points name, and what responses take up of it."""
        forms = self.profile.answers
        named = respondents(self.document, self.tables, forms.respondent_column)
        return Reading(self.document, self.mentions, self.pairing, forms, named)

    @cached_property
    def received(self) -> Received:
        """How many responses the document says there were."""
        return Received(self)

    @cached_property
    def declaration(self) -> Span | None:
        """Where the document says that numbers without a document are of the one under consultation."""
        return declaration(self.document, self.sentences, names_of(self.library), self.lexicon)

    @cached_property
    def ownership(self) -> Ownership:
        """Whose parts the references are to that name no document."""
        return Ownership(self, self.library.load("registers", "ownership", Signs))

    @cached_property
    def part_numbers(self) -> PartNumbers:
        """The numbers that the parts of the document bear."""
        return PartNumbers(self)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the document claims to have amended in another one."""
        return claims_of(self.document, self.mentions, self.sentence, self.profile.claims, self.subject.artefact, self.answers)

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        """The attachments that the document lists."""
        return attachments_of(self.document, self.mentions, self.profile.attachment)

    @cached_property
    def contents(self) -> tuple[Entry, ...]:
        """The entries of the contents list."""
        return contents_of(self.document, self.profile)

    @cached_property
    def captions(self) -> tuple[Captioned, ...]:
        """The tables, figures, annexes and appendices that bear a label."""
        return captions_of(self.document)

    @cached_property
    def letters(self) -> Letters:
        """The letters and figures of the body in one run."""
        return letters_of(self.document)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables that have heads."""
        return tables_of(self.document, self.outline)

    @cached_property
    def history(self) -> tuple[Issue, ...]:
        """The versions of the document that its table of versions lists, with their dates."""
        return history_of(self.document, self.tables, self.mentions.dates, self._history_words)

    @cached_property
    def _history_words(self) -> HistoryWords:
        return self.library.load("registers", "history", HistoryWords)

    @cached_property
    def earlier_issues(self) -> tuple[Issue, ...]:
        """The versions of a Testing Approach Document before the one at hand that had an approval of their own."""
        return superseded(self.document, self.history, self._history_words) if self.kind == "tad" else ()

    @cached_property
    def superseded(self) -> tuple[Span, ...]:
        """Where the document speaks of one of its ``earlier_issues``."""
        earlier = {issue.bare for issue in self.earlier_issues}
        versions = [one for one in self.mentions.versions if earlier and bare(figures(one.number)) in earlier]
        others = {one.token for one in self.cited_versions if not one.is_subject} if versions else set[Span]()
        return tuple(one.token for one in versions if one.token not in others)

    @cached_property
    def lists(self) -> tuple[Led, ...]:
        """The lists and tables that a lead-in or a heading leads to."""
        return led_lists(self.document, self.tables)

    @cached_property
    def pairing(self) -> Pairing:
        """The quotations, and the quotation marks and brackets without a partner."""
        return pairing_of(self.document)

    @cached_property
    def quoted(self) -> tuple[Attributed, ...]:
        """The outermost quotations in double marks, with the place that they are said to come from."""
        return tuple(attributed(self.document.text, self.pairing.quotations, self.mentions.references, self.sentence))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words in which documents tell of events."""
        return self.library.load("registers", "events", Lexicon)

    @cached_property
    def bodies(self) -> Bodies:
        """Who acts, by name."""
        return self.library.load("registers", "bodies", Bodies)

    @cached_property
    def subject(self) -> Subject:
        """The document under consultation and its Release."""
        return subject_of(self.document, self.front, self.mentions, self.lexicon)

    @cached_property
    def _scene(self) -> Scene:
        foreign = foreign_releases(self.mentions, self.subject, self.lexicon)
        return Scene(self.document.text, self.lexicon, self.bodies, self.subject.artefact, foreign, self.kind)

    @cached_property
    def approvals(self) -> tuple[Approval, ...]:
        """Where the document says that its subject was approved."""
        return tuple(approvals_of(self.document, self._scene, self.sentences, self.holds))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The dated events that the cover and the sentences tell of, in text order."""
        return chronicle(self, self._told)

    @cached_property
    def _told(self) -> tuple[Event, ...]:
        return events_told(self, self._scene)

    @cached_property
    def predecessors(self) -> Predecessors:
        """The versions of the document under consultation before the one at hand."""
        return Predecessors(self, self._told)

    @cached_property
    def rounds(self) -> Rounds:
        """The consultations that the document tells of, where there are several."""
        return Rounds(self, self.library.load("registers", "rounds", RoundWords))

    @cached_property
    def day_settings(self) -> DaySettings:
        """What stands around the days that the document names."""
        return DaySettings(self, self._milestone_words)

    @cached_property
    def _milestone_words(self) -> MilestoneWords:
        return self.library.load("registers", "milestones", MilestoneWords)

    @cached_property
    def _milestone_finder(self) -> Milestones:
        later = self.kind in ("conclusions", "report")
        words, long_forms = self._milestone_words, self.abbreviations.long_forms
        return Milestones(self.document, self.mentions, words, long_forms, self.lexicon.verb, later=later)

    def step(self, name: str) -> frozenset[str]:
        """What tells a step of the tests from others, whatever it is called: as in the keys of ``milestones``."""
        return self._milestone_finder.key(name)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The webinars, workshops and the like that the document dates."""
        return tuple(sessions_of(self.document, self.sentences, self.mentions, self.tables, self.lexicon))

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """When the steps of the tests begin and end, as the document's own words and tables have it: respondents' views left out."""
        labels = [field.label for field in self.front.fields.values() if field.label is not None]
        finder = self._milestone_finder
        besides = (*self.answers.viewed, *self._scene.foreign, *self.superseded)
        told = finder.in_sentences(self.sentences, besides)
        return tuple(
            sorted(
                (*told, *finder.in_tables(self.tables, labels), *finder.in_lines(self.front.cover_end)),
                key=lambda one: (one.span, one.value),
            )
        )

    @cached_property
    def periods(self) -> Mapping[Step, Period]:
        """From when to when the steps of the tests last, where the document gives them one beginning and one end."""
        return periods_of(self.milestones)

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """The abbreviations, with their definitions and uses."""
        register = self.library.load("registers", "abbreviations", AbbreviationRegister)
        blocks, end = self.document.blocks, self.front.cover_end
        parted = bool(self.outline.sections) or (end < len(blocks) and any(block.kind == "title" for block in blocks[:end]))
        return abbreviations_of(self.document, self.mentions, register, self.written, end if parted else 0, self.contents)

    @cached_property
    def version_words(self) -> VersionWords:
        """The words that give a version its role."""
        return self.library.load("registers", "versions", VersionWords)

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """The versions and dates that tables give the document under consultation as a draft and as approved."""
        return tuple(TableCopies(self.document, self.mentions, self.lexicon, self.version_words).copies(self.tables))

    @cached_property
    def cited_versions(self) -> tuple[Cited, ...]:
        """The versions whose document is named, with the role in which they are cited."""
        context = Context(
            document=self.document,
            mentions=self.mentions,
            lexicon=self.lexicon,
            subject=self.subject,
            words=self.version_words,
            kind=self.kind,
            sentences=self.sentences,
            attachments=self.attachments,
            long_forms={plain(one.long): one.short for one in self.abbreviations.definitions if one.long},
        )
        return tuple(cited_versions(context))
