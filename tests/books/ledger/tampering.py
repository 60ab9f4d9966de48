"""Changing a stored journal behind the product's back, as whoever holds the whole database could."""

import hashlib
import re
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from guyub.books.ledger.domain.seal import link_hash
from guyub.books.ledger.selectors.verify import journal_entries
from guyub.foundation.kernel.tenancy.scope import current_scope, scope
from tests.conftest import logged_in_as

COLUMNS = """
    SELECT column_name, format_type(a.atttypid, a.atttypmod)
    FROM information_schema.columns c JOIN pg_attribute a
        ON a.attrelid = c.table_name::regclass AND a.attname = c.column_name
    WHERE c.table_schema = 'public' AND table_name = %s ORDER BY 1
"""


class UndoneError(Exception):
    """Takes a change back."""


@contextmanager
def walls_down(postgresql, place):
    """Log in as the server's master, with every trigger and key asleep, inside one transaction of one cooperative."""
    with logged_in_as(postgresql, "postgres"), scope(place.id):
        run("SET LOCAL session_replication_role = replica")
        yield
    connection.close()


def run(statement, values=()):
    """Run a statement; give its rows, where it has some."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def columns(table):
    """List a table's columns with their types."""
    return run(COLUMNS, [table])


@contextmanager
def undone():
    """Do something and take it back."""
    try:
        with transaction.atomic():
            yield
            raise UndoneError
    except UndoneError:
        pass


def one_byte_changed(chance, written, kind):
    """Change one byte of a value as the database writes it; None becomes something."""
    if written is None:
        return "0193a1b2-1234-7abc-8def-0123456789ab" if kind == "uuid" else "7"
    if kind == "bytea":
        at = chance.randrange(len(written) // 2 - 1) * 2 + 2
        return (
            written[:at]
            + f"{int(written[at : at + 2], 16) ^ (1 << chance.randrange(8)):02x}"
            + written[at + 2 :]
        )
    if written == "":
        return chance.choice("aX ")
    at = chance.randrange(len(written))
    pool = "0123456789abcdef" if re.fullmatch(r"[0-9a-f:. +-]+", written) else "abcXYZ 019.,-"
    other = chance.choice([letter for letter in pool if letter != written[at]])
    return written[:at] + other + written[at + 1 :]


def change_one_byte(chance, table, key):
    """Change one byte of one row's column; tell what, or None where the value is none or the table refuses it."""
    name, kind = chance.choice(columns(table))
    pick = f"SELECT ctid::text, {name}::text FROM {table} WHERE cooperative_id = %s ORDER BY {key}"  # noqa: S608  our own names
    change = (
        f"UPDATE {table} SET {name} = %s::{kind} WHERE cooperative_id = %s AND ctid = %s::tid"  # noqa: S608  likewise
        f" RETURNING {name}::text"
    )
    picked = run(pick, [_place()])
    ctid, before = chance.choice(picked)
    after = one_byte_changed(chance, before, kind)
    try:
        with transaction.atomic():
            ((kept,),) = run(change, [after, _place(), ctid])
    except DatabaseError:
        return None
    return None if kept == before else f"{table}.{name}: {before!r} → {after!r}"


def cut_tail(place, after):
    """Throw everything after a place in the chain away, and mend all that tells of it."""
    run(
        "DELETE FROM ledger_journalline l WHERE l.cooperative_id = %s AND l.entry_id IN (SELECT e.id FROM"
        " ledger_journalentry e WHERE e.cooperative_id = %s AND e.chain_no > %s)",
        [place.id, place.id, after],
    )
    run("DELETE FROM ledger_journalentry WHERE cooperative_id = %s AND chain_no > %s", [place.id, after])
    mend(place)


def rewrite_tail(place, after, factor):
    """Multiply every amount after a place in the chain, and seal, chain and sum everything anew."""
    run(
        "UPDATE ledger_journalline l SET amount_rp = amount_rp * %s WHERE l.cooperative_id = %s AND l.entry_id IN"
        " (SELECT e.id FROM ledger_journalentry e WHERE e.cooperative_id = %s AND e.chain_no > %s)",
        [factor, place.id, place.id, after],
    )
    run(
        "UPDATE ledger_journalentry SET total_rp = total_rp * %s WHERE cooperative_id = %s AND chain_no > %s",
        [factor, place.id, after],
    )
    mend(place)


def mend(place):
    """Seal and chain all entries as they now are, count and sum them anew."""
    previous, last, day = bytes(32), 0, "2024-12-31"
    for entry in list(journal_entries(place=place)):
        facts = hashlib.sha256(entry.text.encode()).digest()
        previous = link_hash(
            previous, entry.chain_no, entry.entry_id, entry.number, entry.days, entry.posted_us, facts
        )
        last, day = entry.chain_no, max(day, entry.dated_on)
        run(
            "UPDATE ledger_journalentry SET facts_hash = %s, hash = %s WHERE cooperative_id = %s AND chain_no = %s",
            [facts, previous, place.id, last],
        )
    run(
        "UPDATE ledger_journalhead SET chain_no = %s, hash = %s, last_dated_on = %s WHERE cooperative_id = %s",
        [last, previous, day, place.id],
    )
    run("DELETE FROM ledger_accountbalance WHERE cooperative_id = %s", [place.id])
    run(
        "INSERT INTO ledger_accountbalance (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,"
        " debit_rp, credit_rp) SELECT l.cooperative_id, l.account_id, l.unit_id, date_trunc('month', l.dated_on),"
        " e.phase, l.flow, date_trunc('month', e.posted_at AT TIME ZONE 'UTC'), sum(greatest(l.amount_rp, 0)),"
        " sum(greatest(-l.amount_rp, 0)) FROM ledger_journalline l JOIN ledger_journalentry e"
        " ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id"
        " WHERE l.cooperative_id = %s GROUP BY 1, 2, 3, 4, 5, 6, 7",
        [place.id],
    )
    run("DELETE FROM kernel_numbercounter WHERE cooperative_id = %s AND series LIKE 'ledger.%%'", [place.id])
    run(
        "INSERT INTO kernel_numbercounter (cooperative_id, series, year, last) SELECT e.cooperative_id,"
        " 'ledger.' || e.series, e.year, max(e.number) FROM ledger_journalentry e WHERE e.cooperative_id = %s"
        " GROUP BY 1, 2, 3",
        [place.id],
    )


def _place():
    return next(iter(current_scope().cooperative_ids))
