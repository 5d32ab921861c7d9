import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge import registers
from pipeline.language.names.registers import index
from pipeline.language.names.words import Words


def test_registers_hold_what_their_names_say() -> None:
    assert len(registers.municipalities()) == 290
    assert len(registers.counties()) == len(registers.regions()) == 21
    assert registers.given_names()["Karin"].bearers > 10_000
    assert "Andersson" in registers.surnames()
    assert "Aalto" in registers.surnames_abroad()
    assert {"S", "M", "SD"} <= registers.party_codes()
    assert len({m.entity_id for m in registers.municipalities()}) == 290


def test_every_body_has_an_id_of_its_register() -> None:
    for bodies in (registers.agencies(), registers.parties(), registers.organisations(), registers.federations()):
        assert all(body.entity_id and ":" in body.entity_id and body.label == "ORG" for body in bodies)
    assert not next(b for b in registers.agencies() if b.name == "Alkoholinspektionen").active


def test_an_unknown_register_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no register called zoo"):
        registers.rows("zoo")


@pytest.mark.parametrize(("name", "plain"), [("Region Skåne", "region-skane"), ("É-Öst & Väst", "e-ost-vast")])
def test_slug(name: str, plain: str) -> None:
    assert registers.slug(name) == plain


def test_longest_form_wins_and_may_have_a_genitive() -> None:
    words = Words.of("Göteborgsregionens kommunalförbunds stadgar")
    found = index().longest(words, 0)
    assert found is not None and found[0] == 2 and found[1].entity_id == "forbund:goteborgsregionens-kommunalforbund"


def test_forms_that_are_everyday_words_or_names_are_weak() -> None:
    weak = {word for word in ("Mark", "Vara", "Göteborg", "Skövde", "Kommunal") if (r := index().word(word)) and r.weak}
    assert weak == {"Mark", "Vara", "Kommunal"}


def test_short_forms_that_are_no_names_are_left_out() -> None:
    assert index().word("IT") is None and index().word("VAL") is None


def test_words_leave_the_colon_ending_out() -> None:
    words = Words.of("VGR:s plan för S:t Lars, Nor&Mur och Ann-Marie.")
    assert words.texts == ["VGR", "plan", "för", "S:t", "Lars", "Nor&Mur", "och", "Ann-Marie"]
    assert words.view[words.starts[0] : words.afters[0]] == "VGR:s"
