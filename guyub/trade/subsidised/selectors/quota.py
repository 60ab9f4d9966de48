"""What counts against a buyer's limits at this moment, over all cooperatives: a few statements, asked together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.devices.domain.lending import Lent
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.foundation.kernel.tenancy.postgresql.calls import listed, listed_bytes
from guyub.trade.subsidised.domain.limits import Used
from guyub.trade.subsidised.domain.programmes import Scope
from guyub.trade.subsidised.domain.set_aside import SetAside, Who

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.subsidised.domain.given import Given

_BUYERS = """
    SELECT c.id, c.given_name, c.nik_last4, c.nik_index, c.kk_index, c.forgotten_at, s.programme_id, s.category,
        s.nib_index, s.from_on, s.until_on
    FROM subsidised_consumer c LEFT JOIN subsidised_standing s ON s.consumer_id = c.id
    WHERE {which} ORDER BY c.id, s.from_on, s.id
"""
_BY_ID = _BUYERS.format(which="c.id = ANY(%(ids)s::uuid[])")
_BY_NIK = _BUYERS.format(which="c.nik_index = ANY(%(niks)s::bytea[])")
# What is reserved counts until its time is over; where a limit blocks, until its till has told everything (is_firm).
_USES = """
    SELECT u.id, u.programme_id, u.nik_index, u.kk_index, u.nib_index, u.category, u.cooperative_id, u.qty, u.at, u.day
    FROM subsidised_quotause u
    WHERE u.programme_id = ANY(%(programmes)s::text[]) AND u.day BETWEEN %(since)s::date AND %(until)s::date
        AND (u.nik_index = ANY(%(niks)s::bytea[]) OR u.kk_index = ANY(%(kks)s::bytea[])
            OR u.nib_index = ANY(%(nibs)s::bytea[]))
        AND (u.state = 'USED' OR u.state = 'RESERVED' AND (u.is_firm OR u.expires_at > %(now)s::timestamptz))
"""
_OUTLET = """
    SELECT u.category, u.day, max(u.at), sum(u.qty)::bigint, count(*) FROM subsidised_quotause u
    WHERE u.cooperative_id = %(outlet)s AND u.programme_id = %(programme)s
        AND u.day BETWEEN %(since)s::date AND %(until)s::date
        AND (u.state = 'USED' OR u.state = 'RESERVED' AND (u.is_firm OR u.expires_at > %(now)s::timestamptz))
    GROUP BY u.category, u.day, width_bucket(u.at, %(turns)s::timestamptz[])
"""
_SLICES = """
    SELECT s.id, s.device_id, s.cooperative_id, s.programme_id, s.consumer_id, s.nik_index, s.kk_index, s.month,
        s.lent_qty, s.told_qty, s.lowered_no, s.expires_at
    FROM subsidised_quotaslice s
    WHERE s.programme_id = ANY(%(programmes)s::text[]) AND s.lent_qty > 0
        AND (s.nik_index = ANY(%(niks)s::bytea[]) OR s.kk_index = ANY(%(kks)s::bytea[]))
    ORDER BY s.month, s.id
"""
_LAST = """
    SELECT u.day, u.qty, u.cooperative_id FROM subsidised_quotause u
    WHERE u.nik_index = %(nik)s::bytea AND u.programme_id = %(programme)s AND u.state = 'USED'
    ORDER BY u.day DESC, u.at DESC, u.id DESC LIMIT 1
"""
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class StandingRow(Row):
    """That a buyer belongs to a category, both ends inside."""

    programme: str
    category: str
    nib: bytes | None
    from_on: date
    until_on: date | None

    def holds_on(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True)
class Buyer(Row):
    """Who is registered, as an outlet may see it: a given name and four digits; indexes for counting."""

    consumer_id: UUID
    given_name: str
    last4: str
    nik: bytes
    kk: bytes | None
    is_forgotten: bool
    standings: tuple[StandingRow, ...]

    def standing(self, programme: str, category: str, *, on: date) -> StandingRow | None:
        """Find what puts the buyer into a category on a day."""
        found = (one for one in self.standings if (one.programme, one.category) == (programme, category))
        return next((one for one in found if one.holds_on(on)), None)

    def categories(self, programme: str, *, on: date) -> list[str]:
        """List the categories of a programme that the buyer is in on a day."""
        mine = (one for one in self.standings if one.programme == programme and one.holds_on(on))
        return list(dict.fromkeys(one.category for one in mine))

    def who(self, programme: str, category: str, *, on: date) -> Who:
        """Give whom limits count."""
        standing = self.standing(programme, category, on=on)
        return Who(self.nik, self.kk, standing.nib if standing else None)


@dataclass(frozen=True, slots=True)
class Counted(Row):
    """What counts of some buyers: uses with their ids, and slices; each by its programme."""

    uses: Sequence[tuple[UUID, str, Used]]
    slices: Sequence[tuple[str, SetAside]]

    def used(self, programme: str, *, without: Collection[UUID] = ()) -> list[Used]:
        """Give the uses of a programme, some of them left out."""
        return [use for id_, key, use in self.uses if key == programme and id_ not in without]

    def set_aside(self, programme: str) -> list[SetAside]:
        """Give the slices of a programme."""
        return [one for key, one in self.slices if key == programme]


def buyers_inquiry(*, ids: Collection[UUID] = (), niks: Collection[bytes] = ()) -> Inquiry[list[Buyer]]:
    """Ask for buyers, by their ids or by the indexes of their NIK."""
    if niks:
        return Inquiry([(_BY_NIK, {"niks": listed_bytes(niks)})], _buyers, is_kept=True)
    return Inquiry([(_BY_ID, {"ids": listed(ids)})], _buyers, is_kept=True)


def counted_inquiry(
    *, programmes: Sequence[str], whose: Collection[Who], first: date, last: date, now: datetime
) -> Inquiry[Counted]:
    """Ask for all that counts against sales of some days: what was used, what is reserved, what is lent.

    Args:
        programmes: Keys of programmes.
        whose: Of whom.
        first: The first day of the sales in Jakarta; what counts reaches back to its month and its week.
        last: The last one.
        now: The moment, aware: what was reserved until before it does not count.
    """
    given = {
        "programmes": list(programmes),
        "niks": listed_bytes(one.nik for one in whose),
        "kks": listed_bytes(one.kk for one in whose if one.kk is not None),
        "nibs": listed_bytes(one.nib for one in whose if one.nib is not None),
        "since": min(first.replace(day=1), first - _WEEK),
        "until": max(month_end(last), last + _WEEK),
        "now": now,
    }
    return Inquiry([(_USES, given), (_SLICES, given)], _counted, is_kept=True)


def outlet_inquiry(
    *, programme: str, outlet: int, first: date, last: date, given: Given, now: datetime
) -> Inquiry[list[Used]]:
    """Ask for all that one cooperative sold, by day, category and allocation: it names no buyer.

    Args:
        programme: Of which good.
        outlet: Which cooperative.
        first: The first day of the sales, as in ``counted_inquiry``.
        last: The last one.
        given: What came to it.
        now: The moment, aware: what was reserved until before it does not count.
    """
    facts = {
        "programme": programme,
        "outlet": outlet,
        "since": min(first.replace(day=1), first - _WEEK),
        "until": max(month_end(last), last + _WEEK),
        "turns": given.moments(programme),
        "now": now,
    }

    def read(rows: Iterable[Sequence[Any]]) -> list[Used]:
        return [
            Used(nik=None, category=category, outlet=outlet, qty=qty, at=at, day=day, sales=sales)
            for category, day, at, qty, sales in rows
        ]

    return Inquiry([(_OUTLET, facts)], read, is_kept=True)


def last_inquiry(*, nik: bytes, programme: str) -> Inquiry[tuple[date, int, int] | None]:
    """Ask for the last purchase of a buyer: the day, how much, at which cooperative; None: none."""
    given = {"nik": nik, "programme": programme}
    return Inquiry([(_LAST, given)], lambda rows: tuple(rows[0]) if rows else None, is_kept=True)


def outlet_key(outlet: int) -> tuple[str, bytes]:
    """Give the row that is held where a limit counts all that one cooperative sells."""
    return Scope.OUTLET.value, hashlib.sha256(f"outlet {outlet}".encode()).digest()


def _buyers(rows: Iterable[Sequence[Any]]) -> list[Buyer]:
    people: dict[UUID, tuple[Any, ...]] = {}
    standings: dict[UUID, list[StandingRow]] = {}
    for id_, name, last4, nik, kk, forgotten_at, programme, category, nib, from_on, until_on in rows:
        people[id_] = (name, last4, bytes(nik), _bytes(kk), forgotten_at is not None)
        found = standings.setdefault(id_, [])
        if programme is not None:
            found.append(StandingRow(programme, category, _bytes(nib), from_on, until_on))
    return [
        Buyer(id_, name, last4, nik, kk, is_forgotten=is_forgotten, standings=tuple(standings[id_]))
        for id_, (name, last4, nik, kk, is_forgotten) in people.items()
    ]


def _counted(uses: Iterable[Sequence[Any]], slices: Iterable[Sequence[Any]]) -> Counted:
    return Counted(
        [
            (
                id_,
                programme,
                Used(
                    nik=bytes(nik),
                    kk=_bytes(kk),
                    nib=_bytes(nib),
                    category=category,
                    outlet=outlet,
                    qty=qty,
                    at=at,
                    day=day,
                ),
            )
            for id_, programme, nik, kk, nib, category, outlet, qty, at, day in uses
        ],
        [(row[3], slice_of(row)) for row in slices],
    )


def slice_of(row: Sequence[Any]) -> SetAside:
    """Read a slice as it is kept, in the order of ``_SLICES``."""
    id_, device_id, outlet, _, consumer_id, nik, kk, month, lent, told, lowered_no, expires_at = row
    return SetAside(
        id=id_,
        device_id=device_id,
        outlet=outlet,
        consumer_id=consumer_id,
        nik=bytes(nik),
        kk=_bytes(kk),
        month=month,
        lent=Lent(lent, told, lowered_no),
        expires_at=expires_at,
    )


def _bytes(kept: Any) -> bytes | None:
    return None if kept is None else bytes(kept)
