"""Invented claims and funds of the example cooperative: three claims wait, two are paid; health, education, social."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from PIL import Image, ImageDraw

from guyub.books.treasury.domain.funds import Benefit, FundUse
from guyub.books.treasury.selectors.funds import funds_standing
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.claims import ClaimTyped, file_claim
from guyub.books.treasury.services.funds import begin_fund, collect, set_rule
from guyub.books.treasury.services.payouts import PayoutTyped, pay_out
from guyub.books.treasury.services.repayments import repay_claims
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.treasury_examples_cash import BOX

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor

# Who paid, how many days ago, what for, how much, a word about it, and whether it is paid back already.
_CLAIMS = (
    (Role.SEKRETARIS, 24, "Rapat dan konsumsi", 120_000, "rapat pengurus bulanan (contoh)", True),
    (Role.KASIR, 15, "Fotokopi dan alat tulis", 35_000, "kertas struk (contoh)", True),
    (Role.SEKRETARIS, 6, "Fotokopi dan alat tulis", 47_500, "undangan rapat anggota (contoh)", False),
    (Role.SEKRETARIS, 4, "Meterai dan surat", 50_000, "lima meterai untuk akad (contoh)", False),
    (
        Role.WAKIL_KETUA_USAHA,
        2,
        "Bensin dan perjalanan",
        90_000,
        "ambil beras di gudang Bulog (contoh)",
        False,
    ),
)
# The rates of Bumiayu were published in July 2025; how often a year, and who got what, is made up.
_BENEFITS = (
    Benefit("Rawat jalan", 50_000, times_a_year=6),
    Benefit("Rawat inap", 150_000, times_a_year=2),
)
_CONTRIBUTION_RP = 2_000
_COLLECTED = ((28, 126), (14, 128))  # days ago, members
_PAID = (
    # days ago, benefit, days of the stay, amount, who
    (27, "Rawat jalan", 1, 50_000, "Sumarmi (contoh)"),
    (20, "Rawat inap", 3, 150_000, "Kasiadi (contoh)"),
    (9, "Rawat jalan", 1, 50_000, "Ponirah (contoh)"),
    (5, "Rawat inap", 2, 150_000, "Misnan (contoh)"),
)


@dataclass(frozen=True)
class _Stage:
    """Where and when the examples happen."""

    place: Cooperative
    box: UUID
    today: date
    now: datetime

    def done(self, role: Role, label: str) -> dict[str, Any]:
        """Give what every use-case takes."""
        return {
            "actor": actor_in(self.place, role),
            "place": self.place,
            "today": self.today,
            "request_id": uuid5(SPACE, f"funds/{label}"),
            "now": self.now,
        }

    def ago(self, days: int) -> date:
        """Give a day of this month or the one before, which are open."""
        return self.today - timedelta(days=days)


def make_claim_and_fund_examples(*, now: datetime) -> None:
    """File claims, begin funds, pay from them; repeating it changes nothing. Only for a demonstration.

    After ``make_cash_examples``, whose treasurer's box pays; without it nothing is made.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    with scope(place.id):
        boxes = {row.name: row.id for row in places_of(cooperative_id=place.id)}
        has_begun = bool(funds_standing(cooperative_id=place.id))
    if has_begun or BOX not in boxes:
        return
    stage = _Stage(place, boxes[BOX], business_date(now, Zone(place.zone)), now)
    _claims(stage)
    _health(stage)
    _purposes(stage)


def _claims(stage: _Stage) -> None:
    for at, (role, days, choice, amount_rp, note, is_paid) in enumerate(_CLAIMS):
        done = stage.done(role, f"claim/{at}")
        typed = ClaimTyped(spent_on=stage.ago(days), choice=choice, amount_rp=amount_rp, note=note)
        receipt = (f"nota-contoh-{at + 1}.jpg", _receipt(choice, amount_rp))
        claim_id = file_claim(typed=typed, receipt=receipt, **done)
        if is_paid:
            _approve(actor_in(stage.place, Role.KETUA), done["request_id"], at, stage.now)
            paying = stage.done(Role.BENDAHARA, f"repay/{at}")
            repay_claims(claim_ids=[claim_id], cash_place_id=stage.box, **paying)


def _approve(chair: Actor, approval_id: UUID, at: int, now: datetime) -> None:
    decide(
        actor=chair,
        approval_id=approval_id,
        is_approved=True,
        proof=EXAMPLE_PIN,
        request_id=uuid5(SPACE, f"funds/approve/{at}"),
        now=now,
    )


def _receipt(choice: str, amount_rp: int) -> bytes:
    """Draw a receipt that says that it is none."""
    picture = Image.new("RGB", (480, 360), "white")
    words = f"NOTA CONTOH\n\n{choice}\nRp {amount_rp}\n\nbukan nota sungguhan"
    ImageDraw.Draw(picture).multiline_text((40, 40), words, fill="black", font_size=28, spacing=10)
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()


def _health(stage: _Stage) -> None:
    """Begin Bumiayu's health fund, let the meeting's rule hold, collect twice, pay four times."""
    begun = stage.done(Role.BENDAHARA, "health")
    fund_id = begin_fund(name="Dana kesehatan", use=FundUse.SANTUNAN, account="2.3.06", **begun)
    deciding = stage.done(Role.SEKRETARIS, "health/decision")
    del deciding["place"]
    decision_id = keep_decision(
        number="04/RAT/BMY/2026",
        decided_on=date(2026, 3, 28),
        body="RAT",
        title="Iuran dan santunan dana kesehatan (contoh)",
        **deciding,
    )
    ruling = stage.done(Role.BENDAHARA, "health/rule")
    del ruling["today"]
    set_rule(
        fund_id=fund_id,
        valid_from=date(2026, 4, 1),
        contribution_rp=_CONTRIBUTION_RP,
        benefits=_BENEFITS,
        decision_id=decision_id,
        **ruling,
    )
    for days, members in _COLLECTED:
        collect(
            fund_id=fund_id,
            received_on=stage.ago(days),
            cash_place_id=stage.box,
            members=members,
            **stage.done(Role.BENDAHARA, f"health/in/{days}"),
        )
    for days, benefit, length, amount_rp, who in _PAID:
        typed = PayoutTyped(
            paid_on=stage.ago(days),
            amount_rp=amount_rp,
            cash_place_id=stage.box,
            benefit=benefit,
            beneficiary=who,
            since=stage.ago(days + length),
            until=stage.ago(days + 1),
            no_proof_why="contoh, tanpa surat dokter",
        )
        pay_out(fund_id=fund_id, typed=typed, **stage.done(Role.BENDAHARA, f"health/out/{days}"))


def _purposes(stage: _Stage) -> None:
    """Begin the funds that the RAT filled, with what stands there, and pay for a course."""
    funds = {
        account: begin_fund(
            name=name, use=FundUse.TUJUAN, account=account, **stage.done(Role.BENDAHARA, account)
        )
        for account, name in (("2.3.01", "Dana pendidikan"), ("2.3.02", "Dana sosial"))
    }
    typed = PayoutTyped(
        paid_on=stage.ago(11),
        amount_rp=200_000,
        cash_place_id=stage.box,
        beneficiary="Panitia pelatihan (contoh)",
        purpose="Pelatihan hitung stok untuk kasir (contoh)",
        no_proof_why="contoh",
    )
    pay_out(fund_id=funds["2.3.01"], typed=typed, **stage.done(Role.BENDAHARA, "course"))
