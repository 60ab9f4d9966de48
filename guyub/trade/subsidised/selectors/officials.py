"""Sales that official sites are to be told of, the oldest first, and what was told of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.parameters.selectors.values import over_time_inquiry
from guyub.trade.subsidised.domain.officials import OPEN, Age, OfficialStep, RefusedFor, age_of
from guyub.trade.subsidised.domain.programmes import Official, OfficialState
from guyub.trade.subsidised.models import BuyerCategory, OfficialNote, Programme, RationedSale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.parameters.selectors.values import OverTime

MOST_QUEUED, MOST_DONE = 200, 30
LATE, CLOSING = "jatah.catat_jam", "jatah.tutup_jam"
ADDRESSES: Mapping[Official, str] = {
    Official.MAP: "jatah.map_alamat",
    Official.KLIK_SPHP: "jatah.klik_sphp_alamat",
    Official.IPUBERS: "jatah.ipubers_alamat",
}
_OPEN = [one.value for one in OPEN]
_SALE = (
    *(
        "id",
        "number",
        "programme",
        "category",
        "consumer_id",
        "buyer",
        "nik_last4",
        "qty",
        "paid_rp",
        "sold_at",
    ),
    *("sold_on", "cashier__name", "known_by", "official", "official_at", "official_ref", "official_why"),
    *("taken_back_on", "sale_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow(Row):
    """A rationed good: its key, its name, the unit it is counted in, its site, whether it comes in containers."""

    key: str
    title: str
    unit: str
    official: Official
    has_containers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow(Row):
    """One sale beside the official site.

    Args:
        age: How urgent it is; of what waits no more it says nothing.
        qty: In the good's smallest unit.
        has_number: The buyer's number is kept, and can be copied.
    """

    id: UUID
    sale_id: UUID
    number: str
    programme: ProgrammeRow
    category: str
    buyer: str
    last4: str
    qty: int
    paid_rp: int
    sold_at: datetime
    sold_on: date
    cashier: str
    known_by: str
    state: OfficialState
    age: Age
    told_at: datetime | None
    ref: str
    why: str
    taken_back_on: date | None
    has_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow(Row):
    """What somebody told the site of a sale, and what it answered."""

    step: OfficialStep
    refused_for: RefusedFor | None
    ref: str
    why: str
    seen_nik: int | None
    seen_kk: int | None
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Row):
    """What waits for the official sites, the oldest first; what was told lately; where the sites are.

    Args:
        rows: What somebody has to do, at most two hundred.
        done: What was told last, the newest first.
        counts: How many wait of each good, beyond those shown too.
        titles: What each good is called.
        sites: The address of each site.
    """

    rows: Sequence[OfficialRow]
    done: Sequence[OfficialRow]
    counts: Mapping[str, int]
    titles: Mapping[str, str]
    sites: Mapping[Official, str]


def programmes_inquiry() -> Inquiry[dict[str, ProgrammeRow]]:
    """Ask for all rationed goods, in the order in which they are shown."""
    rows = Programme.objects.order_by("order", "key")

    def read(found: list[tuple[Any, ...]]) -> dict[str, ProgrammeRow]:
        return {
            key: ProgrammeRow(
                key=key, title=title, unit=unit, official=Official(official), has_containers=has_containers
            )
            for key, title, unit, official, has_containers in found
        }

    return Inquiry.of(rows.values_list("key", "title", "unit", "official", "has_containers"), read=read)


def categories_inquiry() -> Inquiry[dict[tuple[str, str], str]]:
    """Ask what kinds of buyers are called, by good and code."""
    rows = BuyerCategory.objects.order_by("valid_from", "id").values_list("programme_id", "code", "title")
    return Inquiry.of(rows, read=lambda found: {(good, code): title for good, code, title in found})


def queue_of(*, cooperative_id: int, programme: str, today: date, now: datetime) -> Queue:
    """Give what waits for the official sites. One trip.

    Args:
        cooperative_id: Whose.
        programme: Of this good alone; empty: of all.
        today: The business date, for the parameters.
        now: The moment, aware.
    """
    mine = RationedSale.objects.filter(cooperative_id=cooperative_id)
    waiting = mine.filter(official__in=_OPEN)
    of_good = waiting.filter(programme=programme) if programme else waiting
    done = mine.exclude(official__in=[*_OPEN, OfficialState.NONE.value])
    done = done.filter(programme=programme) if programme else done
    goods, titles, limits, open_rows, told, counts = asked(
        programmes_inquiry(),
        categories_inquiry(),
        over_time_inquiry(LATE, CLOSING, *ADDRESSES.values(), cooperative_id=cooperative_id),
        Inquiry.of(of_good.order_by("sold_at", "id").values_list(*_SALE)[:MOST_QUEUED], read=list),
        Inquiry.of(done.order_by("-official_at", "-id").values_list(*_SALE)[:MOST_DONE], read=list),
        Inquiry.of(waiting.values_list("programme").annotate(count=Count("id")).order_by(), read=dict),
    )
    reading = _Reading(goods, titles, limits, today, now)
    return Queue(
        rows=tuple(reading.row(one) for one in open_rows),
        done=tuple(reading.row(one) for one in told),
        counts={key: int(count) for key, count in counts.items()},
        titles={key: one.title for key, one in goods.items()},
        sites={site: limits.written(key, on=today) for site, key in ADDRESSES.items()},
    )


def official_row(
    *, cooperative_id: int, id_: UUID, today: date, now: datetime
) -> tuple[OfficialRow, list[NoteRow], str] | None:
    """Read one sale with what was told of it, and the address of its site; None: not here. One trip."""
    rows = RationedSale.objects.filter(cooperative_id=cooperative_id, id=id_)
    notes = OfficialNote.objects.filter(cooperative_id=cooperative_id, sale_id=id_).order_by("at", "id")
    goods, titles, limits, found, told = asked(
        programmes_inquiry(),
        categories_inquiry(),
        over_time_inquiry(LATE, CLOSING, *ADDRESSES.values(), cooperative_id=cooperative_id),
        Inquiry.of(rows.values_list(*_SALE), read=list),
        Inquiry.of(
            notes.values_list(
                "step", "refused_for", "ref", "why", "seen_nik", "seen_kk", "person__name", "at"
            ),
            read=list,
        ),
    )
    if not found:
        return None
    row = _Reading(goods, titles, limits, today, now).row(found[0])
    key = ADDRESSES.get(row.programme.official)
    return row, [_note(one) for one in told], limits.written(key, on=today) if key else ""


class _Reading:
    """Reads rows of sales with what all of them need."""

    def __init__(
        self,
        goods: Mapping[str, ProgrammeRow],
        titles: Mapping[tuple[str, str], str],
        limits: OverTime,
        today: date,
        now: datetime,
    ) -> None:
        self.goods, self.titles, self.now = goods, titles, now
        self.late, self.closing = (int(limits.written(key, on=today)) for key in (LATE, CLOSING))

    def row(self, values: Sequence[Any]) -> OfficialRow:
        (
            id_, number, programme, category, consumer_id, buyer, last4, qty, paid_rp, sold_at, sold_on, cashier,
            known_by, official, told_at, ref, why, taken_back_on, sale_id,
        ) = values  # fmt: skip
        return OfficialRow(
            id=id_,
            sale_id=sale_id,
            number=number,
            programme=self.goods[programme],
            category=self.titles.get((programme, category), category),
            buyer=buyer,
            last4=last4,
            qty=qty,
            paid_rp=paid_rp,
            sold_at=sold_at,
            sold_on=sold_on,
            cashier=cashier,
            known_by=known_by,
            state=OfficialState(official),
            age=age_of(sold_at=sold_at, now=self.now, late_hours=self.late, closing_hour=self.closing),
            told_at=told_at,
            ref=ref,
            why=why,
            taken_back_on=taken_back_on,
            has_number=consumer_id is not None,
        )


def _note(values: Sequence[Any]) -> NoteRow:
    step, refused_for, ref, why, seen_nik, seen_kk, person, at = values
    return NoteRow(
        step=OfficialStep(step),
        refused_for=RefusedFor(refused_for) if refused_for else None,
        ref=ref,
        why=why,
        seen_nik=seen_nik,
        seen_kk=seen_kk,
        person=person,
        at=at,
    )
