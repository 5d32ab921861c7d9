"""Out to each tool's format and back: the same tasks; and bad offsets are named."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import EvaluationError
from pipeline.labelling import Task, TaskSpan, formats

TEXT = "Asta 🙂 bokar lokal.\nRådet antar planen den 3 maj, säger VGR:s Bo."


def _layer(draw: st.DrawFn, text: str, labels: tuple[str, ...]) -> list[TaskSpan]:
    """Spans that do not overlap, as in a layer of the tables."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        if start < end:
            spans.append(TaskSpan(start, end, draw(st.sampled_from(labels))))
    return spans


@st.composite
def tasks(draw: st.DrawFn) -> list[Task]:
    out = []
    for i in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from([TEXT, "§ 3 Å\n\n- a – b 🏛️ c\td", "x"]))
        spans = _layer(draw, text, ("decision", "assignment", "information", "decision+assignment"))
        spans += _layer(draw, text, ("PER", "ORG", "LOC", "ORG/LOC", "DATE"))
        out.append(Task(f"{i:032x}", f"Åmål/§ {i}.txt", i * 7, text, tuple(sorted(set(spans))), "because"))
    return out


@pytest.mark.parametrize("form", sorted(formats.FORMATS))
@settings(max_examples=25)
@given(found=tasks())
def test_round_trip(form: str, found: list[Task]) -> None:
    if form == "xmi":
        pytest.importorskip("cassis", reason="UIMA XMI needs the extra 'uima' (dkpro-cassis)")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tasks"
        formats.write(found, path, form)
        assert formats.read(path, form) == found


def test_label_studio_offsets_are_utf16(tmp_path: Path) -> None:
    task = Task("a" * 32, "x.txt", 0, TEXT, (TaskSpan(7, 12, "PER"),))
    formats.write([task], tmp_path / "x.json", "label-studio")
    value = json.loads((tmp_path / "x.json").read_text("utf8"))[0]["predictions"][0]["result"][0]["value"]
    assert (value["start"], value["end"], value["text"]) == (8, 13, "bokar")


def test_label_studio_words_must_match(tmp_path: Path) -> None:
    formats.write([Task("a" * 32, "x.txt", 0, TEXT, (TaskSpan(0, 4, "PER"),))], tmp_path / "x.json", "label-studio")
    moved = (tmp_path / "x.json").read_text("utf8").replace('"start": 0', '"start": 1')
    (tmp_path / "x.json").write_text(moved, "utf8")
    with pytest.raises(EvaluationError, match="do not stand where they say"):
        formats.read(tmp_path / "x.json", "label-studio")


@pytest.mark.parametrize(
    ("span", "message"),
    [
        (TaskSpan(0, 999, "PER"), "outside the text"),
        (TaskSpan(5, 5, "PER"), "outside the text"),
        (TaskSpan(4, 5, "PER"), "white space"),
        (TaskSpan(0, 4, "PERSON"), "not one of"),
    ],
)
def test_bad_labels_are_named(tmp_path: Path, span: TaskSpan, message: str) -> None:
    formats.write([Task("a" * 32, "x.txt", 0, TEXT, (span,))], tmp_path / "x.jsonl", "prodigy")
    with pytest.raises(EvaluationError, match=message):
        formats.read(tmp_path / "x.jsonl", "prodigy")


def test_rejected_answers_are_left_out(tmp_path: Path) -> None:
    formats.write([Task("a" * 32, "x.txt", 0, TEXT)], tmp_path / "x.jsonl", "prodigy")
    row = json.loads((tmp_path / "x.jsonl").read_text("utf8")) | {"answer": "reject"}
    (tmp_path / "x.jsonl").write_text(json.dumps(row), "utf8")
    assert formats.read(tmp_path / "x.jsonl", "prodigy") == []


@pytest.mark.parametrize("content", ["{}", "nonsense", "[1, 2]"])
def test_foreign_files_are_refused_in_plain_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content, "utf8")
    for form in ("prodigy", "doccano", "label-studio"):
        with pytest.raises(EvaluationError, match="as kansli writes it"):
            formats.read(tmp_path / "x", form)


def test_unknown_format_lists_the_known() -> None:
    with pytest.raises(EvaluationError, match="label-studio"):
        formats.read(Path("x"), "word")
