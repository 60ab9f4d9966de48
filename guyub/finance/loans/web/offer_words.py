"""What the simulator says of an offer: its cost in sentences, in the same rows for each, and beside the others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.offers import GoodsOffer, Per, RateOffer, Why, verdict
from guyub.finance.loans.domain.terms import Unit
from guyub.finance.loans.web.offer_fields import METHODS
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.finance.loans.domain.offers import Cost
    from guyub.finance.loans.web.forms.simulator import Slot

HIGHEST = Decimal(10_000)  # a rate above a million percent says no more than that
MILLION = 1_000_000
MOST_LINES = 360
BELOW = "Di\u00a0bawah"
_METHOD_WORDS = {method: words for method, _, words in METHODS.values()}
_UNITS = {Unit.MONTH: "bulan", Unit.WEEK: "minggu", Unit.DAY: "hari", Unit.PASARAN: "pasaran"}
_EACH = {Unit.MONTH: "sebulan", Unit.WEEK: "seminggu", Unit.DAY: "sehari", Unit.PASARAN: "sepasaran"}
_WHY = {
    Why.LONGER: "{rate} berjalan lebih lama ({long}, bukan {short})",
    Why.LARGER: "{rate} memberi lebih banyak ({much}, bukan {little})",
    Why.LONGER_AND_LARGER: "{rate} memberi lebih banyak dan berjalan lebih lama ({long}, bukan {short})",
    Why.LATER: "pada {rate} pinjamannya lebih lambat berkurang",
}


@dataclass(frozen=True)
class Fact(Row):
    """One row of an offer's column."""

    label: str
    value: str
    note: str = ""
    is_sum: bool = False


@dataclass(frozen=True)
class Line(Row):
    """One row of a schedule; ``principal`` and ``interest`` are None where the offer does not tell them apart."""

    no: int
    total_rp: int
    principal_rp: int | None
    interest_rp: int | None
    fee_rp: int
    paid_rp: int
    left_rp: int


@dataclass(frozen=True)
class Ceiling(Row):
    """The highest rate a year that a cooperative may take, with where it comes from."""

    rate: Decimal
    basis: str
    source: str
    confidence: str
    since: str

    @property
    def words(self) -> str:
        """The rate as it is read."""
        return percent_words(self.rate, is_exact=True)

    @property
    def ppm(self) -> int:
        """For the line in the chart."""
        return int(self.rate * MILLION)


@dataclass(frozen=True)
class Column(Row):
    """One offer beside the others."""

    slot: Slot
    cost: Cost
    figure: str
    told: str
    sentence: str
    facts: list[Fact]
    is_cheapest: bool
    is_over: bool
    ceiling: Fact | None

    @property
    def ppm(self) -> int:
        """How long its bar is."""
        return int(min(self.cost.nominal, HIGHEST) * MILLION)

    @property
    def lines(self) -> list[Line]:
        """Its schedule, of very long ones the beginning."""
        return _lines(self.cost)[:MOST_LINES]

    @property
    def has_fees(self) -> bool:
        """True where something is due beside principal and interest."""
        return any(line.fee for line in self.cost.lines)

    @property
    def is_cut(self) -> bool:
        """True where the schedule goes on."""
        return self.cost.number > MOST_LINES


def percent_words(rate: Decimal | Fraction, *, is_exact: bool = False) -> str:
    """Write a rate: ``21,46%``, ``1.234,50%``; an exact one without the zeros behind: ``1,5%``."""
    told = Decimal(rate.numerator) / Decimal(rate.denominator) if isinstance(rate, Fraction) else rate
    if told > HIGHEST:
        return f"lebih dari {number(int(HIGHEST) * 100)}%"
    shown = f"{(told * 100).quantize(Decimal('0.000001' if is_exact else '0.01'), ROUND_HALF_UP):f}"
    whole, _, rest = shown.partition(".")
    rest = rest.rstrip("0") if is_exact else rest
    return f"{number(int(whole))}{',' + rest if rest else ''}%"


def column_of(slot: Slot, cost: Cost, ceiling: Ceiling | None) -> Column:
    """Say what one offer costs."""
    told, figure = told_words(cost), percent_words(cost.nominal)
    against = _against(cost, ceiling) if ceiling else None
    return Column(
        slot=slot,
        cost=cost,
        figure=figure,
        told=told,
        sentence=_sentence(cost, told, figure),
        facts=[*_facts(cost), *([against] if against else [])],
        is_cheapest=cost.by_rate == 1,
        is_over=against is not None and against.value != BELOW,
        ceiling=against,
    )


def told_words(cost: Cost) -> str:
    """Say an offer as it is told."""
    offer = cost.offer
    if isinstance(offer, RateOffer):
        per = "sebulan" if offer.per is Per.MONTH else "setahun"
        return f"{percent_words(offer.rate, is_exact=True)} {per} {_METHOD_WORDS[offer.method]}"
    return f"{rupiah(offer.instalment_rp)} {_EACH[offer.every.unit]}, {number(offer.number)} kali"


def term_words(cost: Cost) -> str:
    """Say how long an offer runs: ``12 bulan``, ``8 pasaran (40 hari)``."""
    unit = cost.offer.every.unit
    days = f" ({number(5 * cost.number)} hari)" if unit is Unit.PASARAN else ""
    return f"{number(cost.number)} {_UNITS[unit]}{days}"


def verdict_words(columns: Sequence[Column]) -> tuple[str, str]:
    """Say which offer is the cheapest: a title, and the reason behind it."""
    costs = [column.cost for column in columns]
    if len(columns) == 1:
        return f"{columns[0].slot.name}: sebenarnya {columns[0].figure} setahun", columns[0].sentence
    best = [column for column in columns if column.cost.by_rate == column.cost.by_rupiah == 1]
    if len(best) > 1:
        return (
            f"Sama murahnya: {' dan '.join(column.slot.name for column in best)}",
            f"Masing-masing {best[0].figure} setahun, biayanya {rupiah(best[0].cost.cost_rp)}.",
        )
    found = verdict(costs)
    by_rate, by_rupiah = found.by_rate.offer.name, found.by_rupiah.offer.name
    if found.why is None:
        return (
            f"Paling murah: {by_rate}",
            f"Sebenarnya {percent_words(found.by_rate.nominal)} setahun, biayanya "
            f"{rupiah(found.by_rate.cost_rp)}. Paling rendah suku maupun rupiahnya.",
        )
    why = _WHY[found.why].format(
        rate=by_rate,
        long=term_words(found.by_rate),
        short=term_words(found.by_rupiah),
        much=rupiah(found.by_rate.in_hand_rp),
        little=rupiah(found.by_rupiah.in_hand_rp),
    )
    return (
        f"Suku paling rendah: {by_rate}. Rupiah paling sedikit: {by_rupiah}",
        f"{by_rate} {percent_words(found.by_rate.nominal)} setahun dan {rupiah(found.by_rate.cost_rp)}; "
        f"{by_rupiah} {percent_words(found.by_rupiah.nominal)} setahun dan "
        f"{rupiah(found.by_rupiah.cost_rp)}. Keduanya berbeda karena {why}: lebih banyak rupiah, "
        "tetapi lebih murah untuk tiap rupiah yang dipakai.",
    )


def _sentence(cost: Cost, told: str, figure: str) -> str:
    if not cost.cost_rp:
        return "Tanpa biaya: yang dibayar sama dengan yang diterima."
    said = "Tertulis" if isinstance(cost.offer, RateOffer) else "Terdengar"
    owed = "dari sisa utang" if isinstance(cost.offer, GoodsOffer) else "dari sisa pinjaman"
    return f"{said} {told}, sebenarnya {figure} setahun {owed}."


def _facts(cost: Cost) -> list[Fact]:
    return [
        Fact("Diterima", rupiah(cost.in_hand_rp), _kept_words(cost)),
        Fact("Angsuran", rupiah(cost.first_rp or cost.last_rp), _payment_words(cost)),
        Fact("Lamanya", term_words(cost)),
        Fact("Dibayar", rupiah(cost.total_rp)),
        Fact("Biayanya", rupiah(cost.cost_rp), is_sum=True),
        Fact("Tiap Rp\u00a0100.000", rupiah(cost.cost_each_rp)),
        Fact("Sebulan", percent_words(cost.monthly)),
        Fact("Majemuk", percent_words(cost.compounded)),
        Fact("Flat setahun", percent_words(cost.flat)),
    ]


def _kept_words(cost: Cost) -> str:
    offer = cost.offer
    if isinstance(offer, GoodsOffer):
        return f"barang {rupiah(offer.price_rp)}" if offer.price_rp != cost.in_hand_rp else "seharga barang"
    named = offer.principal_rp if isinstance(offer, RateOffer) else offer.named_rp or offer.received_rp
    return f"dari {rupiah(named)}" if named != cost.in_hand_rp else "penuh"


def _payment_words(cost: Cost) -> str:
    if cost.number == 1 or not cost.first_rp:
        return "sekali, di akhir"
    each = "tiap " + _UNITS[cost.offer.every.unit]
    if cost.most_rp > max(cost.first_rp, cost.last_rp):
        return f"{each}, terbesar {rupiah(cost.most_rp)}"
    return f"{each}, terakhir {rupiah(cost.last_rp)}" if cost.last_rp != cost.first_rp else each


def _against(cost: Cost, ceiling: Ceiling) -> Fact:
    """Hold an offer against the ceiling: what is told, where it is a rate, and what it really is."""
    over = cost.nominal > ceiling.rate
    label = f"Batas {ceiling.words}"
    if not isinstance(cost.offer, RateOffer):
        times = percent_words(cost.nominal / ceiling.rate / 100).removesuffix("%") if ceiling.rate else ""
        return Fact(
            label,
            "Di\u00a0atas" if over else BELOW,
            f"{times} kali batas" if over and times else "",
        )
    told = Decimal(cost.offer.annual_rate.numerator) / Decimal(cost.offer.annual_rate.denominator)
    note = f"tertulis {percent_words(told, is_exact=True)}"
    if (told > ceiling.rate) == over:
        return Fact(label, "Di\u00a0atas" if over else BELOW, note)
    return Fact(label, "Sebenarnya di atas" if over else "Tertulis di atas", note)


def _lines(cost: Cost) -> list[Line]:
    paid, lines = 0, []
    for at, total in enumerate(cost.payments_rp):
        paid += total
        row = cost.lines[at] if cost.lines else None
        lines.append(
            Line(
                no=at + 1,
                total_rp=total,
                principal_rp=row.principal if row else None,
                interest_rp=row.interest if row else None,
                fee_rp=row.fee if row else 0,
                paid_rp=paid,
                left_rp=row.closing if row else cost.total_rp - paid,
            )
        )
    return lines
