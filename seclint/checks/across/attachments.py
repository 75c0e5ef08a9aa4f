"""attachments-supplied: the attachments that a document lists, held against the documents that are there."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.across.told import start_of, told
from seclint.checks.found import Found, unchecked
from seclint.facts import Facts
from seclint.facts.attachments import Attachment
from seclint.facts.dossier import DossierFacts
from seclint.facts.versions import bare_number
from seclint.facts.wording import any_of, plain
from seclint.model import Rule
from seclint.patterns import compiled
from seclint.recognise.owners import names_of

_WORD = compiled(r"[^\W_]+")
_MOST = 0.6  # of the words of a title
_ATTACHES = {"consultation": "draft-tad", "conclusions": "tad"}


class Attached(Struct, frozen=True, forbid_unknown_fields=True):
    """``title``: from which likeness on (0 to 1) a listed title means a document.

    ``apart``: regular expressions of titles of what need not be among the documents that are checked: forms, tables of figures.
    """

    title: float
    apart: tuple[str, ...]


def attachments_supplied(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Attachments whose version or title is not that of the document itself."""
    options: Attached = rule.options
    for role, wanted in _ATTACHES.items():
        facts = dossier.get(role)
        if facts is None:
            continue
        for attachment in facts.attachments:
            if not _is_subject(facts, attachment):
                yield from _absent(dossier, rule, facts, attachment)
                continue
            other = dossier.get(wanted)
            if other is None:
                reason = rule.messages["missing"].format(label=attachment.label, document=dossier.called(wanted))
                yield unchecked(rule, reason, facts)
                continue
            yield from _compared(dossier, rule, (facts, attachment), (wanted, other), options)


def _absent(dossier: DossierFacts, rule: Rule, facts: Facts, attachment: Attachment) -> Iterator[Found]:
    """A document, listed with its version, that is none of those which were checked together."""
    options: Attached = rule.options
    title = attachment.title.strip("“”‘’\"' ")
    if not attachment.version or not names_of(facts.library).is_document(title) or any_of(options.apart).search(title):
        return
    titles = [*dossier.beside, *(one.front.title for one in dossier.everything if one is not facts)]
    if not any(_is_titled(facts, title, other) for other in titles):
        yield told(facts, rule, attachment.span, variant="absent", label=attachment.label, listed=title)


def _is_titled(facts: Facts, title: str, other: str) -> bool:
    """Whether most words of a title, but for the Release that it names, stand in another one."""
    releases = [facts.document.quote(release.span) for release in facts.mentions.releases]
    for release in releases:
        title = title.replace(release, " ")
    wanted, there = set(_WORD.findall(plain(title))), set(_WORD.findall(plain(other)))
    return not wanted or len(wanted & there) >= _MOST * len(wanted)


def _compared(
    dossier: DossierFacts, rule: Rule, listed: tuple[Facts, Attachment], there: tuple[str, Facts], options: Attached
) -> Iterator[Found]:
    facts, attachment = listed
    role, other = there
    version = other.front.version
    if attachment.version and version and bare_number(attachment.version) != bare_number(version):
        field = other.front.fields.get("version")
        yield told(
            facts,
            rule,
            attachment.span,
            related=[(other, field.span if field else start_of(other), rule.messages["cover"])],
            label=attachment.label,
            listed=f"v{attachment.version}",
            stated=field.value if field else version,
            document=dossier.called(role),
        )
    elif other.front.title_span is not None and not _is_title_of(attachment, facts, other, options):
        yield told(
            facts,
            rule,
            attachment.span,
            variant="title",
            related=[(other, other.front.title_span, rule.messages["cover"])],
            label=attachment.label,
            listed=attachment.title,
            stated=other.front.title,
            document=dossier.called(role),
        )


def _is_title_of(attachment: Attachment, facts: Facts, other: Facts, options: Attached) -> bool:
    """Whether the title by which an attachment is listed is that of the document, abbreviations spelled out."""
    from rapidfuzz import fuzz

    titles = (_expanded(title, (facts, other)) for title in (attachment.title, other.front.title))
    return fuzz.token_set_ratio(*titles) >= options.title * 100


def _expanded(title: str, documents: Sequence[Facts]) -> str:
    """A title with its abbreviations spelled out as the documents have them."""
    known = {short: long for facts in reversed(documents) for short, long in facts.abbreviations.long_forms.items()}
    return plain(" ".join(known.get(word.strip("(),"), word) for word in title.split()))


def _is_subject(facts: Facts, attachment: Attachment) -> bool:
    """Whether the attachment is the document under consultation, and not some other paper."""
    artefact = facts.subject.artefact
    return bool(artefact) and facts.lexicon.artefact_in(attachment.title) == artefact
