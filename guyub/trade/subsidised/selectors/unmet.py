"""Requests that were not met: what an outlet needs beyond what it sells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.subsidised.domain.unmet import WentWithout
from guyub.trade.subsidised.models import BuyerCategory, UnmetRequest
from guyub.trade.subsidised.selectors.officials import programmes_inquiry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from guyub.trade.subsidised.selectors.officials import ProgrammeRow

MOST_LISTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetRow(Row):
    """One request that was not met; ``qty`` in the good's smallest unit."""

    programme: str
    category: str
    qty: int
    reason: WentWithout
    at: datetime
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetPage(Row):
    """What was not met lately, sums by reason of the span, and what can be noted."""

    programmes: Mapping[str, ProgrammeRow]
    usual: Mapping[tuple[str, str], tuple[str, int]]
    rows: Sequence[UnmetRow]
    sums: Mapping[tuple[str, WentWithout], tuple[int, int]]


def unmet_page(*, cooperative_id: int, since: date, today: date) -> UnmetPage:
    """Give what the page of unmet requests shows. One trip.

    Args:
        cooperative_id: Whose.
        since: The first day of the sums, inside.
        today: The last one.
    """
    mine = UnmetRequest.objects.filter(cooperative_id=cooperative_id, day__range=(since, today))
    kinds = BuyerCategory.objects.filter(valid_from__lte=today).exclude(valid_to__lt=today)
    goods, usual, rows, sums = asked(
        programmes_inquiry(),
        Inquiry.of(
            kinds.order_by("programme__order", "programme_id", "title", "id").values_list(
                "programme_id", "code", "title", "usual_qty"
            ),
            read=list,
        ),
        Inquiry.of(
            mine.order_by("-at", "-id").values_list("programme", "category", "qty", "reason", "at", "day")[
                :MOST_LISTED
            ],
            read=list,
        ),
        Inquiry.of(
            mine.values_list("programme", "reason").annotate(count=Count("id"), summed=Sum("qty")).order_by(),
            read=list,
        ),
    )
    titles = {(programme, code): (title, qty) for programme, code, title, qty in usual}
    return UnmetPage(
        programmes=goods,
        usual=titles,
        rows=tuple(
            UnmetRow(
                programme=goods[programme].title,
                category=titles.get((programme, category), (category, 0))[0],
                qty=qty,
                reason=WentWithout(reason),
                at=at,
                on=on,
            )
            for programme, category, qty, reason, at, on in rows
        ),
        sums={
            (programme, WentWithout(reason)): (int(count), int(qty)) for programme, reason, count, qty in sums
        },
    )


def unmet_sums(
    cooperative_ids: Collection[int], *, programme: str, since: date, until: date
) -> dict[int, tuple[int, int]]:
    """Sum what was not met of a good by cooperative: how often, how much in its smallest unit. One query.

    Args:
        cooperative_ids: Whose; the scope must hold them.
        programme: Of which good.
        since: The first day, inside.
        until: The last day, inside.
    """
    rows = UnmetRequest.objects.filter(
        cooperative_id__in=cooperative_ids, programme=programme, day__range=(since, until)
    )
    sums = rows.values_list("cooperative_id").annotate(count=Count("id"), summed=Sum("qty")).order_by()
    return {place_id: (int(count), int(qty)) for place_id, count, qty in sums}
