"""OLE compound files (old Word documents, Outlook messages): named streams inside one file."""

from __future__ import annotations

import struct

from pipeline.errors import ADVICE, UnreadableDocument

_END = 0xFFFFFFFA  # from here on sector numbers are marks, not sectors
_MAX_ENTRIES = 20_000


class CompoundFile:
    """Streams by path ("WordDocument", "__attach_version1.0_#00000000/__substg1.0_37010102")."""

    def __init__(self, data: bytes) -> None:
        """Read the directory.

        Raises:
            UnreadableDocument: ``damaged``.
        """
        self._data = data
        try:
            self._read_header()
            self._entries = self._directory()
        except (struct.error, IndexError, ValueError, OverflowError):
            raise UnreadableDocument("damaged", f"The file is damaged or cut off. {ADVICE}") from None

    def _read_header(self) -> None:
        data = self._data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("unknown sector size")
        self._size, self._mini = 1 << shift, 1 << mini_shift
        (self._first_directory,) = struct.unpack_from("<I", data, 48)
        self._cutoff, first_mini, _, first_difat, difats = struct.unpack_from("<IIIII", data, 56)
        fat_sectors = list(struct.unpack_from("<109I", data, 76))
        per = self._size // 4
        for _ in range(min(difats, 1000)):
            if first_difat >= _END:
                break
            block = struct.unpack_from(f"<{per}I", data, (first_difat + 1) * self._size)
            fat_sectors += block[:-1]
            first_difat = block[-1]
        self._fat: list[int] = []
        for sector in fat_sectors:
            at = (sector + 1) * self._size
            if sector < _END and at + self._size <= len(data):
                self._fat += struct.unpack_from(f"<{per}I", data, at)
        mini_fat = self._chain(first_mini)
        self._mini_fat = list(struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat[: len(mini_fat) // 4 * 4]))
        self._mini_stream = b""

    def _chain(self, sector: int, limit: int | None = None) -> bytes:
        """Bytes of a chain of sectors; cut at a loop or at the end of the file."""
        parts: list[bytes] = []
        seen: set[int] = set()
        length = 0
        while sector < _END and sector not in seen and sector < len(self._fat):
            seen.add(sector)
            at = (sector + 1) * self._size
            parts.append(self._data[at : at + self._size])
            length += self._size
            if limit is not None and length >= limit:
                break
            sector = self._fat[sector]
        return b"".join(parts)

    def _directory(self) -> dict[str, tuple[int, int]]:
        raw = self._chain(self._first_directory)
        nodes = []
        for at in range(0, min(len(raw), _MAX_ENTRIES * 128) - 127, 128):
            (length,) = struct.unpack_from("<H", raw, at + 64)
            name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            kind = raw[at + 66]
            left, right, inner = struct.unpack_from("<III", raw, at + 68)
            start, size = struct.unpack_from("<II", raw, at + 116)
            nodes.append((name, kind, left, right, inner, start, size))
        if not nodes or nodes[0][1] != 5:
            raise ValueError("no directory")
        self._mini_stream = self._chain(nodes[0][5], nodes[0][6])
        entries: dict[str, tuple[int, int]] = {}
        seen: set[int] = set()
        todo = [(nodes[0][4], "")]
        while todo:
            index, folder = todo.pop()
            if index >= len(nodes) or index in seen:
                continue
            seen.add(index)
            name, kind, left, right, inner, start, size = nodes[index]
            todo += [(left, folder), (right, folder)]
            if kind == 1:
                todo.append((inner, f"{folder}{name}/"))
            elif kind == 2:
                entries[folder + name] = (start, size)
        return entries

    def names(self) -> list[str]:
        """Paths of all streams, sorted."""
        return sorted(self._entries)

    def read(self, name: str) -> bytes | None:
        """Bytes of a stream, or None when there is no such stream."""
        if name not in self._entries:
            return None
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start, size)[:size]
        parts: list[bytes] = []
        seen: set[int] = set()
        while start < _END and start not in seen and start < len(self._mini_fat):
            seen.add(start)
            parts.append(self._mini_stream[start * self._mini : (start + 1) * self._mini])
            start = self._mini_fat[start]
        return b"".join(parts)[:size]
