"""What seclint recognises in a document: what `seclint facts` prints."""

from collections.abc import Callable, Iterator
from typing import Any

from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.attributed import Attributed, attributed
from seclint.facts.events import Event
from seclint.model import Span
from seclint.reports.json import dumps, place_data
from seclint.reports.words import counted, harmless, place_in_words


def render(facts: Facts, format: str) -> str:
    """The facts as "text" or as "json" (schema "seclint-facts/1" of the interface contract)."""
    data = _data(facts)
    return dumps(data) if format == "json" else "".join(f"{harmless(line)}\n" if line else "\n" for line in _lines(facts, data))


def _data(facts: Facts) -> dict[str, Any]:
    document, front, outline = facts.document, facts.front, facts.outline
    body = document.blocks[: outline.body_end]
    return {
        "schema": "seclint-facts/1",
        "document": {
            "path": document.path,
            "kind": facts.kind,
            "title": front.title or None,
            "release": front.release,
            "version": front.version,
            "date": front.date,
            "author": front.author,
            "classification": front.classification,
            "pages": document.pages,
        },
        "outline": [
            {"label": one.label, "title": one.title, "level": one.depth, "page": document.page_of(one.heading.start)}
            for one in outline.sections
        ],
        "paragraphs": sum(block.kind == "paragraph" and bool(block.label) for block in body),
        **_mentioned(facts),
        **_told(facts),
    }


def _mentioned(facts: Facts) -> dict[str, Any]:
    """What recognise finds in the text, each with its quote and place."""
    described: dict[str, Callable[[Any], dict[str, Any]]] = {
        "references": lambda one: {
            "owner": facts.ownership.named(one),
            "clauses": list(one.clauses),
            "canonical": one.canonical or None,
            "malformed": one.malformed or None,
        },
        "dates": lambda one: {"value": one.value, "precision": one.precision, "inferred": one.inferred},
        "times": lambda one: {"value": one.value},
        "durations": lambda one: {"value": one.value, "unit": one.unit, "working": one.working},
        "versions": lambda one: {"name": one.name, "number": one.number, "status": one.status or None},
        "releases": lambda one: {"month": one.month, "noun": one.noun},
        "modifications": lambda one: {"id": one.id, "title": one.title or None},
    }
    return {
        kind: [
            {"quote": facts.document.quote(one.span), **describe(one), "place": _place(facts, one.span)}
            for one in getattr(facts.mentions, kind)
        ]
        for kind, describe in described.items()
    }


def _told(facts: Facts) -> dict[str, Any]:
    """What the sentences tell: questions, events, claims, quotations, abbreviations, attachments."""
    references = [one for one in facts.mentions.references if one.owner]
    quotations = attributed(facts.document.text, facts.pairing.quotations, references, facts.sentence)
    return {
        "questions": [_question(facts, one) for one in facts.answers.distinct],
        "events": [_event(facts, one) for one in facts.events],
        "claims": [
            {"target": one.target, "owner": one.owner, "quote": facts.document.quote(one.span), "place": _place(facts, one.reference)}
            for one in facts.claims
        ],
        "quotations": [_quotation(facts, one) for one in quotations],
        "abbreviations": [
            {"short": one.short, "long": one.long, "place": _place(facts, one.span)} for one in facts.abbreviations.definitions
        ],
        "attachments": [
            {"label": one.label, "title": one.title, "version": one.version or None, "place": _place(facts, one.span)}
            for one in facts.attachments
        ],
    }


def _question(facts: Facts, one: Question) -> dict[str, Any]:
    return {
        "label": one.label,
        "text": facts.document.quote(one.text) if one.text else None,
        "views": one.has_views or bool(one.views) or one.nobody is not None,
        "response": one.has_response or bool(one.response) or one.nobody is not None,
        "place": _place(facts, one.span),
    }


def _event(facts: Facts, one: Event) -> dict[str, Any]:
    return {
        "event": one.event,
        "body": one.body or None,
        "date": one.value,
        "quote": facts.document.quote(one.span),
        "place": _place(facts, one.span),
    }


def _quotation(facts: Facts, one: Attributed) -> dict[str, Any]:
    return {
        "text": facts.document.quote(one.words),
        "owner": one.owner or None,
        "locator": one.locator or None,
        "place": _place(facts, one.words),
    }


def _place(facts: Facts, span: Span) -> dict[str, Any]:
    return place_data(facts.place(span))


def _lines(facts: Facts, data: dict[str, Any]) -> Iterator[str]:
    about = data["document"]
    yield f"{about['path']}: {about['kind']} ({facts.recognised_kind.reason})"
    for key in ("title", "release", "version", "date", "author", "classification", "pages"):
        yield f"  {key:<15}{about[key] if about[key] is not None else '-'}"
    yield f"  {'paragraphs':<15}{data['paragraphs']} numbered"
    yield from ("", f"Outline ({len(data['outline'])})")
    yield from (f"  {'  ' * (one['level'] - 1)}{one['label']} {one['title']}".rstrip() for one in data["outline"])
    described: dict[str, Callable[[dict[str, Any]], str]] = {
        "references": lambda one: f"{one['quote']}  [{one['owner'] or '?'}: {', '.join(one['clauses']) or '-'}]{_wrong(one)}",
        "dates": lambda one: f"{one['quote']}  [{one['value'] or 'impossible'}{', in part inferred' if one['inferred'] else ''}]",
        "times": lambda one: f"{one['quote']}  [{one['value']}]",
        "durations": lambda one: f"{one['quote']}  [{counted(one['value'], ('working ' if one['working'] else '') + one['unit'])}]",
        "versions": lambda one: f"{one['quote']}  [{', '.join(filter(None, (one['name'] or '?', one['number'], one['status'])))}]",
        "releases": lambda one: f"{one['quote']}  [{one['month']}]",
        "modifications": lambda one: f"{one['quote']}  [{' '.join(filter(None, (one['id'], one['title'])))}]",
        "questions": lambda one: f"{one['label']}: {_present(one, 'views')}, {_present(one, 'response')}: {one['text'] or '-'}",
        "events": lambda one: f"{one['event']}{' (' + one['body'] + ')' if one['body'] else ''} {one['date']}: {one['quote']}",
        "claims": lambda one: f"{one['owner']} {one['target']}: {one['quote']}",
        "quotations": lambda one: f"{' '.join(filter(None, (one['owner'], one['locator']))) or '-'}: {one['text']}",
        "abbreviations": lambda one: f"{one['short']}: {one['long'] or '-'}",
        "attachments": lambda one: f"{one['label']}: {one['title']} {one['version'] or ''}".rstrip(),
    }
    for key, describe in described.items():
        yield from ("", f"{key.capitalize()} ({len(data[key])})")
        for one in data[key]:
            yield f"  {describe(one)}  ({_where(one['place'])})"


def _wrong(reference: dict[str, Any]) -> str:
    """What is wrong with the form of a reference, and its proper one."""
    if not reference["malformed"]:
        return ""
    return f"  {reference['malformed']}" + (f"; properly {reference['canonical']}" if reference["canonical"] else "")


def _present(question: dict[str, Any], part: str) -> str:
    return part if question[part] else f"no {part}"


def _where(place: dict[str, Any]) -> str:
    from seclint.model import Place

    return place_in_words(Place(place["page"], place["section"], None, place["paragraph"], place["line"])) or "cover"
