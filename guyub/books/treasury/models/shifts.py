"""Shifts at a drawer, and every count of one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.books.treasury.domain.shifts import Purpose, ShiftState
from guyub.books.treasury.domain.told_shifts import Join
from guyub.books.treasury.models.places import CashPlace
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class CashCount(TenantModel):
    """One count of a drawer: who counted what when, and what the books said then. Written by services.counting.

    Kept also where it settled nothing: a first count that differed stays. ``shift`` is empty before one begins.
    """

    append_only: ClassVar[bool] = True

    drawer = TenantForeignKey(CashPlace, on_delete=models.PROTECT, related_name="+")
    shift = TenantForeignKey("CashShift", on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Purpose])
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    to_person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    pieces = models.JSONField()  # how many of each denomination, by its code
    total_rp = models.BigIntegerField()
    expected_rp = models.BigIntegerField()  # what stood on the drawer's account
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="cash_count_not_negative", condition=Q(total_rp__gte=0)),
            models.CheckConstraint(
                name="cash_count_purpose_known", condition=Q(purpose__in=[one.value for one in Purpose])
            ),
            models.CheckConstraint(
                name="cash_count_is_of_a_shift", condition=Q(purpose="BUKA") | Q(shift__isnull=False)
            ),
            models.CheckConstraint(
                name="cash_count_names_who_takes",
                condition=Q(purpose="SERAH", to_person__isnull=False)
                | ~Q(purpose="SERAH") & Q(to_person__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.total_rp}"


class CashShift(TenantModel):
    """One person answers for one drawer, from one count to another. Written by services.shift_steps.

    At ``closing_chain_no`` of the journal exactly what was counted stood on the drawer's account. ``late_rp`` is cash
    that had been counted at its end and was told by a till only afterwards: by so much the difference was none.
    ``is_told``: a till began it, also of a person who answers for another drawer on the web page.
    """

    drawer = TenantForeignKey(CashPlace, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=5, choices=[(one.value, one.value) for one in ShiftState])
    opening = TenantForeignKey(CashCount, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    opened_at = models.DateTimeField()
    closing = TenantForeignKey(
        CashCount, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    closing_chain_no = models.BigIntegerField(null=True)
    opening_reason = models.CharField(max_length=120, blank=True)
    closing_reason = models.CharField(max_length=120, blank=True)
    approval_id = models.UUIDField(null=True)  # the last request for a second person
    is_told = models.BooleanField(default=False)
    late_rp = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="shift_one_at_a_drawer", fields=("cooperative", "drawer"), condition=Q(state="BUKA")
            ),
            models.UniqueConstraint(
                name="shift_one_of_a_person",
                fields=("cooperative", "person"),
                condition=Q(state="BUKA", is_told=False),
            ),
            models.CheckConstraint(
                name="shift_late_after_its_end", condition=Q(late_rp=0) | Q(state="TUTUP")
            ),
            models.CheckConstraint(
                name="shift_is_open_or_closed_whole",
                condition=Q(
                    state="BUKA",
                    closing__isnull=True,
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                    closing_chain_no__isnull=True,
                    closing_reason="",
                )
                | Q(
                    state="TUTUP",
                    closing__isnull=False,
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    closing_chain_no__isnull=False,
                ),
            ),
        )
        indexes = (models.Index(name="shift_by_moment", fields=("cooperative", "opened_at")),)

    def __str__(self) -> str:
        return f"{self.state} {self.opened_at}"


class ToldShift(TenantModel):
    """One shift as a till names it, and the shift of the drawer that it belongs to. Written by services.till_shifts.

    Its id is the till's own; what a till tells names it. ``how`` says how it came to the drawer's shift.
    ``expected_rp`` is what the till itself reckoned at its end, beside what the books said (``counted.expected_rp``);
    ``waiting`` how many of its events the till had not sent by then.
    """

    shift = TenantForeignKey(CashShift, on_delete=models.PROTECT, related_name="told")
    device = TenantForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    how = models.CharField(max_length=6)
    float_rp = models.BigIntegerField()
    opened_at = models.DateTimeField()
    counted = TenantForeignKey(
        CashCount, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    closed_at = models.DateTimeField(null=True)
    expected_rp = models.BigIntegerField(null=True)
    waiting = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="told_shift_join_known", condition=Q(how__in=[one.value for one in Join])
            ),
            models.CheckConstraint(name="told_shift_float_not_negative", condition=Q(float_rp__gte=0)),
            models.CheckConstraint(
                name="told_shift_closed_whole",
                condition=Q(counted__isnull=True, closed_at__isnull=True, expected_rp__isnull=True, waiting=0)
                | Q(counted__isnull=False, closed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.how} {self.opened_at}"
