"""What was bought by one NIK, at whichever cooperative: for the person who has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.formats import clock
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.limit_words import amount_words
from guyub.trade.subsidised.domain.programmes import KnownBy, UseState
from guyub.trade.subsidised.models import BuyerCategory, QuotaUse

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow(Row):
    """One sale by a NIK.

    Args:
        day: On which day of Jakarta.
        at: When, in that zone.
        programme: What the good is called.
        category: As what the buyer bought.
        qty: How much, in words.
        outlet: Which cooperative sold.
        is_unsure: It was sold while nobody could say what was left.
    """

    day: date
    at: datetime
    programme: str
    category: str
    qty: str
    outlet: str
    is_unsure: bool

    @property
    def time(self) -> str:
        """At what o'clock, as people write it."""
        return clock(self.at)


def uses_of(*, indexes: Collection[bytes], since: date) -> list[UseRow]:
    """List what was bought by a NIK, the newest first, at most 200; what was taken back is not there. Two queries.

    Args:
        indexes: Under which the NIK may stand.
        since: The first day, inside.
    """
    rows = QuotaUse.objects.filter(
        nik_index__in=list(indexes), day__gte=since, state=UseState.USED.value
    ).select_related("programme", "cooperative")
    found = list(rows.order_by("-at", "-id")[:MOST_SHOWN])
    keys = {one.programme_id for one in found}
    titles = {
        (programme, code): title
        for programme, code, title in BuyerCategory.objects.filter(programme_id__in=keys)
        .order_by("valid_from", "id")
        .values_list("programme_id", "code", "title")
    }
    return [
        UseRow(
            day=one.day,
            at=one.at.astimezone(Zone.WIB.info),
            programme=one.programme.title,
            category=titles.get((one.programme_id, one.category), one.category),
            qty=amount_words(one.qty, RuleUnit(one.programme.unit)),
            outlet=one.cooperative.name,
            is_unsure=one.known_by == KnownBy.UNKNOWN.value,
        )
        for one in found
    ]
