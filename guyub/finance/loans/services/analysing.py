"""Analysing an application: what the household can carry, what is proposed, and a score that says why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.finance.loans.domain.applications import (
    LONGEST_REASON,
    SHORTEST_REASON,
    Advice,
    LoanApplicationRefusedError,
    Step,
)
from guyub.finance.loans.domain.capacity import Household, capacity_rp, check_household, monthly_rp
from guyub.finance.loans.domain.offering import contract_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.scores import Known, lines_written, score_of
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.models import LoanAnalysis, LoanApplication
from guyub.finance.loans.selectors.borrowers import borrower_of
from guyub.finance.loans.selectors.network import network_debts
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.application_steps import (
    locked_application,
    note,
    refuse_asked,
    refuse_own,
    take_step,
)
from guyub.finance.loans.services.fitness import ChangedError, fitting_terms
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.offering import Offered
    from guyub.finance.loans.selectors.borrowers import BorrowerFacts
    from guyub.finance.loans.selectors.network import NetworkDebts
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SHARE = "pinjaman.kemampuan"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisTyped:
    """An analysis as typed; whole rupiah of a usual month.

    Args:
        income_rp: Wages and what else comes in without the business.
        business_rp: What the business leaves.
        household_rp: What living costs.
        other_rp: Instalments elsewhere, as the member told.
        amount_rp: What is proposed.
        instalments: How many.
        rate_ppm: The rate a year, millionths.
        visited_on: When somebody went there; None: nobody did.
        visit_seen: What was seen; up to 400 letters.
        advice: A code of Advice.
        note: Why, up to 400 letters; needed where the instalment is above what is left.
    """

    income_rp: int
    business_rp: int
    household_rp: int
    other_rp: int
    amount_rp: int
    instalments: int
    rate_ppm: int
    visited_on: date | None
    visit_seen: str
    advice: str
    note: str


def record_analysis(
    *,
    actor: Actor,
    place: Cooperative,
    application_id: UUID,
    typed: AnalysisTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Keep one look at an application: the month of the household, the proposal, the score of that day. Use-case.

    Where the member agreed to it, what is owed in other cooperatives is looked up and written down with it: how many
    loans and how much. That look stands in the trail, and the member sees who took it.

    Args:
        actor: The treasurer; not the member.
        place: The own cooperative.
        application_id: Which.
        typed: What was found.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the analysis.

    Raises:
        LoanApplicationRefusedError: ``visit advice note figures income gone own asked state changed capacity``.

    Source: docs/algorithms/loan_capacity.md, docs/algorithms/loan_score.md.
    """
    told = _checked(typed, today)
    seen = _seen(actor, place.id, application_id)

    def work() -> str:
        application = locked_application(place.id, application_id)
        refuse_own(application, actor)
        refuse_asked(application, now)
        take_step(application, Step.ANALISIS, on=today)
        network = seen if application.consented_at else None
        analysis = _analysis(application, told, network, actor, today, now)
        application.save(update_fields=["state", "moved_on"])
        analysis.save(force_insert=True)
        _note(application, actor, is_looked_up=network is not None, now=now)
        return str(analysis.id)

    facts = {"application": application_id, **asdict(typed)}
    return UUID(once(actor, Action.KEEP_LOANS, "record_analysis", facts, request_id, now, work))


def _checked(typed: AnalysisTyped, today: date) -> AnalysisTyped:
    seen, said = " ".join(typed.visit_seen.split()), " ".join(typed.note.split())
    on = typed.visited_on
    if (on is None) == bool(seen) or (on is not None and on > today) or len(seen) > LONGEST_REASON:
        raise LoanApplicationRefusedError(wrong="visit")
    if typed.advice not in set(Advice):
        raise LoanApplicationRefusedError(wrong="advice")
    if len(said) > LONGEST_REASON:
        raise LoanApplicationRefusedError(wrong="note")
    told = AnalysisTyped(**asdict(typed) | {"visit_seen": seen, "note": said})
    check_household(_household(told, own_rp=0))
    return told


def _household(told: AnalysisTyped, *, own_rp: int) -> Household:
    return Household(
        income_rp=told.income_rp,
        business_rp=told.business_rp,
        household_rp=told.household_rp,
        other_rp=told.other_rp,
        own_rp=own_rp,
    )


def _seen(actor: Actor, place_id: int, application_id: UUID) -> NetworkDebts | None:
    """Look other cooperatives up before the own transaction begins, which sees the own rows alone."""
    if not can(actor, Action.KEEP_LOANS, place_id):
        return None
    with scope(place_id):
        rows = LoanApplication.objects.filter(
            cooperative_id=place_id, id=application_id, consented_at__isnull=False
        )
        found = rows.exclude(member__person_id=actor.person_id).values_list("member__person_id").first()
    return network_debts(person_id=found[0], except_id=place_id) if found else None


def _analysis(
    application: LoanApplication,
    told: AnalysisTyped,
    network: NetworkDebts | None,
    actor: Actor,
    today: date,
    now: datetime,
) -> LoanAnalysis:
    place_id = application.cooperative_id
    offered = _offered(application, told, today)
    known = borrower_of(
        cooperative_id=place_id,
        member_id=application.member_id,
        joined_on=application.member.joined_on,
        on=today,
    )
    household = _household(told, own_rp=known.monthly_rp)
    check_household(household)
    share = value_of(SHARE, cooperative_id=place_id, on=today)
    capacity = capacity_rp(household.left_rp, share=share)
    schedule = schedule_of(_contract(offered, told).terms)
    rates = schedule.rates()
    dearest_rp = max(line.total for line in schedule.instalments)
    month_rp = monthly_rp(dearest_rp, offered.every)
    if month_rp > capacity and told.advice != Advice.TIDAK_LAYAK and len(told.note) < SHORTEST_REASON:
        raise LoanApplicationRefusedError(wrong="capacity", instalment_rp=month_rp, capacity_rp=capacity)
    score = score_of(_known(known, told, capacity, month_rp))
    count = LoanAnalysis.objects.filter(cooperative_id=place_id, application_id=application.id).count()
    return LoanAnalysis(
        cooperative_id=place_id,
        application=application,
        no=count + 1,
        on=today,
        person_id=actor.person_id,
        recorded_at=now,
        own_rp=known.monthly_rp,
        network_loans=network.loans if network else None,
        network_rp=network.left_rp if network else None,
        savings_rp=known.free_rp,
        share_ppm=round_rp(share * MILLION),
        capacity_rp=capacity,
        effective_ppm=round_rp(rates[0] * MILLION) if rates else 0,
        instalment_rp=dearest_rp,
        monthly_rp=month_rp,
        score=score.total,
        score_lines=lines_written(score),
        **asdict(told),
    )


def _offered(application: LoanApplication, told: AnalysisTyped, today: date) -> Offered:
    try:
        held = fitting_terms(
            cooperative_id=application.cooperative_id,
            product_id=application.product_id,
            amount_rp=told.amount_rp,
            instalments=told.instalments,
            rate_ppm=told.rate_ppm,
            on=today,
        )
    except ChangedError as changed:
        raise LoanApplicationRefusedError(wrong="changed", what=changed.what) from changed
    return held.offered


def _contract(offered: Offered, told: AnalysisTyped) -> Contract:
    return contract_of(
        offered, amount_rp=told.amount_rp, instalments=told.instalments, rate_ppm=told.rate_ppm
    )


def _known(known: BorrowerFacts, told: AnalysisTyped, capacity: int, month_rp: int) -> Known:
    return Known(
        months=known.months,
        dues=known.dues.due,
        dues_kept=known.dues.kept,
        instalments=known.kept.due,
        instalments_kept=known.kept.kept,
        savings_rp=max(known.free_rp, 0),
        asked_rp=told.amount_rp,
        capacity_rp=capacity,
        instalment_rp=month_rp,
        dues_late=known.dues.late,
        overdue_rp=known.overdue_rp,
    )


def _note(application: LoanApplication, actor: Actor, *, is_looked_up: bool, now: datetime) -> None:
    if not is_looked_up:
        note(application, "analysed", actor=actor, now=now)
        return
    about = {"about": str(application.member.person_id), "reason": f"menilai permohonan {application.name}"}
    note(application, "analysed_in_network", actor=actor, now=now, facts=about)
