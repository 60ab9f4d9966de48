"""What must hold of the kernel's tables. Every context with money or goods has such a list; audit runs them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from guyub.foundation.kernel.models import NumberCounter, OutboxLine, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

OUTBOX_SERIES = "kernel.outbox"


@dataclass(frozen=True)
class Broken:
    """One thing that does not hold: which rule, and what differs."""

    rule: str
    what: str


def outbox_is_gapless(cooperative_id: int) -> Iterator[Broken]:
    """Positions run from 1 to the counter without a gap."""
    lines = OutboxLine.objects.filter(cooperative_id=cooperative_id).aggregate(
        n=Count("id"), last=Max("position")
    )
    counter = NumberCounter.objects.filter(
        cooperative_id=cooperative_id, series=OUTBOX_SERIES, year=0
    ).first()
    counted = counter.last if counter else 0
    if not lines["n"] == (lines["last"] or 0) == counted:
        yield Broken("kernel.outbox.gapless", f"{lines['n']} lines, last {lines['last']}, counter {counted}")


def versions_follow_each_other(cooperative_id: int) -> Iterator[Broken]:
    """A version is one above the one it replaces."""
    rows = StoredFile.objects.filter(cooperative_id=cooperative_id, replaces__isnull=False).select_related(
        "replaces"
    )
    for file in rows.iterator(chunk_size=500):
        if file.version != file.replaces.version + 1:
            yield Broken(
                "kernel.file.version", f"{file.id} is version {file.version} after {file.replaces.version}"
            )


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (outbox_is_gapless, versions_follow_each_other)
