"""UIMA CAS XMI for INCEpTION, one file a task in a zip; needs the extra ``uima`` (dkpro-cassis)."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError
from pipeline.labelling.tasks import Task, TaskSpan

_SPAN = "kansli.Span"
_KEY = "kansli.Task"


def write(tasks: list[Task], path: Path) -> None:
    """A zip with ``TypeSystem.xml`` and one ``.xmi`` a task.

    Raises:
        EvaluationError: dkpro-cassis is not installed.
    """
    cassis = _cassis()
    types = _types(cassis)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo("TypeSystem.xml"), types.to_xml())
        for i, t in enumerate(tasks):
            cas = cassis.Cas(typesystem=types)
            cas.sofa_string = t.text
            cas.sofa_mime = "text/plain"
            span = types.get_type(_SPAN)
            for s in t.spans:
                cas.add(span(begin=s.start, end=s.end, label=s.label))
            key = json.dumps([t.document_id, t.source, t.offset, t.reason], ensure_ascii=False)
            cas.add(types.get_type(_KEY)(begin=0, end=0, key=key))
            out.writestr(zipfile.ZipInfo(f"{i:05}.xmi"), cas.to_xmi())


def read(path: Path) -> list[Task]:
    """Read the zip back.

    Raises:
        EvaluationError: dkpro-cassis is not installed.
    """
    cassis = _cassis()
    out = []
    with zipfile.ZipFile(path) as archive:
        types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
        for name in sorted(n for n in archive.namelist() if n.endswith(".xmi")):
            cas = cassis.load_cas_from_xmi(io.BytesIO(archive.read(name)), typesystem=types)
            document_id, source, offset, reason = json.loads(next(iter(cas.select(_KEY))).key)
            spans = tuple(sorted(TaskSpan(s.begin, s.end, s.label) for s in cas.select(_SPAN)))
            out.append(Task(document_id, source, offset, cas.sofa_string, spans, reason))
    return out


def _types(cassis: Any) -> Any:
    types = cassis.TypeSystem()
    span = types.create_type(name=_SPAN, supertypeName="uima.tcas.Annotation")
    types.create_feature(domainType=span, name="label", rangeType="uima.cas.String")
    key = types.create_type(name=_KEY, supertypeName="uima.tcas.Annotation")
    types.create_feature(domainType=key, name="key", rangeType="uima.cas.String")
    return types


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise EvaluationError("UIMA CAS XMI needs dkpro-cassis. Install it with: pip install 'kansli[uima]'") from error
    return cassis
