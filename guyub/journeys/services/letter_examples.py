"""Invented letters of residents for a demonstration."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from guyub.community.members.selectors.letters import join_requests
from guyub.community.members.services.letters import (
    Wish,
    answer_suggestion,
    ask_to_join,
    move_join_request,
    write_suggestion,
)
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU

if TYPE_CHECKING:
    from uuid import UUID

# Name, phone, RT and RW, hope, days ago.
JOINING = (
    ("Lilik Suryani (contoh)", "0812 0000 0061", "RT 04 RW 02", "Ingin menabung dan belanja sembako.", 6),
    (
        "Mulyono Adi (contoh)",
        "0812 0000 0062",
        "RT 01 RW 05",
        "Punya usaha keripik, ingin menitip barang.",
        1,
    ),
)
IDEA = "Mohon gerai buka sampai magrib pada hari Sabtu, banyak yang baru pulang kerja. (contoh)"
COMPLAINT = "LPG 3 kg sering habis sebelum siang. Bisakah ada daftar tunggu? (contoh)"
ANSWER = "Mulai minggu ini ada daftar tunggu di gerai; kiriman tambahan sudah kami minta ke agen. (contoh)"


def make_letter_examples(*, now: datetime) -> None:
    """Let residents write to Bumiayu: two wishes to join, an idea, an answered complaint. Only for a demonstration.

    Repeating it changes nothing. Needs the invented people of ``make_examples``.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        if join_requests(cooperative_id=place.id):
            return
    seat = Membership.objects.select_related("person").get(
        cooperative=place, role=Role.SEKRETARIS.value, person__is_example=True
    )
    secretary = Actor(seat.person_id, seat.person.name, Role.SEKRETARIS, place.id, seat.id)
    for name, phone, neighbourhood, text, days in JOINING:
        at = now - timedelta(days=days)
        ask_to_join(
            cooperative_id=place.id,
            wish=Wish(name, phone, neighbourhood, text, has_consented=True),
            consent_version=1,
            today=at.astimezone(UTC).date(),
            request_id=uuid7(),
            now=at,
        )
    with scope(place.id):
        first = join_requests(cooperative_id=place.id)[0]
    move_join_request(
        actor=secretary,
        letter_id=first.letter_id,
        state="CONTACTED",
        note="Sudah ditelepon, datang hari Sabtu. (contoh)",
        request_id=uuid7(),
        now=now - timedelta(days=4),
    )
    complaint = _write(place.id, "KELUHAN", COMPLAINT, now - timedelta(days=12))
    answer_suggestion(
        actor=secretary,
        letter_id=complaint,
        answer=ANSWER,
        request_id=uuid7(),
        now=now - timedelta(days=2),
    )
    _write(place.id, "USUL", IDEA, now - timedelta(days=3))


def _write(cooperative_id: int, kind: str, text: str, at: datetime) -> UUID:
    return write_suggestion(
        cooperative_id=cooperative_id,
        kind=kind,
        text=text,
        name="",
        today=at.astimezone(UTC).date(),
        request_id=uuid7(),
        now=at,
    )
