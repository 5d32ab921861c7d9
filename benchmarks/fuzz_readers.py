"""Mutated valid files for every reader: none may raise, hang or leave a broken result.

    python -m benchmarks.fuzz_readers [--count 2000] [--format pdf] [--seed 1]

Each mutation cuts, doubles, swaps or overwrites stretches of a valid file; zip packages are also
mutated inside and packed again, so that the damage reaches the XML. Prints how many mutations
ended as documents and how many as failures, by kind, and the slowest one.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.sources import ReadResult, read
from tests.sources.writers import WRITERS
from tests.sources.writers_more import MORE_WRITERS

SLOW = 5.0  # seconds: one small file that takes longer counts as a hang
_TOKENS = (
    b"\x00", b"\xff\xfe", b"<", b">", b"&amp;", b"]]>", b"{", b"}", b"\\", b"stream", b"endobj", b"/Kids[2 0 R]",
    b"9999999999", b"-1", b"\n", b"\xe5\xe4\xf6", b"(", b"<w:p>", b"</w:p>", b"<table>", b"\\begin{tabular}", b"%",
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to six random changes to a file."""
    raw = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not raw:
            break
        at = chance.randrange(len(raw))
        length = chance.choice((1, 2, 4, 16, 64, 256))
        kind = chance.randrange(7)
        if kind == 0:
            raw[at] = chance.randrange(256)
        elif kind == 1:
            raw[at : at + length] = b""
        elif kind == 2:
            raw[at:at] = raw[at : at + length] * chance.randint(1, 20)
        elif kind == 3:
            raw[at : at + length] = chance.randbytes(length)
        elif kind == 4:
            raw[at:at] = chance.choice(_TOKENS)
        elif kind == 5:
            other = chance.randrange(len(raw))
            raw[at : at + length], raw[other : other + length] = raw[other : other + length], raw[at : at + length]
        else:
            del raw[at:]
    return bytes(raw)


def mutate_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip package with one of its parts mutated."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in source.namelist() if name != "mimetype"]
    chosen = chance.choice(names)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name), mutate(part, chance) if name == chosen else part, stored)
    return buffer.getvalue()


def mutations(name: str, data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """``count`` mutations of a valid file, the same ones for the same seed."""
    chance = random.Random(f"{name} {seed}")
    for _ in range(count):
        if data[:2] == b"PK" and chance.random() < 0.6:
            yield mutate_inside(data, chance)
        else:
            yield mutate(data, chance)


def check(result: ReadResult) -> None:
    """What must hold for any result.

    Raises:
        AssertionError: naming what does not hold.
    """
    assert result.sources or result.failures, "neither a document nor a failure"
    for source in result.sources:
        source.text.encode("utf-8")
        assert source.text.strip(), "a document without text"
        assert list(source.page_starts) == sorted(source.page_starts), "pages out of order"
        for hint in source.hints:
            assert 0 <= hint.start < hint.end <= len(source.text), f"hint outside the text: {hint}"
    for failure in result.failures:
        assert failure.error and failure.message.strip(), "a failure without a reason"


def fuzz(name: str, count: int, seed: int) -> tuple[Counter[str], float]:
    """Outcomes of ``count`` mutations of one format and the seconds of the slowest."""
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for data in mutations(name, {**WRITERS, **MORE_WRITERS}[name](), count, seed):
        start = time.perf_counter()
        result = read(f"fuzz.{name}", data=data)
        slowest = max(slowest, time.perf_counter() - start)
        check(result)
        outcomes["document" if result.sources else result.failures[0].error] += 1
    return outcomes, slowest


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--format", choices=sorted({**WRITERS, **MORE_WRITERS}))
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for name in [arguments.format] if arguments.format else [*WRITERS, *MORE_WRITERS]:
        outcomes, slowest = fuzz(name, arguments.count, arguments.seed)
        print(f"{name:6} {dict(outcomes.most_common())}  slowest {slowest:.2f} s", flush=True)
        assert slowest < SLOW, f"{name}: one mutation took {slowest:.1f} s"


if __name__ == "__main__":
    main()
