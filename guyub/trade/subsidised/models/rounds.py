"""Proposals of how a scarce good is shared over the outlets of a city."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.accounts import paper_name
from guyub.trade.subsidised.domain.allocating import Method
from guyub.trade.subsidised.domain.rounds import ROUNDS, Basis, RoundState
from guyub.trade.subsidised.models.household_estimates import HouseholdEstimate
from guyub.trade.subsidised.models.programmes import Programme


class AllocationRound(TenantModel):
    """One proposal of a city to an agent: how much of a good each of its cooperatives is to be given in a span.

    The cooperative of the row is the city office. Written by services.rounds: proposed by one person, published when a
    second one agreed; nothing moves by it. ``inputs_sha`` is the SHA-256 of the published inputs, as anybody can count
    it (domain.rounds.inputs_text). Quantities are in the good's smallest unit.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8)
    from_on = models.DateField()
    to_on = models.DateField()
    supply_qty = models.BigIntegerField()
    method = models.CharField(max_length=20)
    basis = models.CharField(max_length=12)
    lot = models.PositiveIntegerField()
    floor_qty = models.BigIntegerField()
    turn = models.PositiveIntegerField()
    left_qty = models.BigIntegerField()
    inputs_sha = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    recorded_at = models.DateTimeField()
    decided_by = models.CharField(max_length=160, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="allocation_round_number_once", fields=("cooperative", "year", "no")
            ),
            models.CheckConstraint(
                name="allocation_round_codes_known",
                condition=Q(
                    state__in=[one.value for one in RoundState],
                    method__in=[one.value for one in Method],
                    basis__in=[one.value for one in Basis],
                ),
            ),
            models.CheckConstraint(
                name="allocation_round_amounts",
                condition=Q(supply_qty__gt=0, lot__gt=0, floor_qty__gte=0, left_qty__gte=0)
                & Q(left_qty__lte=F("supply_qty"), to_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="allocation_round_published_by_somebody",
                condition=~Q(state=RoundState.TERBIT.value)
                | Q(published_at__isnull=False) & ~Q(decided_by=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(ROUNDS, self.year, self.no)


class AllocationShare(TenantModel):
    """What one cooperative is to get in a round, and what that was counted from. Written with the round, never changed.

    ``registered`` counts consumers of its ward, ``need_qty`` what they usually buy in the span; ``sold_qty`` and
    ``unmet_qty`` are of the 28 days before, brought to the span. ``estimate`` is what the city told of the ward's
    households, ``household_qty`` what they need in the span by it; both are empty where it told nothing.
    """

    round = TenantForeignKey(
        AllocationRound, on_delete=models.PROTECT, related_name="shares", is_indexed=False
    )
    place_no = models.PositiveIntegerField()  # its place in the list that ties follow
    code = models.CharField(max_length=13)  # of the ward
    name = models.CharField(max_length=120)
    registered = models.PositiveIntegerField()
    need_qty = models.BigIntegerField()
    estimate = TenantForeignKey(
        HouseholdEstimate, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    household_qty = models.BigIntegerField(null=True)
    sold_qty = models.BigIntegerField()
    unmet_qty = models.BigIntegerField()
    demand_qty = models.BigIntegerField()
    floor_qty = models.BigIntegerField()
    cap_qty = models.BigIntegerField(null=True)
    credit_qty = models.BigIntegerField()
    amount_qty = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="allocation_share_once", fields=("cooperative", "round", "code")),
            models.CheckConstraint(
                name="allocation_share_within",
                condition=Q(
                    amount_qty__gte=0,
                    amount_qty__lte=F("demand_qty"),
                    need_qty__gte=0,
                    sold_qty__gte=0,
                    unmet_qty__gte=0,
                    floor_qty__gte=0,
                    credit_qty__gte=0,
                )
                & (Q(cap_qty__isnull=True) | Q(amount_qty__lte=F("cap_qty"))),
            ),
            models.CheckConstraint(
                name="allocation_share_households_of_an_estimate",
                condition=Q(estimate__isnull=True, household_qty__isnull=True)
                | Q(estimate__isnull=False, household_qty__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.amount_qty}"
