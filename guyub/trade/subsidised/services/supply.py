"""Contracts with agents, and requests to them for more."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.services.acting import held_partner
from guyub.trade.subsidised.domain.supply import (
    LONGEST_NOTE,
    MOST_QTY,
    ContractTyped,
    SupplyRefusedError,
    checked_contract,
    checked_request,
)
from guyub.trade.subsidised.models import Programme, SupplyContract, SupplyRequest
from guyub.trade.subsidised.selectors.supply import basis_of, goods_of_programme
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

REQUEST_SERIES = "subsidised.request"


def write_contract(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ContractTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write down a contract with an agent, or what of a running one is new. Use-case of who buys.

    The running contract of the same partner and programme is the one that changes: its days of verification, its
    weekly quantity, its hours.

    Args:
        actor: Who writes it.
        place: The own cooperative.
        typed: The contract.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the contract.

    Raises:
        SupplyRefusedError: ``role number days qty hours note partner programme``.
    """
    checked_contract(typed)

    def work() -> str:
        partner = held_partner(
            cooperative_id=place.id, partner_id=typed.partner_id, refusal=SupplyRefusedError
        )
        programme = Programme.objects.filter(key=typed.programme).first()
        if programme is None:
            raise SupplyRefusedError(wrong="programme")
        told = {name: value for name, value in asdict(typed).items() if name != "programme"}
        contract = SupplyContract.objects.filter(
            cooperative_id=place.id, partner=partner, programme=programme, ended_on__isnull=True
        ).first()
        is_new = contract is None
        if contract is None:
            contract = SupplyContract(
                id=uuid7(), cooperative_id=place.id, programme=programme, recorded_at=now,
                person_id=actor.person_id,
            )  # fmt: skip
        for name, value in told.items():
            setattr(contract, name, value)
        contract.save()
        facts = {"partner": partner.name, "good": programme.title}
        note(actor, "contract.written" if is_new else "contract.changed", facts, now)
        return str(contract.id)

    facts = {name: str(value) for name, value in asdict(typed).items()} | {"on": today}
    return UUID(once(actor, Action.BUY_GOODS, "write_contract", facts, request_id, now, work))


def end_contract(
    *,
    actor: Actor,
    place: Cooperative,
    contract_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """End a contract: nothing is planned or asked under it any more. Use-case of who buys.

    Raises:
        SupplyRefusedError: ``why gone ended``.
    """
    reason = checked_why(why, SupplyRefusedError)

    def work() -> None:
        contract = locked_contract(cooperative_id=place.id, contract_id=contract_id)
        contract.ended_on, contract.ended_why = today, reason
        contract.save(update_fields=["ended_on", "ended_why"])
        note(actor, "contract.ended", {**said_of(contract), "reason": reason}, now)

    facts = {"contract": contract_id, "why": reason, "on": today}
    once(actor, Action.BUY_GOODS, "end_contract", facts, request_id, now, work)


def ask_for_more(
    *,
    actor: Actor,
    place: Cooperative,
    contract_id: UUID,
    product_id: UUID,
    qty: int,
    wanted_on: date,
    words: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask an agent for more, with stock, sales and requests in vain as they stand. Use-case of who buys.

    Args:
        actor: Who asks.
        place: The own cooperative.
        contract_id: Under which contract.
        product_id: Which product of its programme.
        qty: How much, in base units.
        wanted_on: By when, today or later.
        words: A few words for the letter.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        SupplyRefusedError: ``qty days note gone ended programme``.
    """
    told = checked_request(qty=qty, wanted_on=wanted_on, words=words, today=today)

    def work() -> str:
        contract = locked_contract(cooperative_id=place.id, contract_id=contract_id)
        goods = goods_of_programme(cooperative_id=place.id, programme=contract.programme_id)
        if product_id not in goods:
            raise SupplyRefusedError(wrong="programme")
        basis = basis_of(cooperative_id=place.id, product_id=product_id, today=today)
        request = SupplyRequest.objects.create(
            id=uuid7(),
            cooperative_id=place.id,
            year=today.year,
            no=next_number(cooperative_id=place.id, series=REQUEST_SERIES, year=today.year),
            contract=contract,
            product_id=product_id,
            asked_on=today,
            wanted_on=wanted_on,
            wanted_qty=qty,
            basis=asdict(basis),
            note=told,
            person_id=actor.person_id,
            recorded_at=now,
        )
        note(actor, "request.sent", {**said_of(contract), "name": request.name, "qty": qty}, now)
        return str(request.id)

    facts = {
        "contract": contract_id,
        "product": product_id,
        "qty": qty,
        "wanted_on": wanted_on,
        "words": told,
        "on": today,
    }
    return UUID(once(actor, Action.BUY_GOODS, "ask_for_more", facts, request_id, now, work))


def keep_answer(
    *,
    actor: Actor,
    place: Cooperative,
    supply_request_id: UUID,
    qty: int,
    words: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Keep what the agent answered; 0: nothing more. Use-case of who buys.

    Raises:
        SupplyRefusedError: ``qty note gone answered``.
    """
    told = " ".join(words.split())
    if not 0 <= qty <= MOST_QTY:
        raise SupplyRefusedError(wrong="qty")
    if len(told) > LONGEST_NOTE:
        raise SupplyRefusedError(wrong="note")

    def work() -> None:
        rows = SupplyRequest.objects.select_for_update(of=("self",), no_key=True)
        request = rows.filter(cooperative_id=place.id, id=supply_request_id).first()
        if request is None:
            raise SupplyRefusedError(wrong="gone")
        if request.answered_on:
            raise SupplyRefusedError(wrong="answered")
        request.answered_on, request.answer_qty, request.answer_note = today, qty, told
        request.save(update_fields=["answered_on", "answer_qty", "answer_note"])
        note(actor, "request.answered", {"name": request.name, "qty": qty}, now)

    facts = {"request": supply_request_id, "qty": qty, "words": told, "on": today}
    once(actor, Action.BUY_GOODS, "keep_answer", facts, request_id, now, work)


def locked_contract(*, cooperative_id: int, contract_id: UUID) -> SupplyContract:
    """Lock a contract that runs: what happens under it takes turns. Step.

    Raises:
        SupplyRefusedError: ``gone``, ``ended``.
    """
    rows = SupplyContract.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("partner", "programme").filter(cooperative_id=cooperative_id, id=contract_id)
    contract = found.first()
    if contract is None:
        raise SupplyRefusedError(wrong="gone")
    if contract.ended_on:
        raise SupplyRefusedError(wrong="ended")
    return contract


def said_of(contract: SupplyContract) -> Mapping[str, Any]:
    """Tell a contract to the trail: the agent and the good."""
    return {"partner": contract.partner.name, "good": contract.programme.title}
