"""Parts of a person's file: changes, heirs, businesses, groups."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.community.members.domain.files import BusinessPaperKind, GroupKind
from guyub.community.members.models.people import Member, MemberFile
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class FileChange(TenantModel):
    """One field of a file that was changed: from what to what, by whom, why. Never changed.

    Of NIK, KK and phone only that they changed; their values stay in the vault.
    """

    append_only: ClassVar[bool] = True

    file = TenantForeignKey(MemberFile, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="file_change_names_a_field", condition=~Q(field="")),
            models.CheckConstraint(
                name="file_change_hides_numbers",
                condition=~Q(field__in=("nik", "kk", "phone")) | Q(before="", after=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} {self.id}"


class Heir(TenantModel):
    """Who inherits what a member leaves, as the member named them; the older word ends where a newer begins."""

    file = TenantForeignKey(MemberFile, on_delete=models.PROTECT, related_name="heirs")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=40)
    share_percent = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)  # the day itself is outside

    class Meta:
        constraints = (
            models.CheckConstraint(name="heir_has_a_name", condition=~Q(name="") & ~Q(relation="")),
            models.CheckConstraint(
                name="heir_share_is_a_percent", condition=Q(share_percent__gte=1, share_percent__lte=100)
            ),
            models.CheckConstraint(
                name="heir_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Business(TenantModel):
    """A member's own business (UMKM): what it makes, how much, where."""

    file = TenantForeignKey(MemberFile, on_delete=models.PROTECT, related_name="businesses")
    name = models.CharField(max_length=80)
    makes = models.CharField(max_length=200)  # what it makes or sells
    a_month = models.CharField(max_length=80, blank=True)  # how much in a month, in its own unit
    turnover_rp = models.BigIntegerField(default=0)  # in a month, as told; 0: not told
    workers = models.PositiveSmallIntegerField(default=1)
    since_year = models.PositiveSmallIntegerField(null=True)
    place = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "businesses"
        constraints = (
            models.CheckConstraint(name="business_has_a_name", condition=~Q(name="") & ~Q(makes="")),
            models.CheckConstraint(name="business_turnover_not_negative", condition=Q(turnover_rp__gte=0)),
        )

    def __str__(self) -> str:
        return str(self.id)


class BusinessPaper(TenantModel):
    """A photo or certificate of a member's business."""

    business = TenantForeignKey(Business, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=6)
    number = models.CharField(max_length=60, blank=True)
    valid_until = models.DateField(null=True)
    file = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    removed_on = models.DateField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="business_paper_kind_known",
                condition=Q(kind__in=[one.value for one in BusinessPaperKind]),
            ),
            models.CheckConstraint(
                name="business_paper_shows_something", condition=Q(file__isnull=False) | ~Q(number="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Group(TenantModel):
    """Members who belong together: an RT, a kelompok, a group that answers for each other (tanggung renteng)."""

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="group_name_once",
                fields=("cooperative", "kind", "name"),
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="group_kind_known", condition=Q(kind__in=[one.value for one in GroupKind])
            ),
            models.CheckConstraint(name="group_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class GroupSeat(TenantModel):
    """A member in a group, from a day to a day (which is outside)."""

    group = TenantForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    member = TenantForeignKey(Member, on_delete=models.PROTECT, related_name="seats")
    is_leader = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="group_seat_once_at_a_time",
                fields=("cooperative", "group", "member"),
                condition=Q(until_on__isnull=True),
            ),
            models.UniqueConstraint(
                name="group_one_leader",
                fields=("cooperative", "group"),
                condition=Q(until_on__isnull=True, is_leader=True),
            ),
            models.CheckConstraint(
                name="group_seat_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
