"""Containers that go and come back: their kinds, where they are, who has them, everything that moved them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.inventory.domain.containers import (
    HELD,
    LYING,
    MOST_DEPOSIT_RP,
    OUTSIDE,
    ContainerState,
    Why,
)
from guyub.trade.inventory.models.products import Product
from guyub.trade.inventory.models.stock import Location

_LYING, _HELD = [one.value for one in LYING], [one.value for one in HELD]


class ContainerKind(TenantModel):
    """One kind of container, such as *LPG 3 kg*: what is in it may change, the container stays one of its kind.

    Written by services.container_kinds. What the cooperative paid for its own is a fixed asset; here they are counted.
    """

    name = models.CharField(max_length=40)
    opened_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="container_kind_name_once", fields=("cooperative", "name")),
            models.CheckConstraint(name="container_kind_is_named", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class ContainerRate(TenantModel):
    """What is left as a deposit for one container of a kind, from a day on. Written by services.container_kinds."""

    kind = TenantForeignKey(ContainerKind, on_delete=models.PROTECT, related_name="rates", is_indexed=False)
    from_on = models.DateField()
    deposit_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="container_rate_once_a_day", fields=("cooperative", "kind", "from_on")
            ),
            models.CheckConstraint(
                name="container_rate_is_money", condition=Q(deposit_rp__gt=0, deposit_rp__lte=MOST_DEPOSIT_RP)
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_on} {self.deposit_rp}"


class ContainerProduct(TenantModel):
    """A product that is sold in containers of a kind: a sale of it moves them. Written by services.container_kinds."""

    kind = TenantForeignKey(ContainerKind, on_delete=models.PROTECT, related_name="products")
    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="+", is_indexed=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="container_product_once", fields=("cooperative", "product")),
        )

    def __str__(self) -> str:
        return str(self.product_id)


class ContainerBook(TenantModel):
    """All containers of one kind in one row: what came less what went is what is somewhere, by constraint.

    Every move writes it in the statement that writes the move. Its lock is the turn of all moves of its kind.
    """

    kind = TenantForeignKey(ContainerKind, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    brought_qty = models.BigIntegerField(default=0)
    gone_qty = models.BigIntegerField(default=0)
    full_qty = models.BigIntegerField(default=0)
    empty_qty = models.BigIntegerField(default=0)
    quarantine_qty = models.BigIntegerField(default=0)
    loan_qty = models.BigIntegerField(default=0)
    deposit_qty = models.BigIntegerField(default=0)
    deposit_rp = models.BigIntegerField(default=0)  # what is held for those on deposit

    class Meta:
        constraints = (
            models.UniqueConstraint(name="container_book_once", fields=("cooperative", "kind")),
            models.CheckConstraint(
                name="container_book_is_conserved",
                condition=Q(
                    brought_qty=F("gone_qty")
                    + F("full_qty")
                    + F("empty_qty")
                    + F("quarantine_qty")
                    + F("loan_qty")
                    + F("deposit_qty")
                ),
            ),
            models.CheckConstraint(
                name="container_book_not_below_nothing",
                condition=Q(
                    brought_qty__gte=0,
                    gone_qty__gte=0,
                    full_qty__gte=0,
                    empty_qty__gte=0,
                    quarantine_qty__gte=0,
                    loan_qty__gte=0,
                    deposit_qty__gte=0,
                    deposit_rp__gte=0,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind_id} {self.brought_qty - self.gone_qty}"


class ContainerStock(TenantModel):
    """How many containers of a kind lie in one location, by state. Written by services.container_steps.

    ``quarantine_on`` is the day since which some have been in quarantine without a break.
    """

    kind = TenantForeignKey(ContainerKind, on_delete=models.PROTECT, related_name="stocks", is_indexed=False)
    location = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    full_qty = models.BigIntegerField(default=0)
    empty_qty = models.BigIntegerField(default=0)
    quarantine_qty = models.BigIntegerField(default=0)
    quarantine_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="container_stock_once", fields=("cooperative", "kind", "location")),
            models.CheckConstraint(
                name="container_stock_not_below_nothing",
                condition=Q(full_qty__gte=0, empty_qty__gte=0, quarantine_qty__gte=0),
            ),
            models.CheckConstraint(
                name="container_stock_quarantine_has_a_day",
                condition=Q(quarantine_qty=0, quarantine_on__isnull=True)
                | Q(quarantine_qty__gt=0, quarantine_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.location_id} {self.full_qty}"


class ContainerHolding(TenantModel):
    """What somebody took of one kind on one day, on loan or for a deposit, and what of it is still there.

    A member, or a buyer by name. Who takes again has another row, so that each has its day, its price of a deposit and
    its receipt. Written by services.container_steps. Nothing left: all came back, or became another row. ``unit`` is
    the unit of business in whose books the deposit stands; none: the cooperative as a whole.
    """

    kind = TenantForeignKey(ContainerKind, on_delete=models.PROTECT, related_name="holdings")
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, null=True, related_name="+")
    buyer = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    loan_qty = models.BigIntegerField(default=0)
    deposit_qty = models.BigIntegerField(default=0)
    each_rp = models.BigIntegerField(default=0)
    deposit_rp = models.BigIntegerField(default=0)
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="container_holding_has_a_holder",
                condition=Q(member__isnull=False, buyer="") | (Q(member__isnull=True) & ~Q(buyer="")),
            ),
            models.CheckConstraint(
                name="container_holding_one_way",
                condition=Q(loan_qty__gte=0, deposit_qty=0, each_rp=0)
                | Q(loan_qty=0, deposit_qty__gte=0, each_rp__gt=0),
            ),
            models.CheckConstraint(
                name="container_holding_deposit_follows",
                condition=Q(deposit_rp=F("deposit_qty") * F("each_rp")),
            ),
        )
        indexes = (
            models.Index(
                name="container_holding_open",
                fields=("cooperative", "since"),
                condition=Q(loan_qty__gt=0) | Q(deposit_qty__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.since} {self.loan_qty + self.deposit_qty}"


class ContainerMove(TenantModel):
    """One move of containers of one kind, from one state and place to another. Never changed; taken back by another.

    ``amount_rp`` is the deposit that came (above zero) or went back (below), with the entry of the treasury's event
    that moved the money; what the books held before it was listed here (``AWAL``) has none. ``seq`` counts the
    cooperative's moves in the order they were entered.
    """

    append_only: ClassVar[bool] = True

    kind = TenantForeignKey(ContainerKind, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    seq = models.BigIntegerField()
    on = models.DateField()
    why = models.CharField(max_length=7)
    before = models.CharField(max_length=9)
    after = models.CharField(max_length=9)
    qty = models.BigIntegerField()
    from_location = TenantForeignKey(
        Location, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    to_location = TenantForeignKey(
        Location, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    from_holding = TenantForeignKey(
        ContainerHolding, on_delete=models.PROTECT, null=True, related_name="given_back"
    )
    to_holding = TenantForeignKey(ContainerHolding, on_delete=models.PROTECT, null=True, related_name="taken")
    amount_rp = models.BigIntegerField(default=0)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    source_kind = models.CharField(max_length=30, blank=True)
    source_id = models.UUIDField(null=True)
    note = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="container_move_seq_once", fields=("cooperative", "seq")),
            models.UniqueConstraint(name="container_move_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(
                name="container_move_why_known", condition=Q(why__in=[one.value for one in Why])
            ),
            models.CheckConstraint(name="container_move_moves", condition=Q(qty__gt=0)),
            models.CheckConstraint(
                name="container_move_goes_somewhere",
                condition=~Q(before=F("after"))
                | (Q(why=Why.PINDAH.value) & ~Q(from_location=F("to_location"))),
            ),
            *(
                models.CheckConstraint(
                    name=f"container_move_{way}_has_its_place",
                    condition=Q(
                        **{f"{state}__in": _LYING, f"{way}_location__isnull": False, f"{way}_holding": None}
                    )
                    | Q(**{f"{state}__in": _HELD, f"{way}_holding__isnull": False, f"{way}_location": None})
                    | Q(**{state: OUTSIDE.state.value, f"{way}_location": None, f"{way}_holding": None}),
                )
                for way, state in (("from", "before"), ("to", "after"))
            ),
            models.CheckConstraint(
                name="container_move_money_is_a_deposits",
                condition=Q(amount_rp=0, entry__isnull=True)
                | (
                    (
                        Q(amount_rp__gt=0, after=ContainerState.TITIP.value)
                        | Q(amount_rp__lt=0, before=ContainerState.TITIP.value)
                    )
                    & (Q(entry__isnull=False) | Q(why=Why.AWAL.value))
                ),
            ),
        )
        indexes = (
            models.Index(name="container_move_of_kind", fields=("cooperative", "kind", "seq")),
            models.Index(
                name="container_move_source",
                fields=("cooperative", "source_id"),
                condition=Q(source_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.why} {self.qty}"
