"""The real interpreter: a file's bytes through the readers, the language stages and the rows."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.archive.model import Interpretation, Interpreter, Row
from pipeline.errors import KansliError, KnowledgeError
from pipeline.language.model_path import model_path
from pipeline.tables.dataset import file_sha256

_PACKAGE = Path(__file__).resolve().parent.parent
_READ_BY = ("sources", "language", "knowledge", "tables", "archive/batch.py", "archive/process.py")
# Has something for every stage, so that all of it is loaded before workers are forked and share it.
_EXAMPLE = """Protokoll för Miljönämnden 2024-03-12
Närvarande: Tova Ekmark (S), ordförande, och Ivar Sandgren (M)

§ 7 Anbud på ny brygga i Åmål
Nämnden beslutar att godkänna anbudet på 40 000 kronor.
Ivar Sandgren får i uppdrag att kontakta Trafikverket senast den 3 maj.
"""


def load() -> Interpreter:
    """An interpreter with the whole pipeline loaded (seconds); without OCR."""
    return _load(ocr=False)


def load_with_ocr() -> Interpreter:
    """An interpreter with the whole pipeline loaded; pages without text are recognised."""
    return _load(ocr=True)


def fingerprint(ocr: bool = False) -> str:
    """Hash of everything that decides what is found: version, code, rules, registers, model.

    Two runs with the same fingerprint give the same rows for the same bytes.
    """
    from importlib.metadata import PackageNotFoundError, version

    digest = hashlib.sha256(b"ocr" if ocr else b"")
    for name in ("kansli", "spacy", "spacy-lookups-data", "pyarrow"):
        try:
            digest.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{name} -\n".encode())
    for root in [*(_PACKAGE / place for place in _READ_BY), *_model()]:
        for file in sorted([root] if root.is_file() else root.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(root.parent).as_posix().encode())
                digest.update(file_sha256(file).encode())
    return digest.hexdigest()[:16]


def _model() -> list[Path]:
    """The trained name model, where it is shipped."""
    try:
        return [model_path()]
    except FileNotFoundError:
        return []


def _load(ocr: bool) -> Interpreter:
    from thinc.api import NumpyOps, set_current_ops

    from pipeline import language, sources
    from pipeline.tables.rows import rows

    # OpenBLAS beats thinc's own BLAS in a process of one thread; this process is ours alone.
    set_current_ops(NumpyOps(use_blis=False))
    nlp = language.load()
    gc.collect()
    gc.freeze()  # registers and lexicons live as long as the worker: no need to look through them again
    options = sources.ReadOptions(ocr=ocr)

    def interpret(name: str, data: bytes, metadata: Mapping[str, str]) -> Interpretation:
        digest = hashlib.sha256(data).hexdigest()
        result = sources.read(name, name=name, data=data, options=options)
        failures: list[Row] = [
            {
                "document_id": digest[:32],
                "source": f.source,
                "stage": f.stage,
                "error": f.error,
                "message": f.message,
            }
            for f in result.failures
        ]
        parts = []
        for source in result.sources:
            source = replace(source, metadata={**source.metadata, **metadata})
            stage = "language"
            try:
                reading = language.read_source(nlp, source)
                stage = "rows"
                parts.append(rows(reading))
            except MemoryError:
                raise
            except Exception as error:  # one document must not stop the run
                failures.append(_fault(source.path, source.sha256, stage, error))
        return Interpretation(parts, failures)

    # Registers and patterns are read at first use. What fails here would fail on every document.
    for failure in interpret("exempel.txt", _EXAMPLE.encode(), {}).failures:
        raise KnowledgeError(f"The rules or registers cannot be used. {failure['message']}")
    return interpret


def _fault(source: str, sha256: str, stage: str, error: Exception) -> Row:
    if isinstance(error, KansliError):
        kind, text = "unusable", str(error)
    else:
        kind = type(error).__name__
        text = f"The program failed on this document ({kind}: {str(error)[:200]}). Report it with the file."
    return {"document_id": sha256[:32], "source": source, "stage": stage, "error": kind, "message": text}
