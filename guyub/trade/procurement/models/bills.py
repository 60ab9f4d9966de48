"""Bills of suppliers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.accounts import BILLS, paper_name


class Bill(TenantModel):
    """One bill of one supplier that stands in the books. Written by services.bills; taken back, never removed.

    ``settled_rp`` is what payments and credits took of it, under its lock. ``approval`` is the second person who agreed
    to what differs; ``differences`` what that was, in words. One of ``opening`` was owed before the books began: it has
    no lines, and ``note`` is what its table said.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    paper_no = models.CharField(max_length=40)
    billed_on = models.DateField()
    due_on = models.DateField()
    extra_rp = models.BigIntegerField(default=0)
    discount_rp = models.BigIntegerField(default=0)
    total_rp = models.BigIntegerField()
    settled_rp = models.BigIntegerField(default=0)
    differences = models.TextField(blank=True)
    opening = TenantForeignKey(
        "procurement.DebtOpening", on_delete=models.PROTECT, null=True, related_name="bills"
    )
    note = models.CharField(max_length=200, blank=True)
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    file = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)
    undone_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="supplier_bill_number_once", fields=("cooperative", "year", "no")),
            models.UniqueConstraint(
                name="supplier_bill_paper_once",
                fields=("cooperative", "partner", "paper_no"),
                condition=Q(undone_on__isnull=True),
            ),
            models.CheckConstraint(
                name="supplier_bill_asks_something",
                condition=Q(total_rp__gt=0, extra_rp__gte=0, discount_rp__gte=0) & ~Q(paper_no=""),
            ),
            models.CheckConstraint(
                name="supplier_bill_settled_within",
                condition=Q(settled_rp__gte=0, settled_rp__lte=F("total_rp")),
            ),
            models.CheckConstraint(
                name="supplier_bill_note_of_an_opening", condition=Q(note="") | Q(opening__isnull=False)
            ),
            models.CheckConstraint(name="supplier_bill_due_after", condition=Q(due_on__gte=F("billed_on"))),
            models.CheckConstraint(
                name="supplier_bill_undone_by_somebody",
                condition=Q(undone_on__isnull=True, undone_why="", undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False, settled_rp=0) & ~Q(undone_why=""),
            ),
        )
        indexes = (
            models.Index(
                name="supplier_bill_open",
                fields=("cooperative", "due_on"),
                condition=Q(settled_rp__lt=F("total_rp"), undone_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(BILLS, self.year, self.no)


class BillLine(TenantModel):
    """What one bill asks for goods of one receipt. Written with it, never changed.

    ``share_rp`` is what it asks with transport and discount; ``taken_qty`` and ``taken_rp`` what of the receipt it
    took; ``move`` the change of price, where they differ.
    """

    bill = TenantForeignKey(Bill, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    line_no = models.PositiveSmallIntegerField()
    receipt_line = TenantForeignKey(
        "procurement.ReceiptLine", on_delete=models.PROTECT, related_name="bill_lines"
    )
    qty = models.BigIntegerField()
    amount_rp = models.BigIntegerField()
    share_rp = models.BigIntegerField()
    taken_qty = models.BigIntegerField()
    taken_rp = models.BigIntegerField()
    move = TenantForeignKey(
        "inventory.StockMove", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="bill_line_once", fields=("cooperative", "bill", "line_no")),
            models.UniqueConstraint(
                name="bill_line_goods_once", fields=("cooperative", "bill", "receipt_line")
            ),
            models.CheckConstraint(
                name="bill_line_is_something",
                condition=Q(qty__gt=0, amount_rp__gte=0, share_rp__gte=0, taken_qty__gt=0, taken_rp__gte=0),
            ),
            models.CheckConstraint(
                name="bill_line_changes_the_price",
                condition=Q(share_rp=F("taken_rp"), move__isnull=True)
                | ~Q(share_rp=F("taken_rp")) & Q(move__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.amount_rp}"
