"""CoNLL columns with IOB2 tags, two layers: names and dates, statements.

A task begins with comments that hold its key and its text as JSON; a line is token, start, end,
name tag, statement tag. White space is not a token.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.labelling.formats.tokens import tokens
from pipeline.labelling.tasks import STATEMENTS, Task, TaskSpan


def write(tasks: list[Task], path: Path) -> None:
    """Write tasks, a blank line between them."""
    with path.open("w", encoding="utf8") as out:
        for t in tasks:
            key = {"id": t.id, "source": t.source, "offset": t.offset, "reason": t.reason, "text": t.text}
            out.write("# task = " + json.dumps(key, ensure_ascii=False) + "\n")
            layers = ([s for s in t.spans if s.label not in STATEMENTS], [s for s in t.spans if s.label in STATEMENTS])
            for start, end in tokens(t):
                if not t.text[start:end].isspace():
                    tags = [_tag(layer, start) for layer in layers]
                    out.write("\t".join((t.text[start:end], str(start), str(end), *tags)) + "\n")
            out.write("\n")


def read(path: Path) -> list[Task]:
    """Read tasks; a tag I- after another label or after O begins a span, as IOB readers agree."""
    out: list[Task] = []
    spans: list[TaskSpan] = []
    open_: list[TaskSpan | None] = [None, None]
    key: dict[str, str] | None = None

    def close() -> None:
        spans.extend(s for s in open_ if s is not None)
        open_[:] = [None, None]

    def finish() -> None:
        close()
        if key is not None:
            found = tuple(sorted(spans))
            out.append(
                Task(key["id"].split(":")[0], key["source"], int(key["offset"]), key["text"], found, key["reason"])
            )
        spans.clear()

    for line in path.read_text("utf8").split("\n"):
        if line.startswith("# task = "):
            finish()
            key = json.loads(line.removeprefix("# task = "))
        elif line.strip() and not line.startswith("# "):
            word, start, end, *tags = line.split("\t")
            if key is not None and key["text"][int(start) : int(end)] != word:
                raise ValueError(f"{word!r} is not at [{start}, {end}) of its text")
            for layer, tag in enumerate(tags[:2]):
                now = open_[layer]
                prefix, _, label = tag.partition("-")
                if prefix == "I" and now is not None and now.label == label:
                    open_[layer] = TaskSpan(now.start, int(end), label)
                    continue
                if now is not None:
                    spans.append(now)
                open_[layer] = TaskSpan(int(start), int(end), label) if prefix in ("B", "I") else None
    finish()
    return out


def _tag(layer: list[TaskSpan], start: int) -> str:
    for s in layer:
        if s.start <= start < s.end:
            return ("B-" if s.start == start else "I-") + s.label
    return "O"
