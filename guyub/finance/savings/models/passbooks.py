"""Passbooks of paper, what was printed in them, and what members ask to take out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.savings.domain.withdrawal_requests import OPEN, RequestState
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Passbook(TenantModel):
    """One book of paper of one account. Written by services.passbooks.

    Its first line is what was on the account before it (``brought_rp``); the line after it is the movement
    ``first_no``, and so on without a gap. ``printed`` lines of it are printed.
    """

    account = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, related_name="passbooks", is_indexed=False
    )
    no = models.PositiveSmallIntegerField()
    lines = models.PositiveSmallIntegerField()  # on a page
    pages = models.PositiveSmallIntegerField()
    first_no = models.PositiveIntegerField()
    brought_rp = models.BigIntegerField()
    printed = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=120, blank=True)  # why before the last one was full
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="passbook_no_once", fields=("cooperative", "account", "no")),
            models.UniqueConstraint(
                name="passbook_open_once",
                fields=("cooperative", "account"),
                condition=Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="passbook_numbered", condition=Q(no__gte=1, first_no__gte=1, brought_rp__gte=0)
            ),
            models.CheckConstraint(
                name="passbook_has_room",
                condition=Q(lines__gte=1, pages__gte=1, printed__lte=F("lines") * F("pages")),
            ),
        )

    def __str__(self) -> str:
        return f"buku {self.no}"


class PassbookPrint(TenantModel):
    """Lines of a book that were sent to a printer: ``first`` to ``last``, both inside, on one page. Never changed."""

    append_only: ClassVar[bool] = True

    book = TenantForeignKey(Passbook, on_delete=models.PROTECT, related_name="prints")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    is_again = models.BooleanField(default=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="passbook_line_printed_once",
                fields=("cooperative", "book", "first"),
                condition=Q(is_again=False),
            ),
            models.CheckConstraint(
                name="passbook_print_lines", condition=Q(first__gte=1, last__gte=F("first"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class WithdrawalRequest(TenantModel):
    """What a member asks to take out of one account. Written by services.withdrawal_requests; it holds nothing."""

    account = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    amount_rp = models.BigIntegerField()
    wanted_on = models.DateField()
    note = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, default=RequestState.DIMINTA.value)
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=160, blank=True)
    answered_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="withdrawal_request_open_once",
                fields=("cooperative", "account"),
                condition=Q(state__in=sorted(one.value for one in OPEN)),
            ),
            models.CheckConstraint(name="withdrawal_request_asks", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="withdrawal_request_state_known",
                condition=Q(state__in=[one.value for one in RequestState]),
            ),
            models.CheckConstraint(
                name="withdrawal_request_refused_says_why", condition=~Q(state="DITOLAK") | ~Q(answer="")
            ),
        )
        indexes = (models.Index(name="withdrawal_request_account", fields=("cooperative", "account")),)

    def __str__(self) -> str:
        return f"{self.wanted_on} {self.amount_rp}"
