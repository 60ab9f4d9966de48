"""Joint liability (tanggung renteng): the fund of a group, its meetings, who covered whom and what came back.

The group itself and who sits in it are of the register (members.Group, members.GroupSeat).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.finance.loans.domain.group_meetings import CoverHow, FundCause, MeetingState, meeting_name
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

_BOOKED = Q(state=MeetingState.DIBUKUKAN.value)


class GroupFund(TenantModel):
    """What a group has laid together, at the cooperative. Written by services.group_funds, made with the first payment.

    All funds together are the balance of 2.1.15.
    """

    group = TenantForeignKey("members.Group", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    balance_rp = models.BigIntegerField(default=0)
    last_no = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="group_fund_once", fields=("cooperative", "group")),
            models.CheckConstraint(name="group_fund_not_negative", condition=Q(balance_rp__gte=0)),
        )

    def __str__(self) -> str:
        return str(self.balance_rp)


class GroupMeeting(TenantModel):
    """One meeting of a group: its sheet, from the first tick to the books. Written by services.group_meetings.

    ``version`` grows with each writing, so that nobody books what was not looked at.
    """

    group = TenantForeignKey("members.Group", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    met_on = models.DateField()
    state = models.CharField(max_length=9)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    noted_at = models.DateTimeField(null=True)
    counted_rp = models.BigIntegerField(null=True)  # the cash on the table when it was booked
    cash_place = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    booked_on = models.DateField(null=True)
    booked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="group_meeting_number_once", fields=("cooperative", "year", "no")),
            models.UniqueConstraint(
                name="group_meeting_once_a_day",
                fields=("cooperative", "group", "met_on"),
                condition=~Q(state=MeetingState.BATAL.value),
            ),
            models.UniqueConstraint(
                name="group_meeting_one_open",
                fields=("cooperative", "group"),
                condition=Q(state=MeetingState.DICATAT.value),
            ),
            models.CheckConstraint(
                name="group_meeting_state_known", condition=Q(state__in=[one.value for one in MeetingState])
            ),
            models.CheckConstraint(
                name="group_meeting_booked_whole",
                condition=_BOOKED
                & Q(counted_rp__gte=0, booked_on__isnull=False, booked_by__isnull=False)
                & (Q(counted_rp=0) | Q(cash_place__isnull=False))
                | ~_BOOKED & Q(counted_rp__isnull=True, booked_on__isnull=True, booked_by__isnull=True),
            ),
            models.CheckConstraint(
                name="group_meeting_void_has_a_reason",
                condition=~Q(state=MeetingState.BATAL.value) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="group_meeting_closed_has_a_moment",
                condition=Q(state=MeetingState.DICATAT.value, closed_at__isnull=True)
                | ~Q(state=MeetingState.DICATAT.value) & Q(closed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return meeting_name(self.year, self.no)


class MeetingLine(TenantModel):
    """One member on the sheet of a meeting: there or not, what goes into the fund, which covers are given back.

    ``backs`` is ``[["<cover>", 10000], …]``.
    """

    of = TenantForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="lines")
    rank = models.PositiveSmallIntegerField()
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    is_present = models.BooleanField(default=False)
    fund_rp = models.BigIntegerField(default=0)
    backs = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="meeting_line_once", fields=("cooperative", "of", "rank")),
            models.UniqueConstraint(name="meeting_member_once", fields=("cooperative", "of", "member")),
            models.CheckConstraint(name="meeting_line_fund", condition=Q(fund_rp__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.rank}"


class MeetingLoan(TenantModel):
    """One loan of a member on the sheet: what was due when it was written, what is brought, who covers what is short.

    ``covers`` is ``[["<member>" or null for the fund, 10000], …]``.
    """

    line = TenantForeignKey(MeetingLine, on_delete=models.PROTECT, related_name="loans")
    loan = TenantForeignKey("loans.Loan", on_delete=models.PROTECT, related_name="+")
    due_rp = models.BigIntegerField()
    paid_rp = models.BigIntegerField(default=0)
    how = models.CharField(max_length=5, blank=True)
    covers = models.JSONField(default=list)
    event = TenantForeignKey(
        "loans.LoanEvent", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # what the borrower paid, once it is booked

    class Meta:
        constraints = (
            models.UniqueConstraint(name="meeting_loan_once", fields=("cooperative", "line", "loan")),
            models.CheckConstraint(name="meeting_loan_amounts", condition=Q(due_rp__gte=0, paid_rp__gte=0)),
            models.CheckConstraint(
                name="meeting_loan_how_known",
                condition=Q(how="", covers=[]) | Q(how__in=[one.value for one in CoverHow]),
            ),
            models.CheckConstraint(
                name="meeting_loan_event_paid", condition=Q(event__isnull=True) | Q(paid_rp__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.due_rp}"


class GroupFundMovement(TenantModel):
    """Money that came into the fund of a group or left it. Never changed; what was wrong is taken back by another."""

    append_only: ClassVar[bool] = True

    fund = TenantForeignKey(GroupFund, on_delete=models.PROTECT, related_name="movements")
    no = models.PositiveIntegerField()
    cause = models.CharField(max_length=8)
    amount_rp = models.BigIntegerField()
    balance_rp = models.BigIntegerField()
    on = models.DateField()
    member = TenantForeignKey(
        "members.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )  # who paid it in, or whom it went to or covered
    meeting = TenantForeignKey(
        GroupMeeting, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, related_name="+")
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    note = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="group_fund_movement_no_once", fields=("cooperative", "fund", "no")),
            models.UniqueConstraint(name="group_fund_movement_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(
                name="group_fund_movement_cause_known",
                condition=Q(cause__in=[one.value for one in FundCause]),
            ),
            models.CheckConstraint(
                name="group_fund_movement_signs",
                condition=Q(cause__in=["SETOR", "GANTI"], amount_rp__gt=0, undoes__isnull=True)
                | Q(cause__in=["KEMBALI", "TANGGUNG"], amount_rp__lt=0, undoes__isnull=True)
                | Q(cause="BATAL", undoes__isnull=False) & ~Q(amount_rp=0),
            ),
            models.CheckConstraint(name="group_fund_movement_not_negative", condition=Q(balance_rp__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.amount_rp}"


class GroupCover(TenantModel):
    """Somebody of the group, or its fund, paid for a member at a meeting. Never changed.

    For whom: who borrows ``loan``. Where the payment ``event`` was taken back, the cover was too.
    """

    append_only: ClassVar[bool] = True

    meeting = TenantForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="covers")
    group = TenantForeignKey("members.Group", on_delete=models.PROTECT, related_name="+")
    loan = TenantForeignKey("loans.Loan", on_delete=models.PROTECT, related_name="covers")
    by = TenantForeignKey(
        "members.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )  # none: the fund
    movement = TenantForeignKey(
        GroupFundMovement, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    amount_rp = models.BigIntegerField()
    on = models.DateField()
    event = TenantForeignKey("loans.LoanEvent", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="group_cover_event_once", fields=("cooperative", "event")),
            models.CheckConstraint(name="group_cover_amount", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="group_cover_of_the_fund_moves_it",
                condition=Q(by__isnull=True, movement__isnull=False)
                | Q(by__isnull=False, movement__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.amount_rp}"


class GroupCoverPayment(TenantModel):
    """The member who was covered gave something back, to the one who covered or to the fund. Never changed.

    What goes to a member is handed over before an officer and only written down; what goes to the fund moves it
    (ADR 63).
    """

    append_only: ClassVar[bool] = True

    cover = TenantForeignKey(GroupCover, on_delete=models.PROTECT, related_name="payments")
    amount_rp = models.BigIntegerField()  # below zero: one that is taken back
    on = models.DateField()
    meeting = TenantForeignKey(
        GroupMeeting, on_delete=models.PROTECT, null=True, related_name="+"
    )  # none: at the counter
    movement = TenantForeignKey(
        GroupFundMovement, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    note = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="cover_payment_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(
                name="cover_payment_signs",
                condition=Q(undoes__isnull=True, amount_rp__gt=0) | Q(undoes__isnull=False, amount_rp__lt=0),
            ),
        )
        indexes = (models.Index(name="cover_payment_day", fields=("cooperative", "on")),)

    def __str__(self) -> str:
        return f"{self.on} {self.amount_rp}"
