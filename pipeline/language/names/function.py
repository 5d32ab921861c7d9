"""What a registered place name does in the text: acts (ORG with literal LOC) or lies (LOC).

Guideline section 8: a municipality that acts, owns, decides, employs or sends somebody is an
organisation, whatever a gazetteer says of its name.
"""

from __future__ import annotations

from pipeline.language.names.namewords import given, is_surname
from pipeline.language.names.registers import Ref
from pipeline.language.names.rules import function, rules
from pipeline.language.names.scene import MODALS, Scene, fits

_BODIES = ("nämnden", "styrelsen", "fullmäktige", "utskottet", "förvaltningen")
_DASHES = (" - ", " – ", " — ")


def acts(scene: Scene, i: int, j: int, ref: Ref) -> bool:
    """Whether the place of words ``[i, j)`` stands for its municipality."""
    if not ref.acting:
        return False
    words = scene.words
    if scene.in_affiliation(words.starts[i]):
        return True
    if words.texts[i].isupper() and len(words.texts[i]) <= 4:
        return True  # a short form such as GBG is the body
    book = function()
    if scene.preceded(i, book.actor_before):
        return True
    if _beside_person(scene, i, j) or _inverted(scene, i, j):
        return True
    before = scene.preceded(i, book.place_before)
    if before is not None:
        return before == "i" and _employer(scene, i - 1)
    if words.initial(i) and words.view[words.ends[j - 1] : words.ends[j - 1] + 3] in _DASHES:
        return True
    if words.view[words.ends[j - 1] : words.ends[j - 1] + 1] == ":" and words.initial(i):
        return words.view[words.ends[j - 1] : words.ends[j - 1] + 2] != ":\n"
    verb = scene.verb_after(j - 1)
    if verb is not None:
        return verb not in book.not_acting
    if words.view[words.starts[i] : words.ends[j - 1]].removesuffix("s") in scene.members:
        # where municipalities meet, their names are the members; ", Ekby." is still where to meet
        return words.joined(j - 1) or (i > 0 and words.joined(i - 1))
    last = words.texts[j - 1]
    if last.endswith("s") and not _is_nominative(last, ref) and words.joined(j - 1):
        following = words.texts[j]
        return following[0].islower() and following not in book.place_nouns
    return _listed(scene, i, j, book.not_acting)


def _beside_person(scene: Scene, i: int, j: int) -> bool:
    """The name says where a person works: "Karin Ek, Alby", "Karin Ek från Alby", "(Alby)"."""
    words = scene.words
    view = words.view
    if view[words.starts[i] - 1 : words.starts[i]] == "(" and view[words.ends[j - 1] : words.ends[j - 1] + 1] == ")":
        return True
    if i > 1 and words.gap(i - 1) == ", ":
        return _ends_person(scene, i - 1)
    return (
        i > 2
        and words.texts[i - 1] == "från"
        and words.joined(i - 1)
        and words.joined(i - 2)
        and _ends_person(scene, i - 2)
    )


def _ends_person(scene: Scene, i: int) -> bool:
    """Words ``i - 1`` and ``i`` are a first name and a surname."""
    words = scene.words
    return i > 0 and words.joined(i - 1) and given(words.texts[i - 1]) > 0 and is_surname(words.texts[i])


def _inverted(scene: Scene, i: int, j: int) -> bool:
    """The subject of an inverted clause: "Nu ska Alby ta fram ..."."""
    words = scene.words
    if i == 0 or j >= words.count or not words.joined(i - 1) or not words.joined(j - 1):
        return False
    return words.texts[i - 1].lower() in MODALS and words.texts[j][0].islower()


def _is_nominative(word: str, ref: Ref) -> bool:
    return ref.norm is not None and (ref.norm.split()[0] == word and not ref.norm.endswith(("kommun", "stad", "Stad")))


def _employer(scene: Scene, i: int) -> bool:
    """A role stands before word ``i`` ("kommundirektör i Ekby")."""
    if i == 0 or not scene.words.joined(i - 1):
        return False
    before = scene.words.texts[i - 1].lower()
    return fits("person.title", before, 2) or before.endswith(_BODIES)


def _listed(scene: Scene, i: int, j: int, not_acting: frozenset[str]) -> bool:
    """The name stands in a list of names that ends before an acting verb ("Ekby, Alby och Nora deltar")."""
    words = scene.words
    at = j - 1
    steps = 0
    while at + 1 < words.count and steps < 12:
        gap = words.gap(at)
        following = words.texts[at + 1]
        if gap not in (" ", ", ", "\n", ",\n"):
            return False
        if following in ("och", "samt") or (
            following[0].isupper() and (gap != " " or words.texts[at] in ("och", "samt"))
        ):
            at += 1
            steps += 1
            if following[0].isupper() and (verb := scene.verb_after(at)):
                return verb not in not_acting
        elif following[0].isupper() and words.texts[at][0].isupper():
            at += 1
            steps += 1
        else:
            return False
    return False


def is_area(scene: Scene, i: int) -> bool:
    """A municipality's full name that stands for its area ("invånare i Ekby kommun")."""
    return scene.preceded(i, function().area_before) is not None


def is_venue(scene: Scene, i: int) -> bool:
    """An organisation's name that says where something is held ("i sal B2 på Tekniska skolan")."""
    words, book = scene.words, function()
    if i == 0:
        return False
    if words.gap(i - 1).strip() == ":" and scene.preceded(i, rules()["place.field"].words):
        return True
    if words.texts[i - 1].lower() not in book.venue_before:
        return False
    start = max(0, i - 7)
    line = words.view.rfind("\n", 0, words.starts[i])
    return any(words.starts[k] > line and words.texts[k].lower() in book.venue_cues for k in range(start, i))
