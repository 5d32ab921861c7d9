import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.identity import identify, organisation_id, person_id
from pipeline.language.model import Reading
from pipeline.language.names import find_names
from tests.language.names.helpers import reading


def identified(text: str, roster: tuple[str, ...] = (), body: str | None = None) -> Reading:
    made = reading(text, roster)
    made.meeting.body = body
    made.mentions = find_names(made)
    identify(made)
    return made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rolf Granden", "Rolf Grandén"),
        ("Mona Brandt", "Mona Sjövik Brandt"),
        ("ÅKE ÖSTLIN", "Åke Östlin"),
        ("Lars-Åke Östlin", "Lars-Åke  Östlin"),
    ],
)
def test_forms_of_one_name_share_an_id(one: str, other: str) -> None:
    assert person_id(one) == person_id(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Helge K Åhlin", "Helge Åhlin"), ("Mona Brandt", "Mona Brand"), ("Lars Östlin", "Lars-Åke Östlin")],
)
def test_forms_that_tell_persons_apart_have_their_own_ids(one: str, other: str) -> None:
    assert person_id(one) != person_id(other)


@pytest.mark.parametrize("name", [None, "", "Anna", "B\ufffdrje Ek"])
def test_no_id_for_a_name_that_identifies_nobody(name: str | None) -> None:
    assert person_id(name) is None


@given(st.lists(st.text("abcåäöéAÅ-", min_size=1, max_size=6), min_size=2, max_size=4))
def test_ids_are_plain_and_repeatable(parts: list[str]) -> None:
    found = person_id(" ".join(parts))
    assert found is not None and found.isascii() and found == person_id(" ".join(parts))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ale", "kommun:1440"),
        ("GBG", "kommun:1480"),
        ("Alingsås kommun", "kommun:1489"),
        ("GR", "forbund:goteborgsregionens-kommunalforbund"),
        ("VGR, koncernkontoret", "region:14"),
        ("Lantmäteriet (enhet Väst)", "orgnr:202100-4888"),
        ("Okända Bolaget", None),
        ("Ale, Lerum", None),
        ("", None),
    ],
)
def test_affiliation_ids(text: str, found: str | None) -> None:
    assert organisation_id(text) == found


def test_attendance_and_mentions_share_ids() -> None:
    made = identified("Närvarande\n\nMona Sjövik Brandt, Ale\n\nMona tackar.", ("Mona Sjövik Brandt, Ale",))
    (row,) = made.attendance
    assert (row.person_id, row.affiliation_id) == ("person:mona-brandt", "kommun:1440")
    assert {m.entity_id for m in made.mentions if m.label == "PER"} == {"person:mona-brandt"}
    assert [m.norm for m in made.mentions if m.label == "PER"] == ["Mona Sjövik Brandt"] * 2


def test_two_listed_persons_with_one_key_keep_their_middle_names() -> None:
    made = identified("Närvarande: Mona Sjövik Brandt, Mona Brandt", ("Mona Sjövik Brandt", "Mona Brandt"))
    assert len({row.person_id for row in made.attendance}) == 2


def test_affiliation_by_the_documents_own_short_form_of_a_registered_body() -> None:
    text = "Närvarande\n\nMona Brandt, SVR\n\nSkövde kommun är med i Statens veterinärmedicinska anstalt (SVA)."
    made = identified(text, ("Mona Brandt, SVR",))
    assert made.attendance[0].affiliation_id is None
    assert {m.entity_id for m in made.mentions if made.view[m.start : m.end] == "SVA"} == {"orgnr:202100-1868"}


def test_bodies_hang_under_the_letterhead() -> None:
    made = identified("Ale kommun\nSocialnämnden\nProtokoll\n\nNämnden beslutar.", body="Socialnämnden")
    nominal = [(m.norm, m.entity_id) for m in made.mentions if m.mention == "NOM"]
    assert nominal == [("Ale kommun/socialnämnden", "kommun:1440/socialnamnden")] * 2


def test_two_letterheads_give_no_owner() -> None:
    made = identified("Ale kommun och Lerums kommun\nProtokoll\n\nNämnden beslutar.")
    assert [(m.norm, m.entity_id) for m in made.mentions if m.mention == "NOM"] == [("nämnden", None)]


def test_norm_of_an_unknown_organisation_has_no_genitive_where_the_text_shows_it() -> None:
    made = identified("Takmurex AB lade bud. Vi väljer Takmurex ABs bud.")
    assert [m.norm for m in made.mentions] == ["Takmurex AB"] * len(made.mentions)
