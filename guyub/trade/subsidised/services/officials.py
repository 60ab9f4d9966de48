"""What people type at an official site: the number to copy, and what became of a sale there. No site is ever called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import owner_of
from guyub.foundation.identity.services.vault import ShownAlreadyError, checked_reason
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.subsidised.domain.officials import (
    OPEN,
    STEPS,
    WITH_WHY,
    OfficialRefusedError,
    OfficialStep,
    after_step,
    checked_note,
    checked_ref,
    checked_seen,
    refused_for,
)
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.models import OfficialNote, RationedSale
from guyub.trade.subsidised.selectors.sealed import opened_consumers
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.selectors.sealed import Opened

_OPEN = [one.value for one in OPEN]
# Whoever sells tells the site; that a sale stands here although the site refused it, decides who answers for the tills.
_ACTION: Mapping[OfficialStep, Action] = {OfficialStep.KEEP: Action.RESOLVE_EVENTS}


def copy_nik(*, actor: Actor, sale_id: UUID, request_id: UUID, now: datetime) -> str:
    """Show the NIK of one buyer in full, to be typed at the official site, and write down who saw it. Use-case.

    Only of a sale that the site is still to be told of; once for each request.

    Args:
        actor: Who types it there; who handles cash.
        sale_id: Of which sale.
        request_id: Made once per press.
        now: The moment, aware.

    Raises:
        OfficialRefusedError: ``gone``: no such sale waits here; ``number``: the buyer's number is not kept.
        ShownAlreadyError: This very request showed it before.
    """
    shown: list[str] = []

    def work() -> None:
        sale = RationedSale.objects.filter(
            cooperative_id=actor.cooperative_id, id=sale_id, official__in=_OPEN
        ).first()
        if sale is None:
            raise OfficialRefusedError(wrong="gone")
        opened = opened_consumers([sale.consumer_id]) if sale.consumer_id else {}
        if not opened:
            raise OfficialRefusedError(wrong="number")
        (one,) = opened.values()
        note(actor, "nik.copied", {"number": sale.number, "last4": sale.nik_last4} | _about(one), now)
        shown.append(one.nik)

    once(actor, Action.HANDLE_CASH, "copy_nik", {"sale": sale_id}, request_id, now, work)
    if not shown:
        raise ShownAlreadyError
    return shown[0]


def open_log(
    *,
    actor: Actor,
    programme: str,
    from_on: date,
    until_on: date,
    reason: str,
    request_id: UUID,
    now: datetime,
) -> dict[UUID, Opened]:
    """Show the numbers of all buyers of a span, for a log that somebody asks for on paper. Use-case.

    Args:
        actor: Who may see numbers in full.
        programme: Of which good.
        from_on: The first day, inside.
        until_on: The last day, inside.
        reason: What the log is for, at least ten letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        Numbers by the buyer's id; whoever withdrew consent is left out.

    Raises:
        ReasonTooShortError: Fewer than ten letters.
        ShownAlreadyError: This very request showed them before.
    """
    why = checked_reason(reason)
    shown: list[dict[UUID, Opened]] = []

    def work() -> None:
        rows = RationedSale.objects.filter(
            cooperative_id=actor.cooperative_id,
            programme=programme,
            sold_on__range=(from_on, until_on),
            consumer_id__isnull=False,
        )
        ids = {id_ for id_ in rows.values_list("consumer_id", flat=True) if id_ is not None}
        opened = opened_consumers(ids)
        facts: dict[str, Any] = {
            "programme": programme,
            "from": from_on,
            "until": until_on,
            "people_count": len(opened),
            "reason": why,
        }
        note(actor, "log.opened", facts, now)
        shown.append(opened)

    facts = {"programme": programme, "from": from_on, "until": until_on, "reason": why}
    once(actor, Action.UNMASK_IDENTITY, "open_log", facts, request_id, now, work)
    if not shown:
        raise ShownAlreadyError
    return shown[0]


def take_step(
    *,
    actor: Actor,
    sale_id: UUID,
    step: str,
    request_id: UUID,
    now: datetime,
    ref: str = "",
    why: str = "",
    refused: str = "",
    seen_nik: str = "",
    seen_kk: str = "",
) -> None:
    """Write down what became of one sale at the official site; there is no step for several at once. Use-case.

    Args:
        actor: Who typed it there; keeping a refused sale: who answers for the tills.
        sale_id: Which sale.
        step: What was done, as a form sends it.
        request_id: Made once per intention.
        now: The moment, aware.
        ref: The number that the site gave, if it gave one.
        why: A note; needed where a refused sale is kept and where a tick is taken back.
        refused: Of a refusal, its reason.
        seen_nik: What the site said is left for the person, as typed.
        seen_kk: What it said is left for the household.

    Raises:
        OfficialRefusedError: ``step ref why code seen gone``.
    """
    if step not in STEPS:
        raise OfficialRefusedError(wrong="step")
    taken = OfficialStep(step)
    is_refusal = taken is OfficialStep.REFUSED
    told = OfficialNote(
        id=uuid7(),
        cooperative_id=actor.cooperative_id,
        sale_id=sale_id,
        step=taken.value,
        refused_for=refused_for(refused).value if is_refusal else "",
        ref=checked_ref(ref),
        why=checked_note(why, is_needed=taken in WITH_WHY),
        seen_nik=checked_seen(seen_nik) if is_refusal else None,
        seen_kk=checked_seen(seen_kk) if is_refusal else None,
        person_id=actor.person_id,
        at=now,
    )

    facts = {
        "sale": sale_id,
        "step": taken.value,
        "ref": told.ref,
        "why": told.why,
        "refused": told.refused_for,
        "seen": [told.seen_nik, told.seen_kk],
    }
    action = _ACTION.get(taken, Action.HANDLE_CASH)
    once(actor, action, "take_step", facts, request_id, now, lambda: _keep_step(actor, told, taken))


def _keep_step(actor: Actor, told: OfficialNote, taken: OfficialStep) -> None:
    """Move a sale on under its lock, and keep what somebody said of it."""
    rows = RationedSale.objects.select_for_update(no_key=True)
    sale = rows.filter(cooperative_id=actor.cooperative_id, id=told.sale_id).first()
    if sale is None:
        raise OfficialRefusedError(wrong="gone")
    sale.official = after_step(OfficialState(sale.official), taken).value
    sale.official_by_id, sale.official_at = actor.person_id, told.at
    sale.official_ref, sale.official_why = told.ref or sale.official_ref, told.why
    sale.save(update_fields=["official", "official_by", "official_at", "official_ref", "official_why"])
    told.save(force_insert=True)
    facts = {"number": sale.number, "last4": sale.nik_last4, "refused": told.refused_for, "why": told.why}
    note(actor, f"official.{taken.value.lower()}", facts, told.at)


def _about(opened: Opened) -> dict[str, Any]:
    """Name the person whose number it is, where that person has a seat in Guyub: who can read then who looked."""
    person_id = owner_of(SecretKind.NIK, opened.nik)
    return {"about": str(person_id)} if person_id else {}
