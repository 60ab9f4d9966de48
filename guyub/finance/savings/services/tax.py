"""Slips of the tax on jasa: for every member whose jasa came to an account in a month, at 0 % too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max

from guyub.books.ledger.services.holding import hold_accounts
from guyub.finance.savings.domain.tax import JasaTaxRefusedError
from guyub.finance.savings.models import AccountJasa, JasaRun, MemberTax, RunKind, SavingsAccount, TaxSlip
from guyub.finance.savings.services.sql_ids import head_of, ids
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import MONTHS

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

_ACCOUNT, _JASA = SavingsAccount._meta.db_table, AccountJasa._meta.db_table
_MEMBER = "members_member"  # a model of another context, by its table
_TAX, _SLIP = MemberTax._meta.db_table, TaxSlip._meta.db_table
# Every member's jasa and tax of the month as they hold now, where the slip is missing or says something else.
_ISSUE = f"""
    WITH whole AS (
        SELECT a.member_id, sum(j.credited_rp)::bigint AS gross_rp
        FROM {_JASA} AS j JOIN {_ACCOUNT} AS a ON a.cooperative_id = j.cooperative_id AND a.id = j.account_id
        WHERE j.cooperative_id = %(place)s AND j.month = %(month)s GROUP BY a.member_id
    ), taxed AS (
        SELECT DISTINCT ON (t.member_id) t.member_id, t.tax_rp FROM {_TAX} AS t
        WHERE t.cooperative_id = %(place)s AND t.month = %(month)s ORDER BY t.member_id, t.no DESC
    ), last AS (
        SELECT DISTINCT ON (s.member_id) s.member_id, s.no, s.version, s.gross_rp, s.tax_rp FROM {_SLIP} AS s
        WHERE s.cooperative_id = %(place)s AND s.month = %(month)s ORDER BY s.member_id, s.version DESC
    ), fresh AS (
        SELECT w.member_id, greatest(w.gross_rp, 0) AS gross_rp, coalesce(x.tax_rp, 0) AS tax_rp, l.no, l.version,
            count(*) FILTER (WHERE l.no IS NULL) OVER (ORDER BY m.number NULLS LAST, w.member_id) AS at
        FROM whole AS w JOIN {_MEMBER} AS m ON m.cooperative_id = %(place)s AND m.id = w.member_id
            LEFT JOIN taxed AS x ON x.member_id = w.member_id LEFT JOIN last AS l ON l.member_id = w.member_id
        WHERE l.no IS NULL AND w.gross_rp > 0
            OR l.no IS NOT NULL AND (l.gross_rp <> greatest(w.gross_rp, 0) OR l.tax_rp <> coalesce(x.tax_rp, 0))
    )
    INSERT INTO {_SLIP} (id, cooperative_id, member_id, month, year, no, version, gross_rp, tax_rp, person_id,
            issued_at)
        SELECT {ids("row_number() OVER ()")}, %(place)s, f.member_id, %(month)s, %(year)s,
            coalesce(f.no, %(last)s + f.at), coalesce(f.version, 0) + 1, f.gross_rp, f.tax_rp, %(person)s, %(now)s
        FROM fresh AS f
"""  # noqa: S608  table names of our own


def issue_slips(*, actor: Actor, place: Cooperative, month: date, request_id: UUID, now: datetime) -> int:
    """Issue the slips of a month: new ones get the next numbers of the year, those counted anew a new version.

    Use-case; one statement, whatever the number of members. Two who issue at once do so one after the other.

    Args:
        actor: The treasurer.
        place: Whose members.
        month: Its first day.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many were issued.

    Raises:
        JasaTaxRefusedError: ``unposted nothing``.

    Source: PP 15/2009 (docs/regulations.md#pajak-jasa): a slip is due even where nothing is withheld.
    """

    def work() -> int:
        hold_accounts(cooperative_id=place.id, codes=())
        require_posted(cooperative_id=place.id, month=month)
        mine = TaxSlip.objects.filter(cooperative_id=place.id, year=month.year)
        given: dict[str, Any] = {
            "place": place.id,
            "month": month,
            "year": month.year,
            "last": mine.aggregate(last=Max("no"))["last"] or 0,
            "head": head_of(time.time_ns()),
            "person": actor.person_id,
            "now": now,
        }
        with connection.cursor() as cursor:
            cursor.execute(_ISSUE, given)
            count: int = cursor.rowcount
        if not count:
            raise JasaTaxRefusedError(wrong="nothing")
        facts = {"month": f"{MONTHS[month.month - 1]} {month.year}", "count": count}
        record(cooperative_id=place.id, actor=actor, act="savings.tax.slips_issued", facts=facts, now=now)
        return count

    done: int = act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.issue_slips",
        facts={"month": month},
        now=now,
        work=work,
    )
    return done


def require_posted(*, cooperative_id: int, month: date) -> None:
    """Refuse a month whose jasa is not booked. Step.

    Raises:
        JasaTaxRefusedError: ``unposted``.
    """
    runs = JasaRun.objects.filter(cooperative_id=cooperative_id, kind=RunKind.BULAN.value, month=month)
    if not runs.exists():
        raise JasaTaxRefusedError(wrong="unposted")
