"""Invented applications for loans in Bumiayu: one just sent by the example member, one that waits for the committee."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.community.members.models import Member
from guyub.finance.loans.domain.applications import ApplicationTyped
from guyub.finance.loans.models import LoanApplication, LoanProduct
from guyub.finance.loans.services.analysing import AnalysisTyped, record_analysis
from guyub.finance.loans.services.applications import apply_for_loan
from guyub.finance.loans.services.committee import submit_to_committee
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.selectors.examples import example_seat
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

PRODUCT, FIRST_NUMBER = "usaha", 70  # members from here on hold no office
OWN = ApplicationTyped(
    amount_rp=1_500_000, instalments=10, purpose="Stok sayur menjelang Ramadan (contoh)", use="MODAL_USAHA"
)
OTHER = ApplicationTyped(
    amount_rp=1_200_000, instalments=12, purpose="Mesin jahit bekas (contoh)", use="ALAT_USAHA"
)


def make_loan_request_examples(*, now: datetime) -> None:
    """Let two members ask for a loan. Only for a demonstration; repeating it changes nothing.

    Needs the products of loans, the city's word and the members of the examples before.
    """
    place, seat = place_by_code(BUMIAYU), example_seat(Role.ANGGOTA.value)
    if place is None or seat is None or seat.cooperative_id != place.id:
        return
    with scope(place.id):
        if LoanApplication.objects.filter(cooperative=place).exists():
            return
        products = LoanProduct.objects.filter(cooperative=place)
        product = products.filter(code=PRODUCT).first() or products.order_by("code").first()
        members = Member.objects.filter(cooperative=place, number__isnull=False, state="AKTIF")
        own = members.filter(person_id=seat.person_id).first()
        other = members.filter(number__gte=FIRST_NUMBER).order_by("number").first()
    if product is None or own is None or other is None:
        return
    member = Actor(seat.person_id, seat.person.name, Role.ANGGOTA, place.id, seat.id)
    asked: dict[str, Any] = {"product_id": product.id}
    _waits(place, other.id, asked, now)
    apply_for_loan(
        member_id=own.id,
        typed=OWN,
        has_consented=True,
        is_own=True,
        **asked,
        **_given(place, member, "own", now, days=1),
    )


def _waits(place: Cooperative, member_id: UUID, asked: dict[str, Any], now: datetime) -> None:
    """Write one down at the counter, analyse it, hand it to the committee."""
    cashier, treasurer = actor_in(place, Role.KASIR), actor_in(place, Role.BENDAHARA)
    application_id = apply_for_loan(
        member_id=member_id,
        typed=OTHER,
        has_consented=True,
        **asked,
        **_given(place, cashier, "counter", now, days=6),
    )
    record_analysis(
        application_id=application_id,
        typed=AnalysisTyped(
            income_rp=900_000,
            business_rp=1_800_000,
            household_rp=2_000_000,
            other_rp=150_000,
            amount_rp=OTHER.amount_rp,
            instalments=OTHER.instalments,
            rate_ppm=120_000,
            visited_on=business_date(now - timedelta(days=3), Zone(place.zone)),
            visit_seen="Pesanan seragam menumpuk, satu mesin rusak. (contoh)",
            advice="LAYAK",
            note="",
        ),
        **_given(place, treasurer, "analysis", now, days=3),
    )
    submit_to_committee(application_id=application_id, **_given(place, treasurer, "committee", now, days=2))


def _given(place: Cooperative, actor: Actor, label: str, now: datetime, *, days: int) -> dict[str, Any]:
    at = now - timedelta(days=days)
    return {
        "actor": actor,
        "place": place,
        "today": business_date(at, Zone(place.zone)),
        "request_id": uuid5(SPACE, f"loan-request/{place.code}/{label}"),
        "now": at,
    }
