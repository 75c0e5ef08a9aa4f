"""What the conclusions say was changed: claims tied to parts of the draft and the final document, and all that the responses speak of."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile

from msgspec.structs import replace

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change
from seclint.facts.alignment.words import Words
from seclint.facts.assertions import Assertion, assertion_of, edited_words
from seclint.facts.claims import PARTS, Claim, bracket_of, predicate_of, whole_claims
from seclint.facts.declared import is_own
from seclint.facts.listing import Listing
from seclint.facts.misplaced import Mention, Misplaced, Misplacing
from seclint.facts.named_parts import Named, NamedParts
from seclint.facts.placed import Placed
from seclint.facts.placeless import Placeless
from seclint.facts.predicates import Predicate
from seclint.facts.referring import Referring
from seclint.facts.responses import Responses
from seclint.facts.scopes import Scope, Scopes, side_meant, words_in
from seclint.facts.speech import Speech
from seclint.facts.taken_out import taken_out
from seclint.facts.wording import any_of, phrases
from seclint.model import Span
from seclint.recognise import Reference

_BEFORE = 10  # letters before a table in which stands that something is under it
_NEXT = 3  # words behind a contrast: "per cent would"


class Amendments:
    """What the conclusions say of the amendments of a document."""

    def __init__(self, conclusions: Facts, alignment: Alignment) -> None:
        self.conclusions = conclusions
        self._alignment = alignment
        self._words: Words = alignment.words
        self._text = conclusions.document.text
        self.speech = Speech(conclusions, alignment)
        self._artefact = conclusions.subject.artefact or alignment.new.subject.artefact
        self.scopes = Scopes(alignment)
        self._parts_named = NamedParts(self.scopes, alignment)
        self._known: dict[Span, Sequence[Named]] = {}
        self._referring = Referring(self.speech, alignment, self.scopes, self._artefact, self._scope)
        self._listing = Listing(self.speech, self._words, self.scopes, self._artefact, self._scope)

    @cached_property
    def assertions(self) -> tuple[Assertion, ...]:
        """The claims, sentence by sentence and in tables of amendments."""
        located = [claim for claim in self.conclusions.claims if self._is_about_subject(claim)]
        told = [assertion_of(self.speech, self._words, claim, self._scope(claim)) for claim in located]
        named = list(self._named([claim.reference for claim in located]))
        told += [assertion_of(self.speech, self._words, claim, one.scope) for claim, one in named]
        said = {claim.span for claim in (*located, *(claim for claim, _ in named))}
        whole = list(self._whole(said))
        references = [one.claim.reference for one in told] + [claim.reference for claim in whole]
        placed = list(Placed(self.speech, self._alignment, self.scopes, self._artefact).claims(references, self._bare))
        said |= {claim.span for claim in placed}
        told += [assertion_of(self.speech, self._words, claim, Scope()) for claim in (*whole, *self._contrasts(said))]
        told += self._general({one.claim.span for one in told})
        told += [assertion_of(self.speech, self._words, claim, self._scope(claim)) for claim in placed]
        told += self._referring.claims({one.claim.span for one in told if one.scope.is_found})
        told = [self._apart(one, told) for one in told]
        placeless = Placeless(self.speech, self._alignment, self._artefact)
        return (*told, *placeless.claims({one.claim.span for one in told}), *self._listing.assertions())

    @cached_property
    def responses(self) -> Responses:
        """What the responses say beside the claims."""
        return Responses(self.speech, self.scopes, self._words, self.assertions, self._artefact)

    @cached_property
    def misplaced(self) -> Sequence[Misplaced]:
        """The sentences that tell of a change and put it into another part than the one in which it was made."""
        misplacing = Misplacing(self.speech, self.scopes, self._alignment)
        return list(misplacing.among(list(self.mentions.items()), self.assertions))

    @cached_property
    def taken_out(self) -> Sequence[tuple[Span, Span]]:
        """The sentences that say that words of the draft, quoted before them, are gone, each with these words."""
        return list(taken_out(self.speech, self._alignment))

    def changes_of(self, misplaced: Misplaced) -> Sequence[Change]:
        """The changes in the part that a misplaced telling names."""
        return [change for scope in misplaced.part.scopes for change in self.scopes.changes_in(scope)]

    @cached_property
    def mentions(self) -> Mapping[Span, Sequence[Mention]]:
        """DCC's own sentences that name parts, each with the parts."""
        conclusions, found = self.conclusions, dict[Span, list[Mention]]()
        for one in conclusions.mentions.references:
            mine = conclusions.ownership.is_subject(one.owner) if one.owner not in ("", "self") else True
            if not (one.clauses and one.kind in PARTS and one.owner != "SEC" and mine) or is_own(self._text, one.span):
                continue
            sentence = conclusions.sentence(one.span)
            located = any_of(self._words.locating).search(self._text, sentence.start, one.span.start) is None
            if located or self._is_under(one.kind, one.span):  # "below Table 3" is not in it
                scopes = tuple(scope for clause in one.clauses for scope in self._candidates(one.kind, clause, one.span))
                found.setdefault(sentence, []).append(Mention(one.clauses[0], one.kind, one.span, scopes))
        for sentence in self.speech.sentences:
            for named in self._called(sentence):
                found.setdefault(sentence, []).append(Mention(named.target, "section", named.span, (named.scope,)))
        own = set(self.speech.sentences)
        return {sentence: parts for sentence, parts in found.items() if sentence in own}

    def _called(self, sentence: Span) -> Sequence[Named]:
        """The parts that a sentence names by bare number, label or title."""
        if sentence not in self._known:
            self._known[sentence] = list(self._parts_named.within(self.conclusions, sentence, self._references))
        return self._known[sentence]

    @cached_property
    def _bare(self) -> Sequence[Reference]:
        """The parts that sentences name without a noun: "in 3.2", "Final 3.2: five weeks"."""
        called = (named for sentence in self.speech.sentences for named in self._called(sentence) if named.target[:1].isdigit())
        return [Reference(named.span, "", "section", (named.target,)) for named in called]

    @cached_property
    def _references(self) -> Sequence[Span]:
        """The references of the conclusions; "Section C" alone may well be the document's, and not the SEC's."""
        return [one.span for one in self.conclusions.mentions.references if one.owner != "SEC" or "SEC" in self._quote(one.span)]

    def quoted(self, assertion: Assertion) -> Iterator[tuple[Span, bool]]:
        """The words that a claim quotes, each with whether it says that they are new; words that it says neither of are left out."""
        text, forms = self.conclusions.document.text, self.conclusions.profile.claims
        at = assertion.claim.span.start
        for quotation in self.conclusions.pairing.quotations:
            if quotation.kind != "double" or quotation.depth or not quotation.span.within(assertion.claim.span):
                continue
            verbs = self.speech.predicates.within(text, assertion.claim.span.start, quotation.span.start)
            verb = verbs[-1].verb if verbs else ""
            renews = any_of(forms.renewing).search(text, at, quotation.span.start) is not None if forms.renewing else False
            if renews or verb in forms.adding or verb in forms.removing:
                yield quotation.words, (renews or verb in forms.adding) and not self._is_replaced(quotation.span)
            at = quotation.span.end

    def _is_replaced(self, quoted: Span) -> bool:
        """Whether words behind a quotation lead over from it to the one that took its place: "“daily” has become “weekly”"."""
        behind = self._text[quoted.end : self.conclusions.sentence(quoted).end]
        return any_of(self._words.becoming).match(behind) is not None

    def _quote(self, span: Span) -> str:
        return self.conclusions.document.quote(span)

    def _is_about_subject(self, claim: Claim) -> bool:
        mine = self.conclusions.ownership.is_subject(claim.owner)
        bracketed = bracket_of(self.conclusions.document.text, claim.reference, claim.span) is not None
        elsewhere = bracketed and phrases(self._words.apart).search(self._quote(claim.span)) is not None
        unknown = self.scopes.is_unknown(claim.kind, claim.target)
        beside = any_of(self._words.locating).search(self.conclusions.document.text, claim.span.start, claim.reference.start) is not None
        asks = self._text[claim.span.end - 1] == "?"
        return (
            mine
            and not (elsewhere or unknown or beside or asks)
            and claim.kind != "question"
            and not any(claim.span.overlaps(span) for span in self.speech.unspoken)
        )

    def _scope(self, claim: Claim, side: int | None = None) -> Scope:
        """The part that a claim names. Where draft and final document number two parts alike, the one that the words are about.

        ``side`` tells whose number it is, where that is known: 0 the draft's, 1 the final document's.
        """
        candidates = self._candidates(claim.kind, claim.target, claim.reference)
        if not candidates:
            return Scope()
        meant = side_meant(self.conclusions, claim.reference, self._words.of_draft, self._words.of_final) if side is None else side
        if len(candidates) < 2:
            return replace(candidates[0], side=meant if candidates[0].clause else None)
        if meant is not None:
            return candidates[1 - meant]
        terms = self.speech.stems([claim.span])
        return max(candidates, key=lambda scope: (self._likeness(scope, terms), self._shared(scope, terms)))

    def _candidates(self, kind: str, target: str, at: Span) -> Sequence[Scope]:
        """Where a part may be that is named at a place; what stands under a table stands in its section."""
        found = self.scopes.candidates(kind, target)
        return [replace(scope, table=(None, None)) for scope in found] if self._is_under(kind, at) else found

    def _is_under(self, kind: str, at: Span) -> bool:
        return kind == "table" and phrases(self._words.beneath).search(self._text[max(0, at.start - _BEFORE) : at.start]) is not None

    def _likeness(self, scope: Scope, terms: frozenset[str]) -> int:
        """How many words that changed in a part are among those given; those of the record of versions change with every version."""
        changes = (change for change in self.scopes.changes_in(scope) if change.nature != "version")
        edited = (word for change in changes for word in edited_words(change))
        return len(self._words.stems(edited) & terms)

    def _shared(self, scope: Scope, terms: frozenset[str]) -> int:
        """How many words of a part of the final document are among those given."""
        part = words_in(self._alignment.new, scope.section[1])
        words = (word for unit in self._alignment.units[1] if unit.span.within(part) for word in unit.words)
        return len(self._words.stems(words) & terms)

    def _apart(self, assertion: Assertion, others: Sequence[Assertion]) -> Assertion:
        """A claim with what its own clause says, where other clauses of its sentence are about other parts."""
        beside = [one.claim.reference for one in others if one.claim.span == assertion.claim.span and one.scope != assertion.scope]
        for clause in self.speech.clauses(assertion.claim.span) if beside and assertion.scope.is_found else ():
            if assertion.claim.reference.within(clause) and not any(span.overlaps(clause) for span in beside):
                return replace(assertion, words=(clause,))
        return assertion

    def _named(self, said: Sequence[Span]) -> Iterator[tuple[Claim, Named]]:
        """The claims about parts that go by bare number or title: "We tightened the exit criteria", "a few words in 4.3"."""
        text, forms = self.conclusions.document.text, self.conclusions.profile.claims
        quoted = [one.span for one in self.conclusions.pairing.quotations if one.kind == "double" and not one.depth]
        for sentence in self.speech.sentences:
            earlier = [span for span in said if span.within(sentence)]
            # Where a number tells the part, a word that is also a title need not be one.
            called = self._objects(sentence) if not earlier else ()
            for one in self._called(sentence) or list(called):
                predicate = predicate_of(text, one.span, sentence, forms, earlier) or self._points(one.span, sentence)
                inside = any(one.span.within(span) and one.span != span for span in quoted)
                inside = inside or any_of(self._words.lacking).match(text, one.span.end + 1, sentence.end) is not None  # "R8 already ..."
                if predicate is not None and not inside and not any(one.span.overlaps(span) for span in earlier):
                    earlier.append(one.span)
                    yield Claim(one.target, self._artefact, sentence, one.span, "section", predicate.verb), one

    def _points(self, at: Span, sentence: Span) -> Predicate | None:
        """What says of a part only that it was done there: "Done, see E.1"."""
        match = any_of(self._words.pointers).match(self.conclusions.document.text, sentence.start, at.start)
        done = match is not None and match[0].split()[0].casefold().strip(",;:.–-") not in ("see", "please")
        return Predicate(Span(at.end, at.end), "now", acts=False) if done else None

    def _objects(self, sentence: Span) -> Iterator[Named]:
        """The parts that are called by title right behind a verb of change, or right before it."""
        text = self.conclusions.document.text
        for predicate in self.speech.predicates.within(text, sentence.start, sentence.end):
            words = list(self.speech.text.words([Span(predicate.span.end, sentence.end)]))[: self._parts_named.longest + 1]
            before = list(self.speech.text.words([Span(sentence.start, predicate.span.start)]))[-self._parts_named.longest - 1 :]
            stretches = [(words[0].span.start, word.span.end) for word in reversed(words)]
            stretches += [(word.span.start, before[-1].span.end) for word in before]
            for start, end in stretches:
                named = self._parts_named.called(self.conclusions, Span(start, end))
                if named is not None:
                    yield named
                    return

    def _whole(self, said: set[Span]) -> Iterator[Claim]:
        lexicon, conclusions = self.conclusions.lexicon, self.conclusions
        names = tuple(name for name, known in lexicon.artefact_names.items() if known == self._artefact)
        sentences = tuple(sentence for sentence in self.speech.sentences if sentence not in said)
        yield from whole_claims(conclusions.document, sentences, conclusions.profile.claims, names, self._artefact)

    def _contrasts(self, said: set[Span]) -> Iterator[Claim]:
        """The sentences of responses that hold a new number against the old one: "18 months instead of 12"."""
        known = said | {claim.span for claim in self._whole(said)}
        denying = phrases(self.conclusions.profile.claims.denied)
        for sentence in self.speech.sentences:
            if sentence in known or not any(sentence.overlaps(span) for span in self.speech.spoken):
                continue
            contrast = next(self.speech.contrasts.within(sentence), None)
            denied = contrast is None or denying.search(self._text, sentence.start, contrast.span.start) is not None
            if contrast is not None and contrast.old.kind != "date" and not (denied or self._is_supposed(contrast.span, sentence)):
                yield Claim("", self._artefact, sentence, contrast.span, verb="changed")

    def _is_supposed(self, contrast: Span, sentence: Span) -> bool:
        """Whether words right behind a contrast say how it would be: "Going from 12 months to 18 months would cost too much"."""
        supposing = any_of(self._words.supposing)
        behind = takewhile(lambda word: word.key != ",", self.speech.text.words([Span(contrast.end, sentence.end)]))
        return any(supposing.fullmatch(word.key) for word in islice(behind, _NEXT))

    def _general(self, said: set[Span]) -> Iterator[Assertion]:
        """The claims to have put right what respondents found all over the document: "DCC has corrected both" typing errors."""
        everywhere = phrases(self._words.everywhere)
        for paragraph in self.speech.spoken:
            for sentence in self.conclusions.sentences_within(paragraph):
                views = self.speech.taken_up(paragraph, [sentence]) if sentence not in said else ()
                if any(everywhere.search(self._quote(view)) for view in views):
                    claim = Claim("", self._artefact, sentence, Span(sentence.start, sentence.start), verb="changed")
                    yield replace(assertion_of(self.speech, self._words, claim, Scope()), everywhere=True)
