"""Lists of loans that collectors take along, and the loans on them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.finance.loans.domain.collecting import list_name
from guyub.finance.savings.domain.collecting import OPEN_STATES, ListState, SkipWhy, Surplus, slip_name
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

_BOOKED = Q(state=ListState.DIBUKUKAN.value)


class InstalmentList(TenantModel):
    """Whom a collector asks for instalments on one way, and what came back. Written by services.collecting.

    What was collected is ``booked_rp`` (paid on loans) and ``back_rp`` (given back); the difference of the cash is
    ``counted_rp`` less both. ``counted_rp`` is the last count's; every count stands in the trail.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    collector = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    whom = models.CharField(max_length=120)  # "RT 003/001"
    until = models.DateField()  # what falls due up to this day
    state = models.CharField(max_length=9)
    expected_rp = models.BigIntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    noted_request = models.UUIDField(null=True)  # of the notes that came last from the collector's phone
    noted_at = models.DateTimeField(null=True)
    counted_rp = models.BigIntegerField(null=True)
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    paid_on = models.DateField(null=True)  # when borrowers gave the money: payments count from this day
    booked_rp = models.BigIntegerField(null=True)
    back_rp = models.BigIntegerField(default=0)
    booked_on = models.DateField(null=True)
    booked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    difference = TenantForeignKey(
        "treasury.Event", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    reason = models.CharField(max_length=120, blank=True)  # of the difference, or of calling it off
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="instalment_list_number_once", fields=("cooperative", "year", "number")
            ),
            models.CheckConstraint(
                name="instalment_list_state_known", condition=Q(state__in=[one.value for one in ListState])
            ),
            models.CheckConstraint(
                name="instalment_list_amounts", condition=Q(expected_rp__gt=0, back_rp__gte=0)
            ),
            models.CheckConstraint(
                name="instalment_list_booked_whole",
                condition=_BOOKED
                & Q(
                    booked_rp__gte=0,
                    counted_rp__gte=0,
                    booked_on__isnull=False,
                    paid_on__gte=F("made_on"),
                    paid_on__lte=F("booked_on"),
                )
                | ~_BOOKED & Q(booked_rp__isnull=True, booked_on__isnull=True, back_rp=0),
            ),
            models.CheckConstraint(
                name="instalment_list_difference_has_a_reason",
                condition=~_BOOKED
                | Q(counted_rp=F("booked_rp") + F("back_rp"), difference__isnull=True)
                | Q(difference__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="instalment_list_void_has_a_reason",
                condition=~Q(state=ListState.BATAL.value) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="instalment_list_closed_has_a_moment",
                condition=Q(state__in=OPEN_STATES, closed_at__isnull=True)
                | ~Q(state__in=OPEN_STATES) & Q(closed_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="instalment_list_by_collector", fields=("cooperative", "collector", "state")),
        )

    def __str__(self) -> str:
        return list_name(self.year, self.number)


class ListedLoan(TenantModel):
    """One loan on a list: what is asked, what the collector noted, what the cashier booked.

    ``noted_rp`` is the collector's own word and stays as it came; ``got_rp`` is what the cashier accepted. A loan
    stands on one list at a time: ``is_out``.
    """

    of = TenantForeignKey(InstalmentList, on_delete=models.PROTECT, related_name="lines")
    rank = models.PositiveSmallIntegerField()
    loan = TenantForeignKey("loans.Loan", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()  # the oldest due date that is asked for
    count = models.PositiveSmallIntegerField()  # how many instalments
    asked_rp = models.BigIntegerField()
    noted_rp = models.BigIntegerField(null=True)
    noted_why = models.CharField(max_length=9, blank=True)
    got_rp = models.BigIntegerField(null=True)
    why = models.CharField(max_length=9, blank=True)
    surplus = models.CharField(max_length=5, blank=True)
    back_rp = models.BigIntegerField(default=0)
    event = TenantForeignKey(
        "loans.LoanEvent", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    is_out = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="listed_loan_once", fields=("cooperative", "of", "rank")),
            models.UniqueConstraint(
                name="listed_loan_on_one_list", fields=("cooperative", "loan"), condition=Q(is_out=True)
            ),
            models.CheckConstraint(
                name="listed_loan_amounts",
                condition=Q(asked_rp__gt=0, count__gt=0, back_rp__gte=0)
                & (Q(noted_rp__isnull=True) | Q(noted_rp__gte=0))
                & (Q(got_rp__isnull=True) | Q(got_rp__gte=F("back_rp"))),
            ),
            models.CheckConstraint(
                name="listed_loan_words_known",
                condition=Q(noted_why__in=("", *[one.value for one in SkipWhy]))
                & Q(why__in=("", *[one.value for one in SkipWhy]))
                & Q(surplus__in=("", *[one.value for one in Surplus])),
            ),
            models.CheckConstraint(
                name="listed_loan_booked_by_an_event",
                condition=Q(event__isnull=True) | Q(is_out=False, got_rp__gt=F("back_rp")),
            ),
        )

    def __str__(self) -> str:
        return slip_name(str(self.of), self.rank)
