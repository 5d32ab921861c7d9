"""What kind of document it is, its title, whose meeting it was and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.language.meeting.venues import is_place
from pipeline.language.meeting.words import doc_types, patterns
from pipeline.language.model import Section
from pipeline.language.roster.blocks import read_label
from pipeline.language.roster.lexicon import is_body, load_table, places_and_bodies
from pipeline.language.roster.people import Group
from pipeline.language.verbs import has_finite_verb

_FIRST_LINES = 8
_LONGEST_TITLE = 30  # words
WEEKDAYS = r"(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en|ens)?"
_MONTHS = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|(?:jan|feb|apr|jun|jul|aug|sept?|okt|nov|dec)(?:\.|(?!\w)))"
)
DATE = re.compile(
    rf"(?i)\b{WEEKDAYS}\b|\b(?:den\s+)?\d{{1,2}}(?::?[ea])?\s*(?:-\s*\d+\s*)?{_MONTHS}(?:\s+\d{{4}})?|\b\d{{4}}[-–./]\d\d?[-–./]\d\d?"
    rf"|\b(?:den\s+)?\d{{1,2}}/\d{{1,2}}(?:[ -/]+\d{{2,4}})?|\b\d{{6,8}}\b"
)
TIME = re.compile(
    r"(?i)\b(?:kl(?:ockan|\.)?\s*)\d{1,2}(?:[.:]\d\d)?(?:\s*(?:-|–|—|till)\s*(?:kl\.?\s*)?\d{1,2}(?:[.:]\d\d)?)?"
    r"|\b\d{1,2}[.:]\d\d(?:\s*(?:-|–|—)\s*\d{1,2}[.:]\d\d)?(?!\d)"
)
_CUT = re.compile(rf"(?i)[,;.(\n]|\s+(?={WEEKDAYS}|den\s+\d|\d|kl\.?\s|klockan\s|i\s+[A-ZÅÄÖ]|på\s+[A-ZÅÄÖ])|\s[–—-]\s")
_HELD = re.compile(
    r"(?i)\b(?:fört|förda?|från|för|av|hållet|hållna)\s+(?:per\s+capsulam\s+)?(?:vid|vi|från|med|på|i)\s+|\b(?:från|för|vid)\s+"
)
_MEETING_WORD = re.compile(
    r"(?i)(?:(?:extra|ordinarie|konstituerande|till|per|av)\s+)*(?:extra|konstituerande|protokoll\w*|[\w-]*(?:möte[nt]?|stämma|sammanträde|träff))"
    r"(?:sprotokoll)?(?:\s+(?:nr|nummer)\.?)?$"
)
_NUMBERED_NAME = re.compile(
    r"(?i)\b(?:brf|bostadsrättsförening(?:en)?|samfällighetsförening(?:en)?)\s+\w+\s+(\d{1,4})\b"
)
_REGISTERED = re.compile(r"(?i),?\s*\(?\borg(?:anisations)?\.?(?:[\s-]*(?:nr|nummer).*)?$")
_SERIAL = re.compile(r"(?i)[ ]+(?:nr\.?[ ]*)?\d{1,4}(?:[/:-]\d{1,4})?(?=[ ]+(?:fört|från|hållet|för)\b)")
_LEADING = re.compile(r"(?:med|i|för|hos|av)\s+(?=[^\W\d_a-zåäö])")
_ORDER_NUMBER = re.compile(r"(?i)\b(?:nr|nummer|mötesnr)\.?\s*\d+(?:[/-]\d+)?|\b\d{1,4}(?:[/-]\d{1,4})?\b|[()]")
_MEETING_NAME = re.compile(
    r"[a-zåäö]*(?:möte|stämma|sammanträde|träff|grupp|nätverk|råd|utskott|nämnd|styrelse)\s+[^\W\d_a-zåäö]"
)
_KEPT = re.compile(r"(?i)\s*(?:fört|förda|hållet)\s+(?:vid|vi|på)\s")
_WIDER = re.compile(rf"[^\n,;.]+?(?=\s+(?:(?i:{WEEKDAYS})|den\s+\d|\d|kl)|[,;.\n]|$)")
_HAS_MEETING = re.compile(r"(?i)möte|stämma|sammanträde")
LABELLED = re.compile(r"\s*[^\W\d_][\w &/]{1,25}(?::\s|\t| {2,}|:?$)(?<=[:\s])")
_NAME_GOES_ON = re.compile(r"\s+i\s+([A-ZÅÄÖ][^\n,;.()]{2,60}?(?:förening|bolag|samfällighet|stiftelse))(?=[\s,;.]|$)")
_MEETING_WITH = re.compile(
    r"(?i)(?:[\w-]+\s+){0,2}?[\w-]*(?:möte|sammanträde|träff|stämma)\s+(?:med\s+|(?:i|för)\s+(?=styrelsen|(?-i:[^\W\d_a-zåäö])))"
)
_PARENT = re.compile(r"\s+i\s+[A-ZÅÄÖ][\w-]+(?:\s+[\w-]+)?\s+(?:kommun|stad|pastorat|församling|region)$")
_NUMBERED = re.compile(r"(?i)\s+(?:nr|nummer)\.?$")  # "styrelsemöte nr", its number cut off with the date
_MEETING_TITLE = re.compile(r"(?i)\b(?:(?:styrelse|års|förenings|medlems|hus)(?:möte|sammanträde)|\w*stämma)(?!\w)")
_GROUP_MET = re.compile(
    r"(?i)[\w-]*(?:möte|sammanträde|träff)\s+((?-i:[^\W\d_a-zåäö])[\w-]*(?:grupp|nätverk|kommitté|utskott|forum)(?:\s+[\w-]+){0,3}?)"
    r"(?=\s*(?:$|[,(]|\s(?:med\s+anledning|angående|om|kring|gällande|inför|efter|den|nr|kl|i|på|\d)))"
)
_DASH = re.compile(r"\s[–—-]\s")
_COMPANY = re.compile(r"(?<!\w)(?:AB|Aktiebolag|aktiebolag|HB|KB)(?!\w)")
_COMMA = re.compile(r",\s")
_GAP = re.compile(r"\t+| {2,}")
_LINE, _WORD = re.compile(r"[^\n]+"), re.compile(r"\w")


def first_lines(view: str, stop: int, count: int = _FIRST_LINES) -> list[tuple[int, int]]:
    """Spans of the first lines with words that begin before ``stop``; the first line at least."""
    out: list[tuple[int, int]] = []
    for match in _LINE.finditer(view):
        if not _WORD.search(view, *match.span()):
            continue
        if out and (match.start() >= stop or len(out) >= count):
            break
        out.append(match.span())
    return out


def find_doc_type(view: str, text: str, lines: Sequence[tuple[int, int]]) -> str:
    """The kind of document: by its first lines and page headers, by its signatures, by the formal
    meeting that the first lines name, else ``other``."""
    for start, end in lines:
        line = _shown(view, text, start, end)
        long = len(line.split()) > _LONGEST_TITLE
        for kind in doc_types():
            if kind.opening.match(line.lstrip("#* ")) if long else kind.opening.search(line):
                return kind.name
    for kind in doc_types():
        if kind.closing is not None and kind.closing.search(view):
            return kind.name
    met = any(_MEETING_TITLE.search(view, start, min(end, start + 200)) for start, end in lines[:3])
    return "protokoll" if met else "other"


def _shown(view: str, text: str, start: int, end: int) -> str:
    """A line of the view, or of the source where the view has blanked it (a page header)."""
    line = view[start:end]
    return text[start:end] if line.isspace() else line


def find_title(view: str, text: str, sections: Sequence[Section], lines: Sequence[tuple[int, int]]) -> str | None:
    """The title as written: the first line that names the kind of document, else the first heading or line."""
    for start, end in lines:
        line = _shown(view, text, start, end)
        if len(line.split()) <= _LONGEST_TITLE and any(kind.opening.search(line) for kind in doc_types()):
            cells = [c.strip() for c in _GAP.split(line) if c.strip()]
            best = next((c for c in cells if any(kind.opening.search(c) for kind in doc_types())), line.strip())
            at = start + line.index(best)
            return written(text, at, at + len(best)).strip("#*| ")
    front = next((s for s in sections if s.kind == "front" and s.title), None)
    if front is not None and lines and front.start <= lines[0][0]:
        return front.title
    if lines:
        spans = _cells(view, *lines[0])
        return written(text, *spans[0]) if spans else None
    return None


@dataclass(frozen=True, slots=True)
class _BodyPatterns:
    """Patterns for the body that met; ``plain`` are names that say little."""

    labelled: re.Pattern[str]
    subject: re.Pattern[str]
    named: re.Pattern[str]
    inverted: re.Pattern[str]
    alone: re.Pattern[str]
    met: re.Pattern[str]
    kind: re.Pattern[str]
    occasion: re.Pattern[str]
    organ: re.Pattern[str]
    described: re.Pattern[str]
    plain: frozenset[str]
    parents: tuple[str, ...]


@cache
def _body_patterns() -> _BodyPatterns:
    body, cover = patterns("body"), patterns("cover")
    name = rf"(?:[^\W\d_][\w-]*\s+(?:(?:och|för)\s+)?){{0,4}}?[\w-]*{body['endings']}"
    alone = name.replace(body["endings"], body["named"])
    return _BodyPatterns(
        re.compile(rf"(?im)^[^\S\n]*{cover['body']}[^\S\n]*(?::[^\S\n]*|\t+| {{2,}})(\S[^\n\t]*?)(?=\s{{2,}}|\t|$)"),
        re.compile(
            r"(?m)(?:^[^\w\n]{0,60}|[.:!?]\s+(?=[^\W\d_a-zåäö]))([^\W\d_][\w-]*(?:[ ]+(?:och[ ]+)?[\w-]+){0,3}?)[ ]+"
            rf"(?i:{body['verbs']})(?!\w)"
        ),
        re.compile(rf"(?i){name}"),
        re.compile(rf"(?<!\w)(?i:{body['inverted']})[ ]+([\w-]*(?i:{body['endings']}))(?!\w)"),
        re.compile(rf"(?i){alone}"),
        re.compile(rf"([^\W\d_][^\n.:;,]{{2,80}}?)\s+{body['met']}(?!\w)"),
        re.compile(rf"(?i:{body['kinds']})\s+(?=[^\W\d_a-zåäö])"),
        re.compile(rf"(?i)(?<=\w)[\s/–-]+{body['occasions']}$"),
        re.compile(rf"(?i)[\w-]*{body['endings']}s$"),
        re.compile(rf"({alone})\s+(?:för|inom|kring|i|om)\s+[^,:;.()\d]{{3,60}}", re.IGNORECASE),
        frozenset(body["plain"].strip("(?:)").split("|")),
        tuple(load_table("meeting")["body"]["parents"]),
    )


def find_body(
    view: str, text: str, lines: Sequence[tuple[int, int]], headers: Sequence[tuple[int, int]] = (), least: int = 1
) -> str | None:
    """The body that met, as the text writes it, or None where it says nothing.

    ``headers`` are lines of page headers; ``least`` is how often a body must decide something to
    be taken for the one that met. In turn: the cover's own row, the body's name alone on one of
    the first lines, "protokoll fört vid ...", the subject of the decisions, the title without the
    kind of document.
    """
    table = _body_patterns()
    row = table.labelled.search(view)
    if row and re.search(r"[^\W\d_]{2}", row.group(1)):
        return written(text, row.start(1), row.end(1))
    for start, end in lines:
        met = table.met.match(view, start, end)
        if met and table.alone.search(met.group(1)[-40:]) and len(met.group(1).split()) <= 6:
            return written(text, *met.span(1))
    cells = [cell for line in lines for cell in _cells(text, *line)]
    if group := next((m for a, b in cells if (m := _GROUP_MET.match(text, a, b))), None):
        return written(text, *group.span(1))
    for start, end in (*lines, *headers):
        for a, b in _parts(text, start, end):
            a += _before_body(text[a:b])
            cell = text[a:b]
            if any(kind.opening.match(cell) for kind in doc_types()):
                continue
            if cell[0].isupper() and len(cell.split()) <= 6 and table.alone.fullmatch(cell):
                return written(text, a, b)
            if cell[0].isupper() and len(cell.split()) <= 8 and _is_described(cell):
                return written(text, *_own_name(view, a, a + len(cell.rstrip())))
    held = _held_at(view, lines)
    if held and (organ := _organ(view, *held)):
        return written(text, *organ)
    if held and not _MEETING_WORD.fullmatch(view[held[0] : held[1]]):
        return written(text, *held)
    deciding = _deciding(view, table.subject, table.named, least) or _deciding(view, table.inverted, table.named, least)
    title = _title_rest(view, lines)
    own = title is not None and _has_own_meetings(view[title[0] : title[1]])
    if title and own and deciding and _COMPANY.search(view, *title):
        own = view[slice(*deciding)].lower() != "styrelsen"  # the members' meeting of a company is another body
    if deciding and not own and view[deciding[0] : deciding[1]].lower() not in table.plain:
        return written(text, *deciding)
    if title:
        return written(text, *title)
    if held and (wider := _WIDER.match(view, held[0])):
        return written(text, *wider.span())
    return written(text, *deciding) if deciding else None


def written(text: str, start: int, end: int) -> str:
    """The source's words at ``[start, end)`` on one line, without punctuation round them."""
    return _NUMBERED.sub("", " ".join(text[start:end].split())).strip(" ,;:–-")


def _is_described(cell: str) -> bool:
    """Whether words are a body's name and what it is for ("Brukarrådet för äldreomsorgen")."""
    return _body_patterns().described.fullmatch(cell) is not None and not has_finite_verb(cell)


def _organ(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The organ of "nämndens sammanträde", its genitive left out."""
    words = view[start:end].split()
    if len(words) == 2 and _MEETING_WORD.fullmatch(words[1]) and _body_patterns().organ.fullmatch(words[0]):
        return start, start + len(words[0]) - 1
    return None


def _own_name(view: str, start: int, end: int) -> tuple[int, int]:
    """The name of a body without the kind of meeting before it and the municipality after it."""
    table = _body_patterns()
    kind = table.kind.match(view, start, end)
    if kind and kind.end() < end and _is_organisation(view[kind.end() : end]):
        start = kind.end()
    parent = _PARENT.search(view, start, end)
    if parent and table.alone.fullmatch(view[start : parent.start()].strip()):
        end = parent.start()
    return start, end


def _cells(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of a line between tabs and wide gaps."""
    bounds = [start, *(x for m in _GAP.finditer(view, start, end) for x in m.span()), end]
    pairs = [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]
    out: list[tuple[int, int]] = []
    for a, b in pairs:
        stripped = view[a:b].strip(" #*:.|")
        if stripped:
            at = view.index(stripped, a)
            out.append((at, at + len(stripped)))
    return out


def _is_organisation(words: str) -> bool:
    """Whether words are more than the name of a place: several, or one that ends like a body."""
    return " " in words.strip() or (is_body(words) and words.strip().lower() not in places_and_bodies())


def _is_parent(words: str) -> bool:
    """Whether words name a municipality, a region or an authority."""
    return words.lower().strip(" .:*#").endswith(_body_patterns().parents) and is_body(words)


def _has_own_meetings(words: str) -> bool:
    """Whether words name an association, a company or the like, which meets itself: not a
    municipality or an authority, whose boards do."""
    plain = words.strip(" .,;:")
    last = plain.lower().rpartition(" ")[2]
    return is_body(plain) and " " in plain and not last.endswith(_body_patterns().parents)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line, and what stands on either side of a dash, or of a comma before or after a
    municipality, in them."""
    out: list[tuple[int, int]] = []
    for a, b in _cells(text, start, end):
        out.append((a, b))
        dash = _DASH.search(text, a, b)
        if dash:
            out += [(a, dash.start()), (dash.end(), b)]
        comma = _COMMA.search(text, a, b)
        if comma and any(_is_parent(text[x:y]) for x, y in ((a, comma.start()), (comma.end(), b))):
            out += [(a, comma.start()), (comma.end(), b)]
    return [(a, b) for a, b in out if text[a:b].strip()]


def _held_at(view: str, lines: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The body of "Protokoll fört vid BODY den 3 maj", on the first lines."""
    for start, end in lines:
        line_end = view.find("\n", end)
        stop = min(len(view), end + 1 + 120) if line_end >= 0 else end
        kind = next((m for k in doc_types() if (m := k.opening.search(view, start, end))), None)
        if kind is None:
            continue
        number = _SERIAL.match(view, kind.end(), stop)
        first = number.end() if number else kind.end()
        gap = len(view[first:stop]) - len(view[first:stop].lstrip(", \n"))
        held = _HELD.match(view, first + gap, stop)
        at = held.end() if held else kind.end()
        while at < stop and view[at] in " \t":
            at += 1
        at += _before_organisation(view, at, stop)
        cut = _CUT.search(view, at, stop)
        finish = cut.start() if cut else stop
        finish = _with_its_place(view, at, finish, stop)
        at += _before_body(view[at:finish])
        words = view[at:finish].split()
        if (
            (len(words) >= 2 or held)
            and words
            and (held or (words[0][0].isupper() and _HAS_MEETING.search(words[-1])))
            and len(words) <= 10
            and not DATE.search(view, at, finish)
        ):
            return at, at + len(view[at:finish].rstrip())
    return None


def _with_its_place(view: str, start: int, finish: int, stop: int) -> int:
    """The end of a body's name, with the place that belongs to it ("föreningen Hoppet i Ås ekonomisk förening")."""
    place = _NAME_GOES_ON.match(view, finish, stop)
    if place is None or _MEETING_WORD.fullmatch(view[start:finish].strip()):
        return finish
    return place.end() if is_body(place.group(1)) and " " in place.group(1) else finish


def _before_organisation(view: str, start: int, stop: int) -> int:
    """Length of "styrelsemöte i " where an organisation follows, no place ("styrelsemöte i Viks Energi AB")."""
    length = _before_body(view[start:stop])
    cut = _CUT.search(view, start + length, stop)
    name = view[start + length : cut.start() if cut else stop].strip()
    return length if name and is_body(name) and not is_place(name) and _is_organisation(name) else 0


def _before_body(words: str) -> int:
    """Length of what tells of the meeting before the name of the body ("konstituerande möte med")."""
    match = _MEETING_WITH.match(words)
    return match.end() if match else 0


def _deciding(view: str, subject: re.Pattern[str], named: re.Pattern[str], least: int) -> tuple[int, int] | None:
    """The commonest subject of decision verbs that is a body; where it first stands."""
    found = [m for m in subject.finditer(view) if named.fullmatch(m.group(1))]
    if len(found) < least:
        return None
    count = Counter(m.group(1).lower() for m in found)
    best = max(count.items(), key=lambda item: item[1])[0]
    first = next(m for m in found if m.group(1).lower() == best)
    return first.span(1)


def _is_label(words: str) -> bool:
    """Whether words are a label of the cover or of an attendance list, with or without its colon."""
    plain = words.strip(" *:|")
    label = read_label(plain, 0, Group(), strict=True)
    if label is not None and (isinstance(label, str) or label.affiliation is None):
        return True
    return _label_words().fullmatch(plain) is not None


@cache
def _label_words() -> re.Pattern[str]:
    cover, people = patterns("cover"), patterns("people")
    groups = (cover["place"], cover["place_and_time"], cover["time"], *people.values())
    return re.compile(rf"(?i){'|'.join(groups)}")


def _title_rest(view: str, lines: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """What is left of the first lines without kind of document, dates and numbers: the body's name."""
    for start, end in [cell for line in lines[:3] for cell in _cells(view, *line)]:
        masked = view[start:end].rstrip()
        if TIME.search(masked) and start < lines[0][1] and (when := DATE.search(masked)):
            masked = masked[: when.start()].rstrip()
        if LABELLED.match(masked) or _KEPT.match(masked) or TIME.search(masked) or has_finite_verb(masked):
            continue
        for kind in doc_types():
            masked = kind.opening.sub(lambda m: "\x00" * len(m.group()), masked)
        kept = [m.span(1) for m in _NUMBERED_NAME.finditer(masked)]
        for match in [m for pattern in (DATE, TIME, _ORDER_NUMBER) for m in pattern.finditer(masked)]:
            if match.span() not in kept:
                masked = masked[: match.start()] + "\x00" * len(match.group()) + masked[match.end() :]
        for part in re.finditer(r"[^\x00#|*–—]+", masked):
            words = part.group().strip(" -:,.\t")
            if held := _KEPT.match(words + " "):
                words = words[held.end() :].strip()
            words = _REGISTERED.sub("", words)
            if (comma := _COMMA.search(words)) and _is_parent(words[comma.end() :]):
                words = words[: comma.start()]
            words = words[m.end() :] if (m := _LEADING.match(words)) else words
            words = words[_before_body(words) :]
            words = _body_patterns().occasion.sub("", words)
            named = words[:1].isupper() or bool(_MEETING_NAME.match(words))
            if len(words) < 3 or not named or len(words.split()) > 8 or _MEETING_WORD.fullmatch(words):
                continue
            if is_place(words) and not is_body(words):
                continue
            if _is_label(words):
                break
            at = start + part.start() + part.group().index(words)
            return _own_name(view, at, at + len(words))
    return None
