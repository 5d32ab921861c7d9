"""Formats of annotation tools. Each module has ``write(tasks, path)`` and ``read(path)``."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import EvaluationError
from pipeline.labelling.tasks import Task, require

# Name on the command line -> module. One table, so that help, errors and tests agree.
FORMATS: dict[str, str] = {
    "prodigy": "prodigy",
    "doccano": "doccano",
    "label-studio": "label_studio",
    "conll": "conll",
    "docbin": "docbin",
    "xmi": "xmi",
}


def write(tasks: Iterable[Task], path: Path, form: str) -> None:
    """Write tasks in a tool's format.

    Raises:
        EvaluationError: the format is unknown, or needs an extra that is not installed.
    """
    _module(form).write(list(tasks), path)


def read(path: Path, form: str) -> list[Task]:
    """Read tasks back, every offset checked.

    Raises:
        EvaluationError: the format is unknown, the file is not in it, or a label cannot be used.
    """
    try:
        tasks = _module(form).read(path)
    except EvaluationError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise EvaluationError(f"{path} is not a {form} file as kansli writes it: {error!r}") from error
    return require(tasks, path)


def _module(form: str):  # type: ignore[no-untyped-def]
    if form not in FORMATS:
        raise EvaluationError(f"Unknown format {form!r}. Choose one of: {', '.join(FORMATS)}.")
    return importlib.import_module(f"{__name__}.{FORMATS[form]}")
