"""A whole attendance list: rows under headings, labels and groups."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipeline.language.model import Attendee
from pipeline.language.roster.elements import Element, is_prose
from pipeline.language.roster.lexicon import COMMON, is_body, is_given, labels, roles
from pipeline.language.roster.partial import find_partial
from pipeline.language.roster.people import Group, RowResult, parse_row, share_affiliation
from pipeline.language.roster.rows import TextRow, logical_rows

_LABEL = re.compile(r"([^:\n(]{2,80}?)\s*:(?=\s|$)")
_DASHED = re.compile(r"([^:\n(,]{2,40}?)\s+[–—-]\s+(?=[^\W\d_a-zåäö])")
_COLUMN = re.compile(r"(\S(?:[^\t\n]*?\S)?)(?:\t+| {2,})(?=\S)")
_INSIDE = re.compile(
    r"(?i)(?<=[\w.;)]\s)(?=(?:ej\s+närvarande|frånvarande|anmält\s+förhinder|förhinder|övriga\s+närvarande|närvarande)\s*:)"
)
_WORD = re.compile(r"[\w:.-]+")
_BRACKETED = re.compile(r"\([^()]*\)")
_LONGEST_ROLE = 4  # words
_UNBRACKETED = re.compile(r"[^(\n]*[^(\s]")
_SENTENCE = re.compile(r"(?<=[a-zåäöé\d)]\.)\s+(?=[^\W\d_a-zåäö])")
_ABBREVIATED = re.compile(r"(?i)(?<!\w)(?:ordf|sekr|kass|led|ers|just|suppl|tf|bitr|adj|prof|dr|st|bl\.a|m\.fl)\.\s+")
_EXCUSED = re.compile(
    r"(?i)(?P<names>[^.:]{3,160}?)\s+(?:(?:hade|har|är|var|fick)\s+(?:anmält|meddelat|anmäld|lämnat)?\s*"
    r"(?:förhinder|förhindrade?|frånvarande|återbud|sjuka?|bortresta?|tackat\s+nej)"
    r"|(?:kunde|kan|kom|var|är|dök|deltog|närvarade)\s+(?:tyvärr\s+)?(?:inte|ej|aldrig)(?:\s+(?:komma|med|där|här|delta|närvara|upp|på\s+plats|vara\s+med|närvarande))?(?=[.,;]|\s*$|\s+(?:på|vid|i|för|pga|p\.g\.a)\b)"
    r"|uteblev|saknades|lämnade\s+återbud|anmälde\s+(?:förhinder|frånvaro)|meddelade\s+förhinder)\b.*"
)
_EXCUSED_BY = re.compile(
    r"(?i)(?:förhinder|återbud|frånvaro)\s+(?:hade|har|är|var)?\s*(?:anmälts|anmäldes|anmält|meddelats|lämnats|lämnades|inkommit|kommit)"
    r"\s+(?:av|från)\s+(?P<names>.{3,400})"
    r"|(?:(?:saknades|frånvarande|borta|förhindrade?|sjuka?|ej\s+närvarande)\s+(?:gjorde|var|är)\s+(?P<missed>.{3,400}))"
)
_ALSO_THERE = re.compile(
    r"(?i)(?:(?:därutöver|dessutom|även|vidare|också|därjämte|i\s+övrigt|utöver\s+(?:dessa|styrelsen))\s+)?(?:från\s+(?P<body>\S+(?:\s\S+){0,4}?)\s+)?"
    r"(?:närvarande(?:\s+(?:på|vid)\s+\w+)?\s+(?:är|var)|deltog|deltar|närvarade|närvarar|medverkade|medverkar|kom|var)(?!\w)(?:\s+(?:även|också|därutöver|dessutom|närvarande))*\s+(?=\S)"
)
_CLAUSE = re.compile(r",\s+(?:som|vilken|vilka)\s.*")
_MOST_PROSE = 2  # clauses in a row after which a list has ended
STOP = "stop"
_NUMBERED = re.compile(r"(?:punkt|ärende|§+)\s*(?:\d|[ivxl]+\b)")


def read_label(head: str, offset: int, group: Group, strict: bool = False) -> Group | str | None:
    """What a label says of those it heads.

    Args:
        head: the label without its colon ("Övriga närvarande", "Från kommunen", "Ersättare").
        offset: its offset in the view.
        group: the group that the list as a whole stands under.
        strict: take no label that says more than is understood (one without a colon).

    Returns:
        The group of those below, ``STOP`` for a label that ends the list, or None where ``head``
        is no label that is known.
    """
    table = labels()
    plain = " ".join(head.split()).strip(" *_.:").lower()
    if not plain:
        return None
    if plain in table.stops or _NUMBERED.match(plain):
        return STOP
    if plain in roles().groups:
        status = "absent" if table.absent.search(plain) else group.status
        return Group(status, roles().groups[plain] or None)
    partial = [head[a:b] for a, b in find_partial(head)]
    rest = head
    for a, b in reversed(find_partial(head)):
        rest = rest[:a] + " " * (b - a) + rest[b:]
    found = table.absent.search(rest)
    status = "absent" if found else group.status
    if found is None:
        found = table.present.search(rest)
        status = "present" if found else group.status
    if found:
        rest = rest[: found.start()] + " " * len(found.group()) + rest[found.end() :]
    words = [m for m in _WORD.finditer(rest) if m.group().lower() not in table.fillers]
    if len(words) > 1 and words[0].group().lower() == "för" and words[0].start() < 2:
        words = words[1:]
    left = rest[words[0].start() : words[-1].end()] if words else ""
    out = Group(status, partial=" ".join(partial[0].split()) if partial else None)
    lowered = " ".join(left.split()).lower().strip(" .,:")
    if not lowered:
        return out if found or plain.split()[0] in table.fillers else None
    if lowered in roles().groups:
        return replace(out, role=roles().groups[lowered] or None)
    if lowered in roles().own and not found:
        return out
    role = roles().role.fullmatch(left.strip(" .,:"))
    if role and not is_given(lowered, COMMON):
        return replace(out, role=lowered)
    if is_body(left) and not (" " in lowered and is_given(lowered.split()[0], COMMON)):
        return replace(out, affiliation=" ".join(left.split()), affiliation_start=offset + words[0].start())
    return out if found and not strict and not is_prose(rest) else None


def parse_people(view: str, start: int, end: int, group: Group | None = None) -> list[Attendee]:
    """Read an attendance list.

    Args:
        view: the reading view.
        start: where the list begins, after its heading.
        end: where it ends.
        group: what its heading says; present, with nothing known, by default.

    Returns:
        One attendee a row, in order, repeats and all; offsets are into ``view``. Names, parties
        and the rest are as they stand in ``view``.
    """
    return _Block(view, start, end, group or Group()).read()


class _Block:
    """The state of reading one list."""

    def __init__(self, view: str, start: int, end: int, group: Group) -> None:
        self.base = group
        self.group = group
        self.once: Group | None = None  # for the next row only
        self.out: list[Attendee] = []
        self.waiting: tuple[Element, int, str] | None = None  # a body or role on a row of its own
        self.prose = 0
        self.rows = logical_rows(view, start, end)
        self.alone: list[tuple[Element, int]] = []  # rows that are a role and nothing else
        self.roles_alone = 0
        self.shared: list[list[Attendee]] = []  # people of rows that end in "och NN från X"

    def read(self) -> list[Attendee]:
        single = len(self.rows) == 1
        for row in self.rows:
            for text, offset in _inside_labels(row):
                if not self._piece(text, offset, row.bullet, single):
                    self._settle()
                    return self._done()
        self._settle()
        return self._done()

    def _done(self) -> list[Attendee]:
        if len(self.shared) > 1:
            for people in self.shared:
                share_affiliation(people)
        for element, offset in self.alone if self.roles_alone > 1 else ():
            start = offset + element.start
            role = " ".join(element.text.split())
            self.out.append(Attendee(None, self.base.status, start, start + len(element.text), role=role))
        self.out.sort(key=lambda person: person.start)
        return self.out

    def _piece(self, text: str, offset: int, bullet: bool, single: bool) -> bool:
        """Read one piece of a row; False when the list has ended."""
        told = self._told(text, offset)
        if told is not None:
            self._settle()
            self.out += told
            return True
        head, at = self._label(text, offset)
        if head == STOP:
            return False
        if isinstance(head, Group):
            self._settle()
            text, offset = text[at:], offset + at
            if not text.strip():
                self.group = head
                return True
            if (head.role and head.role not in roles().groups.values()) or _singular(head):
                self.once = head
            else:
                self.group = head
        group = self.once or self.group
        self.once = None
        result = parse_row(text, offset, group, single)
        if result.shared:
            self.shared.append(result.people)
        self.prose = self.prose + 1 if result.prose else 0
        if self.prose >= _MOST_PROSE:
            return False
        if result.people:
            self._people(result, offset)
        elif not result.prose:
            self._lonely(result, text, offset, bullet)
        return True

    def _told(self, text: str, offset: int) -> list[Attendee] | None:
        """People of a sentence that tells who was there ("Dessutom deltog ...") or was not."""
        excused = _EXCUSED_BY.match(text)
        if excused:
            which = "names" if excused["names"] else "missed"
            return parse_row(excused[which], offset + excused.start(which), Group("absent"), single=True).people
        excused = _EXCUSED.match(text)
        if excused and not is_prose(excused["names"]):
            return parse_row(excused["names"], offset, Group("absent"), single=True).people
        also = _ALSO_THERE.match(text)
        if not also:
            return None
        group = replace(self.base, role=None)
        if also["body"]:
            group = replace(group, affiliation=also["body"], affiliation_start=offset + also.start("body"))
        rest = text[also.end() :]
        clause = _CLAUSE.search(rest)
        return parse_row(rest[: clause.start()] if clause else rest, offset + also.end(), group, single=True).people

    def _label(self, text: str, offset: int) -> tuple[Group | str | None, int]:
        """The label a row begins with (or is), and where what it heads begins."""
        for pattern in (_LABEL, _DASHED, _COLUMN):
            match = pattern.match(text)
            if not match:
                continue
            head = match.group(1)
            label = read_label(head, offset, self.base)
            if pattern is not _LABEL and isinstance(label, Group) and label.role and _singular(label):
                continue  # a role in its column belongs to the row
            if label == STOP and pattern is _DASHED:
                continue
            if label is not None:
                return label, match.end()
            if pattern is _LABEL and _names_a_group(head, text[match.end() :]):
                start = offset + match.start(1)
                return replace(self.base, affiliation=" ".join(head.split()), affiliation_start=start), match.end()
        if labels().stop_lead.match(text):
            return STOP, 0
        if len(text) < 60 and not is_given(text.split()[0], COMMON):
            label = read_label(text, offset, self.base, strict=True)
            if label == STOP:
                return STOP, 0
            known = isinstance(label, Group) and label.role in (None, *roles().groups.values())
            if known and isinstance(label, Group) and not _singular(label) and label.affiliation is None:
                return label, len(text)
        return None, 0

    def _people(self, result: RowResult, offset: int) -> None:
        """Take a row's people, with what stood alone on the row before."""
        if self.waiting is not None:
            element, at, kind = self.waiting
            self.waiting = None
            first = result.people[0]
            if kind in ("role", "role-bullet") and first.role in (None, self.group.role):
                first.role = element.text[0].lower() + element.text[1:]
            elif kind == "body" and first.affiliation_start == self.group.affiliation_start:
                self.group = replace(self.group, affiliation=element.text, affiliation_start=at + element.start)
                before = first.affiliation_start
                for person in result.people:
                    if person.affiliation_start == before:
                        person.affiliation = self.group.affiliation
                        person.affiliation_start = self.group.affiliation_start
            else:
                self.waiting = (element, at, kind)
                self._settle()
        self.out += result.people

    def _lonely(self, result: RowResult, text: str, offset: int, bullet: bool) -> None:
        """A row without people: organisations, a role, or a heading over the next rows."""
        self._settle()
        bodies = [e for e in result.bodies if is_body(e.text)]
        if sum(len(e.text) for e in bodies) < len(_BRACKETED.sub("", text).strip()) / 2:
            bodies = []  # a name by chance in a line of something else
        if len(bodies) > 1:
            for element in bodies:
                self._organisation(element, offset)
        elif bodies and not result.roles:
            self.waiting = (bodies[0], offset, "body")
        elif bullet and (result.roles or result.bodies) and len(text.split()) <= _LONGEST_ROLE:
            whole = _UNBRACKETED.match(text)
            words = whole.group() if whole else text
            self.waiting = (Element("role", 0, len(words), words), offset, "role-bullet" if result.roles else "unknown")
        elif result.roles:
            self.waiting = (result.roles[0], offset, "role")

    def _settle(self) -> None:
        """Whatever waited for people below it stands for itself."""
        if self.waiting is None:
            return
        element, at, kind = self.waiting
        self.waiting = None
        if kind == "body":
            self._organisation(element, at)
        elif kind in ("role-bullet", "unknown"):
            self.alone.append((element, at))
            self.roles_alone += kind == "role-bullet"

    def _organisation(self, element: Element, offset: int) -> None:
        start = offset + element.start
        text = " ".join(element.text.split())
        self.out.append(
            Attendee(
                None, self.group.status, start, start + len(element.text), affiliation=text, affiliation_start=start
            )
        )


def _singular(label: Group) -> bool:
    """Whether a label names the role of one person ("Ordförande")."""
    return (
        bool(label.role)
        and label.role in roles().groups
        and label.role in ("ordförande", "vice ordförande", "sekreterare", "kassör")
    )


def _names_a_group(head: str, rest: str) -> bool:
    """Whether an unknown label heads people ("Visita: Anna Ek")."""
    words = head.split()
    after = rest.split()
    return (
        len(words) <= 4
        and head[0].isupper()
        and not is_prose(head)
        and not is_given(words[0], COMMON)
        and len(after) >= 2
        and is_given(after[0].rstrip(","), COMMON)
    )


def _inside_labels(row: TextRow) -> list[tuple[str, int]]:
    """A row cut before each label inside it ("... och Bo Ek. Frånvarande: Eva Berg")."""
    cuts = {
        0,
        len(row.text),
        *(m.start() for m in _INSIDE.finditer(row.text)),
        *(m.end() for m in _SENTENCE.finditer(row.text)),
    }
    cuts -= {m.end() for m in _ABBREVIATED.finditer(row.text)}
    bounds = sorted(cuts)
    return [(row.text[a:b], row.start + a) for a, b in itertools.pairwise(bounds) if row.text[a:b].strip()]
