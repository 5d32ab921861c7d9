"""Action tables on PDF pages: which lines make a row, which words belong to its owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.sources.columns import column_kind
from pipeline.sources.pdf.items import ITEM
from pipeline.sources.pdf.regions import Region
from pipeline.sources.pdf.words import Cell


def main_columns(region: Region) -> list[int]:
    """The columns that hold the task, with the number column before it."""
    kinds = [column_kind(heading) for heading in region.headings]
    kinds += [None] * (len(region.starts) - len(kinds))
    tasks = [column for column, kind in enumerate(kinds) if kind == "task"]
    if not tasks:
        others = [column for column, kind in enumerate(kinds) if kind not in ("owner", "deadline", "number")]
        others = others or [0]
        tasks = [max(others, key=lambda column: sum(
            len(cell.text) for line in region.rows if (cell := line[column]) is not None))]
    return [column for column, kind in enumerate(kinds) if column in tasks or kind == "number"]


def table_rows(region: Region, main: Sequence[int]) -> list[tuple[int, int]]:
    """Where the rows of an action table begin and end, as ranges of text rows."""
    first, count = region.head, len(region.rows)
    if first >= count:
        return []
    side = [column for column in range(len(region.starts)) if column not in main]
    begins = [any(line[column] is not None for column in main) for line in region.rows]
    besides = [any(line[column] is not None for column in side) for line in region.rows]
    marked = [
        bool(ITEM.match(" ".join(cell.text for column in main if (cell := line[column]) is not None)))
        for line in region.rows
    ]
    both = sum(1 for i in range(first, count) if begins[i] and besides[i])
    single = not any(marked[first:]) and both >= 0.7 * sum(begins[first:])
    gaps = [region.lines[i - 1][0] - region.lines[i][0] for i in range(first + 1, count)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    starts = [first]
    for i in range(first + 1, count):
        gap = region.lines[i - 1][0] - region.lines[i][0]
        wide = usual > 0 and gap > 1.25 * usual
        if begins[i] and (marked[i] or (wide and besides[i]) or (single and besides[i]) or gap > 1.6 * usual > 0):
            starts.append(i)
    return list(zip(starts, [*starts[1:], count], strict=True))


def clusters_of(
    region: Region, column: int, rows: Sequence[tuple[int, int]]
) -> dict[int, list[list[Cell]]]:
    """The cells of one column, wrapped lines together, by the table row they mostly stand in.

    A cell may begin above the row it belongs to (cells are often centred): lines that go on in
    lower case stay together, and the row that holds most of them gets the cell.
    """
    groups: list[list[tuple[int, Cell]]] = []
    owner = {index: begin for begin, end in rows for index in range(begin, end)}
    for index, line in enumerate(region.rows):
        cell = line[column]
        if cell is None or index not in owner:
            continue
        last = groups[-1][-1] if groups else None
        near = last is not None and last[1].bottom - cell.bottom < 2.2 * (cell.top - cell.bottom)
        if last is not None and near and (owner[last[0]] == owner[index] or cell.text[:1].islower()):
            groups[-1].append((index, cell))
        else:
            groups.append([(index, cell)])
    placed: dict[int, list[list[Cell]]] = {}
    for group in groups:
        counts = Counter(owner[index] for index, _ in group)
        best = max(counts, key=lambda begin: (counts[begin], -begin))
        placed.setdefault(best, []).append([cell for _, cell in group])
    return placed
