"""Finding people and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.foundation.identity.domain.holdings import Holding, both_sides
from guyub.foundation.identity.domain.names import LoginKind, initials, login_name
from guyub.foundation.identity.domain.roles import (
    Action,
    Actor,
    Role,
    can,
    needs_second_factor,
)
from guyub.foundation.identity.models import LoginName, Membership, Person
from guyub.foundation.identity.selectors.keys import index_keys
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.identity.models import ApiToken
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class Seat(Row):
    """One role that a person can act in now; ``place`` is the cooperative (or office) itself, as it was read."""

    membership_id: UUID
    role: Role
    cooperative_id: int
    cooperative_name: str
    zone: str
    is_city: bool
    cooperative_code: str
    place: Cooperative

    @property
    def initial(self) -> str:
        """One letter that stands for the place: ``B`` for KKMP Bumiayu."""
        return self.cooperative_name.removeprefix("KKMP ")[:1]


@dataclass(frozen=True)
class PersonRow(Row):
    """One person of a cooperative in a list."""

    person_id: UUID
    name: str
    initials: str
    roles: tuple[Role, ...]
    since: datetime
    has_login: bool


@dataclass(frozen=True)
class HeldRole(Row):
    """One role that a person holds or held in a cooperative; ``ends_at`` None: still."""

    role: Role
    starts_at: datetime
    ends_at: datetime | None


def phone_login_keys(number: str) -> list[str]:
    """Give the keys under which a phone may stand among login names, the current one first."""
    ring = index_keys()
    return [f"{key_id}:{ring.index('LOGIN', number, key_id=key_id).hex()}" for key_id in ring.secrets]


def login_keys(written: str) -> list[tuple[str, str]]:
    """Give kind and key of every login name that somebody may mean; empty when it can be none."""
    known = login_name(written)
    if known is None:
        return []
    kind, text = known
    if kind is LoginKind.PHONE:
        return [(kind.value, key) for key in phone_login_keys(text)]
    return [(kind.value, text)]


def person_by_login(written: str) -> Person | None:
    """Find who gets in by an e-mail, a phone or a member number; None for nobody."""
    wanted = Q(pk__in=())
    for kind, key in login_keys(written):
        wanted |= Q(kind=kind, key=key)
    found = LoginName.objects.filter(wanted).select_related("person").first()
    return found.person if found else None


def person_by_id(person_id: UUID) -> Person | None:
    """Find a person whose login is not closed."""
    return Person.objects.filter(id=person_id, is_active=True).first()


def seats_of(person_id: UUID, *, now: datetime) -> list[Seat]:
    """List what a person is at a moment, in every cooperative; one query."""
    held = Membership.objects.filter(_held(now), person_id=person_id).select_related("cooperative")
    return [_seat(membership) for membership in held.order_by("starts_at", "id")]


def seat_held(membership_id: UUID, *, now: datetime) -> tuple[Seat, Actor] | None:
    """Find a seat that is held at a moment, and who sits in it; None once it ended or the login is closed."""
    rows = Membership.objects.filter(_held(now), id=membership_id, person__is_active=True)
    found = rows.select_related("person", "cooperative").first()
    if found is None:
        return None
    seat = _seat(found)
    return seat, actor_in(seat, person=found.person, has_second_factor=False)


def actor_in(seat: Seat, *, person: Person, has_second_factor: bool) -> Actor:
    """Put a person into a seat."""
    return Actor(
        person_id=person.id,
        name=person.name,
        role=seat.role,
        cooperative_id=seat.cooperative_id,
        membership_id=seat.membership_id,
        has_second_factor=has_second_factor,
    )


def still_holds(actor: Actor, *, now: datetime) -> bool:
    """Tell whether an actor's role is held at this very moment."""
    (held,) = asked(Inquiry.kept(_seat_now, now, actor.membership_id, read=bool))
    return bool(held)


def maker_of(token: ApiToken, action: Action, *, now: datetime) -> Actor | None:
    """Give who made a key, in the first seat of the key's cooperative that is held now and allows an act.

    None when there is no such seat, or the person's login is closed: then the key cannot act.
    """
    maker = person_by_id(token.made_by_id)
    seats = seats_of(token.made_by_id, now=now) if maker else []
    actors = (actor_in(seat, person=maker, has_second_factor=False) for seat in seats if maker)
    return next((actor for actor in actors if can(actor, action, token.cooperative_id)), None)


def must_add_second_factor(actor: Actor, *, is_demo: bool) -> bool:
    """Tell whether somebody may not act before a second factor is set up."""
    return not is_demo and needs_second_factor(actor.role) and not actor.has_second_factor


def people_of(*, cooperative_id: int, now: datetime) -> list[PersonRow]:
    """List who is something in a cooperative now, by name."""
    held = Membership.objects.filter(_held(now), cooperative_id=cooperative_id).select_related("person")
    by_person: dict[UUID, list[Membership]] = {}
    for membership in held.order_by("person__name", "person_id", "starts_at", "id"):
        by_person.setdefault(membership.person_id, []).append(membership)
    return [
        PersonRow(
            person_id,
            memberships[0].person.name,
            initials(memberships[0].person.name),
            tuple(Role(membership.role) for membership in memberships),
            memberships[0].starts_at,
            memberships[0].person.has_usable_password(),
        )
        for person_id, memberships in by_person.items()
    ]


def members_elsewhere(*, cooperative_id: int, people: Collection[UUID], now: datetime) -> set[UUID]:
    """Tell who of some people is a member of another cooperative now, without saying of which; one query."""
    held = Membership.objects.filter(_held(now), role=Role.ANGGOTA.value, person_id__in=people)
    return set(held.exclude(cooperative_id=cooperative_id).values_list("person_id", flat=True))


def person_of(*, cooperative_id: int, person_id: UUID) -> Person | None:
    """Find a person who is or was something in a cooperative; None for anybody else."""
    return Person.objects.filter(id=person_id, memberships__cooperative_id=cooperative_id).distinct().first()


def memberships_of(*, cooperative_id: int, person_id: UUID) -> list[Membership]:
    """List what a person is and was in a cooperative, the newest first."""
    rows = Membership.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    return list(rows.order_by("-starts_at", "-id"))


def roles_inquiry(*, cooperative_id: int, person_id: UUID) -> Inquiry[list[HeldRole]]:
    """Ask what a person is and was in a cooperative, the newest first."""
    rows = Membership.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    told = rows.order_by("-starts_at", "-id").values_list("role", "starts_at", "ends_at")
    return Inquiry.of(told, read=lambda found: [HeldRole(Role(role), *span) for role, *span in found])


def holders_of(role: Role, place_ids: Collection[int], now: datetime) -> dict[int, list[tuple[UUID, str]]]:
    """List who holds a role now in some cooperatives: cooperative → people's ids and names, by name; one query."""
    held = Membership.objects.filter(_held(now), role=role.value, cooperative_id__in=place_ids)
    found: dict[int, list[tuple[UUID, str]]] = {}
    for row in held.select_related("person").order_by("person__name", "person_id"):
        found.setdefault(row.cooperative_id, []).append((row.person_id, row.person.name))
    return found


def who_holds_both_sides(
    *, cooperative_id: int, now: datetime
) -> Iterator[tuple[str, object, tuple[Role, ...]]]:
    """Find who could both ask and approve in a cooperative now."""
    held = Membership.objects.filter(_held(now), cooperative_id=cooperative_id).select_related("person")
    yield from both_sides(
        [
            Holding(m.person_id, m.person.name, Role(m.role), m.starts_at, m.ends_at)
            for m in held.order_by("person__name", "person_id", "id")
        ]
    )


def _seat(membership: Membership) -> Seat:
    place = membership.cooperative
    return Seat(
        membership.id,
        Role(membership.role),
        membership.cooperative_id,
        place.name,
        place.zone,
        place.kind == "KOTA",
        place.code,
        place,
    )


def _seat_now(now: datetime, membership_id: UUID) -> QuerySet[Membership, Any]:
    return Membership.objects.filter(_held(now), id=membership_id).values_list("id")


def _held(now: datetime) -> Q:
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))
