"""Where changes go beside standard output: a feed in a file, and a webhook."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summitry.errors import SummitryError
from summitry.exporters.atom import Entry, feed
from summitry.exporters.base import urn
from summitry.watch.news import What

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summitry.watch.fetching import Fetcher
    from summitry.watch.news import News

SECRET = "SUMMITRY_WEBHOOK_SECRET"  # noqa: S105 - the name of the variable, not a secret
_KEY_MARK = "whsec_"


@dataclass(frozen=True, slots=True)
class Refused:
    """A delivery that was not taken; `down` where the receiver as a whole does not answer."""

    why: str
    down: bool


class Webhook:
    """An address that gets each change by POST, signed as Standard Webhooks has it."""

    def __init__(self, url: str, *, secret: str | None = None) -> None:
        """Take the address and, where deliveries are to be signed, the secret: `whsec_` with base64, or any text.

        Raises:
            SummitryError: for an address or a secret that cannot be one.
        """
        self.url = url
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise SummitryError("--webhook takes an address: https://…")
        self._key = _key(secret) if secret else None

    @property
    def name(self) -> str:
        """How messages call it: its host alone, since such addresses often are secrets."""
        return urlsplit(self.url).hostname or ""

    def send(self, news: News, fetcher: Fetcher) -> Refused | None:
        """Deliver a change; None where it was taken."""
        body, sent = news.body.encode(), str(int(fetcher.clock.now()))
        headers = {"Content-Type": "application/json", "webhook-id": news.id, "webhook-timestamp": sent}
        if self._key is not None:
            signed = hmac.digest(self._key, b".".join((news.id.encode(), sent.encode(), body)), hashlib.sha256)
            headers["webhook-signature"] = f"v1,{base64.b64encode(signed).decode()}"
        status = fetcher.post(self.url, body, headers)
        if isinstance(status, str):
            return Refused(status, down=True)
        if 200 <= status < 300:
            return None
        return Refused(f"it answers {status}", down=status in {408, 429} or status >= 500)


def write_atom(path: Path, latest: Iterable[News], *, at: datetime) -> None:
    """Write the changes, newest first, as a feed into a file, which is whole at any moment.

    Raises:
        SummitryError: where it cannot be written.
    """
    entries = [_entry(news) for news in latest]
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as out:
            out.writelines(feed(entries, updated=entries[0].updated if entries else at, id_="urn:summitry:watch"))
        unfinished.replace(path)
    except OSError as error:
        raise SummitryError(f"cannot write {path}: {error.strerror}; give another file with --atom") from error
    finally:
        unfinished.unlink(missing_ok=True)


def told(news: News) -> str:
    """What changed in a few words: "new, planned", "planned → held", "sources disagree on when: 2031 / 2032"."""
    if news.what is What.NEW:
        return f"new, {news.status}"
    if news.what is What.STATUS:
        return f"{news.before} → {news.status}"
    return f"sources disagree on {news.field}: {' / '.join(news.values)}"


def _entry(news: News) -> Entry:
    when = f", {news.when}" if news.when else ""
    return Entry(
        title=f"{news.title}{when} ({told(news)})",
        id=urn("news", news.id),
        updated=datetime.fromisoformat(news.at).astimezone(UTC),
        link=news.page if news.page.startswith(("http://", "https://")) else None,
        categories=(news.what.value, news.status),
        contact=news.contact,
        content=news.words,
    )


def _key(secret: str) -> bytes:
    if not secret.startswith(_KEY_MARK):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_KEY_MARK), validate=True)
    except binascii.Error as error:
        raise SummitryError(f"{SECRET} begins with {_KEY_MARK} and is no base64; copy it anew") from error
