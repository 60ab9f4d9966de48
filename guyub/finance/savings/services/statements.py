"""Statements that are issued: printed with a QR by which a stranger checks the balance, without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.finance.savings.domain.passbooks import PassbookRefusedError
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.statements import statements_of
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.formats import long_day, rupiah
from guyub.foundation.kernel.services.papers import issue_paper

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.savings.selectors.balances import SavingsRow
    from guyub.finance.savings.selectors.statements import Statement
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

PAPER_KIND, MARK_LETTERS = "SALDO_SIMPANAN", 12


def issue_statement(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    account_id: UUID | None,
    since: date,
    until: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> str:
    """Issue the statement of one account or of all of a member, so that its balance can be checked. Use-case.

    What the public page shows: the cooperative, which savings, the number without its first digits, the balance at
    the end of the last day. No name.

    Args:
        actor: The member for the own, or who sees savings for another's.
        place: The own cooperative.
        member_id: Whose.
        account_id: Which account; None: all.
        since: The first day.
        until: The last day; today at most.
        today: The business date.
        request_id: Made once per intention; it is the paper's id.
        now: The moment, aware.

    Returns:
        The first letters of the hash of what the paper says.

    Raises:
        PassbookRefusedError: ``gone``: no such account of the member, or of who asks.
    """

    def work() -> str:
        number = _number(place, member_id, actor)
        last = min(until, today)
        told = _told(place, member_id, account_id, since, last)
        content = paper_content(place=place, number=number, told=told)
        shown = [(f"{one.account.words}, {long_day(last)}", rupiah(one.closing_rp)) for one in told]
        issue_paper(
            cooperative_id=place.id,
            paper_id=request_id,
            kind=PAPER_KIND,
            title="Saldo simpanan",
            facts=[("Nomor anggota", masked_number(number)), *shown],
            content=content,
            now=now,
        )
        said = "semua simpanan" if account_id is None else told[0].account.product
        facts = {"product": said, "until": long_day(last)}
        record(cooperative_id=place.id, actor=actor, act="savings.statement.issued", facts=facts, now=now)
        return facts_hash(content).hex()[:MARK_LETTERS]

    facts = {"member": member_id, "account": account_id, "since": since, "until": until}
    mark: str = act_once(
        actor=actor,
        action=Action.OWN_MEMBERSHIP if actor.role is Role.ANGGOTA else Action.VIEW_SAVINGS,
        request_id=request_id,
        use_case="savings.issue_statement",
        facts=facts,
        now=now,
        work=work,
    )
    return mark


def _told(
    place: Cooperative, member_id: UUID, account_id: UUID | None, since: date, until: date
) -> list[Statement]:
    """Count what the paper says of balances.

    Raises:
        PassbookRefusedError: ``gone``.
    """
    rows = savings_of(cooperative_id=place.id, member_id=member_id)
    picked = [row for row in rows if account_id is None or row.account_id == account_id]
    told, _ = statements_of(cooperative_id=place.id, accounts=picked, since=since, until=until, most=0)
    if not told:
        raise PassbookRefusedError(wrong="gone")
    return told


def masked_number(number: int | None) -> str:
    """Write a member's number so that who holds the paper recognises it: ``A-••12``."""
    return f"A-••{(number or 0) % 100:02d}"


def paper_content(*, place: Cooperative, number: int | None, told: list[Statement]) -> dict[str, Any]:
    """Give what the paper says of balances, for its seal."""
    return {
        "place": place.code,
        "number": number,
        "accounts": [_sealed(one.account, one) for one in told],
    }


def _sealed(row: SavingsRow, one: Statement) -> dict[str, Any]:
    return {
        "account": row.account_id,
        "since": one.since,
        "until": one.until,
        "opening_rp": one.opening_rp,
        "closing_rp": one.closing_rp,
    }


def _number(place: Cooperative, member_id: UUID, actor: Actor) -> int | None:
    """Give the member's number.

    Raises:
        PassbookRefusedError: ``gone``: nothing of this member, or not of who asks.
    """
    rows = SavingsAccount.objects.filter(cooperative_id=place.id, member_id=member_id)
    if actor.role is Role.ANGGOTA:
        rows = rows.filter(member__person_id=actor.person_id)
    found = rows.values_list("member__number", flat=True)[:1]
    if not found:
        raise PassbookRefusedError(wrong="gone")
    number: int | None = found[0]
    return number
