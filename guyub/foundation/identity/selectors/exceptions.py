"""What the pengawas should look at among people: numbers that were opened, one person on both sides."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.people import who_holds_both_sides
from guyub.foundation.kernel.dates import business_date
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

# Acts of any context that show a person's number in full: whose, by which fact. All say why (``reason``).
OPENING_ACTS = {
    "identity.number.unmasked": "milik {name}",
    "members.join.phone_shown": "dari permintaan bergabung nomor {number}",
    "members.passive.phone_shown": "anggota {number}",
}


def numbers_opened(watched: Watched) -> Iterator[ExceptionFound]:
    """Find each look at somebody's NIK, KK or phone. One query."""
    start = datetime.combine(watched.since, time(), watched.zone.info)
    end = datetime.combine(watched.until + timedelta(days=1), time(), watched.zone.info)
    rows = AuditEntry.objects.filter(
        cooperative_id=watched.cooperative_id, act__in=[*OPENING_ACTS], at__gte=start, at__lt=end
    )
    for row in rows.order_by("-position")[:MOST_FOUND]:
        whose = OPENING_ACTS[row.act].format_map(row.facts)
        yield ExceptionFound(
            kind="identity.unmasked",
            on=business_date(row.at, watched.zone),
            said=f"{row.actor_name} membuka nomor {whose}: {row.facts['reason']}",
            about="trail",
        )


def both_sides_held(watched: Watched) -> Iterator[ExceptionFound]:
    """Find who could both ask and approve on the last day. One query."""
    last = min(watched.until, watched.today)
    moment = datetime.combine(last, time(23, 59), watched.zone.info).astimezone(UTC)
    seen = set()
    for name, _, through in who_holds_both_sides(cooperative_id=watched.cooperative_id, now=moment):
        if name not in seen:
            seen.add(name)
            roles = " dan ".join(ROLE_WORDS[role] for role in through)
            said = f"{name} sebagai {roles} bisa meminta dan menyetujui hal yang sama"
            yield ExceptionFound(kind="identity.both_sides", on=last, said=said, about="roles")


EXCEPTIONS: Iterable[Watcher] = (numbers_opened, both_sides_held)
