"""What invented Bumiayu lends: two products on terms that the members' meeting set."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.finance.loans.domain.contracts import KIND_ORDER
from guyub.finance.loans.domain.offering import Offered
from guyub.finance.loans.domain.servicing import Penalty, PenaltyOf, Servicing
from guyub.finance.loans.domain.terms import Fee, Method
from guyub.finance.loans.models import LoanProduct, LoanTerms
from guyub.finance.loans.services.offering import columns_of
from guyub.foundation.kernel.money import Rounding
from guyub.foundation.parameters.models import Decision
from guyub.journeys.services.examples import SPACE

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

BEGUN, DECIDED = date(2026, 1, 1), date(2025, 12, 6)
NUMBER = "RAT-05/2025 (contoh)"
_LATE = Penalty(rate=Fraction(1, 100), of=PenaltyOf.INSTALMENT, grace_days=3, cap=Fraction(2, 100))
_SERVED = Servicing(allocation=KIND_ORDER, penalty=_LATE)
# 1 % a month flat is 21.46 % really over twelve months; its range tops at 23.86 % with instalments rounded up.
USAHA = Offered(
    from_on=BEGUN,
    method=Method.FLAT,
    rate_ppm=120_000,
    rate_from_ppm=108_000,
    rate_to_ppm=132_000,
    least_rp=500_000,
    most_rp=10_000_000,
    least_instalments=3,
    most_instalments=24,
    guarantor_above_rp=2_000_000,
    collateral_above_rp=5_000_000,
    instalment_to=500,
    mode=Rounding.UP,
    servicing=_SERVED,
)
KELUARGA = Offered(
    from_on=BEGUN,
    method=Method.DECLINING,
    rate_ppm=180_000,
    rate_from_ppm=162_000,
    rate_to_ppm=192_000,
    least_rp=500_000,
    most_rp=3_000_000,
    least_instalments=6,
    most_instalments=12,
    guarantor_above_rp=1_000_000,
    fees=(Fee(name="Administrasi", amount=5_000),),
    instalment_to=100,
    mode=Rounding.UP,
    servicing=_SERVED,
)
PRODUCTS = (
    ("usaha", "Pinjaman usaha", "Modal dagang, alat kerja, dan bahan", USAHA),
    ("kebutuhan-keluarga", "Pinjaman kebutuhan keluarga", "Sekolah, berobat, dan perbaikan rumah", KELUARGA),
)


def tell_loan_products(place: Cooperative, actor: Actor, *, now: datetime) -> dict[str, UUID]:
    """Enter the products with their terms: code → id. Step: needs the scope of the place.

    Args:
        place: Whose; its unit of savings and loans is there.
        actor: Who wrote it down.
        now: The moment, aware.
    """
    decision = Decision.objects.create(
        id=uuid5(SPACE, f"decision/{place.code}/{NUMBER}"),
        cooperative=place,
        number=NUMBER,
        decided_on=DECIDED,
        body="RAT",
        title="Produk dan jasa pinjaman 2026",
        recorded_by_id=actor.person_id,
        recorded_at=now,
    )
    units = {unit.kind: unit.id for unit in units_of(cooperative_id=place.id)}
    made: dict[str, UUID] = {}
    for code, name, purpose, offered in PRODUCTS:
        product = LoanProduct.objects.create(
            id=uuid5(SPACE, f"loan-product/{place.code}/{code}"),
            cooperative=place,
            code=code,
            name=name,
            purpose=purpose,
            unit_id=units[UnitKind.SIMPAN_PINJAM],
            opened_on=BEGUN,
        )
        LoanTerms.objects.create(
            id=uuid5(SPACE, f"loan-terms/{product.id}/1"),
            cooperative=place,
            product=product,
            no=1,
            decision=decision,
            person_id=actor.person_id,
            recorded_at=now,
            **columns_of(offered),
        )
        made[code] = product.id
    return made
