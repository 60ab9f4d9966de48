"""The committee: asked with all that it needs, it agrees to a loan or refuses it with a reason.

How many decide goes by the amount. A loan of an officer, or of somebody close to one, needs pengurus and pengawas
(Permenkop UKM 8/2023 Ps 44), and so does an appeal; nobody decides the own, that of kin, that of the group of joint
liability they sit in, or what they analysed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.members.domain.register import member_number
from guyub.community.members.selectors.groups import seated_people
from guyub.finance.credit.services.limits import hold_limits
from guyub.finance.loans.domain.applications import (
    ADVICE_WORDS,
    APPLICATION_KIND,
    USE_WORDS,
    Advice,
    ApplicationState,
    LoanApplicationRefusedError,
    Step,
    Use,
    committee_size,
)
from guyub.finance.loans.domain.offering import contract_of
from guyub.finance.loans.domain.offering_words import SHORT_METHODS, every_words, real_words, year_words
from guyub.finance.loans.domain.scores import band_of, lines_read
from guyub.finance.loans.models import LoanAnalysis
from guyub.finance.loans.selectors.groups import standing_of_group
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.agreeing import agree
from guyub.finance.loans.services.application_steps import (
    FRESH_DAYS,
    asking_member,
    fresh_since,
    locked_application,
    locked_of_approval,
    note,
    refuse_asked,
    refuse_own,
    refuse_unseated,
    take_step,
)
from guyub.finance.loans.services.fitness import ChangedError, fitting_terms
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.foundation.approvals.domain.bodies import Body
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.finance.credit.domain.sheets import LimitSheet
    from guyub.finance.loans.domain.scores import ScoreLine
    from guyub.finance.loans.models import LoanApplication
    from guyub.finance.loans.selectors.products import HeldTerms
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

LEAST, ABOVE = "pinjaman.komite_minimal", "pinjaman.komite_ambang"


def submit_to_committee(
    *,
    actor: Actor,
    place: Cooperative,
    application_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask the committee to decide on what the last analysis proposes. Use-case of the treasurer.

    Args:
        actor: Who asks; decides nothing.
        place: The own cooperative.
        application_id: Which.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the request for approval.

    Raises:
        LoanApplicationRefusedError: ``gone own asked state analysis gate member group changed``.
        LimitRefusedError: The member would owe more than a limit lets.
    """

    def work() -> str:
        application = locked_application(place.id, application_id)
        refuse_own(application, actor)
        refuse_asked(application, now)
        take_step(application, Step.KOMITE, on=today)
        analysis = _last_analysis(application, since=fresh_since(today))
        _refuse_closed_gate(place.id, today)
        member = asking_member(place_id=place.id, member_id=application.member_id)
        refuse_unseated(place_id=place.id, member_id=member.id, group_id=application.group_id)
        held, sheet = _judged(application, analysis, today)
        request = ask(
            actor=actor,
            kind=APPLICATION_KIND,
            facts=_facts(application, analysis, member, held, sheet) | _group_facts(application, today),
            reason=application.purpose,
            now=now,
            request_id=request_id,
            concerns=member.person_id,
            amount_rp=analysis.amount_rp,
            **_who_decides(application, analysis, sheet, today),
        )
        application.approval = request
        application.save(update_fields=["state", "moved_on", "approval"])
        note(application, "submitted", actor=actor, now=now)
        return str(request.id)

    facts = {"application": application_id}
    return UUID(once(actor, Action.KEEP_LOANS, "submit_application", facts, request_id, now, work))


def carry_out_application(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Agree to the loan that the committee approved. Step of the last approval.

    What was proposed must still fit what the product lends on, and the member the limits, on this day: otherwise
    nothing is agreed, the question stays open, and the analysis is renewed. Locked are the request, the application,
    the member, in this order.

    Raises:
        LoanApplicationRefusedError: ``gone state gate member group changed``.
        LimitRefusedError: Something else was agreed with the member meanwhile, or capital fell.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    today = business_date(now, Zone(place.zone))
    application = locked_of_approval(place.id, request.id)
    take_step(application, Step.SETUJU, on=today)
    _refuse_closed_gate(place.id, today)
    asking_member(place_id=place.id, member_id=application.member_id)
    refuse_unseated(place_id=place.id, member_id=application.member_id, group_id=application.group_id)
    analysis = LoanAnalysis.objects.get(cooperative_id=place.id, id=UUID(request.facts["analysis"]))
    held, _ = _judged(application, analysis, today)
    contract = contract_of(
        held.offered,
        amount_rp=analysis.amount_rp,
        instalments=analysis.instalments,
        rate_ppm=analysis.rate_ppm,
    )
    application.loan = agree(
        cooperative_id=place.id,
        member_id=application.member_id,
        product_id=application.product_id,
        terms_id=held.terms_id,
        contract=contract,
        purpose=application.purpose,
        officer_id=request.requested_by_id,
        on=today,
        group_id=application.group_id,
    )
    application.decided_on = today
    application.save(update_fields=["state", "moved_on", "decided_on", "loan"])
    note(application, "agreed", actor=actor, now=now, facts={"loan": application.loan.name})


def application_refused(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:
    """Keep why the committee refused an application; the member may appeal once. Step of the rejection.

    Raises:
        LoanApplicationRefusedError: ``gone state``.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    application = locked_of_approval(place.id, request.id)
    is_again = application.state == ApplicationState.BANDING.value
    today = business_date(now, Zone(place.zone))
    take_step(application, Step.TOLAK, on=today)
    if is_again:
        application.appeal_reason = reason
    else:
        application.reason, application.refused_by_id = reason, actor.person_id
    application.decided_on = today
    application.save(
        update_fields=["state", "moved_on", "decided_on", "reason", "refused_by", "appeal_reason"]
    )
    note(application, "refused", actor=actor, now=now)


def _last_analysis(application: LoanApplication, *, since: date) -> LoanAnalysis:
    rows = LoanAnalysis.objects.filter(
        cooperative_id=application.cooperative_id, application_id=application.id
    )
    analysis = rows.order_by("-no").first()
    if analysis is None or analysis.on < since:
        raise LoanApplicationRefusedError(wrong="analysis", days=FRESH_DAYS)
    return analysis


def _refuse_closed_gate(place_id: int, today: date) -> None:
    gate = unit_gate(cooperative_id=place_id, on=today)
    if not gate.is_open:
        raise LoanApplicationRefusedError(wrong="gate", why=gate.why)


def _judged(
    application: LoanApplication, analysis: LoanAnalysis, today: date
) -> tuple[HeldTerms, LimitSheet]:
    """Hold the proposal against what the product lends on and against the limits of the member, who stays locked."""
    try:
        held = fitting_terms(
            cooperative_id=application.cooperative_id,
            product_id=application.product_id,
            amount_rp=analysis.amount_rp,
            instalments=analysis.instalments,
            rate_ppm=analysis.rate_ppm,
            on=today,
        )
    except ChangedError as changed:
        raise LoanApplicationRefusedError(wrong="changed", what=changed.what) from changed
    sheet = hold_limits(
        cooperative_id=application.cooperative_id,
        member_id=application.member_id,
        amount_rp=analysis.amount_rp,
        on=today,
    )
    return held, sheet


def _who_decides(
    application: LoanApplication, analysis: LoanAnalysis, sheet: LimitSheet, today: date
) -> dict[str, Any]:
    """Say how many decide, of which bodies, and who does not."""
    rules = values_of(LEAST, ABOVE, cooperative_id=application.cooperative_id, on=today)
    is_appeal = application.state == ApplicationState.BANDING.value
    barred = {analysis.person_id, *(sheet.related.people if sheet.related else ())}
    if is_appeal and application.refused_by_id:
        barred.add(application.refused_by_id)
    if application.group_id:  # they would pay for it
        mates = seated_people(cooperative_id=application.cooperative_id, group_id=application.group_id)
        barred |= {one.person_id for one in mates}
    return {
        "approvals": committee_size(
            analysis.amount_rp, least=int(rules[LEAST]), one_more_above_rp=int(rules[ABOVE])
        ),
        "concerned": sorted(barred),
        "bodies": [Body.PENGAWAS.value] if sheet.related or is_appeal else [],
    }


def _facts(
    application: LoanApplication,
    analysis: LoanAnalysis,
    member: Member,
    held: HeldTerms,
    sheet: LimitSheet,
) -> dict[str, Any]:
    """Tell all that is needed to decide on a phone; no number of a card, no name of another cooperative."""
    offered = held.offered
    return {
        "application": str(application.id),
        "analysis": str(analysis.id),
        "number": application.name,
        "name": member.file.name,
        "member": member_number(member.number or 0),
        "amount": rupiah(analysis.amount_rp),
        "asked": rupiah(application.amount_rp),
        "product": application.product.name,
        "times": f"{number(analysis.instalments)} kali, {every_words(offered.every)}",
        "rate": f"{year_words(analysis.rate_ppm)}, {SHORT_METHODS[offered.method]}",
        "effective": real_words(analysis.effective_ppm),
        "instalment": rupiah(analysis.instalment_rp),
        "use": USE_WORDS[Use(application.use)],
        "month": _month_words(analysis),
        "capacity": f"{rupiah(analysis.capacity_rp)} sebulan, angsuran {rupiah(analysis.monthly_rp)} sebulan",
        "network": network_words(analysis),
        "savings": rupiah(analysis.savings_rp),
        "owed": rupiah(sheet.owed_rp),
        "visit": f"{day(analysis.visited_on)}: {analysis.visit_seen}" if analysis.visited_on else "belum",
        "score": f"{analysis.score} dari 100, {band_of(analysis.score)}",
        "lines": [[one.title, points_words(one)] for one in lines_read(analysis.score_lines).lines],
        "limits": [
            [line.name, f"boleh {rupiah(line.most_rp)}, terpakai {rupiah(line.used_rp)}"]
            for line in sheet.lines
            if line.is_binding
        ],
        "limit_percent": _fullest(sheet),
        "related": sheet.related.words if sheet.related else "",
        "advice": ADVICE_WORDS[Advice(analysis.advice)],
        "note": analysis.note,
        "appeal": application.appeal,
        "refusal": application.reason,
    }


def _group_facts(application: LoanApplication, today: date) -> dict[str, str]:
    """Tell which group answers for it, and how that group stands."""
    if application.group is None:
        return {}
    standing = standing_of_group(
        cooperative_id=application.cooperative_id, group_id=application.group.id, today=today
    )
    return {"group": application.group.name, "group_standing": f"{standing.words}. {standing.why}"}


def _fullest(sheet: LimitSheet) -> int:
    """Give how many percent of the fullest limit would be used with what is asked; rounded down."""
    lines = (line for line in sheet.lines if line.is_binding and line.most_rp)
    return max(((line.used_rp + line.asked_rp) * 100 // line.most_rp for line in lines), default=0)


def _month_words(analysis: LoanAnalysis) -> str:
    goes_rp = analysis.household_rp + analysis.other_rp + analysis.own_rp
    comes_rp = analysis.income_rp + analysis.business_rp
    return f"masuk {rupiah(comes_rp)}, keluar {rupiah(goes_rp)}"


def points_words(line: ScoreLine) -> str:
    """Say a line of the score, with what was seen where points are missing."""
    points = f"{line.points} dari {line.most}"
    return points if line.points == line.most else f"{points}. {line.said}"


def network_words(analysis: LoanAnalysis) -> str:
    """Say what is owed in other cooperatives, where the member agreed that it is looked up."""
    if analysis.network_loans is None:
        return "tidak dilihat, anggota belum menyetujui"
    if not analysis.network_loans:
        return "tidak ada"
    return f"{number(analysis.network_loans)} pinjaman, sisa {rupiah(analysis.network_rp)}"
