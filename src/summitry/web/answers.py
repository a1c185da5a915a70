"""The pages made last, as they were sent, so that a picture or a count is made once for each state of the record."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

_BYTES = 32_000_000


class Answers:
    """The bodies of the last answers by their ETags, as many as have room."""

    def __init__(self, *, most: int = _BYTES) -> None:
        """Keep so many bytes at most."""
        self._most = most
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()  # each request has a thread

    def get(self, tag: str) -> bytes | None:
        """The body with this ETag, where it is still kept."""
        with self._lock:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
            return body

    def keep(self, tag: str, body: bytes) -> None:
        """Keep a body, and let go of those not asked for longest where there is no room."""
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(tag, b""))
            self._bodies[tag] = body
            while self._size > self._most:
                _, gone = self._bodies.popitem(last=False)
                self._size -= len(gone)
