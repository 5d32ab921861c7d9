"""JSON lines: one object a row, for programs."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

from pipeline.export.rows import plain
from pipeline.tables.schema import TABLES
from pipeline.tables.stream import check_tables, iter_rows


def export_jsonl(tables: Path, out: Path) -> list[Path]:
    """Write each table, with exactly the columns of the contract, as ``TABLE.jsonl`` in a folder.

    Days are ISO 8601, amounts are numbers, lists are lists, what is unknown is null.

    Raises:
        ArchiveError: the folder holds no tables.
    """
    check_tables(tables)
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{name}.jsonl" for name in TABLES]
    with ExitStack() as files:
        for path in paths:
            stream = files.enter_context(path.open("w", encoding="utf8", newline="\n"))
            for row in iter_rows(tables, path.stem, batch_rows=500):
                stream.write(json.dumps(plain(row), ensure_ascii=False, separators=(",", ":")) + "\n")
    return paths
