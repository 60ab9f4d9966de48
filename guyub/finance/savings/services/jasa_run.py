"""Counting and booking jasa and its tax: a month for all, set-based, one entry; anew for some, by difference."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.finance.savings.domain.kinds import ACCRUED, BORNE, CONTROL, EXPENSE, TAX_OWED, SavingsKind
from guyub.finance.savings.domain.terms import ONE
from guyub.finance.savings.models import (
    AccountJasa,
    JasaRun,
    MemberTax,
    RunKind,
    SavingsAccount,
    SavingsMovement,
    SavingsProduct,
)
from guyub.finance.savings.selectors.products import terms_by_product
from guyub.finance.savings.services.jasa_sql import count_month
from guyub.finance.savings.services.moving import CONTEXT
from guyub.finance.savings.services.sql_ids import head_of, ids
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.formats import MONTHS
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "savings.jasa"
FREE, TAX = "pajak.simpanan_bebas", "pajak.simpanan_tarif"
_ACCOUNT, _MOVEMENT = SavingsAccount._meta.db_table, SavingsMovement._meta.db_table
_PRODUCT, _JASA, _TAX = SavingsProduct._meta.db_table, AccountJasa._meta.db_table, MemberTax._meta.db_table
# What is taken back of jasa never leaves less than what is held: the rest stays owed, as jasa accrued below zero.
_BOUND = f"""
    UPDATE jasa_now AS n SET credit_rp = greatest(n.credit_rp, a.held_rp - a.balance_rp)
    FROM {_ACCOUNT} AS a WHERE n.credit_rp < 0 AND a.cooperative_id = %(place)s AND a.id = n.to_id
"""  # noqa: S608  table names of our own
# Each member's tax of the month over all accounts, where it is new or different, and the account that gives it: the one
# that got most now.
_TAX_NOW = f"""
    CREATE TEMP TABLE jasa_tax ON COMMIT DROP AS
    WITH fresh AS (
        SELECT n.member_id, sum(n.credit_rp) AS rp,
            (array_agg(n.to_id ORDER BY n.credit_rp DESC, n.account_id))[1] AS account_id
        FROM jasa_now AS n GROUP BY n.member_id
    ), known AS (
        SELECT a.member_id, sum(j.credited_rp) AS rp
        FROM {_JASA} AS j JOIN {_ACCOUNT} AS a ON a.cooperative_id = j.cooperative_id AND a.id = j.account_id
        WHERE j.cooperative_id = %(place)s AND j.month = %(month)s AND a.member_id IN (SELECT member_id FROM fresh)
        GROUP BY a.member_id
    ), last AS (
        SELECT DISTINCT ON (t.member_id) t.member_id, t.no, t.gross_rp, t.tax_rp FROM {_TAX} AS t
        WHERE t.cooperative_id = %(place)s AND t.month = %(month)s ORDER BY t.member_id, t.no DESC
    ), whole AS (
        SELECT f.member_id, f.account_id, (f.rp + coalesce(k.rp, 0))::bigint AS gross_rp
        FROM fresh AS f LEFT JOIN known AS k ON k.member_id = f.member_id
    ), due AS (
        SELECT w.member_id, w.account_id, w.gross_rp, coalesce(l.no, 0) + 1 AS no,
            CASE WHEN w.gross_rp > %(free)s THEN div(w.gross_rp::numeric * %(ppm)s, {ONE})::bigint ELSE 0 END AS tax_rp,
            coalesce(l.tax_rp, 0) AS last_rp, l.gross_rp AS last_gross_rp
        FROM whole AS w LEFT JOIN last AS l ON l.member_id = w.member_id
    ), got AS (SELECT n.to_id, sum(n.credit_rp) AS rp FROM jasa_now AS n GROUP BY n.to_id)
    SELECT d.member_id, d.account_id, d.no, d.gross_rp, d.tax_rp,
        least(d.tax_rp - d.last_rp, greatest(a.balance_rp + got.rp - a.held_rp, 0))::bigint AS taken_rp,
        (d.tax_rp - d.last_rp)::bigint AS due_rp
    FROM due AS d
    JOIN {_ACCOUNT} AS a ON a.cooperative_id = %(place)s AND a.id = d.account_id
    JOIN got ON got.to_id = d.account_id
    WHERE d.tax_rp <> d.last_rp OR d.last_gross_rp IS NOT NULL AND d.last_gross_rp <> d.gross_rp
"""  # noqa: S608  table names of our own
_SUMS = f"""
    SELECT 'EARNED' AS what, p.kind, p.unit_id, sum(n.earned_rp)::bigint, sum(n.credit_rp)::bigint
        FROM jasa_now AS n JOIN {_PRODUCT} AS p ON p.cooperative_id = %(place)s AND p.id = n.product_id
        GROUP BY p.kind, p.unit_id
    UNION ALL
    SELECT 'CREDITED', p.kind, p.unit_id, sum(n.credit_rp)::bigint, 0
        FROM jasa_now AS n JOIN {_ACCOUNT} AS a ON a.cooperative_id = %(place)s AND a.id = n.to_id
        JOIN {_PRODUCT} AS p ON p.cooperative_id = a.cooperative_id AND p.id = a.product_id
        GROUP BY p.kind, p.unit_id
    UNION ALL
    SELECT 'TAX', p.kind, p.unit_id, sum(t.taken_rp)::bigint, sum(t.due_rp - t.taken_rp)::bigint
        FROM jasa_tax AS t JOIN {_ACCOUNT} AS x ON x.cooperative_id = %(place)s AND x.id = t.account_id
        JOIN {_PRODUCT} AS p ON p.cooperative_id = x.cooperative_id AND p.id = x.product_id
        GROUP BY p.kind, p.unit_id
    ORDER BY 1, 2, 3
"""  # noqa: S608  table names of our own


_KEEP_JASA = f"""
    INSERT INTO {_JASA} (id, cooperative_id, run_id, account_id, month, no, fine, carried_in, carried, jasa_rp,
            accrued_rp, credited_rp, to_id)
        SELECT {ids("row_number() OVER ()")}, %(place)s, %(run)s, n.account_id, %(month)s, n.no, n.fine, n.carried_in,
            n.carried, n.jasa_rp, n.due_rp - n.credit_rp, n.credit_rp, n.to_id
        FROM jasa_now AS n ORDER BY n.account_id
"""  # noqa: S608  table names of our own
_KEEP_TAX = f"""
    INSERT INTO {_TAX} (id, cooperative_id, run_id, member_id, month, no, gross_rp, tax_rp, taken_rp, borne_rp,
            account_id)
        SELECT {ids("row_number() OVER ()")}, %(place)s, %(run)s, t.member_id, %(month)s, t.no, t.gross_rp, t.tax_rp,
            t.taken_rp, t.due_rp - t.taken_rp, t.account_id
        FROM jasa_tax AS t
"""  # noqa: S608  table names of our own
_MOVE = f"""
    WITH told AS (
        SELECT f.*, row_number() OVER (ORDER BY f.account_id, f.rank, f.of_id) AS at, row_number() OVER w AS step,
            sum(f.rp) OVER w AS upto
        FROM (
            SELECT n.to_id AS account_id, n.credit_rp AS rp, 'JASA' AS cause, 1 AS rank, n.account_id AS of_id
                FROM jasa_now AS n WHERE n.credit_rp <> 0
            UNION ALL
            SELECT t.account_id, -t.taken_rp, 'PAJAK', 2, t.account_id FROM jasa_tax AS t WHERE t.taken_rp <> 0
        ) AS f
        WINDOW w AS (PARTITION BY f.account_id ORDER BY f.rank, f.of_id)
    ), whole AS (SELECT account_id, sum(rp)::bigint AS rp, count(*)::int AS steps FROM told GROUP BY account_id),
    moved AS (
        UPDATE {_ACCOUNT} AS a SET balance_rp = a.balance_rp + whole.rp, last_no = a.last_no + whole.steps
        FROM whole WHERE a.cooperative_id = %(place)s AND a.id = whole.account_id
        RETURNING a.id, a.balance_rp - whole.rp AS before_rp, a.last_no - whole.steps AS before_no
    )
    INSERT INTO {_MOVEMENT} (id, cooperative_id, account_id, no, amount_rp, balance_rp, "on", value_on, cause, entry_id,
            note, person_id, recorded_at)
        SELECT {ids("told.at")}, %(place)s, moved.id, moved.before_no + told.step, told.rp,
            moved.before_rp + told.upto, %(on)s, %(value)s, told.cause, %(entry)s,
            CASE told.cause WHEN 'JASA' THEN %(note)s ELSE %(tax_note)s END, %(person)s, %(now)s
        FROM told JOIN moved ON moved.id = told.account_id
        ORDER BY told.at
"""  # noqa: S608  table names of our own


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did; rupiah. ``entry`` is the number of its entry, empty where the books did not move."""

    run_id: UUID | None
    accounts: int
    jasa_rp: int
    credited_rp: int
    tax_rp: int
    entry: str


NOTHING = Done(None, 0, 0, 0, 0, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is run.

    Args:
        place: Whose accounts.
        month: Its first day.
        kind: For all, anew, or for an account that ends.
        accounts: These alone; None: all.
        on: The day in the books.
        empty_on: Count as if empty from this day on.
        is_credited: What was earned comes to the accounts now.
        reason: Why a month is counted anew, a few words; no name.
        remark: Said behind it in the journal, such as ``(contoh)``.
        value_on: From when what comes to the accounts counts; None: by the rule.
    """

    place: Cooperative
    month: date
    kind: RunKind
    on: date
    accounts: Sequence[UUID] | None = None
    empty_on: date | None = None
    is_credited: bool = False
    reason: str = ""
    remark: str = ""
    value_on: date | None = None

    @property
    def month_words(self) -> str:
        """``Oktober 2026``."""
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"

    @property
    def memo(self) -> str:
        """What the journal says."""
        said = f"Jasa simpanan {self.month_words} {self.remark}".rstrip()
        return f"Koreksi {said[0].lower()}{said[1:]}" if self.kind is RunKind.KOREKSI else said

    @property
    def note(self) -> str:
        """What a passbook says."""
        said = f"Jasa {self.month_words}"
        return f"Koreksi jasa {self.month_words}" if self.kind is RunKind.KOREKSI else said


def run_month(
    *, run: Run, today: date, actor: Actor | None, request_id: UUID, now: datetime, part: int, act: str
) -> Done:
    """Count one month and book what is new. Step: the books are held (ledger ``hold_accounts``).

    Args:
        run: What is run.
        today: The business date.
        actor: Who runs it; None: the system.
        request_id: Of the use-case.
        now: The moment, aware.
        part: Which entry of the use-case.
        act: The line of the trail.

    Raises:
        EntryRefusedError: The books refuse it.

    Source: docs/algorithms/jasa.md.
    """
    place = run.place
    count = count_month(
        cooperative_id=place.id,
        month=run.month,
        terms=terms_by_product(cooperative_id=place.id),
        accounts=run.accounts,
        empty_on=run.empty_on,
        is_credited=run.is_credited,
    )
    if not count and run.kind is not RunKind.BULAN:
        return NOTHING
    rule = values_of(FREE, TAX, cooperative_id=place.id, on=month_end(run.month))
    given: dict[str, Any] = {
        "place": place.id,
        "month": run.month,
        "free": int(rule[FREE]),
        "ppm": int(rule[TAX] * ONE),
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS jasa_tax")
        for statement in (_BOUND, _TAX_NOW, "ANALYZE jasa_tax", _SUMS):
            cursor.execute(statement, given)
        sums = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM jasa_tax AS t WHERE t.tax_rp > 0")
        (taxed,) = cursor.fetchone() or (0,)
    lines, totals = _lines(sums)
    done = _booked(run, lines, count, today, actor, request_id, now, part, act)
    row = JasaRun.objects.create(
        id=uuid7(),
        cooperative_id=place.id,
        no=_next_no(place.id),
        kind=run.kind.value,
        month=run.month,
        on=run.on,
        accounts=count,
        jasa_rp=totals["earned"],
        credited_rp=totals["credited"],
        tax_rp=totals["tax"],
        borne_rp=totals["borne"],
        taxed=taxed,
        free_rp=given["free"],
        tax_ppm=given["ppm"],
        entry_id=done,
        reason=run.reason,
        person_id=actor.person_id if actor else None,
        recorded_at=now,
    )
    _keep(run, row, given, actor, now)
    name = str(row.entry) if row.entry_id else ""
    return Done(row.id, count, totals["earned"], totals["credited"], totals["tax"], name)


def _lines(sums: Sequence[tuple[Any, ...]]) -> tuple[list[LineDraft], dict[str, int]]:
    """Make the entry's lines out of the sums, and the run's totals."""
    lines, totals = list[LineDraft](), dict.fromkeys(("earned", "credited", "tax", "borne"), 0)
    for what, kind, unit_id, first_rp, second_rp in sums:
        control = CONTROL[SavingsKind(kind)]
        if what == "EARNED":
            totals["earned"] += first_rp
            totals["credited"] += second_rp
            lines.append(LineDraft(EXPENSE, first_rp, unit_id=unit_id))
            lines.append(LineDraft(ACCRUED, second_rp - first_rp, unit_id=unit_id))
        elif what == "CREDITED":
            lines.append(LineDraft(control, -first_rp, unit_id=unit_id))
        else:
            totals["tax"] += first_rp + second_rp
            totals["borne"] += second_rp
            lines.append(LineDraft(control, first_rp, unit_id=unit_id))
            lines.append(LineDraft(BORNE, second_rp, unit_id=unit_id))
            lines.append(LineDraft(TAX_OWED, -first_rp - second_rp, unit_id=unit_id))
    return [line for line in lines if line.amount_rp], totals


def _booked(
    run: Run,
    lines: list[LineDraft],
    count: int,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int,
    act: str,
) -> UUID | None:
    """Post the entry with the line of the trail, or that line alone where the books do not move."""
    facts = {"month": run.month_words, "accounts": count}
    if not lines:
        record(cooperative_id=run.place.id, actor=actor, act=act, facts=facts, now=now)
        return None
    draft = EntryDraft(
        occurred_on=run.on,
        memo=run.memo,
        lines=lines,
        request_id=request_id,
        part=part,
        source_kind=SOURCE,
    )
    posted = post_entry(
        place=run.place,
        context=CONTEXT,
        draft=draft,
        today=today,
        actor=actor,
        act=Act(act, facts, now),
    )
    return posted.entry_id


def _keep(run: Run, row: JasaRun, given: dict[str, Any], actor: Actor | None, now: datetime) -> None:
    # Jasa of a month counts from the next; of an account that ends, from its last day.
    by_rule = run.on if run.empty_on or run.is_credited else month_end(run.month) + timedelta(days=1)
    told = given | {
        "run": row.id,
        "head": head_of(time.time_ns()),
        "on": run.on,
        "value": run.value_on or by_rule,
        "entry": row.entry_id,
        "note": run.note,
        "tax_note": f"Pajak {run.note[0].lower()}{run.note[1:]}",
        "person": actor.person_id if actor else None,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_JASA, told)
        cursor.execute(_KEEP_TAX, told)
        if row.entry_id:
            cursor.execute(_MOVE, told)


def _next_no(cooperative_id: int) -> int:
    last = JasaRun.objects.filter(cooperative_id=cooperative_id).aggregate(last=Max("no"))["last"]
    return (last or 0) + 1
