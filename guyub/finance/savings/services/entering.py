"""Entering movements of accounts that an entry of the journal says already: many at once, in one round trip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.finance.savings.services.moving import SavingsRefusedError
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.savings.domain.kinds import Cause
    from guyub.foundation.identity.domain.roles import Actor

_ACCOUNT, _MOVEMENT = SavingsAccount._meta.db_table, SavingsMovement._meta.db_table
# ``told`` numbers the movements of each account and sums them up; an account that is gone, closed, or would hold less
# than what is held of it takes none, and the count tells.
_ENTER = f"""
    WITH told AS (
        SELECT t.*, row_number() OVER w AS step, sum(t.rp) OVER w AS upto
        FROM unnest(%(ids)s::uuid[], %(accounts)s::uuid[], %(rps)s::bigint[], %(causes)s::text[], %(ons)s::date[],
                %(values)s::date[], %(undoes)s::uuid[], %(notes)s::text[])
            WITH ORDINALITY AS t(id, account_id, rp, cause, "on", value_on, undoes_id, note, at)
        WINDOW w AS (PARTITION BY t.account_id ORDER BY t.at)
    ), whole AS (SELECT account_id, sum(rp)::bigint AS rp, count(*)::int AS steps FROM told GROUP BY account_id),
    moved AS (
        UPDATE {_ACCOUNT} AS a SET balance_rp = a.balance_rp + whole.rp, last_no = a.last_no + whole.steps
        FROM whole
        WHERE a.cooperative_id = %(place)s AND a.id = whole.account_id AND a.closed_on IS NULL
            AND a.balance_rp + whole.rp >= a.held_rp
        RETURNING a.id, a.balance_rp - whole.rp AS before_rp, a.last_no - whole.steps AS before_no
    )
    INSERT INTO {_MOVEMENT} (id, cooperative_id, account_id, no, amount_rp, balance_rp, "on", value_on, cause, entry_id,
            undoes_id, note, person_id, recorded_at)
        SELECT told.id, %(place)s, moved.id, moved.before_no + told.step, told.rp, moved.before_rp + told.upto,
            told."on", told.value_on, told.cause, %(entry)s, told.undoes_id, told.note, %(person)s, %(now)s
        FROM told JOIN moved ON moved.id = told.account_id
    RETURNING id, balance_rp
"""  # noqa: S608  table names of our own


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One movement of one account.

    Args:
        account_id: Which.
        amount_rp: Whole rupiah, not zero; below zero: taken.
        cause: Why.
        on: Its day in the books.
        value_on: From when jasa counts it; None: from that day.
        undoes_id: The movement that it takes back.
        note: A few words, at most 120 characters; no name.
    """

    account_id: UUID
    amount_rp: int
    cause: Cause
    on: date
    value_on: date | None = None
    undoes_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A movement that stands, and what its account held after it in rupiah."""

    movement_id: UUID
    balance_rp: int


def enter(
    *,
    cooperative_id: int,
    moves: Sequence[Move],
    entry_id: UUID,
    actor: Actor | None,
    now: datetime,
) -> list[Entered]:
    """Enter movements, in their order, or none. Step: the entry was posted before, which locked the journal's head.

    Args:
        cooperative_id: Whose accounts.
        moves: What moves; several of one account follow each other.
        entry_id: The entry that says the same in the books: its lines on control accounts are these sums.
        actor: The person; None: the system.
        now: The moment, aware.

    Raises:
        SavingsRefusedError: ``short``: an account holds less, part of it is held, it is closed, or not there.
    """
    ids = [uuid7() for _ in moves]
    given: dict[str, Any] = {
        "ids": ids,
        "accounts": [one.account_id for one in moves],
        "rps": [one.amount_rp for one in moves],
        "causes": [one.cause.value for one in moves],
        "ons": [one.on for one in moves],
        "values": [one.value_on or one.on for one in moves],
        "undoes": [one.undoes_id for one in moves],
        "notes": [one.note for one in moves],
        "place": cooperative_id,
        "entry": entry_id,
        "person": actor.person_id if actor else None,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, given)
        after = dict(cursor.fetchall())
    if len(after) != len(moves):
        raise SavingsRefusedError(wrong="short")
    return [Entered(id_, after[id_]) for id_ in ids]
