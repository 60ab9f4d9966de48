"""From the agent to the shelf: contracts, deliveries, requests for more."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.accounts import paper_name
from guyub.trade.subsidised.domain.supply import DELIVERIES, REQUESTS, DeliveryState, SupplyRole
from guyub.trade.subsidised.models.programmes import Programme


class SupplyContract(TenantModel):
    """What one agent promises of one programme, and what the official chain asks of the outlet for it.

    Written by services.supply; ended, never removed. ``weekly_qty`` and ``cap_qty`` are in the good's smallest unit.
    """

    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=10)
    registration_no = models.CharField(max_length=40, blank=True)
    contract_no = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    weekly_qty = models.BigIntegerField()
    cap_qty = models.BigIntegerField(null=True)
    scale_due_on = models.DateField(null=True)
    apar_due_on = models.DateField(null=True)
    has_sign = models.BooleanField(default=False)
    hours = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="supply_contract_once",
                fields=("cooperative", "partner", "programme"),
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="supply_contract_role_known", condition=Q(role__in=[one.value for one in SupplyRole])
            ),
            models.CheckConstraint(
                name="supply_contract_amounts",
                condition=Q(weekly_qty__gte=0) & (Q(cap_qty__isnull=True) | Q(cap_qty__gt=0)),
            ),
            models.CheckConstraint(
                name="supply_contract_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="supply_contract_ended_why",
                condition=Q(ended_on__isnull=True, ended_why="")
                | Q(ended_on__isnull=False) & ~Q(ended_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.role}"


class Delivery(TenantModel):
    """One delivery of an agent: planned, and what two people counted when it came. Written by services.deliveries.

    The receipt of procurement holds stock, cost and debt; moves of containers name this row as their source.
    Quantities are the product's base units. ``least_g`` is what a full one had to weigh on that day.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    contract = TenantForeignKey(SupplyContract, on_delete=models.PROTECT, related_name="deliveries")
    product = TenantForeignKey(
        "inventory.Product", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    state = models.CharField(max_length=7)
    planned_on = models.DateField()
    planned_qty = models.BigIntegerField()
    do_no = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    arrived_on = models.DateField(null=True)
    came_qty = models.BigIntegerField(null=True)
    leaking_qty = models.BigIntegerField(default=0)
    returned_qty = models.BigIntegerField(default=0)
    empties_qty = models.BigIntegerField(null=True)
    samples_g = models.JSONField(default=list)
    least_g = models.PositiveIntegerField(null=True)
    price_rp = models.BigIntegerField(null=True)
    payment_ref = models.CharField(max_length=40, blank=True)
    second = models.CharField(max_length=60, blank=True)
    site_before = models.BigIntegerField(null=True)
    site_after = models.BigIntegerField(null=True)
    receipt = TenantForeignKey(
        "procurement.GoodsReceipt", on_delete=models.PROTECT, null=True, related_name="+"
    )
    planned_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="delivery_number_once", fields=("cooperative", "year", "no")),
            models.CheckConstraint(
                name="delivery_state_known", condition=Q(state__in=[one.value for one in DeliveryState])
            ),
            models.CheckConstraint(name="delivery_plans_something", condition=Q(planned_qty__gt=0)),
            models.CheckConstraint(
                name="delivery_came_whole",
                condition=~Q(state=DeliveryState.DATANG.value)
                | Q(
                    arrived_on__isnull=False,
                    location__isnull=False,
                    receipt__isnull=False,
                    received_by__isnull=False,
                    came_qty__gt=F("leaking_qty") + F("returned_qty"),
                    leaking_qty__gte=0,
                    returned_qty__gte=0,
                    price_rp__gt=0,
                )
                & ~Q(second=""),
            ),
            models.CheckConstraint(
                name="delivery_called_off_why",
                condition=~Q(state=DeliveryState.BATAL.value) & Q(ended_on__isnull=True, ended_why="")
                | Q(state=DeliveryState.BATAL.value, ended_on__isnull=False) & ~Q(ended_why=""),
            ),
        )
        indexes = (models.Index(name="delivery_by_state", fields=("cooperative", "state", "planned_on")),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(DELIVERIES, self.year, self.no)


class SupplyRequest(TenantModel):
    """One request to an agent for more, with the figures that it stood on, and what came of it.

    Written by services.supply. ``wanted_qty`` is in the product's base units; ``basis`` is what the letter says of
    stock, sales and requests in vain.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    contract = TenantForeignKey(SupplyContract, on_delete=models.PROTECT, related_name="requests")
    product = TenantForeignKey(
        "inventory.Product", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    asked_on = models.DateField()
    wanted_on = models.DateField()
    wanted_qty = models.BigIntegerField()
    basis = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    answered_on = models.DateField(null=True)
    answer_qty = models.BigIntegerField(null=True)
    answer_note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="supply_request_number_once", fields=("cooperative", "year", "no")),
            models.CheckConstraint(
                name="supply_request_asks_something",
                condition=Q(wanted_qty__gt=0, wanted_on__gte=F("asked_on")),
            ),
            models.CheckConstraint(
                name="supply_request_answered",
                condition=Q(answered_on__isnull=True, answer_qty__isnull=True, answer_note="")
                | Q(answered_on__isnull=False, answer_qty__gte=0),
            ),
        )

    def __str__(self) -> str:
        return paper_name(REQUESTS, self.year, self.no)

    @property
    def name(self) -> str:
        """The number that people see."""
        return str(self)
