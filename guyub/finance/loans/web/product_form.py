"""The form of a product's terms: what it shows, and reading what was typed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.finance.loans.domain.contracts import KIND_ORDER
from guyub.finance.loans.domain.offering import (
    MONTHS_A_YEAR,
    MOST_FEES,
    MOST_NUMBER,
    LoanProductRefusedError,
    Offered,
    rate_words,
)
from guyub.finance.loans.domain.offering_words import (
    METHOD_WORDS,
    MODE_WORDS,
    OF_WORDS,
    PAYOFF_WORDS,
    PER_WORDS,
    every_words,
)
from guyub.finance.loans.domain.product_names import ppm_in
from guyub.finance.loans.domain.servicing import PayoffInterest, Penalty, PenaltyOf, PenaltyPer, Servicing
from guyub.finance.loans.domain.terms import MILLION, Every, Fee, FeeOf, FeeWhen, Method, Unit
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.money import Rounding, parse_rp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest

PERS = {"bulan": "Sebulan", "tahun": "Setahun"}
EVERIES = {
    f"{every.unit.value}-{every.count}": every
    for every in (
        Every(Unit.MONTH),
        Every(Unit.WEEK),
        Every(Unit.WEEK, 2),
        Every(Unit.PASARAN),
        Every(Unit.DAY),
        Every(Unit.MONTH, 3),
        Every(Unit.MONTH, 6),
    )
}
FEE_TIMES: Mapping[str, tuple[FeeWhen, FeeOf, str]] = {
    "cair": (FeeWhen.DISBURSEMENT, FeeOf.LOAN, "Dipotong saat cair"),
    "tiap": (FeeWhen.EACH, FeeOf.LOAN, "Tiap angsuran, dari pinjaman"),
    "tiap_angsuran": (FeeWhen.EACH, FeeOf.INSTALMENT, "Tiap angsuran, dari angsurannya"),
    "tiap_sisa": (FeeWhen.EACH, FeeOf.BALANCE, "Tiap angsuran, dari sisa"),
}
OWNERS = {"koperasi": "Untuk koperasi", "asuransi": "Premi, untuk asuransi"}
STEPS = (1, 50, 100, 500, 1000)
PAYOFFS = (PayoffInterest.TO_DAY, PayoffInterest.FULL_PERIOD, PayoffInterest.RULE_78)
MODES = (Rounding.UP, Rounding.NEAREST, Rounding.DOWN)
USUAL = {
    "method": Method.FLAT.value,
    "per": "bulan",
    "every": "month-1",
    "least_instalments": "3",
    "most_instalments": "12",
    "penalty_of": PenaltyOf.INSTALMENT.value,
    "penalty_per": PenaltyPer.ONCE.value,
    "payoff": PayoffInterest.TO_DAY.value,
    "step": "1",
    "mode": Rounding.UP.value,
}


def offered_typed(request: HttpRequest) -> Offered:
    """Read terms.

    Raises:
        LoanProductRefusedError: ``day percent choice numbers days fee``.
        AmountNotUnderstoodError: An amount is none.
    """
    from_on = day_of(request, "from_on", LoanProductRefusedError, "day")
    usual = _a_year(request, "rate")
    fees, premiums = _fees(request)
    return Offered(
        from_on=from_on,
        method=_chosen(request, "method", {one.value: one for one in Method}),
        rate_ppm=usual,
        rate_from_ppm=_a_year(request, "rate_from", usual),
        rate_to_ppm=_a_year(request, "rate_to", usual),
        least_rp=parse_rp(typed_of(request, "least_rp")),
        most_rp=parse_rp(typed_of(request, "most_rp")),
        least_instalments=_count(request, "least_instalments", "numbers"),
        most_instalments=_count(request, "most_instalments", "numbers"),
        every=_chosen(request, "every", EVERIES),
        guarantor_above_rp=_rp(request, "guarantor_above"),
        collateral_above_rp=_rp(request, "collateral_above"),
        fees=fees,
        premiums=premiums,
        grace_principal=_count(request, "grace_principal", "numbers", 0),
        instalment_to=_chosen(request, "step", {str(one): one for one in STEPS}, 1),
        mode=_chosen(request, "mode", {one.value: one for one in MODES}, Rounding.UP),
        servicing=Servicing(
            allocation=KIND_ORDER,
            payoff_interest=_chosen(
                request, "payoff", {one.value: one for one in PAYOFFS}, PayoffInterest.TO_DAY
            ),
            penalty=_penalty(request),
        ),
    )


def terms_context(
    request: HttpRequest, *, now: Offered | None, today: date, penalty_most: str
) -> dict[str, Any]:
    """Give what the form of terms shows: what was typed, or else the terms that hold, or else what is usual.

    Args:
        request: What was typed.
        now: The terms that hold, if any.
        today: The business date.
        penalty_most: The ceiling of a penalty in percent, without its sign; empty: none holds.
    """
    kept = USUAL | {"from_on": today.isoformat(), "penalty_cap": penalty_most}
    if now is not None:
        kept |= _of_terms(now)

    def said(field: str) -> str:
        return typed_of(request, field) if request.method == "POST" else kept.get(field, "")

    fields = ("from_on", "rate", "rate_from", "rate_to", "least_rp", "most_rp", "least_instalments",
              "most_instalments", "guarantor_above", "collateral_above", "grace_principal", "penalty",
              "penalty_cap", "penalty_after")  # fmt: skip
    return {name: said(name) for name in fields} | {
        "methods": choices({one.value: words for one, words in METHOD_WORDS.items()}, said("method")),
        "pers": choices(PERS, said("per")),
        "everies": choices(
            {key: every_words(one).capitalize() for key, one in EVERIES.items()}, said("every")
        ),
        "penalty_ofs": choices({one.value: words for one, words in OF_WORDS.items()}, said("penalty_of")),
        "penalty_pers": choices({one.value: words for one, words in PER_WORDS.items()}, said("penalty_per")),
        "payoffs": choices({one.value: PAYOFF_WORDS[one] for one in PAYOFFS}, said("payoff")),
        "steps": choices({str(one): f"Rp {number(one)}" for one in STEPS}, said("step")),
        "modes": choices({one.value: MODE_WORDS[one] for one in MODES}, said("mode")),
        "fee_rows": [_fee_row(at, said) for at in range(MOST_FEES)],
        "has_fees": any(said(f"fee_name{at}") for at in range(MOST_FEES)),
        "has_penalty": bool(said("penalty")),
        "has_more": any(said(name) for name in ("guarantor_above", "collateral_above", "grace_principal")),
    }


def _fee_row(at: int, said: Any) -> dict[str, Any]:
    return {
        "at": at,
        "name": said(f"fee_name{at}"),
        "much": said(f"fee{at}"),
        "times": choices({key: words for key, (*_, words) in FEE_TIMES.items()}, said(f"fee_time{at}")),
        "owners": choices(OWNERS, said(f"fee_owner{at}")),
    }


def _of_terms(now: Offered) -> dict[str, str]:
    """Write terms as the form shows them; the rate a month where it is a round one."""
    rates = (now.rate_ppm, now.rate_from_ppm, now.rate_to_ppm)
    is_monthly = not any(ppm % MONTHS_A_YEAR for ppm in rates)
    parts = MONTHS_A_YEAR if is_monthly else 1
    told = {
        "method": now.method.value,
        "per": "bulan" if is_monthly else "tahun",
        "least_rp": number(now.least_rp),
        "most_rp": number(now.most_rp),
        "least_instalments": str(now.least_instalments),
        "most_instalments": str(now.most_instalments),
        "every": f"{now.every.unit.value}-{now.every.count}",
        "guarantor_above": _above(now.guarantor_above_rp),
        "collateral_above": _above(now.collateral_above_rp),
        "grace_principal": str(now.grace_principal or ""),
        "step": str(now.instalment_to),
        "mode": now.mode.value,
        "payoff": now.servicing.payoff_interest.value,
    }
    for name, ppm in zip(("rate", "rate_from", "rate_to"), rates, strict=True):
        told[name] = _bare(ppm // parts)
    for at, fee in enumerate(now.fees):
        told |= {
            f"fee_name{at}": fee.name,
            f"fee{at}": rate_words(int(fee.rate * MILLION))
            if fee.rate is not None
            else number(fee.amount or 0),
            f"fee_time{at}": next(
                (key for key, (when, of, _) in FEE_TIMES.items() if (when, of) == (fee.when, fee.of)), "cair"
            ),
            f"fee_owner{at}": "asuransi" if fee.name in now.premiums else "koperasi",
        }
    return told | _of_penalty(now.servicing.penalty)


def _of_penalty(penalty: Penalty | None) -> dict[str, str]:
    if penalty is None:
        return {}
    return {
        "penalty": rate_words(int(penalty.rate * MILLION)) if penalty.rate else number(penalty.amount),
        "penalty_of": penalty.of.value,
        "penalty_per": penalty.per.value,
        "penalty_after": str(penalty.grace_days or ""),
        "penalty_cap": _bare(int((penalty.cap or 0) * MILLION)),
    }


def _fees(request: HttpRequest) -> tuple[tuple[Fee, ...], tuple[str, ...]]:
    fees, premiums = list[Fee](), list[str]()
    for at in range(MOST_FEES):
        name = " ".join(typed_of(request, f"fee_name{at}").split())
        much = typed_of(request, f"fee{at}").strip()
        if bool(name) != bool(much):
            raise LoanProductRefusedError(wrong="fee")
        if not name:
            continue
        when, of, _ = _chosen(request, f"fee_time{at}", FEE_TIMES, FEE_TIMES["cair"])
        if much.endswith("%"):
            fees.append(Fee(name=name, rate=Fraction(ppm_in(much), MILLION), when=when, of=of))
        else:
            fees.append(Fee(name=name, amount=parse_rp(much), when=when))
        if typed_of(request, f"fee_owner{at}") == "asuransi":
            premiums.append(name)
    return tuple(fees), tuple(premiums)


def _penalty(request: HttpRequest) -> Penalty | None:
    """Read what being late costs: rupiah, or percent where it is marked so; nothing typed, or nothing: no penalty."""
    much = typed_of(request, "penalty").strip()
    is_rate = much.endswith("%")
    worth = (ppm_in(much) if is_rate else parse_rp(much)) if much else 0
    if not worth:
        return None
    return Penalty(
        rate=Fraction(worth, MILLION) if is_rate else Fraction(0),
        amount=0 if is_rate else worth,
        of=_chosen(request, "penalty_of", {one.value: one for one in PenaltyOf}, PenaltyOf.INSTALMENT),
        per=_chosen(request, "penalty_per", {one.value: one for one in PenaltyPer}, PenaltyPer.ONCE),
        grace_days=_count(request, "penalty_after", "days", 0),
        cap=Fraction(ppm_in(typed_of(request, "penalty_cap")), MILLION),
    )


def _a_year(request: HttpRequest, field: str, otherwise: int | None = None) -> int:
    written = typed_of(request, field).strip()
    if not written and otherwise is not None:
        return otherwise
    return ppm_in(written) * (MONTHS_A_YEAR if typed_of(request, "per") != "tahun" else 1)


def _count(request: HttpRequest, field: str, wrong: str, otherwise: int | None = None) -> int:
    written = typed_of(request, field).strip()
    if not written and otherwise is not None:
        return otherwise
    if not (written.isascii() and written.isdigit() and len(written) < 5):
        raise LoanProductRefusedError(wrong=wrong, most=MOST_NUMBER)
    return int(written)


def _chosen(request: HttpRequest, field: str, among: Mapping[str, Any], otherwise: Any = None) -> Any:
    """Give what was chosen; nothing chosen is what is usual, something else is no choice of the form."""
    written = typed_of(request, field)
    if not written and otherwise is not None:
        return otherwise
    if written not in among:
        raise LoanProductRefusedError(wrong="choice")
    return among[written]


def _rp(request: HttpRequest, field: str) -> int | None:
    written = typed_of(request, field).strip()
    return parse_rp(written) if written else None


def _above(above_rp: int | None) -> str:
    return "" if above_rp is None else number(above_rp)


def _bare(ppm: int) -> str:
    return rate_words(ppm).removesuffix("%")
