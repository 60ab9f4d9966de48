"""The steps that every act on a fund takes: find it, lock it, move it by an event of the treasury."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.books.treasury.domain.funds import FundRefusedError, Movement
from guyub.books.treasury.models import Fund, FundMovement, FundRule
from guyub.books.treasury.selectors.funds import PAYS, TAKES, account_names, rule_of
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.parameters.selectors.values import decisions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.domain.funds import Rule
    from guyub.books.treasury.services.booking import Booked
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "treasury.fund"
_COLUMNS = (
    "id, cooperative_id, fund_id, kind, happened_on, amount_rp, members_count, event_id, entry_id, undoes_id,"
    " recorded_at"
)
# The row, and what the fund holds after it, in one trip; the journal's head is locked by now.
_WRITE = (
    f"INSERT INTO {FundMovement._meta.db_table} ({_COLUMNS}) VALUES ({', '.join(['%s'] * 11)})"  # noqa: S608  names of our own
    " RETURNING -ledger_balance(%s, %s)"
)


def receive(
    *, place: Cooperative, account: str, amount_rp: int, entry_id: UUID, happened_on: date, now: datetime
) -> bool:
    """Note what another part of the house posted to a fund's account, such as its part of the SHU. Step, after posting.

    Args:
        place: Whose.
        account: The fund's account.
        amount_rp: Whole rupiah, above zero.
        entry_id: The entry that posted it.
        happened_on: Its day.
        now: The moment, aware.

    Returns:
        False where no fund began on that account yet: the one that begins takes what stands there.
    """
    fund = Fund.objects.filter(cooperative_id=place.id, account_code=account).first()
    if fund is None:
        return False
    move(fund, Movement.ALOKASI, amount_rp, happened_on, now=now, entry_id=entry_id)
    return True


def keep_funds_once(
    *,
    actor: Actor,
    use_case: str,
    facts: Mapping[str, object],
    request_id: UUID,
    now: datetime,
    work: Callable[[], str],
) -> str:
    """Do one act of the funds' keeper, or return what came of it the first time."""
    return str(
        act_once(
            actor=actor,
            action=Action.KEEP_FUNDS,
            request_id=request_id,
            use_case=use_case,
            facts=facts,
            now=now,
            work=work,
        )
    )


def fund_found(place: Cooperative, fund_id: UUID) -> Fund:
    """Find a fund.

    Raises:
        FundRefusedError: ``gone``.
    """
    fund = Fund.objects.filter(cooperative_id=place.id, id=fund_id).first()
    if fund is None:
        raise FundRefusedError(wrong="gone")
    return fund


def fund_locked(place: Cooperative, fund_id: UUID) -> Fund:
    """Lock a fund, before the journal's head: whoever pays from it takes turns; others may write movements (no_key).

    Raises:
        FundRefusedError: ``gone``.
    """
    rows = Fund.objects.select_for_update(no_key=True).filter(cooperative_id=place.id, id=fund_id)
    fund = rows.first()
    if fund is None:
        raise FundRefusedError(wrong="gone")
    return fund


def rules_in(fund: Fund) -> list[Rule]:
    """Give every rule of a fund, whenever it begins."""
    return [rule_of(row) for row in FundRule.objects.filter(cooperative_id=fund.cooperative_id, fund=fund)]


def decision_number(place: Cooperative, decision_id: UUID) -> str:
    """Give the number of one of the cooperative's decisions.

    Raises:
        FundRefusedError: ``decision``: it is not there.
    """
    for decision in decisions_of(cooperative_id=place.id):
        if decision.id == decision_id:
            return decision.number
    raise FundRefusedError(wrong="decision")


def move_by_event(
    fund: Fund,
    kind: Movement,
    amount_rp: int,
    *,
    on: date,
    cash_place_id: UUID,
    place: Cooperative,
    actor: Actor,
    request_id: UUID,
    today: date,
    now: datetime,
    act: Act,
    members: int = 0,
    who: str = "",
    note: str = "",
    file_id: UUID | None = None,
) -> UUID:
    """Move cash into a fund (above zero) or out of it by an event, and write the movement. Step.

    Returns:
        The movement's id.
    """
    typed = EventTyped(
        kind=TAKES if amount_rp > 0 else PAYS,
        happened_on=on,
        amounts={"jumlah": abs(amount_rp)},
        cash_place_id=cash_place_id,
        choice=account_names()[fund.account_code[:6]],
        own_account=fund.account_code,
        who=who,
        note=note,
        file_id=file_id,
        source_kind=SOURCE,
        source_id=fund.id,
    )
    done = book_event(
        place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
    )
    return move(fund, kind, amount_rp, on, now=now, booked=done, members=members)


def move(
    fund: Fund,
    kind: Movement,
    amount_rp: int,
    on: date,
    *,
    now: datetime,
    booked: Booked | None = None,
    entry_id: UUID | None = None,
    undoes: UUID | None = None,
    members: int = 0,
) -> UUID:
    """Write a movement, once its entry is posted; what the fund holds never gets below nothing."""
    id_, place_id = uuid7(), fund.cooperative_id
    if booked:
        entry_id = booked.posted.entry_id
    values: list[Any] = [id_, place_id, fund.id, kind.value, on, amount_rp, members]
    values += [booked.event_id if booked else None, entry_id, undoes, now, place_id, fund.account_code]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        (held_rp,) = cursor.fetchone()
    if held_rp < 0:
        raise FundRefusedError(wrong="short", missing_rp=-held_rp)
    return id_
