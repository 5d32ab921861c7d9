"""All names of a document, joined with a stated precedence (see :mod:`.candidates`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.language.model import DateMention, Mention, Reading
from pipeline.language.names.candidates import REGISTER, Candidate, resolve
from pipeline.language.names.function import acts, is_area, is_venue
from pipeline.language.names.model_spans import ModelSpan, from_model
from pipeline.language.names.namewords import given, is_surname
from pipeline.language.names.nominal import find_nominals
from pipeline.language.names.ordinary import UNKNOWN, ordinary
from pipeline.language.names.organisations import find_by_shape, find_by_slot
from pipeline.language.names.own import find_affiliations, find_again, find_brackets, find_title
from pipeline.language.names.parts import find_parts
from pipeline.language.names.people import People, find_people
from pipeline.language.names.places import find_places
from pipeline.language.names.registers import Ref, index
from pipeline.language.names.rules import common_words, everyday, function, rules, stops
from pipeline.language.names.scene import Scene, fits
from pipeline.language.names.unknown import find_listed, find_unknown

_MUNICIPALITY = re.compile(r"(?<![\w-])([A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?) kommuns?(?![\w-])")
_INSIDE = frozenset({"i"})


def find_names(reading: Reading, model_spans: Sequence[ModelSpan] = ()) -> list[Mention]:
    """The mentions of a document: names (NAM), then bodies by common nouns (NOM), in order of start.

    Args:
        reading: its view, sections, attendance and dates are read.
        model_spans: ``(start, end, label)`` of a trained model, with literal labels.

    Returns:
        NAM mentions that overlap neither one another nor a date, and NOM mentions, which may
        overlap the former but are never the same span.
    """
    scene = Scene.of(reading)
    candidates, people, covered = find_people(scene)
    candidates += find_parts(scene, people, covered)
    candidates += find_brackets(scene)
    candidates += find_title(scene)
    candidates += registered(scene, people, own_places(scene))
    candidates += (_as_venue(scene, c) for c in find_by_shape(scene, people))
    candidates += find_places(scene, people)
    candidates += find_affiliations(scene)
    ends = {c.end for c in candidates if c.label == "ORG"}
    candidates += find_by_slot(scene, people, ends)
    candidates += find_unknown(scene, people)
    candidates += from_model(scene, model_spans)
    candidates = [c for c in candidates if reading.view[c.end : c.end + 1] != "-"]  # "Miljö- och ..."
    _drop_false_dates(reading, candidates)
    dates = [(d.start, d.end) for d in reading.dates]
    kept = resolve(candidates, dates)
    again = [*find_again(scene, people, kept), *find_listed(scene, people, kept)]
    if again:
        kept = resolve([*kept, *again], dates)
    names = [Mention(c.start, c.end, c.label, "NAM", c.literal, c.norm, c.entity_id, c.source) for c in kept]
    covered_at = {at for m in names for at in range(m.start, m.end)}
    nominals = [
        Mention(start, end, "ORG", "NOM", source="context:nominal")
        for start, end in find_nominals(scene)
        if start not in covered_at or end - 1 not in covered_at
    ]
    return sorted([*names, *nominals], key=lambda m: (m.start, m.end, m.mention))


def _as_venue(scene: Scene, candidate: Candidate) -> Candidate:
    """An organisation that is where the meeting is held ("Plats: Alby gymnasium")."""
    if is_venue(scene, scene.index_at(candidate.start)):
        return replace(candidate, label="LOC", literal="ORG")
    return candidate


def _drop_false_dates(reading: Reading, candidates: Sequence[Candidate]) -> None:
    """Take out dates that are a part of a person's name ("Maj-Lis")."""
    persons = {at: c for c in candidates if c.label == "PER" and c.rank <= REGISTER for at in range(c.start, c.end)}
    reading.dates = [d for d in reading.dates if not _inside(persons.get(d.start), d)]


def _inside(person: Candidate | None, date: DateMention) -> bool:
    return person is not None and date.end <= person.end and date.end - date.start < person.end - person.start


def own_places(scene: Scene) -> dict[str, Ref]:
    """Places whose municipality the document names in full and no register has ("Ekby kommun" -> "Ekby")."""
    out: dict[str, Ref] = {}
    rule = rules()["org.noun-after"]
    for match in _MUNICIPALITY.finditer(scene.words.view):
        name = match[1]
        known = index().word(name) is not None or name in stops().openers or name in everyday()
        if not known and name.lower() not in rule.stop and name.lower() not in common_words():
            ref = Ref("LOC", "document", f"{name} kommun", None, acting=True)
            for form in {name, name.removesuffix("s")}:
                if len(form) > 2 and not given(form):
                    out[form] = ref
    return out


def registered(scene: Scene, people: People, own: Mapping[str, Ref]) -> Iterator[Candidate]:
    """Names of the registers and the document's own places, labelled by function."""
    words, book = scene.words, index()
    if not book.lower.keys().isdisjoint(words.texts):
        for i, text in enumerate(words.texts):
            if text in book.lower:
                yield _labelled(scene, i, i + 1, book.lower[text])
    for start, end in scene.chains:
        i = start
        while i < end:
            found = book.longest(words, i)
            if found is not None:
                j, ref = found
                j = _branch(scene, j, end, ref, people)
                yield _labelled(scene, i, j, ref)
                i = max(j, i + 1)
                continue
            single = book.word(words.texts[i]) or own.get(words.texts[i])
            if single is not None:
                sure = not single.weak or _stands(scene, i, start, end, people)
                if sure and _written(scene, i, start, end):
                    yield _labelled(scene, i, _branch(scene, i + 1, end, single, people), single)
            elif "-" in words.texts[i]:
                yield from _area(scene, i)
            i += 1


def _branch(scene: Scene, j: int, end: int, ref: Ref, people: People) -> int:
    """Where the name of a local branch ends ("PRO Ekby", "SPF Seniorerna Älven")."""
    if ref.label != "ORG" or ref.register not in ("organisations", "parties", "federations"):
        return j
    words = scene.words
    while j < end and not words.texts[j].isupper() and len(words.texts[j]) > 2:
        text = words.texts[j]
        if given(text) or text in people.first or text in stops().openers or fits("person.title", text.lower(), 2):
            break
        j += 1
    return j


def _written(scene: Scene, i: int, start: int, end: int) -> bool:
    """Capitals are a short form, not shouting, and no prefix of a case number."""
    texts = scene.words.texts
    if not texts[i].isupper():
        return True
    others = [text for text in texts[start:end] if text != texts[i]]
    if others and all(text.isupper() for text in others) and not all(_known_capitals(text) for text in others):
        return False
    if i + 1 < len(texts) and texts[i + 1][0].isdigit() and scene.words.gap(i) in (" ", ") "):
        return False  # "TRV 2024/12", "(EU) 2016/1162"
    return not (i + 1 < len(texts) and texts[i + 1] == "nr")


def _known_capitals(text: str) -> bool:
    return text in stops().acronyms or index().word(text) is not None


def _area(scene: Scene, i: int) -> Iterator[Candidate]:
    """A hyphen compound of a known name that is an area ("GR-området")."""
    words, rule = scene.words, rules()["place.hyphen"]
    if fits(rule.id, words.texts[i].lower()) and index().word(words.texts[i].partition("-")[0]) is not None:
        yield Candidate(words.starts[i], words.ends[i], "LOC", rule.source, REGISTER)


def _stands(scene: Scene, i: int, start: int, end: int, people: People) -> bool:
    """A weak form (also an everyday word or a person's name) is the registered name after all."""
    words = scene.words
    text = words.texts[i]
    ref = index().word(text)
    if scene.in_affiliation(words.starts[i]):
        return ref is not None and (ref.acting or ref.label == "ORG")
    if i + 1 < words.count and words.joined(i) and words.texts[i + 1][0].isdigit():
        return False
    if text in people.first or text in people.last or end - start > 1:
        return False
    if words.initial(i):
        if ref is not None and ref.label == "ORG":
            return scene.verb_after(i) is not None or _owns(scene, i)
        return ref is not None and ref.acting and text in scene.members and scene.verb_after(i) is not None
    if ref is not None and ref.acting and text in scene.members and words.texts[i - 1] in ("och", "samt"):
        return True
    if ref is not None and ref.label == "ORG":
        return True
    if scene.preceded(i, _INSIDE) and text not in everyday():
        return True
    if text in everyday() and ref is not None and not ref.acting:
        return scene.preceded(i, _INSIDE) is not None
    if given(text) >= 500 or (is_surname(text) and not scene.preceded(i, function().place_before)):
        return False
    return scene.preceded(i, function().place_before | function().actor_before) is not None


def _owns(scene: Scene, i: int) -> bool:
    """An unusual word in the genitive, with what it owns: "Xyllas ramavtal"."""
    words = scene.words
    text = words.texts[i]
    owned = words.joined(i) and words.texts[i + 1][0].islower() and text.endswith("s")
    return owned and text not in everyday() and ordinary(text.lower()) == UNKNOWN


def _labelled(scene: Scene, i: int, j: int, ref: Ref) -> Candidate:
    words = scene.words
    start, end = words.starts[i], words.ends[j - 1]
    source = "document" if ref.register == "document" else f"register:{ref.register}"
    if ref.label == "LOC":
        if acts(scene, i, j, ref):
            return Candidate(start, end, "ORG", source, REGISTER, "LOC", ref.norm, ref.entity_id)
        norm = words.texts[i] if ref.acting and j - i == 1 else ref.norm
        if ref.acting:
            norm = _place_norm(words.view[start:end], ref)
        return Candidate(start, end, "LOC", source, REGISTER, None, norm, ref.entity_id)
    if (ref.register == "municipalities" and is_area(scene, i)) or is_venue(scene, i):
        return Candidate(start, end, "LOC", source, REGISTER, "ORG", ref.norm, ref.entity_id)
    return Candidate(start, end, "ORG", source, REGISTER, None, ref.norm, ref.entity_id)


def _place_norm(text: str, ref: Ref) -> str:
    single = index().single
    return text if text in single else text[:-1] if text[:-1] in single else ref.norm or text
