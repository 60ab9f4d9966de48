"""What the pages of products share: the frame, decisions to choose from, what a card says, an example worked out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import choices
from guyub.finance.loans.domain.offering import contract_of, dearest, effective_ppm, rate_words
from guyub.finance.loans.domain.offering_words import (
    METHOD_WORDS,
    SHORT_METHODS,
    amount_words,
    month_words,
    offered_facts,
    times_words,
)
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import MILLION, Unit
from guyub.finance.loans.web.forms.simulator import query_of
from guyub.finance.loans.web.frame import framed
from guyub.finance.loans.web.offer_fields import METHODS, UNITS
from guyub.finance.loans.web.offer_words import percent_words
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import decisions_of
from guyub.foundation.parameters.web.words import BODY_WORDS

if TYPE_CHECKING:
    from guyub.finance.loans.domain.offering import Caps, Offered
    from guyub.finance.loans.domain.schedules import Instalment, Schedule
    from guyub.finance.loans.selectors.offers import Offer

TAB = "loan_products:products"
USUAL_RP, USUAL_NUMBER = 1_000_000, 12
_MOST_CHOICES = 50
_SIMULATED = {unit: name for name, unit in UNITS.items()}


page = partial(framed, tab=TAB)


@dataclass(frozen=True, slots=True)
class Example(Row):
    """One loan of usual size under terms, worked out; whole rupiah."""

    amount_rp: int
    times: int
    in_hand_rp: int
    first_rp: int
    last_rp: int
    total_rp: int
    cost_rp: int
    told: str
    real: str
    real_without_premium: str
    lines: tuple[Instalment, ...]
    has_fees: bool
    simulator: str


def decision_choices(cooperative_id: int, selected: str) -> list[dict[str, object]]:
    """Give the newest decisions to choose from, with whose they are. One query."""
    rows = decisions_of(cooperative_id=cooperative_id, most=_MOST_CHOICES)
    said = {str(row.id): f"{row.number}, {row.title} ({BODY_WORDS[row.body].lower()})" for row in rows}
    return choices(said, selected, empty="pilih")


def card_of(offer: Offer) -> dict[str, Any]:
    """Say what a card tells of a product: its rate, since when, by what, what it really costs, what comes next."""
    now, coming = offer.now, offer.next
    said: dict[str, Any] = {"offer": offer}
    if now:
        terms = now.offered
        said |= {
            "figure": rate_words(terms.rate_ppm),
            "small": f"setahun {SHORT_METHODS[terms.method]}",
            "monthly": f"{month_words(terms.rate_ppm)} sebulan",
            "real": example_of(terms).real,
            "method": METHOD_WORDS[terms.method],
            "amounts": amount_words(terms),
            "times": times_words(terms),
            "since": terms.from_on,
            "by": now.number,
        }
    if coming:
        terms = coming.offered
        said["next"] = (f"{rate_words(terms.rate_ppm)} setahun {SHORT_METHODS[terms.method]}", terms.from_on)
    return said


def facts_of(offered: Offered) -> list[tuple[str, str]]:
    """Say terms line by line."""
    return offered_facts(offered, dearest(offered))


def example_of(offered: Offered) -> Example:
    """Work out a loan of usual size: a million over twelve instalments, or what comes next to it under the terms."""
    amount_rp = min(max(USUAL_RP, offered.least_rp), offered.most_rp)
    times = min(max(USUAL_NUMBER, offered.least_instalments), offered.most_instalments)
    contract = contract_of(offered, amount_rp=amount_rp, instalments=times, rate_ppm=offered.rate_ppm)
    found = schedule_of(contract.terms)
    rates = found.rates()
    real = "" if rates is None else percent_words(rates[0])
    total_rp = sum(line.total for line in found.instalments)
    return Example(
        amount_rp=amount_rp,
        times=times,
        in_hand_rp=found.net,
        first_rp=found.instalments[0].total,
        last_rp=found.instalments[-1].total,
        total_rp=total_rp,
        cost_rp=total_rp - found.net,
        told=rate_words(offered.rate_ppm),
        real=real,
        real_without_premium=(
            percent_words(Fraction(effective_ppm(contract), MILLION)) if offered.premiums else ""
        ),
        lines=found.instalments,
        has_fees=any(line.fee for line in found.instalments),
        simulator=_simulated(offered, found),
    )


def warnings_of(offered: Offered, caps: Caps | None) -> list[str]:
    """Say which ceilings of today the terms that hold are above: they fell since these were set."""
    if caps is None:
        return []
    found = (
        ("Jasa", offered.rate_to_ppm, caps.nominal),
        ("Jasa sebenarnya", dearest(offered).ppm, caps.effective),
    )
    return [
        f"{label} paling tinggi {rate_words(ppm)} setahun, di atas batas {rate_words(cap.ppm)} ({cap.basis})."
        for label, ppm, cap in found
        if ppm > cap.ppm
    ]


def caps_words(caps: Caps | None) -> dict[str, str]:
    """Say the ceilings of today beside the fields that they hold."""
    if caps is None:
        return {"most": "", "most_real": "", "most_penalty": "", "basis": ""}
    return {
        "most": rate_words(caps.nominal.ppm),
        "most_real": rate_words(caps.effective.ppm),
        "most_penalty": rate_words(caps.penalty.ppm),
        "basis": caps.nominal.basis,
    }


def _simulated(offered: Offered, found: Schedule) -> str:
    """Write the example as an address of the simulator; empty where that knows no such rhythm or changing fees."""
    fees = {line.fee for line in found.instalments}
    if offered.every.count > 1 or offered.every.unit is Unit.YEAR or offered.grace_principal or len(fees) > 1:
        return ""
    told = {
        "nama": "Koperasi",
        "pokok": number(found.terms.lent),
        "suku": rate_words(offered.rate_ppm).removesuffix("%"),
        "per": "tahun",
        "cara": next(name for name, (method, *_) in METHODS.items() if method is offered.method),
        "kali": str(len(found.instalments)),
        "tiap": _SIMULATED[offered.every.unit],
    }
    if found.fee:
        told["potong"] = number(found.fee)
    if each := fees.pop():
        told["iuran"] = number(each)
    return query_of([("pinjaman", told)])
