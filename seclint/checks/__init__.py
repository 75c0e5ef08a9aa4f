"""The check kinds: one pure generator each, registered here and nowhere else."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from seclint.checks.abbreviations import NamedParts, undefined_abbreviation
from seclint.checks.announced import Channels, SectionHolds, channel_reported, section_holds
from seclint.checks.announcements import Announced
from seclint.checks.answer_counts import AnswerCounts, answers_for_points
from seclint.checks.antecedents import Antecedents, antecedent
from seclint.checks.attachments import Attachments, Titles, attachment_cited, attachment_listed
from seclint.checks.authorship import Identity, Persons, cover_identity, personal_properties
from seclint.checks.balance import balance
from seclint.checks.captions import Citing, caption_cited, label_repeated
from seclint.checks.chronology import Course, Dates, Told, event_dates, event_descriptions, event_order
from seclint.checks.clause_register import Captions, Known, clause_caption, clause_known
from seclint.checks.contents import contents
from seclint.checks.control import Control, Draft, document_control, document_control_order, draft_marker
from seclint.checks.counted import Counted, counted_set
from seclint.checks.counts import Groups, all_respondents
from seclint.checks.cover import FileName, Templates, classification, file_name, metadata_title, page_count, publishable, running_header
from seclint.checks.coverage import Matrix, modification_tests
from seclint.checks.criteria import phase_criteria
from seclint.checks.date_forms import Distance, GoLive, modified_date, release_date
from seclint.checks.date_writing import Looked, Written, ambiguous_date, date_formats
from seclint.checks.dates import Weekdays, impossible_date, weekday_of_date
from seclint.checks.decisions import ApprovalForms, Basis, DecisionForms, approval, basis, decision
from seclint.checks.definitions import Definitions, definitions
from seclint.checks.direct_questions import DirectQuestions, direct_question
from seclint.checks.directions import Directions, direction
from seclint.checks.durations import duration
from seclint.checks.enumerations import announced_count
from seclint.checks.environments import Environments, environments_declared
from seclint.checks.file import Features, Links, features, hidden_words, links, stale_fields
from seclint.checks.footnotes import footnotes
from seclint.checks.found import Found
from seclint.checks.headings import (
    HeadingEnd,
    SectionNumbers,
    empty_section,
    heading_end,
    heading_levels,
    only_child,
    section_numbers,
    skipped_levels,
)
from seclint.checks.highlights import highlights
from seclint.checks.hyphens import Hyphens, hyphenation
from seclint.checks.lengths import Lengths
from seclint.checks.lifecycle import Steps, version_given
from seclint.checks.mentioned import Subjects, mentioned, subject_named
from seclint.checks.mixtures import Mixture, mixture
from seclint.checks.modification_titles import ModificationTitles, modification_titles
from seclint.checks.names import ReleaseName, release_name
from seclint.checks.numbering import Numbering, numbered_paragraphs
from seclint.checks.obligations import Obligations, obligations_mapped
from seclint.checks.paragraph_ends import ParagraphEnd, paragraph_ends
from seclint.checks.parts import Parts, parts_of_whole
from seclint.checks.phase_dates import phase_dates
from seclint.checks.phases import Phases
from seclint.checks.phrases import Phrases, phrases
from seclint.checks.pointers import page_pointer
from seclint.checks.questions import QuestionNumbers, question_analysed, question_answered, question_numbers
from seclint.checks.references import ReferenceForm, reference_form
from seclint.checks.repeated_title import RepeatedTitle, repeated_title
from seclint.checks.required import required_fields, required_sections
from seclint.checks.residue import comments, tracked_changes
from seclint.checks.respondents import Respondents, respondents_listed
from seclint.checks.responses import Acknowledging, Amending, half_answered_point, notes_only_response, unlocated_amendment
from seclint.checks.self_names import SelfNames, self_name
from seclint.checks.specifications import Specifications, specification_known
from seclint.checks.superseded import Superseded, clause_superseded
from seclint.checks.tallies import Tallies, WordNumeral, tallies, word_numeral
from seclint.checks.targets import Targets, targets
from seclint.checks.thresholds import Thresholds, thresholds
from seclint.checks.timing import Apart, AsOf, DaysOff, as_of_date, events_apart, working_day
from seclint.checks.titles import Near, Variants, near_miss, title_variants
from seclint.checks.versions import Roles, version_conflict, version_writing
from seclint.checks.windows import Window, consultation_window
from seclint.checks.wording import NumberSlip, number_slip
from seclint.facts import Facts
from seclint.model import Finding, Rule


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """For a check kind that takes no options."""


class CheckKind(Struct, frozen=True):
    """A check and the record that its rules' ``options`` must have the form of."""

    run: Callable[[Facts, Rule], Iterator[Found]]
    options: type[Struct] = NoOptions


def of_the_run(facts: Facts, rule: Rule) -> Iterator[Found]:  # noqa: ARG001 - every check has the same form
    """Nothing: findings of such rules are the engine's, made when all documents have been checked."""
    yield from ()


KINDS: dict[str, CheckKind] = {
    "ambiguous-date": CheckKind(ambiguous_date, Looked),
    "as-of-date": CheckKind(as_of_date, AsOf),
    "events-apart": CheckKind(events_apart, Apart),
    "working-day": CheckKind(working_day, DaysOff),
    "classification": CheckKind(classification),
    "cover-identity": CheckKind(cover_identity, Identity),
    "personal-properties": CheckKind(personal_properties, Persons),
    "date-formats": CheckKind(date_formats, Written),
    "document-control": CheckKind(document_control, Control),
    "document-control-order": CheckKind(document_control_order),
    "draft-marker": CheckKind(draft_marker, Draft),
    "duration": CheckKind(duration, Lengths),
    "features": CheckKind(features, Features),
    "file-name": CheckKind(file_name, FileName),
    "hidden-words": CheckKind(hidden_words),
    "links": CheckKind(links, Links),
    "metadata-title": CheckKind(metadata_title, Templates),
    "modification-titles": CheckKind(modification_titles, ModificationTitles),
    "modified-date": CheckKind(modified_date, Distance),
    "near-miss": CheckKind(near_miss, Near),
    "page-count": CheckKind(page_count),
    "publishable": CheckKind(publishable),
    "release-date": CheckKind(release_date, GoLive),
    "running-header": CheckKind(running_header),
    "section-holds": CheckKind(section_holds, SectionHolds),
    "stale-fields": CheckKind(stale_fields),
    "title-variants": CheckKind(title_variants, Variants),
    "environments-declared": CheckKind(environments_declared, Environments),
    "modification-tests": CheckKind(modification_tests, Matrix),
    "obligations-mapped": CheckKind(obligations_mapped, Obligations),
    "phase-criteria": CheckKind(phase_criteria, Phases),
    "phase-dates": CheckKind(phase_dates, Phases),
    "contents": CheckKind(contents),
    "empty-section": CheckKind(empty_section),
    "heading-end": CheckKind(heading_end, HeadingEnd),
    "heading-levels": CheckKind(heading_levels),
    "highlights": CheckKind(highlights),
    "only-child": CheckKind(only_child),
    "section-numbers": CheckKind(section_numbers, SectionNumbers),
    "skipped-levels": CheckKind(skipped_levels),
    "all-respondents": CheckKind(all_respondents, Groups),
    "answers-for-points": CheckKind(answers_for_points, AnswerCounts),
    "announced-count": CheckKind(announced_count, Announced),
    "antecedent": CheckKind(antecedent, Antecedents),
    "approval": CheckKind(approval, ApprovalForms),
    "attachment-cited": CheckKind(attachment_cited, Titles),
    "attachment-listed": CheckKind(attachment_listed, Attachments),
    "balance": CheckKind(balance),
    "caption-cited": CheckKind(caption_cited, Citing),
    "basis": CheckKind(basis, Basis),
    "direction": CheckKind(direction, Directions),
    "page-pointer": CheckKind(page_pointer),
    "repeated-title": CheckKind(repeated_title, RepeatedTitle),
    "channel-reported": CheckKind(channel_reported, Channels),
    "clause-caption": CheckKind(clause_caption, Captions),
    "clause-superseded": CheckKind(clause_superseded, Superseded),
    "clause-known": CheckKind(clause_known, Known),
    "comments": CheckKind(comments),
    "consultation-window": CheckKind(consultation_window, Window),
    "decision": CheckKind(decision, DecisionForms),
    "counted-set": CheckKind(counted_set, Counted),
    "definitions": CheckKind(definitions, Definitions),
    "direct-question": CheckKind(direct_question, DirectQuestions),
    "event-dates": CheckKind(event_dates, Dates),
    "event-descriptions": CheckKind(event_descriptions, Told),
    "event-order": CheckKind(event_order, Course),
    "footnotes": CheckKind(footnotes),
    "half-answered-point": CheckKind(half_answered_point),
    "hyphenation": CheckKind(hyphenation, Hyphens),
    "impossible-date": CheckKind(impossible_date),
    "label-repeated": CheckKind(label_repeated),
    "mentioned": CheckKind(mentioned),
    "mixture": CheckKind(mixture, Mixture),
    "notes-only-response": CheckKind(notes_only_response, Acknowledging),
    "number-slip": CheckKind(number_slip, NumberSlip),
    "numbered-paragraphs": CheckKind(numbered_paragraphs, Numbering),
    "paragraph-ends": CheckKind(paragraph_ends, ParagraphEnd),
    "parts-of-whole": CheckKind(parts_of_whole, Parts),
    "phrases": CheckKind(phrases, Phrases),
    "question-analysed": CheckKind(question_analysed),
    "question-answered": CheckKind(question_answered),
    "question-numbers": CheckKind(question_numbers, QuestionNumbers),
    "reference-form": CheckKind(reference_form, ReferenceForm),
    "release-name": CheckKind(release_name, ReleaseName),
    "required-fields": CheckKind(required_fields),
    "required-sections": CheckKind(required_sections),
    "self-name": CheckKind(self_name, SelfNames),
    "subject-named": CheckKind(subject_named, Subjects),
    "tallies": CheckKind(tallies, Tallies),
    "targets": CheckKind(targets, Targets),
    "tracked-changes": CheckKind(tracked_changes),
    "undefined-abbreviation": CheckKind(undefined_abbreviation, NamedParts),
    "unlocated-amendment": CheckKind(unlocated_amendment, Amending),
    "respondents-listed": CheckKind(respondents_listed, Respondents),
    "specification-known": CheckKind(specification_known, Specifications),
    "thresholds": CheckKind(thresholds, Thresholds),
    "version-given": CheckKind(version_given, Steps),
    "version-conflict": CheckKind(version_conflict, Roles),
    "version-writing": CheckKind(version_writing),
    "waivers": CheckKind(of_the_run),
    "weekday": CheckKind(weekday_of_date, Weekdays),
    "word-numeral": CheckKind(word_numeral, WordNumeral),
}


def found_in(facts: Facts, rule: Rule) -> Iterator[Found]:
    """What the rule finds in a document, but for slips that the author has marked as somebody else's: “31 June” [sic]."""
    for found in KINDS[rule.check].run(facts, rule):
        if not (isinstance(found, Finding) and any(found.span.overlaps(slip) for slip in facts.acknowledged)):
            yield found
