import pytest

from tests.language.names.helpers import mentions, names

ROSTER = ("Ylva Torstedt", "Bo Granlid", "Helge K Åhlin", "Mona Sjövik Brandt")
LIST = "Närvarande: Ylva Torstedt, Bo Granlid, Helge K Åhlin, Mona Sjövik Brandt\n\n"


def people(text: str, roster: tuple[str, ...] = ROSTER) -> list[tuple[str, str | None]]:
    """Text and norm of the persons after the list."""
    whole = LIST + text if roster else text
    skip = len(LIST) if roster else 0
    return [(whole[m.start : m.end], m.norm) for m in mentions(whole, roster) if m.label == "PER" and m.start >= skip]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ylva Torstedt redovisar.", [("Ylva Torstedt", "Ylva Torstedt")]),
        ("Ylva redovisar läget.", [("Ylva", "Ylva Torstedt")]),
        ("Torstedt återkommer i maj.", [("Torstedt", "Ylva Torstedt")]),
        ("Beslut enligt Ylva Torstedts yrkande.", [("Ylva Torstedts", "Ylva Torstedt")]),
        ("Monas förslag antas.", [("Monas", "Mona Sjövik Brandt")]),
        (
            "Mona Brandt och Helge Åhlin deltar.",
            [("Mona Brandt", "Mona Sjövik Brandt"), ("Helge Åhlin", "Helge K Åhlin")],
        ),
        ("Mona\nSjövik Brandt tackar.", [("Mona\nSjövik Brandt", "Mona Sjövik Brandt")]),
        ("Ahlin frågar.", [("Ahlin", "Helge K Åhlin")]),
        ("Nästa möte hålls hos Bo.", [("Bo", "Bo Granlid")]),
        ("Bo informerar.", [("Bo", "Bo Granlid")]),
        ("Bo kvar i huset är svårt.", []),
        ("YLVA TORSTEDT väljs.", [("YLVA TORSTEDT", "Ylva Torstedt")]),
    ],
)
def test_roster_names_are_found_and_linked(text: str, found: list[tuple[str, str | None]]) -> None:
    assert people(text) == found


def test_a_part_that_fits_two_persons_has_no_norm() -> None:
    text = "Närvarande: Ylva Torstedt, Ylva Granlid\n\nYlva skriver protokollet."
    last = mentions(text, ("Ylva Torstedt", "Ylva Granlid"))[-1]
    assert (text[last.start : last.end], last.label, last.norm, last.source) == ("Ylva", "PER", None, "roster")


def test_a_short_form_of_two_persons_has_no_norm() -> None:
    listed = ("Mona Sjövik Brandt", "Mona Ekfors Brandt")
    text = "Närvarande: Mona Sjövik Brandt, Mona Ekfors Brandt\n\nMona Brandt tackar."
    assert mentions(text, listed)[-1].norm is None
    exact = ("Mona Sjövik Brandt", "Mona Brandt")
    assert (
        mentions("Närvarande: Mona Sjövik Brandt, Mona Brandt\n\nMona Brandt tackar.", exact)[-1].norm == "Mona Brandt"
    )


def test_a_person_named_once_in_full_is_known_by_first_name() -> None:
    text = "Besök av Kalle Storfors, projektledare. Vi hör av oss till Kalle i veckan."
    assert [(text[m.start : m.end], m.norm) for m in mentions(text)] == [
        ("Kalle Storfors", "Kalle Storfors"),
        ("Kalle", "Kalle Storfors"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Per den sista juni är saldot noll.",
        "Mark köps in för bostäder.",
        "Alla är nöjda med dagen.",
        "Maj månads möte ställs in.",
        "Kommer frågan upp igen tas den då.",
        "Hans uppgift är att hålla ordning.",
        "Sten och grus läggs på vägen.",
        "My och små ting.",
    ],
)
def test_everyday_words_at_the_start_of_a_sentence_are_no_persons(text: str) -> None:
    assert people(text, ()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Per Lindfors valdes till revisor.", ["Per Lindfors"]),
        ("Till ledamot väljs Xantor Brälle.", []),
        ("Kommunjuristen Xantor Brälle svarar.", ["Xantor Brälle"]),
        ("Xantor Brälle (SD) yrkar avslag.", ["Xantor Brälle"]),
        ("Vid protokollet\n\nXantor Brälle", ["Xantor Brälle"]),
        ("Deltar gör Carl von Ekfors och Li af Ugglefelt.", ["Carl von Ekfors", "Li af Ugglefelt"]),
        ("Ordet gick till Anna ”Nutte” Berglind.", ["Anna ”Nutte” Berglind"]),
        ("Sekreterare: Tobias J. Andersson", ["Tobias J. Andersson"]),
    ],
)
def test_unseen_persons_by_register_and_context(text: str, found: list[str]) -> None:
    assert [name for name, _ in people(text, ())] == found


def test_columns_of_nicknames() -> None:
    text = "Arbetade timmar\nKatarina: 2 h\nHenrik: 1 h\nPlutten: 3 h\n\nPlutten sköter bommen."
    assert names(text).count("PER Plutten") == 2


def test_a_name_may_not_swallow_the_verb_after_it() -> None:
    assert names("- Viktoria Fixar Lokal") == ["PER Viktoria"]


def test_source_says_what_found_a_person() -> None:
    text = LIST + "Ylva och kommunjuristen Xantor Brälle möts."
    sources = {text[m.start : m.end]: m.source for m in mentions(text, ROSTER)}
    assert sources["Ylva"] == "roster"
    assert sources["Xantor Brälle"] == "context:person.title"
