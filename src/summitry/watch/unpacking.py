"""The content of an answer, never more of it than is wanted."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2


class BarredError(Exception):
    """An answer or an address that is not taken; the message says why."""


async def unpacked(response: httpx2.Response, limit: int) -> bytes:
    """The content, unpacked here so that a small answer cannot become a huge one.

    Raises:
        BarredError: for one that is too large, broken, or packed in a way that was not asked for.
    """
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in {"identity", "", "gzip", "x-gzip"}:
        raise BarredError(f"it comes packed as {packed}, which was not asked for")
    unpack = Unpacker() if "gzip" in packed else None
    data, taken = bytearray(), 0
    async for piece in response.aiter_raw():
        taken += len(piece)
        data += unpack.next(piece, limit + 1 - len(data)) if unpack else piece
        if max(taken, len(data)) > limit:
            raise BarredError(f"it has more than {limit / 1e6:g} MB")
    if unpack and not unpack.whole:
        raise BarredError("it breaks off")
    return bytes(data)


class Unpacker:
    """Gzip, never more of it at once than asked for; several streams in a row are one."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self._begun = False

    @property
    def whole(self) -> bool:
        """Whether no stream is left unfinished."""
        return self._inner.eof or not self._begun

    def next(self, piece: bytes, most: int) -> bytes:
        """What the piece holds, not much more than `most` bytes of it."""
        data = b""
        try:
            while piece and len(data) < most:
                if self._inner.eof:
                    self._inner = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
                self._begun = True
                data += self._inner.decompress(piece, most - len(data))
                piece = self._inner.unused_data
        except zlib.error as error:
            raise BarredError("it is packed badly") from error
        return data
