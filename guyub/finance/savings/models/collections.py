"""Lists that collectors take along, their lines, the counts of their cash, and bills sent as messages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.savings.domain.collecting import (
    OPEN_STATES,
    ListState,
    SkipWhy,
    Surplus,
    list_name,
    slip_name,
)
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

_BOOKED = Q(state=ListState.DIBUKUKAN.value)


class CollectionList(TenantModel):
    """Whom a collector asks for simpanan wajib on one way, and what came back. Written by services.collecting.

    What was collected is ``booked_rp`` (paid into savings) and ``back_rp`` (given back); the difference of the cash is
    ``counted_rp`` less both. ``counted_rp`` is the last count's.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    collector = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    whom = models.CharField(max_length=120)  # "RT 003/001"
    month = models.DateField()  # bills up to this month, its first day
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
            models.UniqueConstraint(name="collection_number_once", fields=("cooperative", "year", "number")),
            models.CheckConstraint(
                name="collection_state_known", condition=Q(state__in=[one.value for one in ListState])
            ),
            models.CheckConstraint(
                name="collection_month_is_first", condition=Q(month__day=1, expected_rp__gt=0, back_rp__gte=0)
            ),
            models.CheckConstraint(
                name="collection_booked_whole",
                condition=_BOOKED & Q(booked_rp__gte=0, counted_rp__gte=0, booked_on__isnull=False)
                | ~_BOOKED & Q(booked_rp__isnull=True, booked_on__isnull=True, back_rp=0),
            ),
            models.CheckConstraint(
                name="collection_difference_has_a_reason",
                condition=~_BOOKED
                | Q(counted_rp=F("booked_rp") + F("back_rp"), difference__isnull=True)
                | Q(difference__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="collection_void_has_a_reason",
                condition=~Q(state=ListState.BATAL.value) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="collection_closed_has_a_moment",
                condition=Q(state__in=OPEN_STATES, closed_at__isnull=True)
                | ~Q(state__in=OPEN_STATES) & Q(closed_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="collection_by_collector", fields=("cooperative", "collector", "state")),
        )

    def __str__(self) -> str:
        return list_name(self.year, self.number)


class CollectionLine(TenantModel):
    """One member on a list: what is asked, what the collector noted, what the cashier booked.

    ``asked`` is ``[["2026-10-01", 15000], …]``. ``noted_rp`` is the collector's own word and stays as it came;
    ``got_rp`` is what the cashier accepted. A member stands on one list at a time: ``is_out``.
    """

    of = TenantForeignKey(CollectionList, on_delete=models.PROTECT, related_name="lines")
    rank = models.PositiveSmallIntegerField()
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField()
    asked_rp = models.BigIntegerField()
    noted_rp = models.BigIntegerField(null=True)
    noted_why = models.CharField(max_length=9, blank=True)
    got_rp = models.BigIntegerField(null=True)
    why = models.CharField(max_length=9, blank=True)
    surplus = models.CharField(max_length=5, blank=True)
    back_rp = models.BigIntegerField(default=0)
    event = TenantForeignKey(
        "treasury.Event", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    is_out = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="collection_line_once", fields=("cooperative", "of", "rank")),
            models.UniqueConstraint(
                name="collection_member_on_one_list",
                fields=("cooperative", "member"),
                condition=Q(is_out=True),
            ),
            models.CheckConstraint(
                name="collection_line_amounts",
                condition=Q(asked_rp__gt=0, back_rp__gte=0)
                & (Q(noted_rp__isnull=True) | Q(noted_rp__gte=0))
                & (Q(got_rp__isnull=True) | Q(got_rp__gte=F("back_rp"))),
            ),
            models.CheckConstraint(
                name="collection_line_words_known",
                condition=Q(noted_why__in=("", *[one.value for one in SkipWhy]))
                & Q(why__in=("", *[one.value for one in SkipWhy]))
                & Q(surplus__in=("", *[one.value for one in Surplus])),
            ),
            models.CheckConstraint(
                name="collection_line_booked_by_an_event",
                condition=Q(event__isnull=True) | Q(is_out=False, got_rp__gt=F("back_rp")),
            ),
        )

    def __str__(self) -> str:
        return slip_name(str(self.of), self.rank)


class CollectionCount(TenantModel):
    """One count of the cash that a collector brought, before the list's sum was shown. Never changed.

    ``pieces`` of each denomination; empty where the sum alone was typed.
    """

    append_only: ClassVar[bool] = True

    of = TenantForeignKey(CollectionList, on_delete=models.PROTECT, related_name="counts")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    pieces = models.JSONField()
    total_rp = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="collection_count_not_negative", condition=Q(total_rp__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.of_id} {self.total_rp}"


class BillMessage(TenantModel):
    """A bill went to a member's WhatsApp, as staff marked it. Never changed."""

    append_only: ClassVar[bool] = True

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # bills up to this month, its first day
    sent_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="bill_message_once", fields=("cooperative", "member", "month")),
            models.CheckConstraint(name="bill_message_month_is_first", condition=Q(month__day=1)),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
