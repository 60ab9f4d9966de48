"""Products of loans begin and end, and get terms: asked for by one with a decision behind it, approved by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.finance.loans.domain.offering import (
    COLUMNS,
    LoanProductRefusedError,
    Offered,
    check,
    dearest,
    offered_of,
    rate_words,
    rest_of,
)
from guyub.finance.loans.domain.offering_words import SHORT_METHODS, offered_facts, year_words
from guyub.finance.loans.domain.product_names import checked_name, checked_purpose, code_of_name
from guyub.finance.loans.models import LoanProduct, LoanTerms
from guyub.finance.loans.selectors.offers import MEETING, approved_range, caps_of
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.parameters.models import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

TERMS_KIND = "loans.terms"
NEWS = "loans.products_changed"
BOARD = "PENGURUS"
FURTHEST_BACK_YEARS, FURTHEST_AHEAD_MONTHS = 10, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanProductTyped:
    """A product as typed. ``unit_id``: of the savings-and-loan unit; None: its open one."""

    name: str
    purpose: str = ""
    unit_id: UUID | None = None


def open_product(
    *,
    actor: Actor,
    place: Cooperative,
    typed: LoanProductTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Open a product of loans. Use-case of the treasurer; what it costs is decided by two (``ask_terms``).

    Args:
        actor: Who opens it.
        place: The own cooperative.
        typed: What it is.
        today: The business date, its first day.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the product.

    Raises:
        LoanProductRefusedError: ``name purpose unit taken``.
    """
    name, purpose = checked_name(typed.name), checked_purpose(typed.purpose)
    code = code_of_name(name)

    def work() -> str:
        mine = LoanProduct.objects.filter(cooperative_id=place.id)
        product = LoanProduct(
            id=uuid7(),
            cooperative_id=place.id,
            code=code,
            name=name,
            purpose=purpose,
            unit_id=_unit(place.id, typed.unit_id),
            opened_on=today,
        )
        if mine.filter(name__iexact=name).exists():
            raise LoanProductRefusedError(wrong="taken")
        # Two who open it at once: the second finds the code taken.
        LoanProduct.objects.bulk_create([product], ignore_conflicts=True)
        if not mine.filter(id=product.id).exists():
            raise LoanProductRefusedError(wrong="taken")
        _note(place.id, actor, "loans.product.opened", {"name": name}, now)
        return str(product.id)

    facts = {"name": name, "purpose": purpose, "unit": typed.unit_id}
    return UUID(_kept(actor, "loans.open_product", facts, request_id, now, work))


def close_product(
    *, actor: Actor, place: Cooperative, product_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Agree no new loans of a product any more; those that are there go on. Use-case of the treasurer.

    Raises:
        LoanProductRefusedError: ``gone closed``.
    """

    def work() -> str:
        product = _locked(place.id, product_id)
        if product.closed_on:
            raise LoanProductRefusedError(wrong="closed")
        LoanProduct.objects.filter(cooperative_id=place.id, id=product.id).update(closed_on=today)
        _note(place.id, actor, "loans.product.closed", {"name": product.name}, now)
        return ""

    _kept(actor, "loans.close_product", {"product": product_id}, request_id, now, work)


def ask_terms(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    offered: Offered,
    decision_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to let a product be lent on other terms from a day on. Use-case of the treasurer.

    The range of rates is the members' meeting's: its decision may set any within the ceilings; a decision of the board
    moves inside the range that the meeting approved for the same way of counting. Loans that were agreed keep their own
    contract, so a day that is past changes none of them.

    Args:
        actor: Who asks.
        place: The own cooperative.
        product_id: Which product.
        offered: On what terms it is to be lent.
        decision_id: The decision that says so.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the request for approval.

    Raises:
        LoanProductRefusedError: ``gone closed day``, then as of ``offering.check``, then ``decision body meeting
            beyond``.

    Source: docs/regulations.md#loan-products.
    """

    def work() -> str:
        product = _locked(place.id, product_id)
        decision = _checked(place.id, product, offered, decision_id, today)
        asked = ask(
            actor=actor,
            kind=TERMS_KIND,
            facts=_facts(product, offered, decision),
            reason=f"Keputusan {decision.number}: {decision.title}",
            now=now,
            request_id=request_id,
        )
        return str(asked.id)

    facts = {"product": product_id, "decision": decision_id, **_written(offered)}
    return UUID(_kept(actor, "loans.ask_terms", facts, request_id, now, work))


def carry_out_terms(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the terms hold that were asked for. Step of the approval.

    Raises:
        LoanProductRefusedError: As of ``ask_terms``, by what holds meanwhile.
    """
    facts = request.facts
    place = Cooperative.objects.get(id=request.cooperative_id)
    offered = _read(facts["terms"])
    product = _locked(place.id, UUID(facts["product"]))
    today = business_date(now, Zone(place.zone))
    decision = _checked(place.id, product, offered, UUID(facts["decision"]), today)
    count = LoanTerms.objects.filter(cooperative_id=place.id, product_id=product.id).count()
    LoanTerms.objects.create(
        cooperative_id=place.id,
        product=product,
        no=count + 1,
        decision=decision,
        person_id=request.requested_by_id,
        recorded_at=now,
        **columns_of(offered),
    )
    told = {key: facts[key] for key in ("name", "rate", "begins", "number")}
    _note(place.id, actor, "loans.terms.set", told, now)


def columns_of(offered: Offered) -> dict[str, Any]:
    """Give what a row of LoanTerms keeps of terms; product, number, decision and who recorded it come beside."""
    return {
        "from_on": offered.from_on,
        "method": offered.method.value,
        "every_unit": offered.every.unit.value,
        "every_count": offered.every.count,
        "rest": rest_of(offered),
        **{name: getattr(offered, name) for name in COLUMNS},
    }


def _checked(
    place_id: int, product: LoanProduct, offered: Offered, decision_id: UUID | None, today: date
) -> Decision:
    if product.closed_on:
        raise LoanProductRefusedError(wrong="closed")
    first = max(add_months(today, -12 * FURTHEST_BACK_YEARS), product.opened_on)
    if not first <= offered.from_on <= add_months(today, FURTHEST_AHEAD_MONTHS):
        raise LoanProductRefusedError(wrong="day")
    # Terms that begin in the past hold today too: the lower ceilings of both days count.
    caps = caps_of(cooperative_id=place_id, days={offered.from_on, max(offered.from_on, today)})
    if caps is None:
        raise LoanProductRefusedError(wrong="day")
    check(offered, caps=caps)
    mine = Decision.objects.filter(cooperative_id=place_id)
    decision = mine.filter(id=decision_id).first() if decision_id else None
    if decision is None:
        raise LoanProductRefusedError(wrong="decision")
    _check_body(place_id, product, offered, decision)
    return decision


def _check_body(place_id: int, product: LoanProduct, offered: Offered, decision: Decision) -> None:
    """The members' meeting approves the range, the board chooses inside it (Permenkop UKM 8/2023 article 27)."""
    if decision.body == MEETING:
        return
    if decision.body != BOARD:
        raise LoanProductRefusedError(wrong="body")
    approved = approved_range(
        cooperative_id=place_id, product_id=product.id, method=offered.method, on=offered.from_on
    )
    if approved is None:
        raise LoanProductRefusedError(wrong="meeting")
    if offered.rate_from_ppm < approved.low_ppm or offered.rate_to_ppm > approved.high_ppm:
        raise LoanProductRefusedError(
            wrong="beyond", low=rate_words(approved.low_ppm), high=rate_words(approved.high_ppm)
        )


def _facts(product: LoanProduct, offered: Offered, decision: Decision) -> dict[str, Any]:
    """Tell what is asked, for who decides and for who carries it out."""
    return {
        "product": str(product.id),
        "name": product.name,
        "decision": str(decision.id),
        "number": decision.number,
        "title": decision.title,
        "begins": day(offered.from_on),
        "rate": f"{year_words(offered.rate_ppm)} {SHORT_METHODS[offered.method]}",
        "said": [list(pair) for pair in offered_facts(offered, dearest(offered))],
        "terms": _written(offered),
    }


def _written(offered: Offered) -> dict[str, Any]:
    return {
        "from_on": offered.from_on.isoformat(),
        "columns": {name: getattr(offered, name) for name in COLUMNS},
        "rest": rest_of(offered),
    }


def _read(kept: Mapping[str, Any]) -> Offered:
    return offered_of(from_on=date.fromisoformat(kept["from_on"]), columns=kept["columns"], rest=kept["rest"])


def _unit(place_id: int, unit_id: UUID | None) -> UUID:
    """Give the savings-and-loan unit that lends: its entries stand under it, so there is no product without one."""
    units = [unit for unit in units_of(cooperative_id=place_id) if unit.kind == UnitKind.SIMPAN_PINJAM]
    working = [unit.id for unit in units if unit.closed_on is None]
    if not working or (unit_id is not None and unit_id not in working):
        raise LoanProductRefusedError(wrong="unit")
    return unit_id or working[0]


def _locked(place_id: int, product_id: UUID) -> LoanProduct:
    rows = LoanProduct.objects.select_for_update(no_key=True)
    product = rows.filter(cooperative_id=place_id, id=product_id).first()
    if product is None:
        raise LoanProductRefusedError(wrong="gone")
    return product


def _kept(
    actor: Actor,
    use_case: str,
    facts: Mapping[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], str],
) -> str:
    told: str = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
    return told


def _note(place_id: int, actor: Actor, act: str, facts: dict[str, str], now: datetime) -> None:
    record(cooperative_id=place_id, actor=actor, act=act, facts=facts, now=now)
    write_news(cooperative_id=place_id, topic=NEWS, payload={"act": act}, now=now)
