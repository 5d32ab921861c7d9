"""The same tables from a Spark cluster of two workers (where the extra and Java are installed)."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.harness import ROOT, bytes_of

pyspark = pytest.importorskip("pyspark")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java 17", allow_module_level=True)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(Path(pyspark.__file__).parent))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.memory", "512m")
            .config("spark.executorEnv.PYTHONPATH", str(ROOT))
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def test_the_same_tables_as_on_one_machine(spark: Any, go, folder: Path, tmp_path: Path) -> None:
    (folder / "tom.txt").write_text("")
    (folder / "evig.txt").write_text("SLEEP")
    (folder / "gift.txt").write_text("KILL")
    assert spark.sparkContext.master.startswith("local-cluster[2")
    summary = go(tmp_path / "kluster", engine="spark", timeout=8)
    assert (summary.documents, summary.failures, summary.read) == (12, 3, 15)
    go(tmp_path / "ensam", timeout=8)
    assert bytes_of(tmp_path / "kluster") == bytes_of(tmp_path / "ensam")
    assert go(tmp_path / "kluster", exclude=["evig.txt", "gift.txt"], engine="spark").read == 0
