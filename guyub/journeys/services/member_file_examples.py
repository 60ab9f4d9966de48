"""What example members told of themselves: own businesses, heirs, groups, consents. All of it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.community.members.domain.businesses import BusinessTyped
from guyub.community.members.domain.heirs import HeirTyped
from guyub.community.members.models import GroupSeat
from guyub.community.members.selectors.businesses import directory
from guyub.community.members.selectors.register import Asked, members_page
from guyub.community.members.services.businesses import add_business, add_paper
from guyub.community.members.services.groups import choose_leader, make_rt_groups, open_group, seat_member
from guyub.community.members.services.heirs import name_heirs
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.privacy import record_consent
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from guyub.community.members.selectors.members import MemberRow
    from guyub.foundation.identity.domain.roles import Actor

# Whose it is, by the place in the register from 7 on; kind, number and months that a certificate still holds.
_BUSINESSES = (
    (
        BusinessTyped(
            name="Keripik Lestari (contoh)",
            makes="Keripik tempe dan keripik pisang",
            a_month="350 bungkus",
            turnover_rp=5_250_000,
            workers=3,
            since_year=2016,
            place="Rumah, RT 003",
        ),
        (("NIB", "CONTOH-001", None), ("HALAL", "CONTOH-ID-01", 20), ("PIRT", "CONTOH-P-77", 1)),
    ),
    (
        BusinessTyped(
            name="Jahit Rapi (contoh)",
            makes="Seragam sekolah dan permak",
            a_month="60 potong",
            turnover_rp=4_800_000,
            workers=2,
            since_year=2011,
            place="Gang Melati",
        ),
        (("NIB", "CONTOH-002", None),),
    ),
    (
        BusinessTyped(
            name="Telur Asin Barokah (contoh)", makes="Telur asin", a_month="1.200 butir", workers=2
        ),
        (("PIRT", "CONTOH-P-12", -2),),
    ),
    (BusinessTyped(name="Warung Bu Dwi (contoh)", makes="Nasi pecel dan kopi", since_year=2020), ()),
)
_FIRST, _RENTENG, _GROUP_SIZE, _CONSENTS = 7, ("Melati 1", "Melati 2"), 8, 40


def make_member_file_examples(*, now: datetime) -> None:
    """Fill in the files of Bumiayu's example members; repeating it changes nothing. Only for a demonstration.

    After ``make_ledger_examples``, which enters the members.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    with scope(place.id):
        if directory(cooperative_id=place.id, most=1).rows:
            return
        members = members_page(cooperative_id=place.id, asked=Asked(), first=_FIRST, most=60)
        joint = {*GroupSeat.objects.filter(cooperative=place).values_list("member_id", flat=True)}
    actor = actor_in(place, Role.SEKRETARIS)
    today = business_date(now, Zone.WIB)
    given = _given(actor, now)
    make_rt_groups(today=today, **next(given))
    for member, (typed, papers) in zip(members, _BUSINESSES, strict=False):
        business_id = add_business(member_id=member.member_id, typed=typed, today=today, **next(given))
        for kind, number, months in papers:
            add_paper(
                business_id=business_id,
                kind=kind,
                number=number,
                valid_until=None if months is None else add_months(today, months),
                document=None,
                **next(given),
            )
    for member in members[:3]:
        heirs = [HeirTyped("Ani Contoh", "anak", 60), HeirTyped("Budi Contoh", "anak", 40)]
        name_heirs(member_id=member.member_id, heirs=heirs, why="data contoh", today=today, **next(given))
    free = [member for member in members if member.member_id not in joint]
    for at, name in enumerate(_RENTENG):
        seats = free[at * _GROUP_SIZE : (at + 1) * _GROUP_SIZE]
        _group(name, seats, given, today=today)
    for member in members[:_CONSENTS]:
        for purpose in ("MEMBER_REGISTER", "MESSAGES"):
            record_consent(
                person_id=member.person_id, purpose=purpose, version=1, is_given=True, **next(given)
            )


def _group(name: str, members: list[MemberRow], given: Iterator[dict[str, Any]], *, today: Any) -> None:
    group_id = open_group(kind="TANGGUNG_RENTENG", name=name, today=today, **next(given))
    for member in members:
        seat_member(group_id=group_id, member_id=member.member_id, today=today, **next(given))
    for member in members[:1]:
        choose_leader(group_id=group_id, member_id=member.member_id, today=today, **next(given))


def _given(actor: Actor, now: datetime) -> Iterator[dict[str, Any]]:
    """Give what each act takes: who, a request of its own, when."""
    at = 0
    while True:
        yield {"actor": actor, "request_id": uuid5(SPACE, f"member-files/{at}"), "now": now}
        at += 1
