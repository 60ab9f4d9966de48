"""What an archive says of each cooperative: where its journal and trail end, and what its accounts sum to."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.journeys.domain.archives import trial_balance_hash

if TYPE_CHECKING:
    from collections.abc import Collection

_ENDS = """
SELECT c.code, c.name, coalesce(h.chain_no, 0), coalesce(encode(h.hash, 'hex'), ''), coalesce(a.position, 0),
       coalesce(encode(a.hash, 'hex'), '')
FROM kernel_cooperative c
LEFT JOIN ledger_journalhead h ON h.cooperative_id = c.id
LEFT JOIN identity_audithead a ON a.cooperative_id = c.id
WHERE c.id = ANY(%(ids)s) AND (h.chain_no IS NOT NULL OR a.position IS NOT NULL) ORDER BY c.code
"""
_BALANCES = """
SELECT c.code, a.code, sum(greatest(l.amount_rp, 0))::bigint, sum(greatest(-l.amount_rp, 0))::bigint
FROM ledger_journalline l
JOIN ledger_account a ON a.cooperative_id = l.cooperative_id AND a.id = l.account_id
JOIN kernel_cooperative c ON c.id = l.cooperative_id
WHERE l.cooperative_id = ANY(%(ids)s) GROUP BY 1, 2 ORDER BY c.code, a.code COLLATE "C"
"""
# What earlier versions made of the tables: a name of an application → its last migration.
_MIGRATIONS = "SELECT app, max(name) FROM django_migrations WHERE app = ANY(%(apps)s) GROUP BY app"


def ends_of(place_ids: Collection[int]) -> dict[str, dict[str, Any]]:
    """Say of each cooperative that has a trail or books where they end and what its trial balance is, by its code.

    Needs a scope that covers them.
    """
    asked = {"ids": list(place_ids)}
    balances = {
        code: [(account, debit_rp, credit_rp) for _, account, debit_rp, credit_rp in rows]
        for code, rows in groupby(_rows(_BALANCES, asked), key=lambda row: str(row[0]))
    }
    return {
        code: {
            "name": name,
            "journal": {"chain_no": chain_no, "hash": chain},
            "trail": {"position": position, "hash": trail},
            "trial_balance": {
                "accounts": len(balances.get(code, [])),
                "debit_rp": sum(row[1] for row in balances.get(code, [])),
                "credit_rp": sum(row[2] for row in balances.get(code, [])),
                "sha256": trial_balance_hash(balances.get(code, [])),
            },
        }
        for code, name, chain_no, chain, position, trail in _rows(_ENDS, asked)
    }


def migrations_of(apps: Collection[str]) -> dict[str, str]:
    """Tell the last migration of each of these applications."""
    return dict(_rows(_MIGRATIONS, {"apps": sorted(apps)}))


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
