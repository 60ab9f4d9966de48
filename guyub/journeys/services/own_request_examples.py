"""What an invented member of Bumiayu asks about the own file, and who looked at it. Only for a demonstration."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.community.members.services.own_requests import (
    answer_own_request,
    ask_correction,
    dispute,
)
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.examples import example_seat
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.identity.services.own import consent_myself
from guyub.foundation.identity.services.vault import ShownAlreadyError, unmask
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from datetime import datetime

DISPUTED = "Simpanan wajib September, Rp 15.000"
DOUBT = "Saya setor dua kali bulan itu, kwitansinya dua. (contoh)"
ANSWER = "Kwitansi kedua untuk Oktober, tercatat 5 Oktober. Terima kasih sudah mencocokkan. (contoh)"


def make_own_request_examples(*, now: datetime) -> None:
    """Let a member ask, and the secretary answer and look; repeating it changes nothing.

    Needs the invented people and members.
    """
    place, seat = place_by_code(BUMIAYU), example_seat(Role.ANGGOTA.value)
    if place is None or seat is None or seat.cooperative_id != place.id:
        return
    member = Actor(seat.person_id, seat.person.name, Role.ANGGOTA, place.id, seat.id)
    secretary = actor_in(place, Role.SEKRETARIS)

    def given(actor: Actor, label: str, days: int) -> dict[str, Any]:
        at = now - timedelta(days=days)
        return {"actor": actor, "request_id": uuid5(SPACE, f"own-request/{label}"), "now": at}

    def on(days: int) -> dict[str, Any]:
        return {"today": business_date(now - timedelta(days=days), Zone(place.zone))}

    asked = dispute(about=DISPUTED, text=DOUBT, **given(member, "dispute", 9), **on(9))
    answer_own_request(
        own_request_id=asked, is_accepted=False, answer=ANSWER, **given(secretary, "answer", 6), **on(6)
    )
    ask_correction(
        field="work",
        value="Penjual sayur (contoh)",
        why="Sejak Agustus saya berjualan sayur di pasar. (contoh)",
        **given(member, "correction", 1),
        **on(1),
    )
    with suppress(ShownAlreadyError):
        unmask(
            person_id=member.person_id,
            kind=SecretKind.PHONE,
            reason="mencocokkan nomor untuk undangan rapat (contoh)",
            **given(secretary, "unmask", 12),
        )
    consent_myself(purpose="MESSAGES", version=1, is_given=True, **given(member, "consent", 30))
