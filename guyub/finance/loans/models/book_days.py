"""The loan book at the end of a day, and each loan on the days on which it changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LoanBookDay(TenantModel):
    """The running loans of a cooperative at the end of one day, in sums. Written by services.book_day, never changed.

    Days that nobody counted have no row: of such a day holds the row before it. ``classes`` has by class ``loans``,
    ``left_rp``, ``overdue_rp``, ``provision_rp`` and ``jasa_rp``; ``rule`` the limits in months and the rates that
    held. ``added_rp`` and ``released_rp`` are what the provisions of single loans rose and fell by on this day; with
    ``jasa_moved_rp``, the receivable's, they are what ``entry`` booked.
    """

    append_only: ClassVar[bool] = True

    on = models.DateField()
    loans = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()  # loans with a LoanDay of this day
    overdue = models.PositiveIntegerField()  # loans with something past its due date
    left_rp = models.BigIntegerField()
    overdue_rp = models.BigIntegerField()
    provision_rp = models.BigIntegerField()
    jasa_rp = models.BigIntegerField()
    jasa_moved_rp = models.BigIntegerField()
    added_rp = models.BigIntegerField()
    released_rp = models.BigIntegerField()
    classes = models.JSONField()
    rule = models.JSONField()
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # none: the books did not move
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_book_day_once", fields=("cooperative", "on")),
            models.CheckConstraint(
                name="loan_book_day_amounts",
                condition=Q(left_rp__gte=0, overdue_rp__gte=0, jasa_rp__gte=0)
                & Q(provision_rp__gte=0, provision_rp__lte=F("left_rp"))
                & Q(added_rp__gte=0, released_rp__gte=0),
            ),
            models.CheckConstraint(name="loan_book_day_some_are_late", condition=Q(overdue__lte=F("loans"))),
            models.CheckConstraint(
                name="loan_book_day_entry_when_moved",
                condition=Q(entry__isnull=False) | Q(jasa_moved_rp=0, added_rp=F("released_rp")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.loans}"


class LoanDay(TenantModel):
    """One loan at the end of a day on which something of it changed. Written by services.book_day, never changed.

    It holds until the loan's next row, or until the loan ended. ``left_rp`` is the principal, ``provision_rp`` what is
    set aside, ``jasa_rp`` what of the jasa is receivable.
    """

    append_only: ClassVar[bool] = True

    loan = TenantForeignKey(
        "loans.Loan", on_delete=models.PROTECT, related_name="days", is_indexed=False
    )  # the unique key begins with it
    on = models.DateField()
    kolektibilitas = models.CharField(max_length=3)
    overdue_since = models.DateField(null=True)
    overdue_rp = models.BigIntegerField()
    left_rp = models.BigIntegerField()
    provision_rp = models.BigIntegerField()
    jasa_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_day_once", fields=("cooperative", "loan", "on")),
            models.CheckConstraint(
                name="loan_day_class_known",
                condition=Q(kolektibilitas__in=[one.value for one in Kolektibilitas]),
            ),
            models.CheckConstraint(
                name="loan_day_amounts",
                condition=Q(overdue_rp__gte=0, left_rp__gte=0, jasa_rp__gte=0)
                & Q(provision_rp__gte=0, provision_rp__lte=F("left_rp")),
            ),
            models.CheckConstraint(
                name="loan_day_receivable_when_good", condition=Q(kolektibilitas="L") | Q(jasa_rp=0)
            ),
        )
        indexes = (models.Index(name="loan_day_on", fields=("cooperative", "on")),)

    def __str__(self) -> str:
        return f"{self.on} {self.kolektibilitas}"
