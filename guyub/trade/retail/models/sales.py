"""Tills, and what they sold."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.domain.accounts import sale_name, till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.guards import Lack

_OPEN_KINDS = (TenderKind.QRIS.value, TenderKind.CREDIT.value)


class SaleKind(StrEnum):
    """What a receipt of the shop is."""

    JUAL = "JUAL"
    RETUR = "RETUR"  # goods of a sale came back
    BATAL = "BATAL"  # a whole sale was taken back within its shift
    GANTI = "GANTI"  # a sale was paid otherwise than was first told


class Till(TenantModel):
    """One bound device that sells: from which location, into which drawer. Written by services.tills.

    ``series`` is the row of numbers of its device, ``1`` of ``K1``. Transfers and confirmed QRIS go to ``bank``, what
    is taken out of the drawer during a shift to ``safe``. A drawer has one till whose device is not revoked.
    ``lending`` counts the answers that told it another amount of bon (services.slices).
    """

    device = TenantForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    series = models.PositiveIntegerField()
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    drawer = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    bank = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    safe = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    step_rp = models.BigIntegerField(default=100)  # to which amount cash is rounded
    lending = models.PositiveBigIntegerField(default=0)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="till_device_once", fields=("cooperative", "device")),
            models.UniqueConstraint(name="till_series_once", fields=("cooperative", "series")),
            models.CheckConstraint(name="till_rounds_to_something", condition=Q(series__gt=0, step_rp__gt=0)),
        )

    def __str__(self) -> str:
        return f"K{self.series}"


class Sale(TenantModel):
    """One receipt of the shop, and the entry that says the same. Written by services.sales and its like, never changed.

    Its id is that of the till's event. Amounts are signed: what is sold is zero or more, what goes back zero or less,
    so that sums need no kinds. ``year`` and ``no`` are its number in the journal's row of sales, ``series`` and
    ``till_no`` the till's own; what mends a payment alone has none, no lines and no sum. ``till_shift`` is the shift as
    the till names it, ``shift`` the drawer's where one is.
    ``sold_on`` is the day at the shop; the entry may stand on a later one, where that month was closed.
    ``unit`` is the unit of business of the location at the time of the sale: what buyers owe stands in it.
    """

    append_only: ClassVar[bool] = True

    kind = models.CharField(max_length=5)
    of = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="back")
    till = TenantForeignKey(Till, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    series = models.PositiveIntegerField()
    till_no = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, null=True, related_name="+")
    cashier = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    agreed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    till_shift = models.UUIDField()
    shift = TenantForeignKey("treasury.CashShift", on_delete=models.PROTECT, null=True, related_name="+")
    sold_at = models.DateTimeField()
    sold_on = models.DateField()
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    subtotal_rp = models.BigIntegerField()  # all lines before discounts
    discount_rp = models.BigIntegerField(default=0)  # all of them, of lines and of the whole
    total_rp = models.BigIntegerField()  # what was owed before cash was rounded
    rounding_rp = models.BigIntegerField(default=0)
    paid_rp = models.BigIntegerField()
    change_rp = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=80, blank=True)  # of the discount of the whole, or why it went back
    lacks = models.CharField(max_length=6, blank=True)  # the agreement that the rules of its day asked for
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="sale_number_once", fields=("cooperative", "year", "no")),
            models.UniqueConstraint(
                name="sale_till_number_once", fields=("cooperative", "series", "till_no")
            ),
            models.UniqueConstraint(
                name="sale_voided_once", fields=("cooperative", "of"), condition=Q(kind=SaleKind.BATAL.value)
            ),
            models.CheckConstraint(
                name="sale_kind_known", condition=Q(kind__in=[one.value for one in SaleKind])
            ),
            models.CheckConstraint(
                name="sale_goes_one_way",
                condition=Q(kind="JUAL", of__isnull=True)
                & Q(subtotal_rp__gte=0, discount_rp__gte=0, total_rp__gte=0, paid_rp__gte=0, change_rp__gte=0)
                | ~Q(kind="JUAL")
                & Q(of__isnull=False, subtotal_rp__lte=0, discount_rp__lte=0, total_rp__lte=0)
                & Q(paid_rp__lte=0, change_rp=0)
                & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="sale_paid_otherwise_moves_no_goods",
                condition=~Q(kind="GANTI") & Q(till_no__isnull=False)
                | Q(
                    kind="GANTI", till_no__isnull=True, subtotal_rp=0, discount_rp=0, rounding_rp=0, paid_rp=0
                ),
            ),
            models.CheckConstraint(
                name="sale_money_ties",
                condition=Q(
                    total_rp=F("subtotal_rp") - F("discount_rp"), paid_rp=F("total_rp") + F("rounding_rp")
                ),
            ),
            models.CheckConstraint(
                name="sale_lack_known", condition=Q(lacks__in=["", *(one.value for one in Lack)])
            ),
            models.CheckConstraint(name="sale_second_person", condition=~Q(agreed_by=F("cashier"))),
        )
        indexes = (
            models.Index(name="sale_by_day", fields=("cooperative", "sold_on", "sold_at")),
            models.Index(name="sale_by_till_shift", fields=("cooperative", "till_shift")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return sale_name(self.year, self.no)

    @property
    def till_name(self) -> str:
        """The till's own number, known without a network; the cooperative's where it has none."""
        return till_name(self.series, self.till_no) if self.till_no else self.name


class SaleLine(TenantModel):
    """One line of a receipt: what was sold, at what, and the move that took it out. Written with it, never changed.

    ``price_rp`` is of ``price_qty`` base units; ``discount_rp`` is all that was taken off, of it ``own_discount_rp`` by
    the line itself. ``listed_rp`` is what the price list of the day said of one unit, None where it said nothing;
    ``over_rp`` what was paid above the ceiling of the day.
    """

    append_only: ClassVar[bool] = True

    sale = TenantForeignKey(Sale, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    line_no = models.PositiveSmallIntegerField()
    of = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="back")
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "inventory.ProductUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    qty = models.BigIntegerField()
    price_rp = models.BigIntegerField()
    price_qty = models.BigIntegerField()
    audience = models.CharField(max_length=10)
    listed_rp = models.BigIntegerField(null=True)
    gross_rp = models.BigIntegerField()
    discount_rp = models.BigIntegerField(default=0)
    own_discount_rp = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=80, blank=True)
    rounding_rp = models.BigIntegerField(default=0)
    net_rp = models.BigIntegerField()
    over_rp = models.BigIntegerField(default=0)
    move = TenantForeignKey(
        "inventory.StockMove", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="sale_line_once", fields=("cooperative", "sale", "line_no")),
            models.UniqueConstraint(name="sale_line_move_once", fields=("cooperative", "move")),
            models.CheckConstraint(
                name="sale_line_priced", condition=Q(price_rp__gt=0, price_qty__gt=0, over_rp__gte=0)
            ),
            models.CheckConstraint(
                name="sale_line_goes_one_way",
                condition=Q(of__isnull=True, qty__gt=0, gross_rp__gte=0, discount_rp__gte=0, net_rp__gte=0)
                & Q(own_discount_rp__gte=0, own_discount_rp__lte=F("discount_rp"))
                | Q(of__isnull=False, qty__lt=0, gross_rp__lte=0, discount_rp__lte=0, net_rp__lte=0)
                & Q(own_discount_rp__lte=0, own_discount_rp__gte=F("discount_rp"), over_rp=0),
            ),
            models.CheckConstraint(
                name="sale_line_ties",
                condition=Q(net_rp=F("gross_rp") - F("discount_rp") + F("rounding_rp")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.qty}"


class SaleTender(TenantModel):
    """One way in which a receipt was paid, or paid back: what was kept of it, signed as the receipt.

    ``left_rp`` is what is still open, and the one thing that changes: of bon what the member owes, of QRIS what the
    cooperative's own account has not shown yet. Written with the receipt; lowered when it is taken back or settled.
    """

    sale = TenantForeignKey(Sale, on_delete=models.PROTECT, related_name="tenders", is_indexed=False)
    kind = models.CharField(max_length=8)
    amount_rp = models.BigIntegerField()
    reference = models.CharField(max_length=80, blank=True)
    left_rp = models.BigIntegerField(default=0)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="sale_tender_once", fields=("cooperative", "sale", "kind")),
            models.CheckConstraint(
                name="sale_tender_kind_known", condition=Q(kind__in=[one.value for one in TenderKind])
            ),
            models.CheckConstraint(name="sale_tender_is_something", condition=~Q(amount_rp=0)),
            models.CheckConstraint(
                name="sale_tender_open_within",
                condition=Q(left_rp=0) | Q(kind__in=_OPEN_KINDS, left_rp__gt=0, left_rp__lte=F("amount_rp")),
            ),
            models.CheckConstraint(
                name="sale_tender_confirmed_whole",
                condition=Q(confirmed_on__isnull=True, confirmed_by__isnull=True)
                | Q(kind="QRIS", left_rp=0, confirmed_on__isnull=False, confirmed_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="sale_tender_open", fields=("cooperative", "kind"), condition=Q(left_rp__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_rp}"
