"""Invented applications for a demonstration: a link, a form from a phone, one that waits for the board, a candidate."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from guyub.community.members.domain.applicants import ApplicantTyped
from guyub.community.members.selectors.applications import one_application, open_applications
from guyub.community.members.services.application_links import invite_applicant, send_application
from guyub.community.members.services.applications import check_application
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU
from guyub.journeys.services.member_examples import NOWHERE

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

INVITED = "Wartini (contoh)"
# Name, sex, birth, the digits of the NIK after the district, work, street, RT.
SENT = (
    "Nanik Puji Astuti (contoh)",
    "P",
    date(1988, 3, 17),
    "5703880071",
    "Penjual kue",
    "Jl. Contoh 12",
    "4",
)
CHECKED = ("Sutrisno (contoh)", "L", date(1975, 8, 2), "0208750072", "Tukang kayu", "Gang Contoh 3", "1")


def make_application_examples(*, now: datetime) -> None:
    """Let residents of Bumiayu apply for membership. Only for a demonstration; repeating it changes nothing.

    Needs the invented people of ``make_examples`` and the rules of the day.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        if open_applications(cooperative_id=place.id, now=now):
            return
    seat = Membership.objects.select_related("person").get(
        cooperative=place, role=Role.SEKRETARIS.value, person__is_example=True
    )
    officer = Actor(seat.person_id, seat.person.name, Role.SEKRETARIS, place.id, seat.id)
    _invite(officer, INVITED, now - timedelta(days=1))
    _send(place, _invite(officer, SENT[0], now - timedelta(days=2)), now - timedelta(hours=20))
    at = now - timedelta(days=3)
    check_application(
        actor=officer,
        place=place,
        typed=_typed(place, CHECKED),
        has_seen_ktp=True,
        consent_version=1,
        today=_day(at),
        request_id=uuid7(),
        now=at,
    )


def _invite(officer: Actor, name: str, at: datetime) -> UUID:
    return invite_applicant(actor=officer, name=name, today=_day(at), request_id=uuid7(), now=at)


def _send(place: Cooperative, application_id: UUID, at: datetime) -> None:
    with scope(place.id):
        row = one_application(cooperative_id=place.id, application_id=application_id, now=at)
    if row:
        typed = _typed(place, SENT)
        send_application(
            place=place, token=row.token, typed=typed, today=_day(at), request_id=uuid7(), now=at
        )


def _typed(place: Cooperative, person: tuple[str, str, date, str, str, str, str]) -> ApplicantTyped:
    name, sex, born_on, digits, work, street, rt = person
    return ApplicantTyped(
        name=name,
        nik=NOWHERE + digits,
        kk=f"{NOWHERE}0101150{digits[-3:]}",
        phone=f"0812 0000 0{digits[-3:]}",
        sex=sex,
        birthplace="Malang",
        born_on=born_on,
        address=street,
        rt=rt,
        rw="2",
        ward_code=place.code,
        work=work,
        instalments=2,
        wish="Ingin menabung dan belanja di gerai. (contoh)",
        consents=("MEMBER_REGISTER", "MESSAGES"),
    )


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
