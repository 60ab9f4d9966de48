"""Loans, what happened to them, and their instalments as they stand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.lifecycle import LoanState, Way, loan_name
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Loan(TenantModel):
    """One loan of one member, from its agreement to its end. Written by services.agreeing, disbursing, serving.

    ``contract`` and the events say all; the figures beside them are what they come to, kept for lists and for the
    books. ``left_rp`` is the principal that the member owes; of running loans together it is the balance of 1.2.03.
    ``jasa_rp`` is what of the jasa they hold as receivable (1.2.04), ``provision_rp`` what they set aside (1.2.05).
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    product = TenantForeignKey("loans.LoanProduct", on_delete=models.PROTECT, related_name="loans")
    terms = TenantForeignKey(
        "loans.LoanTerms", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    group = TenantForeignKey(
        "members.Group", on_delete=models.PROTECT, null=True, related_name="+"
    )  # that answers for it together (tanggung renteng); none: the borrower alone
    purpose = models.CharField(max_length=120)
    contract = models.JSONField()
    principal_rp = models.BigIntegerField()
    rate_ppm = models.PositiveIntegerField()  # nominal, a year
    effective_ppm = models.PositiveIntegerField()
    instalments = models.PositiveSmallIntegerField()
    officer = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    agreed_on = models.DateField()
    disbursed_on = models.DateField(null=True)
    way = models.CharField(max_length=10, blank=True)  # by which it was paid out
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # that paid it out; none: before the books of Guyub began
    ends_on = models.DateField(null=True)  # the last due date
    ended_on = models.DateField(null=True)  # settled, written off (also where forgiven later) or cancelled
    written_off_on = models.DateField(null=True)  # kept when it is settled later
    written_off_no = models.PositiveIntegerField(null=True)  # its last event that the loan book still bore
    state = models.CharField(max_length=11)
    last_no = models.PositiveIntegerField(default=0)  # of its events
    left_rp = models.BigIntegerField(default=0)
    jasa_rp = models.BigIntegerField(default=0)
    provision_rp = models.BigIntegerField(default=0)
    kolektibilitas = models.CharField(max_length=3, default=Kolektibilitas.LANCAR.value)
    overdue_since = models.DateField(
        null=True
    )  # the oldest due date with principal or jasa unpaid, once it is past
    overdue_rp = models.BigIntegerField(default=0)  # principal and jasa past their due dates
    counted_no = models.PositiveIntegerField(
        null=True
    )  # last_no as the last end of a day saw it: nothing happened to the loan since; none: never counted

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_number_once", fields=("cooperative", "year", "no")),
            models.CheckConstraint(
                name="loan_state_known", condition=Q(state__in=[one.value for one in LoanState])
            ),
            models.CheckConstraint(
                name="loan_class_known", condition=Q(kolektibilitas__in=[one.value for one in Kolektibilitas])
            ),
            models.CheckConstraint(
                name="loan_amounts",
                condition=Q(principal_rp__gt=0, left_rp__gte=0, left_rp__lte=F("principal_rp")),
            ),
            models.CheckConstraint(
                name="loan_books_not_negative",
                condition=Q(jasa_rp__gte=0, provision_rp__gte=0, overdue_rp__gte=0),
            ),
            models.CheckConstraint(
                name="loan_paid_out_when_running",
                condition=Q(state__in=["DISETUJUI", "BATAL"], disbursed_on__isnull=True, left_rp=0)
                | Q(state__in=["BERJALAN", "LUNAS", "HAPUS_BUKU", "HAPUS_TAGIH"], disbursed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="loan_ended_when_over",
                condition=Q(state__in=["DISETUJUI", "BERJALAN"], ended_on__isnull=True)
                | Q(state__in=["LUNAS", "HAPUS_BUKU", "HAPUS_TAGIH", "BATAL"], ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="loan_settled_owes_nothing",
                condition=~Q(state__in=["LUNAS", "HAPUS_TAGIH"]) | Q(left_rp=0, jasa_rp=0, provision_rp=0),
            ),
            models.CheckConstraint(
                name="loan_written_off_left_the_books",
                condition=~Q(state="HAPUS_BUKU") | Q(jasa_rp=0, provision_rp=0),
            ),
            models.CheckConstraint(
                name="loan_written_off_on_a_day",
                condition=Q(
                    state__in=["HAPUS_BUKU", "HAPUS_TAGIH", "LUNAS"],
                    written_off_on__isnull=False,
                    written_off_no__isnull=False,
                )
                | Q(
                    state__in=["DISETUJUI", "BERJALAN", "LUNAS", "BATAL"],
                    written_off_on__isnull=True,
                    written_off_no__isnull=True,
                ),
            ),
        )
        indexes = (
            models.Index(
                name="loan_running", fields=("cooperative", "overdue_since"), condition=Q(state="BERJALAN")
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its number as people see it."""
        return loan_name(self.year, self.no)


class LoanEvent(TenantModel):
    """One thing that happened to a loan. Never changed: what was wrong is taken back by another.

    The four parts are how a payment was split when it was booked; of a reversal they are below zero. What comes for an
    earlier day, or is taken back, changes how other payments count: that difference is in the ``moved_`` columns, which
    sum to nothing, and an entry of its own. All parts and moves together are what the books hold (services.serving).
    ``receivable_rp`` is what of the jasa stood there as receivable. ``change`` is what a reschedule changes, or what a
    charge is for.
    """

    append_only: ClassVar[bool] = True

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="events")
    no = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    way = models.CharField(max_length=10)
    on = models.DateField()
    amount_rp = models.BigIntegerField(null=True)
    principal_rp = models.BigIntegerField(default=0)
    interest_rp = models.BigIntegerField(default=0)
    receivable_rp = models.BigIntegerField(default=0)
    fee_rp = models.BigIntegerField(default=0)
    penalty_rp = models.BigIntegerField(default=0)
    moved_principal_rp = models.BigIntegerField(default=0)
    moved_interest_rp = models.BigIntegerField(default=0)
    moved_fee_rp = models.BigIntegerField(default=0)
    moved_penalty_rp = models.BigIntegerField(default=0)
    left_rp = models.BigIntegerField()  # the principal after all that is known when it was booked
    change = models.JSONField(null=True)
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+")
    adjusting = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # the entry of what moved, and of what else the books had to follow
    said = models.TextField(blank=True)  # the split and its reason, as the receipt says it
    note = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_event_no_once", fields=("cooperative", "loan", "no")),
            models.UniqueConstraint(name="loan_event_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(
                name="loan_event_kind_known", condition=Q(kind__in=[one.value for one in Kind])
            ),
            models.CheckConstraint(
                name="loan_event_way_known", condition=Q(way__in=[one.value for one in Way])
            ),
            models.CheckConstraint(
                name="loan_event_undoing_is_reversal",
                condition=Q(undoes__isnull=True) & ~Q(kind="reversal")
                | Q(undoes__isnull=False, kind="reversal"),
            ),
            models.CheckConstraint(
                name="loan_event_parts_sum",
                condition=~Q(kind__in=["repayment", "payoff"])
                | Q(amount_rp=F("principal_rp") + F("interest_rp") + F("fee_rp") + F("penalty_rp")),
            ),
            models.CheckConstraint(
                name="loan_event_moves_sum_to_nothing",
                condition=Q(
                    moved_principal_rp=-F("moved_interest_rp") - F("moved_fee_rp") - F("moved_penalty_rp")
                ),
            ),
            models.CheckConstraint(
                name="loan_event_receivable_is_interest",
                condition=Q(receivable_rp__gte=0, receivable_rp__lte=F("interest_rp"))
                | Q(kind="reversal", receivable_rp__lte=0, receivable_rp__gte=F("interest_rp")),
            ),
        )
        indexes = (models.Index(name="loan_event_day", fields=("cooperative", "on")),)

    def __str__(self) -> str:
        return f"{self.no} {self.kind}"


class LoanLine(TenantModel):
    """One instalment of a running loan as it stands: what is due, what of it is settled. Rewritten by services.serving.

    It is what the events come to (domain.states), kept for lists, reminders and the end of the day. Settled is paid or
    forgiven. Penalties are those of the day of the last event.
    """

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="lines")
    no = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    principal_rp = models.BigIntegerField()
    interest_rp = models.BigIntegerField()
    fee_rp = models.BigIntegerField()
    penalty_rp = models.BigIntegerField()
    principal_settled_rp = models.BigIntegerField()
    interest_settled_rp = models.BigIntegerField()
    fee_settled_rp = models.BigIntegerField()
    penalty_settled_rp = models.BigIntegerField()
    is_open = models.BooleanField()  # principal or jasa of it is not settled

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_line_once", fields=("cooperative", "loan", "no")),
            models.CheckConstraint(
                name="loan_line_open_is_owed",
                condition=Q(is_open=True)
                & (
                    Q(principal_rp__gt=F("principal_settled_rp"))
                    | Q(interest_rp__gt=F("interest_settled_rp"))
                )
                | Q(
                    is_open=False,
                    principal_rp__lte=F("principal_settled_rp"),
                    interest_rp__lte=F("interest_settled_rp"),
                ),
            ),
        )
        indexes = (
            models.Index(name="loan_line_due", fields=("cooperative", "due_on"), condition=Q(is_open=True)),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.due_on}"
