"""What is paid to suppliers, what they owe back, and which bills that settles."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.debts import CreditKind


class SupplierPayment(TenantModel):
    """One payment of bills of one supplier. Written by services.paying; taken back, never removed.

    Its voucher is the entry. ``account`` is the account that two people had agreed to, where it went by bank.
    """

    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    paid_on = models.DateField()
    amount_rp = models.BigIntegerField()
    account = TenantForeignKey(
        "partners.PartnerAccount", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    event = TenantForeignKey("treasury.Event", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    note = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="supplier_payment_amount", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="supplier_payment_undone_why",
                condition=Q(undone_on__isnull=True, undone_why="")
                | Q(undone_on__isnull=False) & ~Q(undone_why=""),
            ),
        )
        indexes = (models.Index(name="supplier_payment_by_day", fields=("cooperative", "paid_on")),)

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount_rp}"


class SupplierCredit(TenantModel):
    """What one supplier owes back: for goods that went back, by a credit note, or paid before. Never changed but used.

    Written by services.credits, returning and advances; ``used_rp`` is what bills took of it, under its lock.
    """

    kind = models.CharField(max_length=5)
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    order = TenantForeignKey(
        "procurement.PurchaseOrder", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    goods = TenantForeignKey(
        "procurement.ReceiptLine", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # that a credit note makes cheaper
    given_on = models.DateField()
    amount_rp = models.BigIntegerField()
    used_rp = models.BigIntegerField(default=0)
    paper_no = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    account = TenantForeignKey(
        "partners.PartnerAccount", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    file = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    event = TenantForeignKey(
        "treasury.Event", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
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

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="supplier_credit_kind_known",
                condition=Q(kind__in=[one.value for one in CreditKind]),
            ),
            models.CheckConstraint(
                name="supplier_credit_used_within",
                condition=Q(amount_rp__gt=0, used_rp__gte=0, used_rp__lte=F("amount_rp")),
            ),
            models.CheckConstraint(
                name="supplier_credit_paid_before_is_an_event",
                condition=Q(kind=CreditKind.MUKA.value, event__isnull=False)
                | ~Q(kind=CreditKind.MUKA.value) & Q(event__isnull=True),
            ),
            models.UniqueConstraint(
                name="supplier_credit_paper_once",
                fields=("cooperative", "partner", "paper_no"),
                condition=Q(undone_on__isnull=True) & ~Q(paper_no=""),
            ),
            models.CheckConstraint(
                name="supplier_credit_undone_unused",
                condition=Q(undone_on__isnull=True, undone_why="")
                | Q(undone_on__isnull=False, used_rp=0) & ~Q(undone_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_rp}"


class Settlement(TenantModel):
    """What one payment or one credit took of one bill. Written with it; undone, never removed.

    ``entry`` is its own where an advance is used; a payment's is the payment's.
    """

    bill = TenantForeignKey("procurement.Bill", on_delete=models.PROTECT, related_name="settlements")
    payment = TenantForeignKey(
        SupplierPayment, on_delete=models.PROTECT, null=True, related_name="settlements"
    )
    credit = TenantForeignKey(SupplierCredit, on_delete=models.PROTECT, null=True, related_name="settlements")
    amount_rp = models.BigIntegerField()
    settled_on = models.DateField()
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    undone_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="settlement_amount", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="settlement_by_one",
                condition=Q(payment__isnull=False, credit__isnull=True)
                | Q(payment__isnull=True, credit__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.settled_on} {self.amount_rp}"
