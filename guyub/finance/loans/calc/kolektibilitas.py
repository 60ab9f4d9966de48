"""`guyub calc kolektibilitas`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.amounts import amount_fault
from guyub.finance.loans.domain.kolektibilitas import Collateral, Loan, assess, refused
from guyub.finance.loans.domain.kolektibilitas_schemes import (
    MONTH_DAYS,
    SCHEMES,
    Kolektibilitas,
    Rhythm,
    scheme_in_force,
)
from guyub.foundation.kernel.calculation import Rule, choice, nullable, record, strings

if TYPE_CHECKING:
    from guyub.finance.loans.domain.kolektibilitas import Line, Total
    from guyub.foundation.kernel.calculation import Json

WHOLE = {"type": "integer"}
ID = {"type": ["string", "integer"]}
AMOUNT = nullable(WHOLE) | {"default": 0}
MONTHS = nullable({"type": ["number", "string"]}) | {"default": None}
RATE = nullable(strings()) | {"default": None}
NO = {"type": "boolean", "default": False}
YES = {"type": "boolean", "default": True}
PLACES = 10  # of a ratio that does not end
ENDS_WITHIN = 20  # places: written to its end
_NUMBER = re.compile(r"-?\d{1,7}(\.\d{1,18})?", re.ASCII)


def _kolektibilitas(given: dict[str, Json]) -> dict[str, Json]:
    found = assess(
        [_loan(one, f"loans[{at}]") for at, one in enumerate(given["loans"])],
        scheme=scheme_in_force(name=given["scheme"]),
        changed_rates={
            Kolektibilitas(name): _fraction(f"matrix.{name}", rate)
            for name, rate in (given["matrix"] or {}).items()
            if rate is not None
        },
        reserve_rp=given["reserve"] or 0,
    )
    return {
        "loans": [
            {"id": one["id"], **_line(line)} for one, line in zip(given["loans"], found.lines, strict=True)
        ],
        "totals": {kind.value: _total(one) for kind, one in found.totals.items()},
        "provision": found.provision_rp,
        "rpm": found.rpm_rp,
        "rpm_ratio": _text(found.rpm_ratio),
        "non_performing_ratio": _text(found.non_performing_ratio),
        "coverage": _text(found.coverage),
    }


def _loan(given: dict[str, Json], field: str) -> Loan:
    if given["days_overdue"] is not None and given["months_overdue"] is not None:
        raise refused(f"{field}.days_overdue", "overdue", "Beri satu saja: days_overdue atau months_overdue.")
    overdue = _months(f"{field}.months_overdue", given["months_overdue"])
    share = given["collateral_share"]
    return Loan(
        loan_id=str(given["id"]),
        outstanding_rp=given["outstanding"],
        overdue_days=_days(f"{field}.days_overdue", given["days_overdue"] or 0)
        if overdue is None
        else overdue,
        past_maturity=given["past_maturity"],
        collateral=(
            Collateral(
                given["collateral"] or 0,
                Fraction(1) if share is None else _fraction(f"{field}.collateral_share", share),
            ),
        ),
        rhythm=Rhythm(given["rhythm"]),
        interest_overdue_days=_months(f"{field}.interest_months_overdue", given["interest_months_overdue"]),
        interest_rp=given["interest"] or 0,
        is_salvageable=given["salvageable"],
        doubtful_days=_months(f"{field}.doubtful_months", given["doubtful_months"]),
        is_handed_over=given["handed_over"],
    )


def _days(field: str, days: int) -> Fraction:
    fault = amount_fault(days)
    if fault:
        raise refused(field, fault[0], "Hari tunggakan dari 0, dan tidak lebih dari yang dapat dicatat.")
    return Fraction(days)


def _months(field: str, written: Json) -> Fraction | None:
    """Read months, whole or with a decimal point, as days."""
    if written is None:
        return None
    if not _NUMBER.fullmatch(str(written)):
        raise refused(field, "number", 'Tulis bulan sebagai angka, seperti 3 atau "3.5".')
    months = Fraction(str(written))
    if months < 0:
        raise refused(field, "negative", "Lama waktu tidak boleh kurang dari nol.")
    return months * MONTH_DAYS


def _fraction(field: str, written: str) -> Fraction:
    if not _NUMBER.fullmatch(written):
        raise refused(field, "rate", 'Tulis sebagai pecahan, seperti "0.1" untuk 10 persen.')
    return Fraction(written)


def _line(line: Line) -> dict[str, Json]:
    return {
        "class": line.verdict.kolektibilitas.value,
        "provision": line.provision_rp,
        "reason": line.verdict.reason,
    }


def _total(total: Total) -> dict[str, Json]:
    return {"outstanding": total.outstanding_rp, "provision": total.provision_rp, "count": total.count}


def _text(exact: Fraction) -> str:
    """Write a ratio as a decimal text: to its end where it has one, else 10 places, half up; no idle zeros."""
    places = ENDS_WITHIN if 10**ENDS_WITHIN % exact.denominator == 0 else PLACES
    whole, rest = divmod(int(exact * 10**places + Fraction(1, 2)), 10**places)
    digits = str(rest).rjust(places, "0").rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


_CLASS_TOTAL = record(outstanding=WHOLE, provision=WHOLE, count=WHOLE)
RULES = (
    Rule(
        name="kolektibilitas",
        title="Menggolongkan pinjaman menurut tunggakan dan menghitung penyisihan, RPM, dan rasionya.",
        given=record(
            scheme=choice([one.name for one in SCHEMES]),
            loans={
                "type": "array",
                "items": record(
                    id=ID,
                    outstanding=WHOLE,
                    days_overdue=nullable(WHOLE) | {"default": None},
                    months_overdue=MONTHS,
                    past_maturity=NO,
                    collateral=AMOUNT,
                    collateral_share=RATE,
                    rhythm=choice([one.value for one in Rhythm]),
                    interest_months_overdue=MONTHS,
                    interest=AMOUNT,
                    salvageable=YES,
                    doubtful_months=MONTHS,
                    handed_over=NO,
                ),
            },
            matrix=nullable(record(**{one.value: RATE for one in Kolektibilitas})) | {"default": None},
            reserve=AMOUNT,
        ),
        answer=record(
            loans={
                "type": "array",
                "items": record(**{"id": ID, "class": strings(), "provision": WHOLE, "reason": strings()}),
            },
            totals=record(
                **{
                    one.value: _CLASS_TOTAL | ({"default": None} if one.value == "DPK" else {})
                    for one in Kolektibilitas
                }
            ),
            provision=WHOLE,
            rpm=WHOLE,
            rpm_ratio=strings(),
            non_performing_ratio=strings(),
            coverage=strings(),
        ),
        calculate=_kolektibilitas,
    ),
)
