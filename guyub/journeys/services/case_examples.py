"""Invented cases of members for a demonstration: who stopped paying, a notice with an appeal, two who leave."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from PIL import Image, ImageDraw

from guyub.community.members.domain.heirs import HeirTyped
from guyub.community.members.selectors.cases import (
    exits_ended,
    exits_to_decide,
    exits_to_settle,
    passive_cases,
)
from guyub.community.members.selectors.dues import missed_rows
from guyub.community.members.selectors.register import members_after
from guyub.community.members.services.heirs import name_heirs
from guyub.community.members.services.leaving import ExitTyped, ask_exit
from guyub.community.members.services.standing import MONTHS, appeal, give_notice
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

# The numbers of the two who leave: how, how many days ago, why, and whether the board agreed to it.
_LEAVING = (
    (20, "MENINGGAL", 9, "Sakit, wafat di rumah (contoh)", True),
    (50, "MUNDUR", 3, "Pindah ke luar kota ikut anak (contoh)", False),
)
_HEIRS = (("Ratna Contoh", "Istri", 50), ("Dimas Contoh", "Anak", 25), ("Laras Contoh", "Anak", 25))
APPEAL = "Usaha saya sepi sejak Lebaran. Bulan depan saya bayar dua kali. (contoh)"


def make_case_examples(*, now: datetime) -> None:
    """Give notice to one who stopped paying in Bumiayu, let her appeal, let two leave. Only for a demonstration.

    Repeating it changes nothing. Needs the invented members and their savings of ``make_ledger_examples``.
    """
    place = place_by_code(BUMIAYU)
    if place is None or _is_there(place, now):
        return
    _notice(place, now)
    for number, kind, days, reason, is_agreed in _LEAVING:
        _leave(place, number, kind, reason, at=now - timedelta(days=days), is_agreed=is_agreed)


def _is_there(place: Cooperative, now: datetime) -> bool:
    with scope(place.id):
        of = place.id
        lists = (exits_to_decide, exits_to_settle, exits_ended)
        return any(rows(cooperative_id=of, now=now) for rows in lists) or bool(
            passive_cases(cooperative_id=of, is_open=True)
        )


def _notice(place: Cooperative, now: datetime) -> None:
    at = now - timedelta(days=6)
    on = business_date(at, Zone(place.zone))
    with scope(place.id):
        months = int(value_of(MONTHS, cooperative_id=place.id, on=on))
        missed = missed_rows(cooperative_id=place.id, months=months, today=on, most=1)
    if not missed:
        return
    secretary = actor_in(place, Role.SEKRETARIS)
    ids = [row.member_id for row in missed]
    give_notice(actor=secretary, member_ids=ids, today=on, request_id=_id("notice"), now=at)
    with scope(place.id):
        (case,) = passive_cases(cooperative_id=place.id, is_open=True)
    appeal(
        actor=secretary,
        case_id=case.case_id,
        text=APPEAL,
        today=on + timedelta(days=4),
        request_id=_id("appeal"),
        now=at + timedelta(days=4),
    )


def _leave(place: Cooperative, number: int, kind: str, reason: str, *, at: datetime, is_agreed: bool) -> None:
    on = business_date(at, Zone(place.zone))
    with scope(place.id):
        found = members_after(cooperative_id=place.id, after=number - 1, most=1)
    if not found:
        return
    member, secretary = found[0][1], actor_in(place, Role.SEKRETARIS)
    if kind == "MENINGGAL":
        heirs = [
            HeirTyped(name=name, relation=relation, share_percent=share) for name, relation, share in _HEIRS
        ]
        name_heirs(
            actor=secretary,
            member_id=member.member_id,
            heirs=heirs,
            why="Ditulis anggota di formulir (contoh)",
            today=on - timedelta(days=60),
            request_id=_id("heirs"),
            now=at - timedelta(days=60),
        )
    asked = _id(f"asks/{number}")
    ask_exit(
        actor=secretary,
        typed=ExitTyped(member_id=member.member_id, kind=kind, happened_on=on, reason=reason),
        today=on,
        request_id=asked,
        now=at,
        paper=("surat-contoh.jpg", _letter(kind)),
    )
    if is_agreed:
        decide(
            actor=actor_in(place, Role.KETUA),
            approval_id=asked,
            is_approved=True,
            proof=EXAMPLE_PIN,
            request_id=_id(f"agrees/{number}"),
            now=at + timedelta(days=1),
        )


def _letter(kind: str) -> bytes:
    """Draw a letter that says that it is none."""
    picture = Image.new("RGB", (480, 360), "white")
    words = f"SURAT CONTOH\n\n{kind.capitalize()}\n\nbukan surat sungguhan"
    ImageDraw.Draw(picture).multiline_text((40, 40), words, fill="black", font_size=28, spacing=10)
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()


def _id(name: str) -> UUID:
    return uuid5(SPACE, f"cases/{name}")
