"""The account to which a partner is paid: asked for by one, agreed to by another, stopped by whoever sees the danger.

Money for a supplier is most often stolen by a letter that says "our account has changed". So no account is written by
one person alone, the second one sees what the account was and whether the phone changed too, and nothing is deleted.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.partners.domain.accounts import (
    AccountRefusedError,
    AccountTyped,
    checked_account,
    checked_why,
    said_account,
)
from guyub.community.partners.domain.partners import PartnerRefusedError
from guyub.community.partners.models import PartnerAccount
from guyub.community.partners.selectors.accounts import account_of, phone_changed_at, waiting_request
from guyub.community.partners.services.acting import once
from guyub.community.partners.services.partners import locked_partner
from guyub.foundation.approvals.services.requests import ask, drop
from guyub.foundation.identity.domain.roles import Action, Actor, can
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.community.partners.models import Partner
    from guyub.foundation.approvals.models import ApprovalRequest

ACCOUNT_KIND = "partners.account"


def ask_account_change(
    *,
    actor: Actor,
    partner_id: UUID,
    typed: AccountTyped,
    why: str,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to let a partner be paid to an account, the first or another one. Use-case.

    Args:
        actor: Who asks.
        partner_id: Which partner.
        typed: The account.
        why: How one knows that it is the partner's, for the one who decides; 10 to 200 letters.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        AccountRefusedError: ``bank number holder why gone ended same asked``.
    """
    account, reason = checked_account(typed), checked_why(why)

    def work() -> str:
        row = _locked(actor.cooperative_id, partner_id)
        if waiting_request(cooperative_id=row.cooperative_id, partner_id=row.id, now=now):
            raise AccountRefusedError(wrong="asked")
        held = account_of(cooperative_id=row.cooperative_id, partner_id=row.id)
        if held and (held.bank, held.number, held.holder) == (account.bank, account.number, account.holder):
            raise AccountRefusedError(wrong="same")
        changed_at = phone_changed_at(person_id=row.contact_id)
        asked = ask(
            actor=actor,
            kind=ACCOUNT_KIND,
            facts={
                "partner": str(row.id),
                "name": row.name,
                **asdict(account),
                "said": said_account(account.bank, account.number),
                "before": f"{held.bank} {held.number}, {held.holder}" if held else "belum ada",
                "phone_changed": day(business_date(changed_at, _zone(row))) if changed_at else "",
            },
            reason=reason,
            now=now,
            request_id=request_id,
        )
        row.account_request = asked
        row.save(update_fields=["account_request"])
        return str(asked.id)

    facts = {"partner": partner_id, "account": asdict(account), "why": reason}
    return UUID(once(actor, Action.KEEP_PARTNERS, "ask_account_change", facts, request_id, now, work))


def carry_out_account(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the account hold that was asked for. Step of the approval.

    Raises:
        AccountRefusedError: ``gone ended``: nobody trades with the partner by now.
    """
    facts = request.facts
    row = _locked(request.cooperative_id, UUID(facts["partner"]))
    _append(
        row,
        AccountTyped(bank=facts["bank"], number=facts["number"], holder=facts["holder"]),
        why=request.reason,
        asked_by_id=request.requested_by_id,
        approved_by_id=actor.person_id,
        approval_id=request.id,
        now=now,
    )
    _note(actor, "set", {"name": row.name, "account": facts["said"]}, row, now)


def stop_account(*, actor: Actor, partner_id: UUID, why: str, request_id: UUID, now: datetime) -> None:
    """Pay a partner to no account from now on, and drop a change that waits. Use-case of one person: nothing is paid.

    Raises:
        AccountRefusedError: ``why gone ended none``; ``asked``: somebody asked for another one this moment.
    """
    reason = checked_why(why)

    def work() -> None:
        # The request before the partner: the order of who decides it at this moment.
        waiting = waiting_request(cooperative_id=actor.cooperative_id, partner_id=partner_id, now=now)
        if waiting:
            drop(actor=actor, approval_id=waiting, now=now)
        row = _locked(actor.cooperative_id, partner_id)
        if waiting_request(cooperative_id=actor.cooperative_id, partner_id=partner_id, now=now):
            raise AccountRefusedError(wrong="asked")
        held = account_of(cooperative_id=row.cooperative_id, partner_id=row.id)
        if held is None and waiting is None:
            raise AccountRefusedError(wrong="none")
        if held:
            none = AccountTyped(bank="", number="", holder="")
            _append(row, none, why=reason, asked_by_id=actor.person_id, now=now)
        said = held.said if held else "yang menunggu persetujuan"
        _note(actor, "stopped", {"name": row.name, "account": said, "reason": reason}, row, now)

    decides = can(actor, Action.APPROVE_PARTNERS, actor.cooperative_id)
    action = Action.APPROVE_PARTNERS if decides else Action.KEEP_PARTNERS
    facts = {"partner": partner_id, "why": reason}
    once(actor, action, "stop_account", facts, request_id, now, work)


def _locked(cooperative_id: int, partner_id: UUID) -> Partner:
    try:
        return locked_partner(cooperative_id=cooperative_id, partner_id=partner_id)
    except PartnerRefusedError as refused:
        raise AccountRefusedError(wrong=str(refused.facts["wrong"])) from refused


def _append(
    row: Partner,
    account: AccountTyped,
    *,
    why: str,
    asked_by_id: UUID,
    now: datetime,
    approved_by_id: UUID | None = None,
    approval_id: UUID | None = None,
) -> None:
    """Write the next word on a partner's account; its row is locked."""
    earlier = PartnerAccount.objects.filter(cooperative_id=row.cooperative_id, partner=row)
    PartnerAccount.objects.create(
        cooperative_id=row.cooperative_id,
        partner=row,
        no=earlier.count() + 1,
        **asdict(account),
        why=why,
        from_on=business_date(now, _zone(row)),
        approval_id=approval_id,
        asked_by_id=asked_by_id,
        approved_by_id=approved_by_id,
        recorded_at=now,
    )


def _zone(row: Partner) -> Zone:
    return Zone(Cooperative.objects.values_list("zone", flat=True).get(id=row.cooperative_id))


def _note(actor: Actor, act: str, facts: dict[str, str], row: Partner, now: datetime) -> None:
    record(
        cooperative_id=row.cooperative_id, actor=actor, act=f"partners.account.{act}", facts=facts, now=now
    )
