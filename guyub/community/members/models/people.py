"""People of a cooperative: the file, the application, the register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.community.members.domain.applications import OPEN_STATES, ApplicationSource, ApplicationState
from guyub.community.members.domain.files import KkRelation, Sex
from guyub.community.members.domain.register import Happened, LeftWhy, MemberState, member_number
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

HAS_NUMBER = (MemberState.AKTIF.value, MemberState.PASIF.value)


class MemberFile(TenantModel):
    """What one cooperative knows of one person who applies or is a member. Written by services.files.

    NIK, KK and phone lie in the vault of the person. ``ward_code`` is the kelurahan on the KTP, which says where
    somebody lives; the digits of the NIK do not. Each change is a FileChange.
    """

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as this cooperative's register spells it
    sex = models.CharField(max_length=1, blank=True)
    birthplace = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True)
    address = models.CharField(max_length=200, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    ward_code = models.CharField(max_length=13, blank=True)
    ktp_seen_on = models.DateField(null=True)  # an officer compared the file with the card itself
    ktp_seen_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    kk_relation = models.CharField(max_length=10, blank=True)
    work = models.CharField(max_length=80, blank=True)
    photo = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    batch = TenantForeignKey(
        "members.MemberImport", on_delete=models.PROTECT, null=True, related_name="+"
    )  # the table that brought it
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="member_file_once", fields=("cooperative", "person")),
            models.CheckConstraint(name="member_file_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="member_file_sex_known", condition=Q(sex__in=("", *[one.value for one in Sex]))
            ),
            models.CheckConstraint(
                name="member_file_relation_known",
                condition=Q(kk_relation__in=("", *[one.value for one in KkRelation])),
            ),
            models.CheckConstraint(
                name="member_file_rt_rw_digits",
                condition=Q(rt__regex=r"^([0-9]{3})?$") & Q(rw__regex=r"^([0-9]{3})?$"),
            ),
            models.CheckConstraint(
                name="member_file_ktp_seen_whole",
                condition=Q(ktp_seen_on__isnull=True, ktp_seen_by__isnull=True)
                | Q(ktp_seen_on__isnull=False, ktp_seen_by__isnull=False),
            ),
        )
        # A search by a part of the name reads this index and not the table (ADR 0053).
        # A person goes only where no file names them as who saw a card: asked for each when a table is undone.
        indexes = (
            models.Index(name="member_file_by_name", fields=("cooperative", "name"), include=("id",)),
            models.Index(
                name="member_file_by_ktp_seen_by",
                fields=("ktp_seen_by",),
                condition=Q(ktp_seen_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Application(TenantModel):
    """One person asks to become a member. Written by services.applications; closed ones stay.

    An invited one has no person yet: ``token_hash`` opens the form on the resident's phone until ``link_until``. What
    comes by the link lies in ``sealed``, encrypted whole, until an officer has compared it with the KTP: nobody unknown
    writes into the vault or the file of a person, and nobody learns whether a NIK is known.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=8)
    state = models.CharField(max_length=10)
    name = models.CharField(max_length=120, blank=True)  # as typed; "" while a link waits for nobody named
    sealed = models.BinaryField(max_length=8000, default=b"")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    request = TenantForeignKey("members.JoinRequest", on_delete=models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True)
    is_elsewhere = models.BooleanField(default=False)  # the NIK is known at another cooperative; not which
    is_outside = models.BooleanField(default=False)  # by the KTP the home is in another kelurahan
    instalments = models.PositiveSmallIntegerField(default=1)
    wish = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+"
    )
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="application_number_once", fields=("cooperative", "year", "number")),
            models.UniqueConstraint(
                name="application_one_open_of_a_person",
                fields=("cooperative", "person"),
                condition=Q(state__in=[one.value for one in OPEN_STATES]),
            ),
            models.UniqueConstraint(
                name="application_link_once",
                fields=("cooperative", "token_hash"),
                condition=~Q(token_hash=""),
            ),
            models.CheckConstraint(
                name="application_state_known", condition=Q(state__in=[one.value for one in ApplicationState])
            ),
            models.CheckConstraint(
                name="application_source_known",
                condition=Q(source__in=[one.value for one in ApplicationSource]),
            ),
            models.CheckConstraint(name="application_instalments_from_one", condition=Q(instalments__gte=1)),
            models.CheckConstraint(
                name="application_has_a_person_once_checked",
                condition=Q(person__isnull=False)
                | ~Q(state__in=[ApplicationState.DIPERIKSA.value, ApplicationState.DITERIMA.value]),
            ),
            models.CheckConstraint(
                name="application_sealed_until_checked",
                condition=Q(sealed=b"") | Q(state=ApplicationState.DIAJUKAN.value),
            ),
            models.CheckConstraint(
                name="application_member_when_accepted",
                condition=Q(state=ApplicationState.DITERIMA.value, member__isnull=False)
                | ~Q(state=ApplicationState.DITERIMA.value) & Q(member__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"


class Member(TenantModel):
    """One membership of one person, from the board's word to the end. Written by services.register.

    The number comes with the admission, is given once and never again; who comes back gets a new row.
    """

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    file = TenantForeignKey(MemberFile, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8)
    state_since = models.DateField()
    accepted_on = models.DateField()  # the board's word
    joined_on = models.DateField(null=True)  # the day of the number
    left_on = models.DateField(null=True)
    left_why = models.CharField(max_length=14, blank=True)
    # What the board agreed on, frozen: the simpanan pokok of that day, in how many instalments.
    pokok_rp = models.BigIntegerField(default=0)
    instalments = models.PositiveSmallIntegerField(default=1)
    batch = TenantForeignKey("members.MemberImport", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="member_number_once", fields=("cooperative", "number")),
            models.UniqueConstraint(
                name="member_one_open_of_a_person",
                fields=("cooperative", "person"),
                condition=Q(left_on__isnull=True),
            ),
            models.CheckConstraint(
                name="member_state_known", condition=Q(state__in=[one.value for one in MemberState])
            ),
            models.CheckConstraint(
                name="member_number_from_one", condition=Q(number__isnull=True) | Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="member_admitted_has_a_number",
                condition=~Q(state__in=HAS_NUMBER) | Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="member_candidate_has_no_number",
                condition=~Q(state=MemberState.CALON.value) | Q(number__isnull=True),
            ),
            models.CheckConstraint(
                name="member_number_and_day_together",
                condition=Q(number__isnull=True, joined_on__isnull=True)
                | Q(number__isnull=False, joined_on__isnull=False),
            ),
            models.CheckConstraint(
                name="member_left_whole",
                condition=Q(
                    state=MemberState.KELUAR.value,
                    left_on__isnull=False,
                    left_why__in=[one.value for one in LeftWhy],
                )
                | ~Q(state=MemberState.KELUAR.value) & Q(left_on__isnull=True, left_why=""),
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
            ),
            models.CheckConstraint(
                name="member_pokok_not_negative", condition=Q(pokok_rp__gte=0) & Q(instalments__gte=1)
            ),
        )

    def __str__(self) -> str:
        return member_number(self.number) if self.number else str(self.id)


class StatusEvent(TenantModel):
    """What changed a member's state after the admission: when, why, decided by whom. Never changed, in order of ``no``.

    The state of a member is what its events say (selectors.invariants).
    """

    append_only: ClassVar[bool] = True

    member = TenantForeignKey(Member, on_delete=models.PROTECT, related_name="events")
    no = models.PositiveSmallIntegerField()
    happened = models.CharField(max_length=14)
    on = models.DateField()
    reason = models.CharField(max_length=200)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )  # who wrote it down; none: a rule did
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="status_event_no_once", fields=("cooperative", "member", "no")),
            models.CheckConstraint(
                name="status_event_known", condition=Q(happened__in=[one.value for one in Happened])
            ),
            models.CheckConstraint(name="status_event_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.happened}"


class Card(TenantModel):
    """One printed card of one member. Its id is what the QR carries; a lost card is revoked, never reused."""

    member = TenantForeignKey(Member, on_delete=models.PROTECT, related_name="cards")
    no = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    issued_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    revoked_on = models.DateField(null=True)
    revoked_why = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="card_no_once", fields=("cooperative", "member", "no")),
            models.UniqueConstraint(
                name="card_one_in_use", fields=("cooperative", "member"), condition=Q(revoked_on__isnull=True)
            ),
            models.CheckConstraint(
                name="card_revoked_whole",
                condition=Q(revoked_on__isnull=True, revoked_why="")
                | Q(revoked_on__isnull=False) & ~Q(revoked_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.no}"
