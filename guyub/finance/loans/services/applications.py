"""Applications for loans: written by the member or at the counter, withdrawn, appealed against, with their pictures."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.finance.loans.domain.applications import (
    APPLICATION_SERIES,
    OPEN,
    STATE_WORDS,
    ApplicationState,
    ApplicationTyped,
    LoanApplicationRefusedError,
    PaperKind,
    Source,
    Step,
    check_appeal,
    checked_application,
    checked_reason,
)
from guyub.finance.loans.domain.offering import fits
from guyub.finance.loans.models import ApplicationPaper, LoanApplication
from guyub.finance.loans.selectors.products import one_product
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.application_steps import (
    asking_member,
    locked_application,
    note,
    refuse_own,
    refuse_unseated,
    take_step,
    without_question,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

APPEAL_DAYS = "pinjaman.banding_hari"
PAPER_KIND = "PINJAMAN_BERKAS"
MOST_PAPERS, LONGEST_TITLE = 12, 80
Document = tuple[str, bytes]


def apply_for_loan(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    product_id: UUID | None,
    typed: ApplicationTyped,
    has_consented: bool,
    today: date,
    request_id: UUID,
    now: datetime,
    is_own: bool = False,
    group_id: UUID | None = None,
) -> UUID:
    """Write down that a member asks for a loan. Use-case of the counter, or of the member on the own page.

    It may be written while the unit may not lend yet; the committee is asked only once it may.

    Args:
        actor: An officer of the counter, or the member.
        place: The own cooperative.
        member_id: Who asks.
        product_id: Of which product.
        typed: What is asked for.
        has_consented: The member lets the cooperative see how much is owed in others of the network.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        is_own: The member writes it; None but an officer writes for somebody else.
        group_id: The group of joint liability that is to answer for it; None: none is.

    Returns:
        The id of the application.

    Raises:
        LoanApplicationRefusedError: ``amount number purpose use first_due member own group product terms open``.
        LoanProductRefusedError: ``amount number``: not what the product lends.
    """
    asked = checked_application(typed, today=today)

    def work() -> str:
        member = asking_member(place_id=place.id, member_id=member_id)
        if (member.person_id == actor.person_id) is not is_own:
            raise LoanApplicationRefusedError(wrong="own")
        refuse_unseated(place_id=place.id, member_id=member.id, group_id=group_id)
        application = _written(place.id, actor, member, product_id, asked, today, now)
        application.group_id = group_id
        application.source = (Source.SENDIRI if is_own else Source.LOKET).value
        if has_consented:
            application.consented_at, application.consent_by_id = now, actor.person_id
        application.save(force_insert=True)
        note(application, "written", actor=actor, now=now)
        return str(application.id)

    facts = {
        "member": member_id,
        "product": product_id,
        "consented": has_consented,
        "group": group_id,
        **asdict(typed),
    }
    action, name = _by(is_own=is_own), "apply_for_loan"
    return UUID(once(actor, action, name, facts, request_id, now, work))


def withdraw_application(
    *,
    actor: Actor,
    place: Cooperative,
    application_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
    is_own: bool = False,
) -> None:
    """Take an application back before it is decided; the committee's question closes with it. Use-case.

    Args:
        actor: An officer of the counter, who says why, or the member.
        place: The own cooperative.
        application_id: Which.
        reason: What the member said; the member need not say anything.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        is_own: The member does it.

    Raises:
        LoanApplicationRefusedError: ``reason gone own asked state``.
    """
    why = "" if is_own and not reason.strip() else checked_reason(reason)

    def work() -> None:
        application = without_question(actor=actor, place_id=place.id, application_id=application_id, now=now)
        _check_whose(application, actor, is_own=is_own)
        take_step(application, Step.TARIK, on=today)
        application.ended_why = why
        application.save(update_fields=["state", "moved_on", "ended_why"])
        note(application, "withdrawn", actor=actor, now=now)

    facts = {"application": application_id, "reason": reason}
    once(actor, _by(is_own=is_own), "withdraw_application", facts, request_id, now, work)


def appeal(
    *,
    actor: Actor,
    place: Cooperative,
    application_id: UUID,
    text: str,
    today: date,
    request_id: UUID,
    now: datetime,
    is_own: bool = False,
) -> None:
    """Ask that a refused application is looked at again, by others and with a pengawas among them. Use-case.

    Once for each application. Who refused it does not decide again.

    Args:
        actor: The member, or an officer who writes down what the member says.
        place: The own cooperative.
        application_id: Which.
        text: What the member says to the refusal; 10 to 400 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        is_own: The member writes it.

    Raises:
        LoanApplicationRefusedError: ``reason gone own state appealed late member open``.

    Source: docs/algorithms/loan_score.md, committee and appeal.
    """
    said = checked_reason(text)

    def work() -> None:
        application = locked_application(place.id, application_id)
        _check_whose(application, actor, is_own=is_own)
        asking_member(place_id=place.id, member_id=application.member_id)
        days = int(value_of(APPEAL_DAYS, cooperative_id=place.id, on=today))
        if application.state == ApplicationState.DIPUTUS_TOLAK.value:
            check_appeal(
                decided_on=application.decided_on or today,
                appealed_on=application.appealed_on,
                today=today,
                days=days,
            )
        take_step(application, Step.BANDING, on=today)
        _refuse_second(place.id, application.member_id, application.product_id)
        application.appeal, application.appealed_on = said, today
        application.save(update_fields=["state", "moved_on", "appeal", "appealed_on"])
        note(application, "appealed", actor=actor, now=now)

    facts = {"application": application_id, "text": text}
    once(actor, _by(is_own=is_own), "appeal_application", facts, request_id, now, work)


def set_consent(
    *,
    actor: Actor,
    place: Cooperative,
    application_id: UUID,
    is_given: bool,
    request_id: UUID,
    now: datetime,
    is_own: bool = False,
) -> None:
    """Let the cooperative see how much the member owes in others, or no longer. Use-case; what was seen stays written.

    Raises:
        LoanApplicationRefusedError: ``gone own state``.
    """

    def work() -> None:
        application = locked_application(place.id, application_id)
        _check_whose(application, actor, is_own=is_own)
        _check_open(application)
        given = (now, actor.person_id) if is_given else (None, None)
        application.consented_at, application.consent_by_id = given
        application.save(update_fields=["consented_at", "consent_by"])
        note(application, "consent_given" if is_given else "consent_withdrawn", actor=actor, now=now)

    facts = {"application": application_id, "given": is_given}
    once(actor, _by(is_own=is_own), "set_network_consent", facts, request_id, now, work)


def add_paper(
    *,
    actor: Actor,
    place: Cooperative,
    application_id: UUID,
    kind: str,
    title: str,
    document: Document | None,
    request_id: UUID,
    now: datetime,
    is_own: bool = False,
) -> UUID:
    """Keep a picture or document with an application, small and encrypted. Use-case.

    Args:
        actor: The member, or an officer of the counter.
        place: The own cooperative.
        application_id: Which.
        kind: A code of PaperKind.
        title: What it shows, at most 80 letters; may be left out.
        document: Name and content; None: none came.
        request_id: Made once per intention.
        now: The moment, aware.
        is_own: The member brings it.

    Returns:
        The id of the paper.

    Raises:
        LoanApplicationRefusedError: ``paper gone own state many``.
        FileRefusedError, PhotoRefusedError: The file is not kept.
    """
    if document is None or kind not in set(PaperKind):
        raise LoanApplicationRefusedError(wrong="paper")
    name, content = document

    def work() -> str:
        application = locked_application(place.id, application_id)
        _check_whose(application, actor, is_own=is_own)
        _check_open(application)
        held = ApplicationPaper.objects.filter(cooperative_id=place.id, application_id=application.id)
        if held.count() >= MOST_PAPERS:
            raise LoanApplicationRefusedError(wrong="many", most=MOST_PAPERS)
        file = store_photo(
            cooperative_id=place.id,
            content=content,
            original_name=name,
            kind=PAPER_KIND,
            title=f"Permohonan {application.name}",
            now=now,
        )
        paper = ApplicationPaper.objects.create(
            cooperative_id=place.id,
            application=application,
            kind=kind,
            title=" ".join(title.split())[:LONGEST_TITLE],
            file=file,
            person_id=actor.person_id,
            recorded_at=now,
        )
        note(application, "paper_added", actor=actor, now=now)
        return str(paper.id)

    facts = {
        "application": application_id,
        "kind": kind,
        "title": title,
        "content": hashlib.sha256(content).hexdigest(),
    }
    return UUID(once(actor, _by(is_own=is_own), "add_application_paper", facts, request_id, now, work))


def _by(*, is_own: bool) -> Action:
    return Action.OWN_MEMBERSHIP if is_own else Action.TAKE_LOANS


def _check_whose(application: LoanApplication, actor: Actor, *, is_own: bool) -> None:
    """A member sees the own alone; who serves others does not serve the own."""
    if not is_own:
        refuse_own(application, actor)
    elif application.member.person_id != actor.person_id:
        raise LoanApplicationRefusedError(wrong="gone")


def _check_open(application: LoanApplication) -> None:
    state = ApplicationState(application.state)
    if state not in OPEN:
        raise LoanApplicationRefusedError(wrong="state", state=STATE_WORDS[state].lower())


def _refuse_second(place_id: int, member_id: UUID, product_id: UUID) -> None:
    """Refuse a second open application of a member for one product. Step: the member is locked."""
    rows = LoanApplication.objects.filter(
        cooperative_id=place_id,
        member_id=member_id,
        product_id=product_id,
        state__in=[one.value for one in OPEN],
    )
    held = rows.first()
    if held is not None:
        raise LoanApplicationRefusedError(wrong="open", number=held.name)


def _written(
    place_id: int,
    actor: Actor,
    member: Member,
    product_id: UUID | None,
    asked: ApplicationTyped,
    today: date,
    now: datetime,
) -> LoanApplication:
    product = one_product(cooperative_id=place_id, product_id=product_id, on=today) if product_id else None
    if product is None or not product.is_open(today):
        raise LoanApplicationRefusedError(wrong="product")
    if product.now is None:
        raise LoanApplicationRefusedError(wrong="terms")
    offered = product.now.offered
    fits(offered, amount_rp=asked.amount_rp, instalments=asked.instalments, rate_ppm=offered.rate_ppm)
    _refuse_second(place_id, member.id, product.product_id)
    told: dict[str, Any] = asdict(asked)
    return LoanApplication(
        id=uuid7(),
        cooperative_id=place_id,
        year=today.year,
        no=next_number(cooperative_id=place_id, series=APPLICATION_SERIES, year=today.year),
        member=member,
        product_id=product.product_id,
        person_id=actor.person_id,
        applied_on=today,
        applied_at=now,
        state=ApplicationState.DIAJUKAN.value,
        moved_on=today,
        **told,
    )
