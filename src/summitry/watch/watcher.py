"""The watch itself: feeds are asked, their pages read into the record, and what changed is told, round by round.

A page on its way goes through these steps, and may be cut off between any two of them without loss:

1. its entry is kept as waiting, in one step with the version of the feed that listed it;
2. what it changes is noted as unsure, within the transaction by which the record keeps its story;
3. the record keeps the story;
4. the page is done, and what was noted is sure, in one step;
5. each outlet gets each change, and is noted to have it afterwards: at least once, by an id that tells doubles.

After a crash between 2 and 4 the record itself says whether it kept the story.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from summitry.encoding import binary_kind
from summitry.errors import NotFoundError
from summitry.model import Capture, Contact, Given
from summitry.watch import feeds, outlets
from summitry.watch.addresses import Trust
from summitry.watch.cursor import Cursor, FeedState, Host, Page
from summitry.watch.fetching import (
    FEED_BYTES,
    PAGE_BYTES,
    Failed,
    Fetched,
    Fetcher,
    Later,
    Unchanged,
    Validators,
    backed_off,
)
from summitry.watch.news import News, news

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.record import Record

_T = TypeVar("_T")
Print: TypeAlias = Callable[[News], None]
Warn: TypeAlias = Callable[[str], None]

STDOUT = "standard output"
_RETRY = 15 * 60.0  # seconds before a page is asked for again; twice as long each time
_TRIES = 7  # over 16 hours
_PAGES = {"text/html", "application/xhtml+xml", "text/plain", ""}


@dataclass(slots=True)
class Round:
    """What one round did, in numbers."""

    feeds: int = 0  # asked
    resting: int = 0  # feeds that want to be left alone for now
    entries: int = 0  # that were new
    read: int = 0  # pages whose stories are in the record now
    empty: int = 0  # pages with nothing to read in them
    changes: int = 0
    failed: int = 0  # feeds and pages that could not be had or read, and deliveries that were not taken
    waiting: int = 0  # pages left for a later round


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where changes go."""

    show: Print
    webhook: outlets.Webhook | None = None
    atom: Path | None = None


class Watch:
    """Feeds on watch for a record."""

    def __init__(  # noqa: PLR0913 - all that a watch has to do with
        self,
        record: Record,
        cursor: Cursor,
        fetcher: Fetcher,
        subscribed: Iterable[str],
        *,
        to: Outlets,
        warn: Warn,
        every: float | None = None,
    ) -> None:
        """Go on where the cursor is.

        Args:
            record: what stories are read into.
            cursor: what was seen and said.
            fetcher: what asks for addresses.
            subscribed: the addresses of feeds.
            to: where changes go.
            warn: called with each failure, which has its way out.
            every: seconds from one request for a feed to the next; without it only the feed's host has a say.
        """
        self._record = record
        self._cursor = cursor
        self._fetcher = fetcher
        self._feeds = tuple(subscribed)
        self._to = to
        self._warn = warn
        self._every = every or 0.0
        self._done = Round()
        self._written = False  # whether the feed of changes has all that earlier runs found
        self._hooks = (to.webhook.url,) if to.webhook else ()
        self._settle()

    def round(self) -> Round:
        """Ask the feeds that are due, read the pages that wait, and tell what changed.

        Raises:
            SummitryError: where record, cursor or feed of changes cannot be written.
        """
        self._done = Round()
        self._deliver()  # what an earlier run could not
        now = self._now()
        due = [state for url in self._feeds if (state := self._cursor.feed(url)).next_at <= now]
        self._done.resting = len(self._feeds) - len(due)
        for state in self._in_turn(due, lambda s: s.url, self._feed_later):
            self._ask(state)
        for page in self._in_turn(self._cursor.waiting(self._feeds, self._now()), lambda p: p.url or "", self._later):
            self._fetch(page)
            self._deliver()
        if self._to.atom and (self._done.changes or not self._written):
            outlets.write_atom(self._to.atom, self._cursor.latest(), at=self._time())
            self._written = True
        return self._done

    def due(self) -> float:
        """Seconds until there is something to do."""
        times = [at for at in (self._cursor.next_due(self._feeds), *map(self._hook_due, self._hooks)) if at is not None]
        return max(min(times, default=0.0) - self._now(), 0.0)

    # --- feeds --------------------------------------------------------------------------------

    def _ask(self, state: FeedState) -> None:
        """Ask for a feed, and keep its new entries."""
        known = Validators(state.etag, state.modified)
        answer = self._fetcher.get(state.url, trust=Trust.GIVEN, limit=FEED_BYTES, validators=known)
        if isinstance(answer, Later):
            self._feed_later(state, answer.at)
            return
        self._done.feeds += 1
        if isinstance(answer, Failed):
            self._feed_failed(state, answer.why, answer.rest_until)
            return
        now = self._now()
        if isinstance(answer, Unchanged):
            self._cursor.keep_feed(replace(state, next_at=max(now + self._every, answer.fresh_until or 0), failures=0))
            return
        found = feeds.feed(answer.data, url=answer.url, media_type=answer.media_type, charset=answer.charset)
        if found is None:
            self._feed_failed(state, _no_feed(answer))
            return
        if answer.moved:
            self._warn(f"{state.url} has moved for good to {answer.moved}: put that address in its place")
        if found.left:
            way = "they are left out; what is wanted of them can be read with `summitry read`"
            self._warn(f"{state.url} lists {found.left:,} more entries than are taken of one feed: {way}")
        entries = ((entry.id, _page(entry, found, state.url, answer.trust)) for entry in found.entries)
        rest = max(now + max(self._every, found.rest), answer.fresh_until or 0)
        kept = FeedState(state.url, answer.validators.etag, answer.validators.modified, rest)
        self._done.entries += self._cursor.keep_feed(kept, entries)

    def _feed_failed(self, state: FeedState, why: str, rest_until: float | None = None) -> None:
        failures = state.failures + 1
        next_at = max(self._now() + max(self._every, backed_off(failures)), rest_until or 0)
        self._cursor.keep_feed(replace(state, next_at=next_at, failures=failures))
        self._fail(f"{state.url}: {why}. Asked again after {_clock(next_at)}")

    def _feed_later(self, state: FeedState, at: float) -> None:
        self._done.resting += 1
        self._cursor.keep_feed(replace(state, next_at=at))

    # --- pages --------------------------------------------------------------------------------

    def _fetch(self, page: Page) -> None:
        """Fetch the page of an entry and read it; what the feed holds takes its place where it cannot be had."""
        why, rest_until, capture = "it has no page", 0.0, None
        if page.url is not None:
            answer = self._fetcher.get(page.url, trust=page.trust, limit=PAGE_BYTES)
            if isinstance(answer, Later):
                self._later(page, answer.at)
                return
            if isinstance(answer, Fetched):
                capture = _captured(page, answer)
                why = f"it is {binary_kind(answer.data) or answer.media_type}, not a page"
            elif isinstance(answer, Failed):
                why, rest_until = answer.why, answer.rest_until or 0.0
        capture = capture or _content(page)
        if capture:
            self._read(page, capture)
            return
        tries = page.tries + 1
        next_at = None if tries >= _TRIES else max(self._now() + backed_off(tries, first=_RETRY), rest_until)
        self._cursor.put_off(page, tries=tries, next_at=next_at)
        then = f"Asked for again after {_clock(next_at)}" if next_at else f"Given up after {tries} tries"
        self._fail(f"{page.url or page.key}, listed by {page.feed}: {why}. {then}")

    def _read(self, page: Page, capture: Capture) -> None:
        """Read a page into the record, and note what it changed."""

        def note(before: tuple[Contact, ...], after: tuple[Contact, ...]) -> None:
            found = news(before, after, page=page.key, at=self._time().isoformat(timespec="seconds"))
            self._cursor.note(page.key, found, (STDOUT, *self._hooks))
            self._done.changes += len(found)

        summary = self._record.read_captures([capture], tell=note)
        self._cursor.done(page.key)
        self._done.read += summary.read
        self._done.empty += summary.skipped
        for failure in summary.failures:
            (self._warn if failure.reason.skips else self._fail)(f"{page.key}: {failure.message}")

    def _later(self, page: Page, at: float) -> None:
        self._cursor.put_off(page, tries=page.tries, next_at=at)
        self._done.waiting += 1

    def _in_turn(
        self, items: Iterable[_T], url: Callable[[_T], str], put_off: Callable[[_T, float], None]
    ) -> Iterator[_T]:
        """The items in order, but none whose host rests before one whose host is ready; long rests put them off."""
        hosts: dict[str, deque[_T]] = {}
        for item in items:
            hosts.setdefault(self._fetcher.host(url(item)), deque()).append(item)
        while hosts:
            now = self._now()
            ready = {name: max(self._cursor.host(name).next_at, now) for name in hosts}
            name = min(hosts, key=lambda n: ready[n])
            if not self._fetcher.patient(ready[name]):
                for item in hosts.pop(name):
                    put_off(item, ready[name])
                continue
            yield hosts[name].popleft()
            if not hosts[name]:
                del hosts[name]

    # --- changes ------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Find out what became of the pages on their way when the watch was cut off."""
        for page, noted in self._cursor.unsure():
            if all(map(self._has, noted.reports)):
                self._cursor.done(page)
            else:
                self._cursor.forget(page)

    def _has(self, report: str) -> bool:
        try:
            self._record.contact(report)
        except NotFoundError:
            return False
        return True

    def _deliver(self) -> None:
        """Give each outlet what it does not have."""
        for delivery in self._cursor.deliveries(STDOUT, self._now()):
            self._to.show(delivery.news)
            self._cursor.delivered(delivery)
        hook = self._to.webhook
        if hook is None or self._cursor.host(hook.url).next_at > self._now():
            return
        for delivery in self._cursor.deliveries(hook.url, self._now()):
            refused = hook.send(delivery.news, self._fetcher)
            if refused is None:
                self._cursor.delivered(delivery)
                self._cursor.keep_host(hook.url, Host())
                continue
            failures = (self._cursor.host(hook.url).failures if refused.down else delivery.tries) + 1
            next_at = self._now() + backed_off(failures)
            self._cursor.undelivered(delivery, next_at=next_at)
            self._fail(f"webhook at {hook.name}: {refused.why}. Kept, and sent again after {_clock(next_at)}")
            if refused.down:
                self._cursor.keep_host(hook.url, Host(next_at, failures))
                return

    def _hook_due(self, url: str) -> float | None:
        due = self._cursor.delivery_due(url)
        return None if due is None else max(due, self._cursor.host(url).next_at)

    def _fail(self, message: str) -> None:
        self._done.failed += 1
        self._warn(message)

    def _now(self) -> float:
        return self._fetcher.clock.now()

    def _time(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


def _page(entry: feeds.Entry, feed: feeds.Feed, address: str, trust: Trust) -> Page:
    """An entry on its way; without an address it is known by the feed's and its own id."""
    return Page(
        key=feeds.key(entry.url) if entry.url else f"{address}#{entry.id}",
        feed=address,
        url=entry.url,
        title=entry.title,
        published=entry.published,
        outlet=entry.outlet or feed.outlet,
        content=entry.content,
        trust=trust,
    )


def _captured(page: Page, fetched: Fetched) -> Capture | None:
    """A page as found, with the feed's date; None for what is none.

    The page's own title is better than the feed's, and so is its word on whose it is.
    """
    if fetched.media_type not in _PAGES or binary_kind(fetched.data):
        return None
    outlet = None if b"og:site_name" in fetched.data else page.outlet
    given = Given(date=page.published, url=feeds.key(fetched.url), outlet=outlet)
    media_type = "text/plain" if fetched.media_type == "text/plain" else "text/html"
    return Capture(page.key, page.key, _utf8(fetched), media_type, given)


def _content(page: Page) -> Capture | None:
    """The whole text that the feed holds, where it does."""
    if page.content is None:
        return None
    given = Given(date=page.published, title=page.title, url=page.url and page.key, outlet=page.outlet)
    return Capture(page.key, page.key, page.content.encode("utf-8", "replace"), "text/html", given)


def _utf8(fetched: Fetched) -> bytes:
    """The bytes in UTF-8, where the server names the charset; else as they are."""
    try:
        return fetched.data.decode(fetched.charset).encode() if fetched.charset else fetched.data
    except (LookupError, UnicodeError):
        return fetched.data


def _no_feed(answer: Fetched) -> str:
    named = feeds.feed_named(answer.data, url=answer.url)
    return (
        f"it is no feed; the page names {named}: give that" if named else "it is no RSS or Atom feed; check the address"
    )


def _clock(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
