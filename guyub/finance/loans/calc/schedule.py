"""`guyub calc loan-schedule`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.calc.shapes import INSTALMENT, TERMS, WHOLE, terms_of, text_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.foundation.kernel.calculation import Rule, nullable, record, strings

if TYPE_CHECKING:
    from guyub.finance.loans.domain.schedules import Instalment
    from guyub.foundation.kernel.calculation import Json

SUMS = ("drawn", "principal", "interest", "fee", "total")


def _loan_schedule(given: dict[str, Json]) -> dict[str, Json]:
    found = schedule_of(terms_of(given))
    rows = [row_of(one) for one in found.instalments]
    nominal, effective = found.rates() or (None, None)
    return {
        "instalments": rows,
        "totals": {name: sum(row[name] for row in rows) for name in SUMS},
        "at_disbursement": {"fee": found.fee, "net": found.net},
        "nominal_annual_rate": None if nominal is None else f"{nominal:f}",
        "effective_annual_rate": None if effective is None else f"{effective:f}",
    }


def row_of(one: Instalment) -> dict[str, Json]:
    """Write a line of a schedule."""
    return {
        "no": one.no,
        "due_on": text_of(one.due_on),
        "opening": one.opening,
        "drawn": one.drawn,
        "principal": one.principal,
        "interest": one.interest,
        "fee": one.fee,
        "total": one.total,
        "closing": one.closing,
    }


RULES = (
    Rule(
        name="loan-schedule",
        title="Menyusun jadwal angsuran pinjaman dengan cara apa pun yang dipakai, tepat sampai rupiah.",
        given=TERMS,
        answer=record(
            instalments={"type": "array", "items": INSTALMENT},
            totals=record(**dict.fromkeys(SUMS, WHOLE)),
            at_disbursement=record(fee=WHOLE, net=WHOLE),
            nominal_annual_rate=nullable(strings()),
            effective_annual_rate=nullable(strings()),
        ),
        calculate=_loan_schedule,
    ),
)
