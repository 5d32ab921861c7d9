"""The notebooks run from start to end on tables made from the sample archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
MOST_BYTES = 150_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (pip install nbmake)")
    client = pytest.importorskip("nbclient", reason="nbclient is not installed (pip install nbmake)")
    pytest.importorskip("vl_convert", reason="vl-convert-python is not installed; the notebooks draw with it")
    book = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    client.NotebookClient(book, timeout=240, kernel_name="python3", resources=resources).execute()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_its_outputs_are_kept_small_and_tell_nothing_of_a_machine(path: Path) -> None:
    text = path.read_text("utf8")
    assert len(text.encode()) < MOST_BYTES
    assert "/tmp/" not in text
    assert "/home/" not in text
    code = [c for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
    assert all(c["execution_count"] for c in code)
    outputs = [o for c in code for o in c["outputs"]]
    assert sum("image/svg+xml" in o.get("data", {}) for o in outputs) >= 1
    assert not any(o["output_type"] == "error" for o in outputs)


def test_there_are_three() -> None:
    assert len(NOTEBOOKS) == 3
