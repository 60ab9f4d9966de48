"""What must hold of jasa, its tax, bills and holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.books.ledger.selectors.moments import balances_now, posted_in_series
from guyub.books.treasury.domain.opening import OPENING_SERIES
from guyub.finance.savings.domain.jasa import FINE
from guyub.finance.savings.domain.kinds import ACCRUED, TAX_OWED
from guyub.finance.savings.models import (
    AccountJasa,
    DuesBill,
    JasaRun,
    MemberTax,
    SavingsAccount,
    SavingsMovement,
    TaxPayment,
)
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_TOLD = 5
_ACCOUNT, _MOVEMENT = SavingsAccount._meta.db_table, SavingsMovement._meta.db_table
_JASA, _TAX = AccountJasa._meta.db_table, MemberTax._meta.db_table
_LAST = f"""
    WITH last AS (
        SELECT DISTINCT ON (j.account_id, j.month) j.account_id, j.month, j.fine, j.carried_in, j.carried, j.jasa_rp,
            j.accrued_rp, sum(j.credited_rp) OVER (PARTITION BY j.account_id, j.month) AS credited_rp
        FROM {_JASA} AS j WHERE j.cooperative_id = %(place)s ORDER BY j.account_id, j.month, j.no DESC
    )
"""  # noqa: S608  table names of our own
_CHAIN = f"""
    {_LAST}
    SELECT n.account_id::text || ' ' || n.month FROM last AS n
    LEFT JOIN last AS b ON b.account_id = n.account_id AND b.month = (n.month - interval '1 month')::date
    WHERE n.carried_in + n.fine <> n.jasa_rp::numeric * %(fine)s + n.carried
        OR n.carried_in <> coalesce(b.carried, 0)
        OR n.accrued_rp <> coalesce(b.accrued_rp, 0) + n.jasa_rp - n.credited_rp
    ORDER BY 1 LIMIT %(most)s
"""  # noqa: S608  table names of our own
_MOVED = f"""
    SELECT a.id::text || ': ' || coalesce(got.rp, 0) || ' moved, ' || coalesce(told.rp, 0) || ' counted'
    FROM {_ACCOUNT} AS a
    LEFT JOIN (
        SELECT m.account_id, sum(m.amount_rp) AS rp FROM {_MOVEMENT} AS m
        WHERE m.cooperative_id = %(place)s AND m.cause IN ('JASA', 'PAJAK') GROUP BY m.account_id
    ) AS got ON got.account_id = a.id
    LEFT JOIN (
        SELECT one.account_id, sum(one.rp) AS rp FROM (
            SELECT j.to_id AS account_id, j.credited_rp AS rp FROM {_JASA} AS j WHERE j.cooperative_id = %(place)s
            UNION ALL
            SELECT t.account_id, -t.taken_rp FROM {_TAX} AS t WHERE t.cooperative_id = %(place)s
        ) AS one GROUP BY one.account_id
    ) AS told ON told.account_id = a.id
    WHERE a.cooperative_id = %(place)s AND coalesce(got.rp, 0) <> coalesce(told.rp, 0)
    ORDER BY 1 LIMIT %(most)s
"""  # noqa: S608  table names of our own
_TAXED = f"""
    WITH owed AS (
        SELECT DISTINCT ON (t.member_id, t.month) t.member_id, t.month, t.gross_rp, t.tax_rp,
            sum(t.taken_rp + t.borne_rp) OVER (PARTITION BY t.member_id, t.month) AS paid_rp
        FROM {_TAX} AS t WHERE t.cooperative_id = %(place)s ORDER BY t.member_id, t.month, t.no DESC
    ), got AS (
        SELECT a.member_id, j.month, sum(j.credited_rp) AS rp
        FROM {_JASA} AS j JOIN {_ACCOUNT} AS a ON a.cooperative_id = j.cooperative_id AND a.id = j.account_id
        WHERE j.cooperative_id = %(place)s GROUP BY a.member_id, j.month
    )
    SELECT o.member_id::text || ' ' || o.month FROM owed AS o
    LEFT JOIN got AS g ON g.member_id = o.member_id AND g.month = o.month
    WHERE o.tax_rp <> o.paid_rp OR o.gross_rp <> coalesce(g.rp, 0)
    ORDER BY 1 LIMIT %(most)s
"""  # noqa: S608  table names of our own
_ACCRUED = f"""
    {_LAST}, ends AS (
        SELECT DISTINCT ON (l.account_id) l.account_id, l.accrued_rp FROM last AS l ORDER BY l.account_id, l.month DESC
    )
    SELECT coalesce(sum(e.accrued_rp), 0)::bigint FROM ends AS e
"""  # noqa: S608  table names of our own


def _told(sql: str, cooperative_id: int, **more: int) -> list[Any]:
    given: Mapping[str, Any] = {"place": cooperative_id, "most": MOST_TOLD, **more}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [first for (first,) in cursor.fetchall()]


def jasa_is_a_chain(cooperative_id: int) -> Iterator[Broken]:
    """No part of a rupiah is lost: each month goes on where the one before ended, corrections included."""
    for said in _told(_CHAIN, cooperative_id, fine=FINE):
        yield Broken("savings.jasa.chain", said)


def jasa_came_to_accounts(cooperative_id: int) -> Iterator[Broken]:
    """What was counted as brought, less the tax taken, is what moved on each account."""
    for said in _told(_MOVED, cooperative_id):
        yield Broken("savings.jasa.moved", said)


def tax_is_of_what_came(cooperative_id: int) -> Iterator[Broken]:
    """A member's tax of a month is on what came to all accounts, and was taken or borne whole."""
    for said in _told(_TAXED, cooperative_id):
        yield Broken("savings.jasa.tax", said)


def runs_are_their_accounts(cooperative_id: int) -> Iterator[Broken]:
    """What all runs earned and did not bring is what the accounts are still owed."""
    runs = JasaRun.objects.filter(cooperative_id=cooperative_id)
    owed = runs.aggregate(rp=Coalesce(Sum(F("jasa_rp") - F("credited_rp")), 0))["rp"]
    (held,) = _told(_ACCRUED, cooperative_id)
    if owed != held:
        yield Broken("savings.jasa.accrued", f"runs {owed}, accounts {held}")


def jasa_stands_on_its_accounts(cooperative_id: int) -> Iterator[Broken]:
    """Jasa that members are owed, and tax that the state is owed, stand so in the books; openings aside."""
    runs = JasaRun.objects.filter(cooperative_id=cooperative_id).aggregate(
        accrued_rp=Coalesce(Sum(F("jasa_rp") - F("credited_rp")), 0), tax_rp=Coalesce(Sum("tax_rp"), 0)
    )
    paid = TaxPayment.objects.filter(cooperative_id=cooperative_id).aggregate(
        rp=Coalesce(Sum("amount_rp"), 0)
    )
    owed = {ACCRUED: runs["accrued_rp"], TAX_OWED: runs["tax_rp"] - paid["rp"]}
    books = balances_now(cooperative_id=cooperative_id, codes=owed)
    opened = posted_in_series(cooperative_id=cooperative_id, codes=owed, series=OPENING_SERIES)
    for code, told_rp in owed.items():
        in_books_rp = opened[code] - books[code]
        if told_rp != in_books_rp:
            yield Broken("savings.jasa.control", f"{code}: {told_rp}, books {in_books_rp}")


def bills_are_their_parts(cooperative_id: int) -> Iterator[Broken]:
    """What a bill says was paid and waived is what payments and waivers did to it."""
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id).annotate(
        by_movements=Coalesce(Sum("parts__amount_rp", filter=Q(parts__movement__isnull=False)), 0),
        by_waivers=Coalesce(Sum("parts__amount_rp", filter=Q(parts__waiver__isnull=False)), 0),
    )
    wrong = rows.exclude(paid_rp=F("by_movements"), waived_rp=F("by_waivers"))
    for row in wrong.order_by("id")[:MOST_TOLD]:
        yield Broken("savings.bill", f"{row.id}: paid {row.paid_rp}, waived {row.waived_rp}")


def holds_are_held(cooperative_id: int) -> Iterator[Broken]:
    """What an account may not give is the sum of what is held of it."""
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id).annotate(
        kept_rp=Coalesce(Sum("holds__amount_rp", filter=Q(holds__released_on__isnull=True)), 0)
    )
    for row in rows.exclude(held_rp=F("kept_rp")).order_by("id")[:MOST_TOLD]:
        yield Broken("savings.hold", f"{row.id}: {row.held_rp} held, reasons for {row.kept_rp}")


JASA_INVARIANTS = (
    jasa_is_a_chain,
    jasa_came_to_accounts,
    tax_is_of_what_came,
    runs_are_their_accounts,
    bills_are_their_parts,
    holds_are_held,
)
