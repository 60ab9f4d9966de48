"""Which allocation a sale falls into: from one delivery to the next."""

from datetime import UTC, date, datetime, timedelta

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.subsidised.domain.given import Arrived, Given
from guyub.trade.subsidised.domain.limits import Request, Used, decide
from guyub.trade.subsidised.domain.programmes import LimitRule, Mode, Period, Scope
from guyub.trade.subsidised.domain.spans import day_of

LPG = "LPG_3KG"
MONDAY, THURSDAY = datetime(2026, 11, 16, 2, tzinfo=UTC), datetime(2026, 11, 19, 2, tzinfo=UTC)
LATE = datetime(2026, 11, 20, 1, tzinfo=UTC)  # Friday at eight in Malang
THURSDAY_BEGINS = datetime(2026, 11, 18, 17, tzinfo=UTC)
SHARE = LimitRule(
    id="share",
    programme=LPG,
    scope=Scope.SHARE,
    period=Period.ALLOCATION,
    max_qty=1000,
    mode=Mode.WARN,
    unknown_qty=1,
    valid_from=date(2025, 1, 1),
    legal_basis="contoh",
    source="contoh",
    confidence=Confidence.C,
)


def came(qty, written_at, on=None, programme=LPG):
    return Arrived(programme, on or day_of(written_at), written_at, qty)


def most(given, at, *used):
    """Tell what a limit of a tenth of an allocation lets, and what of it is left."""
    request = Request(
        programme=LPG,
        category="PENGECER",
        nik="siti",
        outlet="bumiayu",
        qty=1,
        at=at,
        day=day_of(at),
        allocation=given.at(at, programme=LPG),
    )
    found = decide(rules=[SHARE], history=used, request=request).findings
    return [(one.most, one.remaining) for one in found]


def sold(qty, at):
    return Used(nik="budi", category="PENGECER", outlet="bumiayu", qty=qty, at=at, day=day_of(at))


def test_a_tenth_of_what_came_from_one_delivery_to_the_next():
    given = Given((came(105, THURSDAY), came(560, MONDAY), came(50, MONDAY, programme="BERAS_SPHP")))
    tuesday, friday = MONDAY + timedelta(days=1), THURSDAY + timedelta(days=1)
    assert most(given, MONDAY - timedelta(seconds=1)) == []
    assert most(given, tuesday) == [(56, 56)]
    assert most(given, friday, sold(50, tuesday)) == [(10, 10)]
    assert most(given, friday, sold(4, friday), sold(50, tuesday)) == [(10, 6)]
    # Told late, after the next one came: it counts where it was sold.
    assert most(given, tuesday, sold(50, tuesday), sold(4, friday)) == [(56, 6)]


def test_what_is_written_on_a_later_day_counts_from_the_beginning_of_its_own():
    given = Given((came(300, LATE, on=date(2026, 11, 19)), came(100, LATE, on=date(2026, 11, 19))))
    assert given.moments(LPG) == [THURSDAY_BEGINS]
    # Two trucks of one day, both written on the next: one allocation.
    assert most(given, THURSDAY) == [(40, 40)]


def test_what_counts_reaches_back_to_the_delivery():
    given = Given((came(560, MONDAY), came(50, MONDAY - timedelta(days=40), programme="BERAS_SPHP")))
    friday = MONDAY + timedelta(days=4)
    assert given.reaches_back(friday, programmes=[LPG]) == day_of(MONDAY)
    assert given.reaches_back(friday, programmes=[LPG, "BERAS_SPHP"]) == day_of(MONDAY) - timedelta(days=40)
    assert given.reaches_back(friday, programmes=["MINYAKITA"]) == day_of(friday)
    assert Given().at(friday, programme=LPG) is None
