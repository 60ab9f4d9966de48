"""The register: steps by which somebody becomes a member, changes standing, and is one no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.community.members.domain.register import (
    REGISTER_SERIES,
    STEPS,
    Happened,
    LeftWhy,
    MemberState,
)
from guyub.community.members.models import Card, GroupSeat, Member, MemberFile, StatusEvent
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.people import give_role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.selectors.together import joined, kept_rows
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.kernel.selectors.together import Inquiry

NEWS = "members.changed"
LEFT_CARD = "Keanggotaan berakhir"


class StandingRefusedError(DomainError):
    """A member's standing does not change; ``wrong`` says why.

    ``gone`` (no such member here), ``member`` (the person is a member or candidate already), ``step`` (it does not
    follow from the standing now), ``date`` (before the last change, or in the future).
    """

    code: ClassVar[str] = "members.standing.refused"


def accept_candidate(*, file: MemberFile, pokok_rp: int, instalments: int, on: date, now: datetime) -> Member:
    """Enter whom the board accepted; the number comes when the simpanan pokok is whole. Step: an open transaction.

    Args:
        file: The person's file at the cooperative.
        pokok_rp: The simpanan pokok that holds on the day, whole rupiah.
        instalments: In how many parts it may be paid.
        on: The day of the board's word.
        now: The moment, aware.

    Raises:
        StandingRefusedError: ``member``.
    """
    open_ones = Member.objects.filter(
        cooperative_id=file.cooperative_id, person_id=file.person_id, left_on__isnull=True
    )
    if open_ones.exists():
        raise StandingRefusedError(wrong="member")
    member = Member.objects.create(
        cooperative_id=file.cooperative_id,
        person_id=file.person_id,
        file=file,
        state=MemberState.CALON.value,
        state_since=on,
        accepted_on=on,
        pokok_rp=pokok_rp,
        instalments=instalments,
    )
    _tell(member, now)
    return member


def admit(*, member: Member, on: date, now: datetime) -> int:
    """Make a candidate a member: the number, the row of the register, the role. Step: the member's row is locked.

    Returns:
        The number, never given to anybody else.

    Raises:
        StandingRefusedError: ``step``: no candidate.
    """
    if member.state != MemberState.CALON.value:
        raise StandingRefusedError(wrong="step")
    member.number = next_number(cooperative_id=member.cooperative_id, series=REGISTER_SERIES)
    member.state, member.state_since, member.joined_on = MemberState.AKTIF.value, on, on
    member.save(update_fields=["number", "state", "state_since", "joined_on"])
    if not _seats(member).exists():
        give_role(person=member.person, cooperative_id=member.cooperative_id, role=Role.ANGGOTA, now=now)
    _tell(member, now)
    return member.number


def change_standing(
    *,
    member: Member,
    happened: Happened,
    on: date,
    reason: str,
    person_id: UUID | None,
    today: date,
    now: datetime,
) -> None:
    """Write down what changes a member's standing, and what follows from it. Step: the member's row is locked.

    Who is a member no more loses the role and the card at once and sits in no group; nothing is deleted.

    Args:
        member: Whose.
        happened: What.
        on: The day; not before the last change.
        reason: Why, for the register.
        person_id: Who wrote it down; None: a rule of the house.
        today: The business date.
        now: The moment, aware.

    Raises:
        StandingRefusedError: ``step``, ``date``.
    """
    after = STEPS[MemberState(member.state)].get(happened)
    if after is None:
        raise StandingRefusedError(wrong="step")
    if not member.state_since <= on <= today:
        raise StandingRefusedError(wrong="date")
    StatusEvent.objects.create(
        cooperative_id=member.cooperative_id,
        member=member,
        no=StatusEvent.objects.filter(cooperative_id=member.cooperative_id, member=member).count() + 1,
        happened=happened.value,
        on=on,
        reason=reason,
        person_id=person_id,
        recorded_at=now,
    )
    member.state, member.state_since = after.value, on
    if after is MemberState.KELUAR:
        member.left_on, member.left_why = on, LeftWhy(happened.value).value
        mine = {"cooperative_id": member.cooperative_id, "member": member}
        Card.objects.filter(**mine, revoked_on__isnull=True).update(revoked_on=on, revoked_why=LEFT_CARD)
        GroupSeat.objects.filter(**mine, until_on__isnull=True).update(until_on=on)
        _seats(member).update(ends_at=now)
    member.save(update_fields=["state", "state_since", "left_on", "left_why"])
    _tell(member, now)


def locked_member(*, cooperative_id: int, member_id: UUID) -> Member:
    """Lock one member's row until the transaction ends. Step.

    Raises:
        StandingRefusedError: ``gone``.
    """
    rows = Member.objects.select_for_update(of=("self",)).select_related("person", "file")
    member = rows.filter(cooperative_id=cooperative_id, id=member_id).first()
    if member is None:
        raise StandingRefusedError(wrong="gone")
    return member


def locking_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[Member]:
    """Ask what ``locked_member`` gives, with the file and without the person, together with others. Step.

    It comes first among them: they then see what the lock waited for.
    """

    def read(rows: list[Member], files: list[MemberFile]) -> Member:
        if not rows:
            raise StandingRefusedError(wrong="gone")
        rows[0].file = files[0]
        return rows[0]

    return joined(
        kept_rows(_locked, cooperative_id, member_id),
        kept_rows(_file_of, cooperative_id, member_id),
        read=read,
    )


def _locked(cooperative_id: int, member_id: UUID) -> QuerySet[Member]:
    return Member.objects.select_for_update().filter(cooperative_id=cooperative_id, id=member_id)


def _file_of(cooperative_id: int, member_id: UUID) -> QuerySet[MemberFile]:
    mine = Member.objects.filter(cooperative_id=cooperative_id, id=member_id)
    return MemberFile.objects.filter(cooperative_id=cooperative_id, id__in=mine.values("file_id"))


def lock_members(*, cooperative_id: int, member_ids: Collection[UUID]) -> None:
    """Lock the rows of several members, in one order, until the transaction ends. Step.

    Whoever posts for many takes them before the first posting: one who holds a member's row finds the journal free.
    """
    rows = Member.objects.select_for_update().filter(cooperative_id=cooperative_id, id__in=member_ids)
    list(rows.order_by("id").values_list("id"))


def _seats(member: Member):  # type: ignore[no-untyped-def]  # a queryset of another context's table
    return Membership.objects.filter(
        person_id=member.person_id,
        cooperative_id=member.cooperative_id,
        role=Role.ANGGOTA.value,
        ends_at__isnull=True,
    )


def _tell(member: Member, now: datetime) -> None:
    write_news(cooperative_id=member.cooperative_id, topic=NEWS, payload={"member": str(member.id)}, now=now)
