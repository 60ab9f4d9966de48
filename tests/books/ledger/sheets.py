"""Movements and statements in few words, for tests of the ledger."""

import datetime as dt

from guyub.books.ledger.domain.movements import Books, Column, Movement
from guyub.books.ledger.selectors.chart import chart

SINCE, UNTIL = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def moved(code, opening=0, debit=0, credit=0, *, phase=0, flow=""):
    """Make one movement of an account; its name is the chart's, a cooperative's own is called ``own CODE``."""
    above = chart().above(code)
    name = above.name if above.code == code else f"own {code}"
    return Movement(code, name, above, phase, flow, opening, debit, credit)


def books(*columns, main=0, is_consolidated=False):
    """Make books of columns, each a list of movements."""
    titled = tuple(Column(f"kolom {at}", movements) for at, movements in enumerate(columns))
    return Books(
        chart=chart(),
        columns=titled,
        main=main,
        since=SINCE,
        until=UNTIL,
        is_consolidated=is_consolidated,
    )


def shown(statement):
    """Write a statement as a table: one line for each row, the title, then its amounts with dots; headings bare."""
    return [
        " | ".join([row.title, *("-" if rp is None else f"{rp:_}".replace("_", ".") for rp in row.amounts)])
        for row in statement.rows
    ]


def table(text):
    """Read such a table from a test's own text."""
    return [" | ".join(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


def ties(statement):
    """Tell name and both sides of every tie that holds; a broken one is marked."""
    return [
        (tie.name if tie.holds else f"BROKEN {tie.name}", tie.left_rp, tie.right_rp) for tie in statement.ties
    ]


def sums_are_exact(statement):
    """Check what every sum says: its amounts are its parts, column by column."""
    for row in statement.rows:
        if row.sums:
            width = range(len(row.amounts))
            added = tuple(
                sum(sign * (statement.rows[place].amounts[at] or 0) for place, sign in row.sums)
                for at in width
            )
            assert row.amounts == added, row
    return True
