"""Applications that nobody moved for too long come to their end by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.applications import OPEN, LoanApplicationRefusedError, Step
from guyub.finance.loans.models import LoanApplication
from guyub.finance.loans.services.application_steps import (
    locked_application,
    note,
    refuse_asked,
    take_step,
)
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import NothingHoldsError, value_of

if TYPE_CHECKING:
    from datetime import date, datetime

LIVES = "pinjaman.permohonan_hari"
WHY = "Tidak ada langkah selama {days} hari"
MOST_AT_ONCE = 500


def expire_all_applications(*, now: datetime) -> int:
    """End what nobody moved for too long, of every cooperative. For a job; safe to run twice and late.

    Returns:
        How many.
    """
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).order_by("id")
    return sum(
        expire_applications(place=place, today=business_date(now, Zone(place.zone)), now=now)
        for place in places
    )


def expire_applications(*, place: Cooperative, today: date, now: datetime) -> int:
    """End the open applications of a cooperative whose last step is too long ago. Use-case of the job.

    What a committee is looking at stays: its question ends by itself. The parameter ``pinjaman.permohonan_hari`` says
    how long; the last day is inside.

    Returns:
        How many; 500 at most, the rest next time.
    """
    ended = 0
    with scope(place.id, durable=True):
        try:
            days = int(value_of(LIVES, cooperative_id=place.id, on=today))
        except NothingHoldsError:
            return 0
        rows = LoanApplication.objects.filter(
            cooperative_id=place.id,
            state__in=[one.value for one in OPEN],
            moved_on__lt=today - timedelta(days=days),
        )
        for id_ in rows.order_by("moved_on", "id").values_list("id", flat=True)[:MOST_AT_ONCE]:
            application = locked_application(place.id, id_)
            try:
                if application.moved_on >= today - timedelta(days=days):
                    continue
                refuse_asked(application, now)
                take_step(application, Step.LEWAT, on=today)
            except LoanApplicationRefusedError:
                continue  # a committee looks at it, or somebody moved it this moment
            application.ended_why = WHY.format(days=days)
            application.save(update_fields=["state", "moved_on", "ended_why"])
            note(application, "expired", actor=None, now=now)
            ended += 1
    return ended
