from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.marks import Event, Span, nest

LENGTH = 30
SPANS = st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)).map(lambda p: p), max_size=12)


def spans_of(pairs: list[tuple[int, int]]) -> list[Span]:
    return [Span(start, end, f"k{i}") for i, (start, end) in enumerate(pairs)]


def covered(events: list[Event]) -> list[set[str]]:
    """For each character of the text, the keys of the marks around it."""
    inside: list[str] = []
    out: list[set[str]] = []
    for event in events:
        if event.kind == "open":
            assert event.span is not None
            inside.append(event.span.key)
        elif event.kind == "close":
            assert event.span is not None
            assert inside.pop() == event.span.key, "a mark was closed inside another"
        else:
            out.extend(set(inside) for _ in range(event.start, event.end))
    assert inside == []
    return out


@given(SPANS)
def test_marks_nest_and_cover_exactly_their_spans(pairs: list[tuple[int, int]]) -> None:
    spans = spans_of(pairs)
    assert covered(list(nest(spans, LENGTH))) == [
        {s.key for s in spans if s.start <= at < s.end} for at in range(LENGTH)
    ]


@given(SPANS)
def test_the_text_is_told_once_in_order(pairs: list[tuple[int, int]]) -> None:
    texts = [(e.start, e.end) for e in nest(spans_of(pairs), LENGTH) if e.kind == "text"]
    assert [at for start, end in texts for at in range(start, end)] == list(range(LENGTH))


@given(SPANS)
def test_each_span_has_one_first_piece(pairs: list[tuple[int, int]]) -> None:
    spans = spans_of(pairs)
    first = [e.span.key for e in nest(spans, LENGTH) if e.kind == "open" and e.first and e.span]
    assert sorted(first) == sorted(s.key for s in spans if max(s.start, 0) < min(s.end, LENGTH))


def test_a_longer_span_stands_outside_and_a_crossing_one_is_cut() -> None:
    events = list(nest([Span(2, 4, "name"), Span(0, 6, "sentence"), Span(5, 8, "crossing")], 9))
    told = [(e.kind, e.span.key) for e in events if e.span]
    assert told == [
        ("open", "sentence"), ("open", "name"), ("close", "name"), ("open", "crossing"), ("close", "crossing"),
        ("close", "sentence"), ("open", "crossing"), ("close", "crossing"),
    ]  # fmt: skip
