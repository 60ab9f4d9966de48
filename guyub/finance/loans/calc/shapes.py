"""What the rules of loans take and give in common: terms as JSON."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.terms import (
    DayCount,
    Every,
    Fee,
    FeeOf,
    FeeWhen,
    Method,
    Terms,
    Tranche,
    Unit,
    refused,
)
from guyub.foundation.kernel.calculation import checked, choice, nullable, record, strings
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json, Schema

DATE: Schema = {"type": "string", "format": "date"}
WHOLE: Schema = {"type": "integer"}
NULL_DATE: Schema = nullable(DATE) | {"default": None}
NULL_WHOLE: Schema = nullable(WHOLE) | {"default": None}
NULL_TEXT: Schema = nullable(strings()) | {"default": None}
_RATE = re.compile(r"-?\d{1,6}(\.\d{1,12})?", re.ASCII)


def rows(schema: Schema) -> Schema:
    """Describe a list that may be left out or null."""
    return nullable({"type": "array", "items": schema}) | {"default": None}


def zero() -> Schema:
    """Describe a whole number that may be left out."""
    return WHOLE | {"default": 0}


EVERY: Schema = record(unit=choice(["month", "day", "week", "year", "pasaran"]), count=WHOLE | {"default": 1})
ROUNDING: Schema = record(
    instalment_to=WHOLE | {"default": 1},
    mode=choice(Rounding),
    interest=choice(["nearest", "half_even", "down"]),
)
TERMS: Schema = record(
    principal=NULL_WHOLE,
    method={"type": "string", "enum": [one.value for one in Method]},
    rate=strings(),
    rate_per=choice(["year", "month"]),
    instalments=NULL_WHOLE,
    instalment_amount=NULL_WHOLE,
    every=nullable(EVERY) | {"default": None},
    disbursed_on=NULL_DATE,
    first_due_on=NULL_DATE,
    due_dates=rows(DATE),
    principal_parts=rows(WHOLE),
    balloon=zero(),
    day_count=choice(DayCount),
    grace_principal=zero(),
    grace_interest_payment=zero(),
    interest_free=zero(),
    rounding=nullable(ROUNDING) | {"default": None},
    fees=rows(
        record(
            name=strings() | {"default": ""},
            amount=NULL_WHOLE,
            rate=NULL_TEXT,
            when=choice(FeeWhen),
            of=choice(FeeOf),
        )
    ),
    tranches=rows(record(on=DATE, amount=WHOLE)),
    minor_unit_digits=zero(),
)
INSTALMENT: Schema = record(
    no=WHOLE,
    due_on=nullable(DATE),
    opening=WHOLE,
    drawn=WHOLE,
    principal=WHOLE,
    interest=WHOLE,
    fee=WHOLE,
    total=WHOLE,
    closing=WHOLE,
)


def terms_of(given: dict[str, Json]) -> Terms:
    """Read terms.

    Raises:
        TermsRefusedError: ``digits`` (more than 6), ``rate`` (not a decimal text), ``dates``.
    """
    if not 0 <= given["minor_unit_digits"] <= 6:
        raise refused("minor_unit_digits", "digits", "Isi 0 sampai 6.")
    rounding = checked(given["rounding"] or {}, ROUNDING, field="rounding")
    every = checked(given["every"] or {}, EVERY, field="every")
    return Terms(
        method=Method(given["method"]),
        principal=given["principal"] or 0,
        annual_rate=annual_rate_of(given["rate"], given, "rate"),
        instalments=given["instalments"],
        instalment_amount=given["instalment_amount"],
        every=Every(Unit(every["unit"]), every["count"]),
        disbursed_on=day_of(given["disbursed_on"]),
        first_due_on=day_of(given["first_due_on"]),
        due_dates=tuple(date.fromisoformat(one) for one in given["due_dates"] or ()),
        principal_parts=tuple(given["principal_parts"] or ()),
        balloon=given["balloon"],
        day_count=DayCount(given["day_count"]),
        grace_principal=given["grace_principal"],
        grace_interest_payment=given["grace_interest_payment"],
        interest_free=given["interest_free"],
        instalment_to=rounding["instalment_to"],
        mode=Rounding(rounding["mode"]),
        interest=Rounding(rounding["interest"]),
        fees=tuple(_fee(one) for one in given["fees"] or ()),
        tranches=tuple(
            Tranche(date.fromisoformat(one["on"]), one["amount"]) for one in given["tranches"] or ()
        ),
    )


def annual_rate_of(written: str, loan: dict[str, Json], field: str) -> Fraction:
    """Read a rate of a loan, which is told a year or a month.

    Raises:
        TermsRefusedError: ``rate``: it is not a decimal text.
    """
    return rate_of(written, field) * (12 if loan["rate_per"] == "month" else 1)


def rate_of(written: str, field: str) -> Fraction:
    """Read a rate.

    Raises:
        TermsRefusedError: ``rate``: it is not a decimal text.
    """
    if not _RATE.fullmatch(written):
        raise refused(field, "rate", 'Tulis suku sebagai pecahan, seperti "0.12" untuk 12 persen.')
    return Fraction(written)


def day_of(written: str | None) -> date | None:
    """Read a date that may be absent."""
    return None if written is None else date.fromisoformat(written)


def text_of(day: date | None) -> str | None:
    """Write a date that may be absent."""
    return None if day is None else day.isoformat()


def _fee(given: dict[str, Json]) -> Fee:
    return Fee(
        name=given["name"],
        amount=given["amount"],
        rate=None if given["rate"] is None else rate_of(given["rate"], "fees.rate"),
        when=FeeWhen(given["when"]),
        of=FeeOf(given["of"]),
    )
