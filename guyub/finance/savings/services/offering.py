"""Products of savings begin and end, and get terms: asked for by one, approved by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.finance.savings.domain.kinds import STATUTORY, SavingsKind
from guyub.finance.savings.domain.offering import (
    MANY,
    ProductRefusedError,
    check_term,
    check_terms,
    checked_name,
    code_of_name,
    rate_words,
)
from guyub.finance.savings.domain.terms import (
    DAY_COUNT_WORDS,
    EVERY_WORDS,
    METHOD_WORDS,
    DayCount,
    JasaMethod,
    Terms,
)
from guyub.finance.savings.models import SavingsAccount, SavingsProduct, SavingsTerms
from guyub.finance.savings.selectors.offers import most_rate, recounted_words
from guyub.finance.savings.services.jasa import recount
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.parameters.models import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Any

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

TERMS_KIND = "savings.terms"
NEWS = "savings.products_changed"
FURTHEST_BACK_YEARS, FURTHEST_AHEAD_MONTHS = 10, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTyped:
    """A further product as typed. ``unit_id``: of the savings-and-loan unit; None: its open one."""

    kind: SavingsKind
    name: str
    term_months: int | None = None
    unit_id: UUID | None = None


def open_product(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ProductTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Offer a further product. Use-case of the treasurer; what it pays is decided by two (``ask_terms``).

    Args:
        actor: Who opens it.
        place: The own cooperative.
        typed: What it is.
        today: The business date, its first day.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ProductRefusedError: ``kind name term unit taken``.
    """
    if typed.kind not in MANY:
        raise ProductRefusedError(wrong="kind")
    name = checked_name(typed.name)
    code = code_of_name(name)
    if not code:
        raise ProductRefusedError(wrong="name")
    check_term(typed.kind, typed.term_months)

    def work() -> str:
        ensure_products(cooperative_id=place.id)
        mine = SavingsProduct.objects.filter(cooperative_id=place.id)
        if mine.filter(code=code).exists() or mine.filter(name__iexact=name).exists():
            raise ProductRefusedError(wrong="taken")
        product = SavingsProduct(
            id=uuid7(),
            cooperative_id=place.id,
            kind=typed.kind.value,
            code=code,
            name=name,
            term_months=typed.term_months,
            unit_id=_unit(place.id, typed.unit_id),
            opened_on=today,
        )
        # Two who open it at once: the second finds the code taken.
        if not SavingsProduct.objects.bulk_create([product], ignore_conflicts=True) or not (
            mine.filter(id=product.id).exists()
        ):
            raise ProductRefusedError(wrong="taken")
        _note(place.id, actor, "savings.product.opened", {"name": name}, now)
        return str(product.id)

    facts = {"kind": typed.kind, "name": name, "term": typed.term_months, "unit": typed.unit_id}
    return UUID(_kept(actor, "savings.open_product", facts, request_id, now, work))


def close_product(
    *, actor: Actor, place: Cooperative, product_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Take no new accounts of a product any more; those that are there go on. Use-case of the treasurer.

    Raises:
        ProductRefusedError: ``gone standing closed``.
    """

    def work() -> str:
        product = _locked(place.id, product_id)
        if SavingsKind(product.kind) in STATUTORY:
            raise ProductRefusedError(wrong="standing")
        if product.closed_on:
            raise ProductRefusedError(wrong="closed")
        SavingsProduct.objects.filter(cooperative_id=place.id, id=product.id).update(closed_on=today)
        _note(place.id, actor, "savings.product.closed", {"name": product.name}, now)
        return ""

    _kept(actor, "savings.close_product", {"product": product_id}, request_id, now, work)


def ask_terms(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    terms: Terms,
    decision_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to let a product promise something else from a day on. Use-case of the treasurer.

    The day may be past, where a decision says so: the months that were booked since are counted anew, and the
    difference is booked when the second person approves.

    Args:
        actor: Who asks.
        place: The own cooperative.
        product_id: Which product.
        terms: What it is to promise.
        decision_id: The decision that says so.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Raises:
        ProductRefusedError: ``gone closed decision day``, and as of ``check_terms``.

    Source: docs/regulations.md#savings-unit.
    """

    def work() -> str:
        product = _locked(place.id, product_id)
        decision = _checked(place.id, product, terms, decision_id, today)
        facts = _facts(place.id, product, terms, decision)
        asked = ask(
            actor=actor,
            kind=TERMS_KIND,
            facts=facts,
            reason=f"Keputusan {decision.number}: {decision.title}",
            now=now,
            request_id=request_id,
        )
        return str(asked.id)

    facts = {"product": product_id, "decision": decision_id, **_written(terms)}
    return UUID(_kept(actor, "savings.ask_terms", facts, request_id, now, work))


def carry_out_terms(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the terms hold that were asked for; booked months that they change are counted anew. Step of the approval.

    Raises:
        ProductRefusedError: As of ``ask_terms``, by what holds meanwhile.
        EntryRefusedError: The books refuse the difference.
    """
    facts = request.facts
    place = Cooperative.objects.get(id=request.cooperative_id)
    today = business_date(now, Zone(place.zone))
    terms = _read(facts)
    product = _locked(place.id, UUID(facts["product"]))
    decision = _checked(place.id, product, terms, UUID(facts["decision"]), today)
    count = SavingsTerms.objects.filter(cooperative_id=place.id, product_id=product.id).count()
    SavingsTerms.objects.create(
        cooperative_id=place.id,
        product=product,
        no=count + 1,
        from_on=terms.from_on,
        decision=decision,
        method=terms.method.value,
        day_count=terms.day_count.value,
        tiers=[list(tier) for tier in terms.tiers],
        every_months=terms.every_months,
        minimum_rp=terms.minimum_rp,
        least_rp=terms.least_rp,
        early_ppm=terms.early_ppm,
        person_id=request.requested_by_id,
        recorded_at=now,
    )
    if terms.from_on < today:
        accounts = SavingsAccount.objects.filter(cooperative_id=place.id, product_id=product.id)
        recount(
            place=place,
            since=terms.from_on,
            accounts=list(accounts.order_by("id").values_list("id", flat=True)),
            reason=f"Ketentuan {product.name} sejak {day(terms.from_on)}",
            today=today,
            actor=actor,
            request_id=request.id,
            now=now,
        )
    told = {key: facts[key] for key in ("name", "rate", "begins", "number")}
    _note(place.id, actor, "savings.terms.set", told, now)


def _checked(
    place_id: int, product: SavingsProduct, terms: Terms, decision_id: UUID | None, today: date
) -> Decision:
    if product.closed_on:
        raise ProductRefusedError(wrong="closed")
    first = max(add_months(today, -12 * FURTHEST_BACK_YEARS), product.opened_on or date.min)
    if not first <= terms.from_on <= add_months(today, FURTHEST_AHEAD_MONTHS):
        raise ProductRefusedError(wrong="day")
    # Terms that begin in the past hold today too: the tighter of both days counts.
    cap = most_rate(cooperative_id=place_id, days={terms.from_on, max(terms.from_on, today)})
    if cap is None:
        raise ProductRefusedError(wrong="day")
    try:
        check_terms(SavingsKind(product.kind), terms, most_ppm=cap.ppm)
    except ProductRefusedError as refused:
        if refused.facts.get("wrong") == "cap":
            raise ProductRefusedError(wrong="cap", most=rate_words(cap.ppm), basis=cap.basis) from refused
        raise
    mine = Decision.objects.filter(cooperative_id=place_id)
    decision = mine.filter(id=decision_id).first() if decision_id else None
    if decision is None:
        raise ProductRefusedError(wrong="decision")
    return decision


def _facts(place_id: int, product: SavingsProduct, terms: Terms, decision: Decision) -> dict[str, Any]:
    """Tell what is asked, for who decides and for who carries it out."""
    return {
        "product": str(product.id),
        "name": product.name,
        "decision": str(decision.id),
        "number": decision.number,
        "title": decision.title,
        "begins": day(terms.from_on),
        "rate": tiers_words(terms.tiers),
        "how": f"{METHOD_WORDS[terms.method]}, {DAY_COUNT_WORDS[terms.day_count]}",
        "every": EVERY_WORDS[terms.every_months],
        "minimum": rupiah(terms.minimum_rp),
        "least": rupiah(terms.least_rp),
        "early": rate_words(terms.early_ppm),
        "recounted": recounted_words(cooperative_id=place_id, since=terms.from_on),
        "terms": _written(terms),
    }


def tiers_words(tiers: tuple[tuple[int, int], ...]) -> str:
    """Say what a product pays a year: ``4 %``, or ``3 %, mulai Rp 5.000.000 4 %``."""
    (_, first), *more = tiers
    return ", ".join(
        [rate_words(first), *(f"mulai {rupiah(floor)} {rate_words(ppm)}" for floor, ppm in more)]
    )


def _written(terms: Terms) -> dict[str, Any]:
    return {
        "from_on": terms.from_on.isoformat(),
        "method": terms.method.value,
        "day_count": terms.day_count.value,
        "tiers": [list(tier) for tier in terms.tiers],
        "every_months": terms.every_months,
        "minimum_rp": terms.minimum_rp,
        "least_rp": terms.least_rp,
        "early_ppm": terms.early_ppm,
    }


def _read(facts: Mapping[str, Any]) -> Terms:
    kept = facts["terms"]
    return Terms(
        from_on=date.fromisoformat(kept["from_on"]),
        method=JasaMethod(kept["method"]),
        day_count=DayCount(kept["day_count"]),
        tiers=tuple((floor, ppm) for floor, ppm in kept["tiers"]),
        every_months=kept["every_months"],
        minimum_rp=kept["minimum_rp"],
        least_rp=kept["least_rp"],
        early_ppm=kept["early_ppm"],
    )


def _unit(place_id: int, unit_id: UUID | None) -> UUID | None:
    units = [unit for unit in units_of(cooperative_id=place_id) if unit.kind == UnitKind.SIMPAN_PINJAM]
    working = [unit.id for unit in units if unit.closed_on is None]
    if unit_id is None:
        return working[0] if working else None
    if unit_id not in working:
        raise ProductRefusedError(wrong="unit")
    return unit_id


def _locked(place_id: int, product_id: UUID) -> SavingsProduct:
    rows = SavingsProduct.objects.select_for_update(no_key=True)
    product = rows.filter(cooperative_id=place_id, id=product_id).first()
    if product is None:
        raise ProductRefusedError(wrong="gone")
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
        action=Action.KEEP_SAVINGS,
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
