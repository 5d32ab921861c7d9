"""The words of the reading view, and the chains of capitalised words among them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[\w\ufffd]+(?:[-&.:'’][\w\ufffd]+)*")
_ENDING = re.compile(r":(?:s|n|t|en|et|ar|arna|are|aren|as|ens|ets)$")
_OPENERS = " \t\"'”“»«(*#>_–—-•·‹|"
_STOPS = ".!?:\n\f"


@dataclass(slots=True)
class Words:
    """Words of a text with their offsets.

    ``texts[i]`` is the word without a colon ending ("VGR" for "VGR:s"); ``starts[i]`` and
    ``ends[i]`` are its offsets; ``afters[i]`` is where the whole token ends.
    """

    view: str
    texts: list[str]
    starts: list[int]
    ends: list[int]
    afters: list[int]
    count: int

    @classmethod
    def of(cls, view: str) -> Words:
        """All words of ``view``."""
        spans = [match.span() for match in _WORD.finditer(view)]
        texts = [view[start:end] for start, end in spans]
        starts = [start for start, _ in spans]
        afters = [end for _, end in spans]
        ends = afters.copy()
        if ":" in view:
            for i in [i for i, text in enumerate(texts) if ":" in text]:
                ending = _ENDING.search(texts[i])
                if ending is not None and ending.start() > 1:
                    texts[i] = texts[i][: ending.start()]
                    ends[i] = starts[i] + len(texts[i])
        return cls(view, texts, starts, ends, afters, len(texts))

    def gap(self, index: int) -> str:
        """What stands between word ``index`` and the next one."""
        if index + 1 >= self.count:
            return "\n"
        return self.view[self.ends[index] : self.starts[index + 1]]

    def joined(self, index: int) -> bool:
        """Word ``index`` and the next stand on one line with one blank between them."""
        end = self.ends[index]
        return index + 1 < self.count and self.starts[index + 1] - end == 1 and self.view[end] == " "

    def near(self, index: int) -> bool:
        """Like :meth:`joined`, or divided by white space with at most one line break."""
        gap = self.gap(index)
        return gap == " " or (gap.isspace() and gap.count("\n") <= 1)

    def together(self, index: int) -> bool:
        """Like :meth:`near`, or a hyphen before "och" or "samt" ("Post- och telestyrelsen")."""
        if self.near(index):
            return True
        return self.gap(index) == "- " and self.texts[index + 1] in ("och", "samt")

    def initial(self, index: int) -> bool:
        """Word ``index`` begins a sentence, a line, a cell or a list item."""
        view = self.view
        at = self.starts[index] - 1
        blanks = 0
        while at >= 0 and view[at] in _OPENERS:
            blanks += view[at] == " "
            at -= 1
        return at < 0 or view[at] in _STOPS or blanks > 2

    def before(self, index: int, count: int) -> tuple[str, ...]:
        """The ``count`` words before ``index`` on the same line or the one before, lower case."""
        low = max(0, index - count)
        return tuple(w.lower() for w in self.texts[low:index])

    def chains(self) -> list[tuple[int, int]]:
        """Maximal runs ``[i, j)`` of capitalised words joined by one blank."""
        out: list[tuple[int, int]] = []
        starts, ends, view = self.starts, self.ends, self.view
        last = -2
        for i in [i for i, text in enumerate(self.texts) if text[0].isupper()]:
            if i == last + 1 and starts[i] - ends[last] == 1 and view[ends[last]] == " ":
                out[-1] = (out[-1][0], i + 1)
            else:
                out.append((i, i + 1))
            last = i
        return out
