"""Funds as their pages and the home page show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, F, Func, OuterRef

from guyub.books.treasury.domain.funds import RESERVE, FundUse, Movement, Rule, benefits_of
from guyub.books.treasury.models import Fund, FundMovement, FundPayout, FundRule
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

TAKES, PAYS = "dana.masuk", "dana.bayar"
MOST_MOVEMENTS = 100


@dataclass(frozen=True, slots=True)
class FundRow(Row):
    """A fund with what it holds now, in rupiah."""

    id: UUID
    name: str
    use: FundUse
    account_code: str
    begun_on: date
    balance_rp: int


@dataclass(frozen=True, slots=True)
class RuleRow(Row):
    """A rule with the decision that set it."""

    rule: Rule
    decision: str
    decided_on: date
    decision_title: str


@dataclass(frozen=True, slots=True)
class PayoutRow(Row):
    """Why a payment was made; of a benefit, who got it stands in ``beneficiary``, for the fund's keeper alone."""

    id: UUID
    benefit: str
    beneficiary: str
    since: date | None
    until: date | None
    purpose: str
    has_proof: bool
    no_proof_why: str
    decision: str


@dataclass(frozen=True, slots=True)
class MovementRow(Row):
    """One movement: whole rupiah, above zero where the fund became more."""

    id: UUID
    kind: Movement
    happened_on: date
    amount_rp: int
    members_count: int
    entry_id: UUID | None
    entry_name: str
    is_undone: bool
    payout: PayoutRow | None

    @property
    def can_be_undone(self) -> bool:
        """True for what was moved here by hand and stands."""
        return self.kind in {Movement.IURAN, Movement.PEMBAYARAN} and not self.is_undone


def account_names() -> Mapping[str, str]:
    """Give the accounts of funds in the chart by code, as an event names them."""
    return {code: name for name, code in kinds()[TAKES].choices.items()}


def funds_standing(*, cooperative_id: int) -> list[FundRow]:
    """List a cooperative's funds with what each holds, in the order of their accounts. Needs its scope; one query."""
    held = Func(
        F("cooperative_id"),
        F("account_code"),
        function="ledger_balance",
        output_field=BigIntegerField(),
        arity=2,
    )
    rows = Fund.objects.filter(cooperative_id=cooperative_id).annotate(debit_rp=held)
    return [
        FundRow(row.id, row.name, FundUse(row.use), row.account_code, row.begun_on, -row.debit_rp)
        for row in rows.order_by("account_code", "id")
    ]


def reserve_rp(*, cooperative_id: int) -> int:
    """Tell what stands on the general reserve, in whole rupiah."""
    return held_rp(cooperative_id=cooperative_id, account=RESERVE)


def held_rp(*, cooperative_id: int, account: str) -> int:
    """Tell what stands on an account, credit above zero, in whole rupiah."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT -ledger_balance(%s, %s)", [cooperative_id, account])
        (amount_rp,) = cursor.fetchone()
    return int(amount_rp)


def rules_of(*, cooperative_id: int, fund_id: UUID) -> list[RuleRow]:
    """List the rules of a fund, the newest first. One query."""
    rows = FundRule.objects.filter(cooperative_id=cooperative_id, fund_id=fund_id)
    return [
        RuleRow(rule_of(row), row.decision.number, row.decision.decided_on, row.decision.title)
        for row in rows.select_related("decision").order_by("-valid_from", "-id")
    ]


def rule_of(row: FundRule) -> Rule:
    """Give a stored rule as the rule takes it."""
    return Rule(row.valid_from, row.contribution_rp, benefits_of(row.benefits))


def movements_of(
    *, cooperative_id: int, fund_id: UUID, with_names: bool, most: int = MOST_MOVEMENTS
) -> list[MovementRow]:
    """List what moved, the newest first. Two queries.

    Args:
        cooperative_id: Whose fund; needs its scope.
        fund_id: Which.
        with_names: Give who got a benefit, and which one; for the fund's keeper alone.
        most: At most so many.
    """
    backs = FundMovement.objects.filter(cooperative_id=cooperative_id, undoes_id=OuterRef("id"))
    rows = FundMovement.objects.filter(cooperative_id=cooperative_id, fund_id=fund_id)
    rows = rows.select_related("entry").annotate(is_undone=Exists(backs))
    found = list(rows.order_by("-happened_on", "-recorded_at", "-id")[:most])
    payouts = {
        payout.movement_id: payout
        for payout in FundPayout.objects.filter(
            cooperative_id=cooperative_id, movement_id__in=[row.id for row in found]
        ).select_related("decision")
    }
    return [_movement(row, payouts.get(row.id), with_names=with_names) for row in found]


def _movement(row: Any, payout: FundPayout | None, *, with_names: bool) -> MovementRow:
    return MovementRow(
        row.id,
        Movement(row.kind),
        row.happened_on,
        row.amount_rp,
        row.members_count,
        row.entry_id,
        str(row.entry) if row.entry else "",
        row.is_undone,
        _payout(payout, with_names=with_names) if payout else None,
    )


def _payout(row: FundPayout, *, with_names: bool) -> PayoutRow:
    is_shown = with_names or not row.benefit
    return PayoutRow(
        row.id,
        row.benefit if is_shown else "",
        row.beneficiary if is_shown else "",
        row.since if is_shown else None,
        row.until if is_shown else None,
        row.purpose,
        is_shown and row.proof_id is not None,
        row.no_proof_why if is_shown else "",
        row.decision.number if row.decision else "",
    )


def proof_of(*, cooperative_id: int, payout_id: UUID) -> StoredFile | None:
    """Give the picture that proves a payment; for the fund's keeper alone."""
    proof = FundPayout.objects.filter(cooperative_id=cooperative_id, id=payout_id).values("proof_id")
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=proof).first()
