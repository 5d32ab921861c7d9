"""Speed and memory of the whole rule path: words a second on one core, and the peak as text grows.

    python benchmarks/speed.py [--times 200] [--model]

Processor time is measured, so that other work on the machine matters little.

Reads the sample archive ``--times`` times over and prints words a second for each stage and for
all, and the peak memory after each quarter, which must stay flat.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--model", action="store_true", help="with the trained name model")
    options = arguments.parse_args()

    from pipeline import language, sources
    from pipeline.language.tokens import make_doc
    from pipeline.tables.rows import rows

    archive = Path(__file__).resolve().parent.parent / "data" / "archive"
    documents = [s for f in sorted(archive.rglob("*")) if f.is_file() for s in sources.read(f).sources]
    words = sum(len(s.text.split()) for s in documents)
    nlp = language.load(model=options.model)
    for source in documents:  # warm caches: lexicons and rules are read once a process
        language.read_source(nlp, source)
    gc.collect()
    gc.freeze()  # as a worker does
    spent: dict[str, float] = {"tokens": 0.0, **dict.fromkeys(nlp.pipe_names, 0.0), "rows": 0.0}
    began = time.process_time()
    for turn in range(options.times):
        for source in documents:
            at = time.process_time()
            doc = make_doc(nlp, source)
            at = _spend(spent, "tokens", at)
            for name, component in nlp.pipeline:
                doc = component(doc)
                at = _spend(spent, name, at)
            rows(doc._.reading)
            _spend(spent, "rows", at)
        if options.times >= 4 and (turn + 1) % (options.times // 4) == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"after {turn + 1:4} turns: peak memory {peak:,.0f} MB")
    total = time.process_time() - began
    read = words * options.times
    for name, seconds in spent.items():
        print(f"{name:18} {seconds / read * 1e6:6.2f} us a word   {seconds / total:6.1%}")
    print(f"all                {total / read * 1e6:6.2f} us a word   {read / total:,.0f} words a second of one core")


def _spend(spent: dict[str, float], name: str, since: float) -> float:
    now = time.process_time()
    spent[name] += now - since
    return now


if __name__ == "__main__":
    main()
