"""Groups of members: opened, entered, left, led, closed; every seat keeps its days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.community.members.domain.files import GROUP_WORDS, GroupKind
from guyub.community.members.domain.groups import LONGEST_GROUP_NAME, rt_moves
from guyub.community.members.models import Group, GroupSeat, Member
from guyub.community.members.models.people import HAS_NUMBER
from guyub.community.members.selectors.locks import lock_groups
from guyub.community.members.selectors.staying import kept_in_group
from guyub.community.members.services.file_changes import keep_members_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor

AT_ONCE = 1000


class GroupRefusedError(DomainError):
    """A group is not changed; ``wrong`` says why.

    ``kind``, ``name`` (none, or too long), ``taken`` (the name, by an open group of the kind), ``gone`` (no such open
    group here), ``member`` (no member with a number here), ``seated`` (sits in it already), ``not_seated``,
    ``renteng`` (``group``: answers for another group already), ``led`` (leads it already), ``nothing`` (every RT group
    is as the addresses say), ``kept`` (``what``: a loan or a cover ties the member to it).
    """

    code: ClassVar[str] = "members.group.refused"


def open_group(*, actor: Actor, kind: str, name: str, today: date, request_id: UUID, now: datetime) -> UUID:
    """Open a group. Use-case.

    Returns:
        The group's id.

    Raises:
        GroupRefusedError: ``kind name taken``.
    """
    called = " ".join(name.split())
    if kind not in list(GroupKind):
        raise GroupRefusedError(wrong="kind")
    if not called or len(called) > LONGEST_GROUP_NAME:
        raise GroupRefusedError(wrong="name")

    def work() -> str:
        lock_groups(cooperative_id=actor.cooperative_id)
        same = Group.objects.filter(
            cooperative_id=actor.cooperative_id, kind=kind, name__iexact=called, ended_on__isnull=True
        )
        if same.exists():
            raise GroupRefusedError(wrong="taken")
        group = Group.objects.create(
            cooperative_id=actor.cooperative_id, kind=kind, name=called, begun_on=today
        )
        _record(actor, "members.group.opened", group, now)
        return str(group.id)

    facts = {"kind": kind, "name": name}
    return UUID(keep_members_once(actor, "members.open_group", request_id, facts, now, work))


def seat_member(
    *, actor: Actor, group_id: UUID, member_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Let a member into a group. Use-case.

    Raises:
        GroupRefusedError: ``gone``, ``member``, ``seated``, ``renteng``: one member answers for one group alone.
    """

    def work(group: Group) -> None:
        member = _member(actor, member_id)
        seats = _seats(actor).filter(member_id=member_id)
        if seats.filter(group=group).exists():
            raise GroupRefusedError(wrong="seated")
        if group.kind == GroupKind.TANGGUNG_RENTENG:
            other = seats.filter(group__kind=group.kind).select_related("group").first()
            if other is not None:
                raise GroupRefusedError(wrong="renteng", group=other.group.name)
        _seat(group, member_id, today)
        _record(actor, "members.group.entered", group, now, member=str(member))

    _on_group(actor, "members.seat_member", group_id, request_id, {"member": member_id}, now, work)


def unseat_member(
    *, actor: Actor, group_id: UUID, member_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Let a member out of a group; the seat keeps its days. Use-case.

    Raises:
        GroupRefusedError: ``gone``, ``not_seated``, ``kept``.
    """

    def work(group: Group) -> None:
        # Locked before anybody is asked: who binds the member to the group at this moment holds the seat too.
        rows = _seats(actor).filter(group=group, member_id=member_id).select_for_update(of=("self",))
        seat = rows.select_related("member").first()
        if seat is None:
            raise GroupRefusedError(wrong="not_seated")
        _refuse_kept(group, member_id)
        _end(seat, today)
        _record(actor, "members.group.left", group, now, member=str(seat.member))

    _on_group(actor, "members.unseat_member", group_id, request_id, {"member": member_id}, now, work)


def choose_leader(
    *, actor: Actor, group_id: UUID, member_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Make one of a group's members its leader; who led before stays in the group. Use-case.

    Both seats end and begin anew, so that the days of each leader stand.

    Raises:
        GroupRefusedError: ``gone``, ``not_seated``, ``led``.
    """

    def work(group: Group) -> None:
        seats = _seats(actor).filter(group=group)
        chosen = seats.filter(member_id=member_id).select_related("member").first()
        if chosen is None:
            raise GroupRefusedError(wrong="not_seated")
        if chosen.is_leader:
            raise GroupRefusedError(wrong="led")
        before = seats.filter(is_leader=True).first()
        if before is not None:
            _end(before, today)
            _seat(group, before.member_id, today)
        _end(chosen, today)
        _seat(group, member_id, today, is_leader=True)
        _record(actor, "members.group.led", group, now, member=str(chosen.member))

    _on_group(actor, "members.choose_leader", group_id, request_id, {"member": member_id}, now, work)


def close_group(*, actor: Actor, group_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Close a group; whoever sits in it leaves it. Use-case.

    Raises:
        GroupRefusedError: ``gone``, ``kept``.
    """

    def work(group: Group) -> None:
        hold_seats(cooperative_id=actor.cooperative_id, group_id=group.id)
        _refuse_kept(group, None)
        _seats(actor).filter(group=group).update(until_on=today)
        group.ended_on = today
        group.save(update_fields=["ended_on"])
        _record(actor, "members.group.closed", group, now)

    _on_group(actor, "members.close_group", group_id, request_id, {}, now, work)


def make_rt_groups(*, actor: Actor, today: date, request_id: UUID, now: datetime) -> tuple[int, int, int]:
    """Bring the groups of RTs to the addresses of the members: one group for each RT that somebody lives in. Use-case.

    Who moved leaves the old group and enters the new one; groups of other names stay as they are.

    Returns:
        How many groups were opened, how many members entered one, how many left one.

    Raises:
        GroupRefusedError: ``nothing``.
    """

    def work() -> list[int]:
        lock_groups(cooperative_id=actor.cooperative_id)
        groups = Group.objects.filter(
            cooperative_id=actor.cooperative_id, kind=GroupKind.RT.value, ended_on__isnull=True
        )
        members = Member.objects.filter(cooperative_id=actor.cooperative_id, state__in=HAS_NUMBER)
        seats = _seats(actor).filter(group__kind=GroupKind.RT.value, group__ended_on__isnull=True)
        seat_of = {
            (name, member): id_ for name, member, id_ in seats.values_list("group__name", "member_id", "id")
        }
        ids = dict(groups.values_list("name", "id"))
        moves = rt_moves(
            homes={id_: (rt, rw) for id_, rt, rw in members.values_list("id", "file__rt", "file__rw")},
            seats=seat_of.keys(),
            groups=ids.keys(),
        )
        if not any(moves):
            raise GroupRefusedError(wrong="nothing")
        _apply(actor, moves, ids, seat_of, today)
        made, entered, left = len(moves.missing), len(moves.enters), len(moves.leaves)
        facts = {"made": made, "entered": entered, "left": left}
        record(
            cooperative_id=actor.cooperative_id, actor=actor, act="members.group.by_rt", facts=facts, now=now
        )
        return [made, entered, left]

    made, entered, left = keep_members_once(
        actor, "members.make_rt_groups", request_id, {"on": today}, now, work
    )
    return made, entered, left


def hold_seats(
    *, cooperative_id: int, group_id: UUID, member_ids: Collection[UUID] | None = None
) -> set[UUID]:
    """Tell who sits in an open group of joint liability, and keep them in it until the transaction ends. Step.

    Whoever binds a member to a group takes the seat first: who leaves it meanwhile waits, and is then refused.

    Args:
        cooperative_id: Whose.
        group_id: Which group; of another kind, closed, or not here: nobody sits in it.
        member_ids: Of these alone; None: of all.
    """
    rows = GroupSeat.objects.select_for_update(of=("self",)).filter(
        cooperative_id=cooperative_id,
        group_id=group_id,
        until_on__isnull=True,
        group__kind=GroupKind.TANGGUNG_RENTENG.value,
        group__ended_on__isnull=True,
    )
    if member_ids is not None:
        rows = rows.filter(member_id__in=member_ids)
    return set(rows.order_by("id").values_list("member_id", flat=True))


def _refuse_kept(group: Group, member_id: UUID | None) -> None:
    found = kept_in_group(cooperative_id=group.cooperative_id, group_id=group.id, member_id=member_id)
    if found:
        raise GroupRefusedError(wrong="kept", what=", ".join(found))


def _apply(
    actor: Actor, moves: Any, ids: dict[str, UUID], seat_of: dict[tuple[str, UUID], UUID], today: date
) -> None:
    place = {"cooperative_id": actor.cooperative_id}
    opened = [
        Group(id=uuid7(), **place, kind=GroupKind.RT.value, name=name, begun_on=today)
        for name in moves.missing
    ]
    Group.objects.bulk_create(opened, batch_size=AT_ONCE)
    known = ids | {group.name: group.id for group in opened}
    gone = [seat_of[seat] for seat in moves.leaves]
    # Locked: who leaves the cooperative at this moment waits, or is seen to be gone.
    rows = Member.objects.select_for_update(no_key=True).filter(**place, state__in=HAS_NUMBER).order_by("id")
    here = set(rows.filter(id__in=[member for _, member in moves.enters]).values_list("id", flat=True))
    GroupSeat.objects.filter(**place, id__in=gone).update(until_on=today)
    GroupSeat.objects.bulk_create(
        [
            GroupSeat(id=uuid7(), **place, group_id=known[name], member_id=member, from_on=today)
            for name, member in moves.enters
            if member in here
        ],
        batch_size=AT_ONCE,
    )


def _on_group(
    actor: Actor,
    use_case: str,
    group_id: UUID,
    request_id: UUID,
    facts: dict[str, Any],
    now: datetime,
    act: Callable[[Group], None],
) -> None:
    """Do something to an open group; all who change groups of a cooperative take turns."""

    def work() -> None:
        lock_groups(cooperative_id=actor.cooperative_id)
        group = Group.objects.filter(
            cooperative_id=actor.cooperative_id, id=group_id, ended_on__isnull=True
        ).first()
        if group is None:
            raise GroupRefusedError(wrong="gone")
        act(group)

    keep_members_once(actor, use_case, request_id, {"group": group_id, **facts}, now, work)


def _member(actor: Actor, member_id: UUID) -> Member:
    # Shared: who leaves the cooperative at this moment waits, or is seen to be gone.
    rows = Member.objects.select_for_update(no_key=True).filter(cooperative_id=actor.cooperative_id)
    member = rows.filter(id=member_id, state__in=HAS_NUMBER).first()
    if member is None:
        raise GroupRefusedError(wrong="member")
    return member


def _seats(actor: Actor) -> Any:
    return GroupSeat.objects.filter(cooperative_id=actor.cooperative_id, until_on__isnull=True)


def _seat(group: Group, member_id: UUID, today: date, *, is_leader: bool = False) -> None:
    GroupSeat.objects.create(
        cooperative_id=group.cooperative_id,
        group=group,
        member_id=member_id,
        is_leader=is_leader,
        from_on=today,
    )


def _end(seat: GroupSeat, today: date) -> None:
    seat.until_on = today
    seat.save(update_fields=["until_on"])


def _record(actor: Actor, act: str, group: Group, now: datetime, **more: str) -> None:
    facts = {"group": f"{GROUP_WORDS[GroupKind(group.kind)]} {group.name}", **more}
    record(cooperative_id=group.cooperative_id, actor=actor, act=act, facts=facts, now=now)
