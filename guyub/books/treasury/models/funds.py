"""Funds: what each is, the rules it goes by, what moved, and who got it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from guyub.books.treasury.domain.funds import FundUse, Movement
from guyub.books.treasury.models.events import Event
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Fund(TenantModel):
    """A fund with an account of its own; what stands there is what it holds. Written by services.funds."""

    name = models.CharField(max_length=80)
    account_code = models.CharField(max_length=12)
    use = models.CharField(max_length=8, choices=[(use.value, use.value) for use in FundUse])
    begun_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="fund_name_once", fields=("cooperative", "name")),
            models.UniqueConstraint(name="fund_account_once", fields=("cooperative", "account_code")),
            models.CheckConstraint(name="fund_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="fund_use_known", condition=Q(use__in=FundUse)),
            models.CheckConstraint(
                name="fund_account_is_one_of_funds", condition=Q(account_code__startswith="2.3.")
            ),
        )

    def __str__(self) -> str:
        return self.name


class FundRule(TenantModel):
    """What a fund takes and pays from a day on, and the decision that says so. Never changed: a new one follows."""

    append_only: ClassVar[bool] = True

    fund = TenantForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    contribution_rp = models.BigIntegerField()  # of each member, a month
    benefits = models.JSONField()  # domain.funds.Benefit, as plain JSON
    decision = TenantForeignKey("parameters.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="fund_rule_one_a_day", fields=("cooperative", "fund", "valid_from")),
            models.CheckConstraint(name="fund_rule_not_below_zero", condition=Q(contribution_rp__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.fund_id} {self.valid_from}"


class FundMovement(TenantModel):
    """What made a fund more (above zero) or less, with the entry that says so; without any person's name."""

    append_only: ClassVar[bool] = True

    fund = TenantForeignKey(Fund, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Movement])
    happened_on = models.DateField()
    amount_rp = models.BigIntegerField()
    members_count = models.PositiveIntegerField(default=0)  # who paid a contribution
    event = TenantForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+")
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="fund_movement_undone_once", fields=("cooperative", "undoes")),
            models.UniqueConstraint(name="fund_movement_event_once", fields=("cooperative", "event")),
            models.CheckConstraint(name="fund_movement_kind_known", condition=Q(kind__in=Movement)),
            models.CheckConstraint(
                name="fund_movement_goes_its_way",
                condition=Q(kind__in=("AWAL", "ALOKASI", "IURAN"), amount_rp__gt=0, undoes__isnull=True)
                | Q(kind="PEMBAYARAN", amount_rp__lt=0, undoes__isnull=True)
                | Q(kind="BATAL", undoes__isnull=False) & ~Q(amount_rp=0),
            ),
            models.CheckConstraint(
                name="fund_movement_has_its_entry", condition=Q(kind="AWAL") | Q(entry__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_rp}"


class FundPayout(TenantModel):
    """Who got a payment and why: of a benefit, specific personal data that only the fund's keeper sees.

    ``decision`` stands where the rule alone would not have allowed it. ``undone`` is the movement that took it back.
    """

    fund = TenantForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    movement = TenantForeignKey(FundMovement, on_delete=models.PROTECT, related_name="+")
    benefit = models.CharField(max_length=80, blank=True)
    beneficiary = models.CharField(max_length=80, blank=True)
    beneficiary_key = models.CharField(
        max_length=80, blank=True
    )  # the member's id, or the name in one spelling
    member_id = models.UUIDField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    purpose = models.CharField(max_length=120, blank=True)
    proof = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    no_proof_why = models.CharField(max_length=120, blank=True)
    decision = TenantForeignKey(
        "parameters.Decision", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    undone = TenantForeignKey(
        FundMovement, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="fund_payout_movement_once", fields=("cooperative", "movement")),
            models.CheckConstraint(
                name="fund_payout_says_what_for",
                condition=Q(since__isnull=False, until__isnull=False, until__gte=F("since"))
                & ~Q(benefit="")
                & ~Q(beneficiary_key="")
                | Q(benefit="", since__isnull=True, until__isnull=True) & ~Q(purpose=""),
            ),
            models.CheckConstraint(
                name="fund_payout_has_a_proof_or_a_reason",
                condition=Q(proof__isnull=False) | ~Q(no_proof_why=""),
            ),
            ExclusionConstraint(
                name="fund_payout_once_for_a_stay",
                expressions=[
                    ("cooperative", RangeOperators.EQUAL),
                    ("fund", RangeOperators.EQUAL),
                    ("beneficiary_key", RangeOperators.EQUAL),
                    ("benefit", RangeOperators.EQUAL),
                    (
                        Func(
                            "since",
                            "until",
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(undone__isnull=True) & ~Q(benefit=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.movement_id}"
