"""`guyub calc savings-interest`."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.savings.domain.interest import (
    COMPOUNDING,
    Contract,
    InterestRefusedError,
    Method,
    interest_of,
)
from guyub.finance.savings.domain.terms import DayCount
from guyub.foundation.kernel.calculation import Rule, choice, nullable, record, strings
from guyub.foundation.kernel.money import Rounding, rounded

if TYPE_CHECKING:
    from guyub.finance.savings.domain.interest import Step
    from guyub.foundation.kernel.calculation import Json

DATE = {"type": "string", "format": "date"}
WHOLE = {"type": "integer"}
PLACES = 20  # of a decimal text; what ends earlier is written to its end
_RATE = re.compile(r"\d{1,6}(\.\d{1,12})?", re.ASCII)


def _list(**properties: dict[str, Json]) -> dict[str, Json]:
    return nullable({"type": "array", "items": record(**properties)}) | {"default": None}


def _savings_interest(given: dict[str, Json]) -> dict[str, Json]:
    found = interest_of(_contract(given))
    interest = rounded(found.exact, Rounding(given["rounding"]))
    tax = _tax(given["tax"], interest) if given["tax"] else 0
    return {
        "interest": interest,
        "interest_exact": _text(found.exact),
        "tax": tax,
        "net": interest - tax,
        "closing": found.closing + interest - tax,
        "base": _text(found.base),
        "steps": [_step(one) for one in found.steps],
    }


def _contract(given: dict[str, Json]) -> Contract:
    if not 0 <= given["minor_unit_digits"] <= 6:
        raise _refused("minor_unit_digits", "digits", "Isi 0 sampai 6.")
    told = [name for name in ("annual_rate", "rates", "tiers") if given[name] is not None]
    if len(told) != 1:
        raise _refused("annual_rate", "rates", "Beri tepat satu: annual_rate, rates, atau tiers.")
    first = date.fromisoformat(given["from"])
    dated = given["rates"] or ()
    if given["annual_rate"] is not None:
        dated = ({"on": given["from"], "annual_rate": given["annual_rate"]},)
    every = given["compounding"]
    return Contract(
        method=Method(given["method"]),
        day_count=DayCount(given["day_count"]),
        first=first,
        last=date.fromisoformat(given["to"]),
        opening=given["opening"],
        moves=[(date.fromisoformat(one["on"]), one["amount"]) for one in given["movements"]],
        rates=[(date.fromisoformat(one["on"]), _rate("rates", one["annual_rate"])) for one in dated],
        tiers=[(one["from"], _rate("tiers", one["annual_rate"])) for one in given["tiers"] or ()],
        every_months=None if every == "none" else COMPOUNDING[every],
    )


def _rate(name: str, written: str) -> Fraction:
    if not _RATE.fullmatch(written):
        raise _refused(name, "rate", 'Tulis suku sebagai pecahan, seperti "0.06" untuk 6 persen.')
    return Fraction(written)


def _tax(rule: dict[str, Json], interest: int) -> int:
    """Tax the interest when it is above the threshold; rounded down."""
    threshold = rule["threshold"]
    if threshold < 0:
        raise _refused("tax.threshold", "negative", "Batas bebas pajak tidak boleh kurang dari nol.")
    if interest <= threshold:
        return 0
    taxed = interest if rule["basis"] == "whole" else interest - threshold
    return int(taxed * _rate("tax.rate", rule["rate"]))


def _step(step: Step) -> dict[str, Json]:
    return {
        "from": step.first.isoformat(),
        "to": step.last.isoformat(),
        "base": _text(step.base),
        "annual_rate": _text(step.rate),
        "interest": _text(step.interest),
    }


def _text(exact: Fraction) -> str:
    """Write an exact number as a decimal text, cut after 20 places, no idle zeros."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    digits = str(rest * 10**PLACES // exact.denominator).rjust(PLACES, "0").rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


def _refused(name: str, wrong: str, message: str) -> InterestRefusedError:
    return InterestRefusedError(field=name, wrong=wrong, message=message)


RULES = (
    Rule(
        name="savings-interest",
        title="Menghitung jasa simpanan: saldo harian, rata-rata, atau terendah, dan pajaknya.",
        given={
            **record(
                method=choice(["daily", "average", "minimum"]),
                annual_rate=nullable(strings()) | {"default": None},
                rates=_list(on=DATE, annual_rate=strings()),
                tiers=_list(**{"from": WHOLE}, annual_rate=strings()),
                day_count=choice([one.value for one in DayCount]),
                **{"from": DATE},
                to=DATE,
                opening=WHOLE | {"default": 0},
                movements={"type": "array", "items": record(on=DATE, amount=WHOLE), "default": []},
                compounding=choice(["none", *COMPOUNDING]),
                tax=nullable(
                    record(
                        threshold=WHOLE | {"default": 0}, rate=strings(), basis=choice(["whole", "excess"])
                    )
                )
                | {"default": None},
                rounding=choice(["nearest", "half_even", "down"]),
                minor_unit_digits=WHOLE | {"default": 0},
            )
        },
        answer=record(
            interest=WHOLE,
            interest_exact=strings(),
            tax=WHOLE,
            net=WHOLE,
            closing=WHOLE,
            base=strings(),
            steps={
                "type": "array",
                "items": record(
                    **{"from": DATE}, to=DATE, base=strings(), annual_rate=strings(), interest=strings()
                ),
            },
        ),
        calculate=_savings_interest,
    ),
)
