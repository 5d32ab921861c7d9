"""Readings of invented text for the tests of the names stage."""

from pipeline.language.layout import find_lines
from pipeline.language.model import Attendee, DateMention, Mention, Reading
from pipeline.language.names import find_names
from pipeline.language.sections import find_sections
from pipeline.sources.model import Source


def reading(text: str, roster: tuple[str, ...] = (), *, dates: tuple[str, ...] = ()) -> Reading:
    """A reading of ``text``; ``roster`` lists names, with affiliation after a comma, that stand in it."""
    made = Reading(source=Source(path="prov.txt", sha256="a" * 64, media_type="text/plain", text=text), view=text)
    made.lines = find_lines(made)
    made.sections = find_sections(made)
    for entry in roster:
        name, _, affiliation = entry.partition(", ")
        start = text.index(name)
        at = text.index(affiliation, start) if affiliation else None
        made.attendance.append(
            Attendee(name, "present", start, start + len(name), affiliation=affiliation or None, affiliation_start=at)
        )
    for date in dates:
        made.dates.append(DateMention(text.index(date), text.index(date) + len(date)))
    return made


def mentions(text: str, roster: tuple[str, ...] = (), model: tuple[tuple[str, str], ...] = ()) -> list[Mention]:
    """All mentions; ``model`` gives texts with the label that a trained model would say."""
    spans = [(text.index(word), text.index(word) + len(word), label) for word, label in model]
    return find_names(reading(text, roster), spans)


def names(text: str, roster: tuple[str, ...] = ()) -> list[str]:
    """The names as ``LABEL text``, with ``*`` where the literal label differs."""
    return [
        f"{m.label}{'*' if m.literal_label else ''} {text[m.start : m.end]}"
        for m in mentions(text, roster)
        if m.mention == "NAM"
    ]
