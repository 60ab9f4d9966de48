"""What invented Bumiayu offers to save in: terms that two meetings set, and the city's word for its unit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from guyub.finance.savings.models import SavingsProduct, SavingsTerms
from guyub.finance.savings.services.gate import override_gate
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.parameters.models import Decision
from guyub.journeys.services.examples import SPACE

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

BEGUN, RAISED, RAISE_DECIDED = date(2026, 1, 1), date(2026, 4, 1), date(2026, 3, 14)
FIRST_DECIDED = date(2025, 12, 6)
ALLOWED_UNTIL = date(2027, 6, 30)
WHY = "Kelompok simpan pinjam sejak 2018 dan pembukuannya lengkap; modal tetap dipenuhi bertahap (contoh)."
# code, name, months of the term, rate a year in millionths, how often jasa comes
_MORE = (
    (SavingsKind.BERTUJUAN, "hari-raya", "Simpanan hari raya", None, 40_000, 12),
    (SavingsKind.BERJANGKA, "berjangka-6", "Simpanan berjangka 6 bulan", 6, 60_000, 1),
    (SavingsKind.BERJANGKA, "berjangka-12", "Simpanan berjangka 12 bulan", 12, 65_000, 1),
)


def tell_products(place: Cooperative, actor: Actor, *, now: datetime) -> None:
    """Enter the products with their terms. Step: needs the scope of the place.

    Args:
        place: Whose; its unit of savings and loans is there.
        actor: Who wrote it down.
        now: The moment, aware.
    """
    first = _decision(place, "RAT-04/2025 (contoh)", "Jasa simpanan 2026", FIRST_DECIDED, actor, now)
    raised = _decision(
        place, "RAT-02/2026 (contoh)", "Jasa simpanan sukarela naik", RAISE_DECIDED, actor, now
    )
    products = ensure_products(cooperative_id=place.id)
    sukarela = products[SavingsKind.SUKARELA]
    unit_id = SavingsProduct.objects.values_list("unit_id", flat=True).get(cooperative=place, id=sukarela)
    _terms(place, sukarela, 1, BEGUN, 40_000, 1, first, actor, now)
    _terms(place, sukarela, 2, RAISED, 45_000, 1, raised, actor, now)
    for kind, code, name, months, ppm, every in _MORE:
        product = SavingsProduct.objects.create(
            id=uuid5(SPACE, f"product/{place.code}/{code}"),
            cooperative=place,
            kind=kind.value,
            code=code,
            name=name,
            term_months=months,
            unit_id=unit_id,
            opened_on=BEGUN,
        )
        _terms(place, product.id, 1, BEGUN, ppm, every, first, actor, now)


def allow_unit(place: Cooperative, head: Actor, *, today: date, now: datetime) -> None:
    """Let the unit take savings by the city's word, once."""
    override_gate(
        actor=head,
        place=place,
        until_on=ALLOWED_UNTIL,
        reason=WHY,
        today=today,
        request_id=uuid5(SPACE, f"gate/{place.code}"),
        now=now,
    )


def _decision(place: Cooperative, number: str, title: str, on: date, actor: Actor, now: datetime) -> Decision:
    return Decision.objects.create(
        id=uuid5(SPACE, f"decision/{place.code}/{number}"),
        cooperative=place,
        number=number,
        decided_on=on,
        body="RAT",
        title=title,
        recorded_by_id=actor.person_id,
        recorded_at=now,
    )


def _terms(
    place: Cooperative,
    product_id: UUID,
    no: int,
    from_on: date,
    ppm: int,
    every_months: int,
    decision: Decision,
    actor: Actor,
    now: datetime,
) -> None:
    SavingsTerms.objects.create(
        id=uuid5(SPACE, f"terms/{product_id}/{no}"),
        cooperative=place,
        product_id=product_id,
        no=no,
        from_on=from_on,
        decision=decision,
        method=JasaMethod.HARIAN.value,
        day_count=DayCount.ACTUAL_365.value,
        tiers=[[0, ppm]],
        every_months=every_months,
        minimum_rp=10_000,
        least_rp=5_000,
        early_ppm=10_000,
        person_id=actor.person_id,
        recorded_at=now,
    )
