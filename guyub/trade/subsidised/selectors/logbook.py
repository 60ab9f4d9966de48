"""The log of sales of a rationed good over a span, as a book on paper and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.models import RationedSale
from guyub.trade.subsidised.selectors.officials import categories_inquiry, programmes_inquiry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.subsidised.selectors.officials import ProgrammeRow

MOST_LOGGED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow(Row):
    """One sale of the log; what was taken back stands in it, with its day."""

    number: str
    category: str
    consumer_id: UUID | None
    buyer: str
    last4: str
    qty: int
    paid_rp: int
    sold_at: datetime
    sold_on: date
    state: OfficialState
    ref: str
    taken_back_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Log(Row):
    """The log of a span; ``is_more``: there are more rows than are shown."""

    programme: ProgrammeRow | None
    rows: Sequence[LogRow]
    is_more: bool


def log_of(*, cooperative_id: int, programme: str, from_on: date, until_on: date) -> Log:
    """Give all sales of a good in a span, in the order in which they were made, at most five thousand. One trip.

    Args:
        cooperative_id: Whose.
        programme: Of which good.
        from_on: The first day, inside.
        until_on: The last day, inside.
    """
    rows = RationedSale.objects.filter(
        cooperative_id=cooperative_id, programme=programme, sold_on__range=(from_on, until_on)
    )
    fields = (
        *("number", "category", "consumer_id", "buyer", "nik_last4", "qty", "paid_rp", "sold_at", "sold_on"),
        *("official", "official_ref", "taken_back_on"),
    )
    goods, titles, found = asked(
        programmes_inquiry(),
        categories_inquiry(),
        Inquiry.of(
            rows.order_by("sold_on", "sold_at", "id").values_list(*fields)[: MOST_LOGGED + 1], read=list
        ),
    )
    return Log(
        programme=goods.get(programme),
        rows=tuple(
            LogRow(
                number=number,
                category=titles.get((programme, category), category),
                consumer_id=consumer_id,
                buyer=buyer,
                last4=last4,
                qty=qty,
                paid_rp=paid_rp,
                sold_at=sold_at,
                sold_on=sold_on,
                state=OfficialState(official),
                ref=ref,
                taken_back_on=taken_back_on,
            )
            for (
                number, category, consumer_id, buyer, last4, qty, paid_rp, sold_at, sold_on, official, ref,
                taken_back_on,
            ) in found[:MOST_LOGGED]
        ),
        is_more=len(found) > MOST_LOGGED,
    )  # fmt: skip
