"""What a run of reading did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitry.model import Failure, Known, Reading

if TYPE_CHECKING:
    from summitry.stores import Added


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run of reading did, in numbers."""

    read: int = 0  # stories met: new and known
    new: int = 0
    known: int = 0
    skipped: int = 0  # inputs with nothing to read in them
    failed: int = 0  # inputs that could not be read
    let_go: int = 0  # candidates for a contact that were let go, in the stories read now
    contacts: int = 0  # in the record after the run
    failures: tuple[Failure, ...] = field(default=())  # of the skipped and the failed, why


class Counts:
    """The numbers of a run while it runs."""

    def __init__(self) -> None:
        self._new = self._known = self._let_go = 0
        self._failures: list[Failure] = []

    def take(self, one: Reading | Failure | Known) -> None:
        """Count what came of one input; whether a reading is new is counted with its batch."""
        if isinstance(one, Failure):
            self._failures.append(one)
        elif isinstance(one, Known):
            self._known += 1
        else:
            self._let_go += len(one.skipped)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The failures so far."""
        return tuple(self._failures)

    def add(self, added: Added) -> None:
        """Count a batch."""
        self._new += added.new
        self._known += added.known

    def summary(self, *, contacts: int) -> Summary:
        """The numbers so far."""
        skipped = sum(failure.reason.skips for failure in self._failures)
        return Summary(
            read=self._new + self._known,
            new=self._new,
            known=self._known,
            skipped=skipped,
            failed=len(self._failures) - skipped,
            let_go=self._let_go,
            contacts=contacts,
            failures=self.failures,
        )
