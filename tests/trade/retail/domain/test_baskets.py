from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRule, highest_rp
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.retail.domain.baskets import (
    Basket,
    BasketLine,
    BasketRefusedError,
    Discount,
    Tender,
    TenderKind,
    price_basket,
    settle,
)

CASH, QRIS, TRANSFER, CREDIT = TenderKind


def rule(amount_rp, unit=RuleUnit.TABUNG, kind=PriceKind.HET):
    return {
        kind: PriceRule(
            good="LPG_3KG",
            kind=kind,
            region="35",
            channel=Channel.ANY,
            unit=unit,
            amount_rp=amount_rp,
            valid_from=date(2025, 1, 15),
            valid_to=None,
            legal_basis="SK contoh",
            source="contoh",
            confidence=Confidence.A,
        )
    }


def line(price_rp, base_qty=1, **more):
    return BasketLine(name="barang contoh", base_qty=base_qty, price_rp=price_rp, **more)


def basket(*lines, **more):
    return Basket(lines=lines, **more)


def paid(goods, step_rp=1, **given):
    tenders = [
        Tender(kind=TenderKind[kind.upper()], amount_rp=amount_rp) for kind, amount_rp in given.items()
    ]
    return settle(goods, tenders, step_rp=step_rp)


def refusal(goods, step_rp=1, **tenders):
    with pytest.raises(BasketRefusedError) as caught:
        paid(goods, step_rp, **tenders)
    return caught.value.facts


def nets(settled):
    return [one.net_rp for one in settled.lines]


RICE = line(60_000, base_qty=2, content=5_000, rules=rule(12_500, RuleUnit.KG), is_rationed=True)
OIL = line(15_700, base_qty=2, content=1_000, rules=rule(15_700, RuleUnit.LITER), is_rationed=True)
EGGS = line(27_000, base_qty=1_000, price_qty=1_000)


# Receipts as they were printed: goods, discount, service and tax, what was handed over, what came back.
@pytest.mark.parametrize(
    ("_case", "lines", "more", "cash_rp", "subtotal_rp", "total_rp", "change_rp"),
    [
        ("one line", [(17_000, 1)], {}, 20_000, 17_000, 17_000, 3_000),
        (
            "service of 5.5 % and tax of 10 % on goods and service",
            [(64_500, 1), (79_500, 1), (69_500, 1), (64_500, 1), (11_900, 4)],
            {"service_rate": Decimal("0.055"), "tax_rate": Decimal("0.10")},
            377_859,
            325_600,
            377_859,
            0,
        ),
        (
            "discount, then tax of 11 % on the rest",
            [(100_000, 1)],
            {"discount": Discount(amount_rp=5_000, reason="promo"), "tax_rate": Decimal("0.11")},
            110_000,
            100_000,
            105_450,
            4_550,
        ),
        ("three lines", [(15_000, 2), (5_000, 3), (25_000, 1)], {}, 100_000, 70_000, 70_000, 30_000),
        ("five of one product", [(15_500, 5)], {}, 77_500, 77_500, 77_500, 0),
    ],
)
def test_receipts_as_printed(_case, lines, more, cash_rp, subtotal_rp, total_rp, change_rp):
    goods = basket(*(line(price_rp, base_qty=qty) for price_rp, qty in lines), **more)
    settled = paid(goods, cash=cash_rp)

    assert price_basket(goods).subtotal_rp == subtotal_rp
    assert (settled.total_rp, settled.change_rp, settled.rounding_rp) == (total_rp, change_rp, 0)
    assert sum(nets(settled)) == total_rp


def test_service_and_tax_of_the_restaurant_in_rupiah():
    goods = basket(line(325_600), service_rate=Decimal("0.055"), tax_rate=Decimal("0.10"))
    priced = price_basket(goods)

    assert (priced.service_rp, priced.tax_rp, priced.fee_rp, priced.charge_rp) == (
        17_908,
        34_351,
        0,
        (52_259,),
    )


# docs/algorithms/till.md, "A basket": the mock's basket of 178.400, its till without a coin below 500.
def test_the_worked_basket():
    goods = basket(RICE, OIL, EGGS, is_member=True)
    settled = paid(goods, 500, cash=150_000, credit=30_000)

    assert price_basket(goods).gross_rp == (120_000, 31_400, 27_000)
    assert (settled.total_rp, settled.rounding_rp, settled.change_rp) == (178_400, -400, 2_000)
    assert [(one.kind, one.amount_rp) for one in settled.kept] == [(CASH, 148_000), (CREDIT, 30_000)]
    # 400 by largest remainder over 120.000, 31.400, 27.000: 269,06 · 70,40 · 60,54.
    assert nets(settled) == [119_731, 31_330, 26_939]
    assert [one.rounding_rp for one in settled.lines] == [-269, -70, -61]


def test_a_basket_without_a_ceiling_is_rounded_to_the_nearest():
    assert paid(basket(line(17_750)), 500, cash=20_000).rounding_rp == 250
    assert paid(basket(line(17_749)), 500, cash=20_000).rounding_rp == -249
    assert paid(basket(line(17_750)), 500, cash=20_000).change_rp == 2_000


def test_only_cash_is_rounded():
    goods = basket(line(17_990))

    assert paid(goods, 100, qris=17_990).rounding_rp == 0
    split = paid(goods, 100, qris=10_000, cash=10_000)
    assert (split.rounding_rp, split.change_rp) == (10, 2_000)
    assert [(one.kind, one.amount_rp) for one in split.kept] == [(CASH, 8_000), (QRIS, 10_000)]


def test_what_rounding_leaves_nothing_of_is_said_to_be_cash():
    goods = basket(line(40))

    assert paid(goods, 100, cash=0).rounding_rp == -40
    assert paid(goods, 100, cash=0).kept == ()
    assert paid(goods, 100, cash=50).change_rp == 50
    assert refusal(goods, 100) == {"wrong": "short", "missing_rp": 40}


def test_a_weight_is_rounded_half_up_and_down_under_a_ceiling():
    sugar = line(17_500, base_qty=333, price_qty=1_000)  # 5.827,5
    rice = line(14_900, base_qty=499, price_qty=1_000, rules=rule(14_900, RuleUnit.KG))  # 7.435,1
    dear = line(14_999, base_qty=499, price_qty=1_000, rules=rule(15_000, RuleUnit.KG))  # 7.484,501

    assert price_basket(basket(sugar, rice, dear)).gross_rp == (5_828, 7_435, 7_484)


def test_discounts_of_a_line_and_of_the_whole():
    first = line(10_000, discount=Discount(rate=Decimal("0.125"), reason="kemasan penyok"))
    second = line(5_000, discount=Discount(amount_rp=500, reason="promo"))
    goods = basket(first, second, discount=Discount(amount_rp=1_000, reason="anggota"))

    # 8.750 and 4.500 are left; 1.000 over them: 660,38 and 339,62.
    assert price_basket(goods).discount_rp == (1_250 + 660, 500 + 340)
    assert nets(paid(goods, transfer=12_250)) == [8_090, 4_160]


def test_a_fee_is_shared_over_the_lines():
    priced = price_basket(basket(line(30_000), line(10_000), fee_rp=1_000))

    assert (priced.charge_rp, priced.total_rp) == ((750, 250), 41_000)


def test_given_away_is_paid_by_nothing():
    goods = basket(line(5_000, discount=Discount(rate=Decimal(1), reason="contoh produk")))

    assert paid(goods) == paid(goods, cash=0)
    assert (paid(goods).kept, nets(paid(goods))) == ((), [0])
    assert refusal(goods, cash=5_000)["wrong"] == "over"


def test_1_a_ceiling_of_18_000_is_passed_in_no_way_by_one_rupiah():
    cylinder = {"rules": rule(18_000), "is_rationed": True}
    dear, lawful = line(18_001, **cylinder), line(18_000, **cylinder)

    for tenders in ({"cash": 18_001}, {"qris": 18_001}, {"transfer": 18_001}):
        assert refusal(basket(dear), **tenders)["wrong"] == "above"
    # On credit too, and where a coin of 500 would round up what another good in the basket costs.
    assert refusal(basket(dear, is_member=True), credit=18_001)["wrong"] == "above"
    rounded = paid(basket(lawful, line(17_750)), 500, cash=36_000)
    assert (rounded.rounding_rp, max(nets(rounded)[:1])) == (-250, 17_874)
    # No fee, service or tax is put on top of it; and a bundle that gives the other good away does not hide it.
    for more in ({"fee_rp": 1}, {"service_rate": Decimal("0.01")}, {"tax_rate": Decimal("0.11")}):
        with pytest.raises(BasketRefusedError) as caught:
            price_basket(basket(lawful, **more))
        assert caught.value.facts["wrong"] == "ceiling"
    free = line(4_000, discount=Discount(rate=Decimal(1), reason="paket"))
    assert refusal(basket(line(18_500, **cylinder), free), cash=18_500)["wrong"] == "above"


def test_above_a_ceiling_is_refused_below_is_not():
    cylinder = {"rules": rule(18_000), "is_rationed": True}

    assert nets(paid(basket(line(17_000, **cylinder)), qris=17_000)) == [17_000]
    assert nets(paid(basket(line(18_000, **cylinder)), qris=18_000)) == [18_000]
    facts = refusal(basket(line(5_000), line(18_001, **cylinder)), qris=23_001)
    assert (facts["wrong"], facts["line"], facts["limit_rp"]) == ("above", 2, 18_000)
    assert facts["message"].startswith("Harga Rp\u00a018.001 di atas HET")


def test_a_discount_or_rounding_may_bring_a_price_below_its_ceiling():
    dear = {"rules": rule(18_000), "is_rationed": True}
    less = Discount(amount_rp=1, reason="sesuai HET")

    assert nets(paid(basket(line(18_001, discount=less, **dear)), qris=18_000)) == [18_000]
    assert nets(paid(basket(line(18_001, **dear)), 100, cash=18_000)) == [18_000]


def test_a_rationed_good_without_a_known_ceiling_is_stopped():
    facts = refusal(basket(line(18_000, is_rationed=True)), cash=18_000)

    assert (facts["wrong"], facts["line"]) == ("stopped", 1)


def test_above_a_reference_price_is_told():
    goods = basket(line(30_001, rules=rule(30_000, kind=PriceKind.HAP_HIGH)))
    (finding,) = paid(goods, cash=30_001).lines[0].warnings

    assert (finding.limit_rp, finding.by_rp) == (30_000, 1)


LESS = Discount(amount_rp=5_001, reason="promo")


@pytest.mark.parametrize(
    ("_case", "goods", "tenders", "facts"),
    [
        ("no lines", basket(), {}, {"wrong": "lines"}),
        ("too many lines", basket(*[line(1)] * 201), {}, {"wrong": "lines"}),
        ("a weight of zero", basket(line(1), line(1, base_qty=0)), {}, {"wrong": "qty", "line": 2}),
        ("below zero", basket(line(1, base_qty=-1)), {}, {"wrong": "qty", "line": 1}),
        ("a scanned number as quantity", basket(line(1, base_qty=8_999_999_010_003)), {}, {"wrong": "qty"}),
        ("for nothing", basket(line(0)), {}, {"wrong": "price"}),
        ("of no quantity", basket(line(1, price_qty=0)), {}, {"wrong": "price"}),
        ("a discount above the line", basket(line(5_000, discount=LESS)), {}, {"most_rp": 5_000, "line": 1}),
        ("above the whole", basket(line(5_000), discount=LESS), {}, {"wrong": "discount", "line": 0}),
        ("below nothing", basket(line(5_000, discount=Discount(amount_rp=-1))), {}, {"wrong": "discount"}),
        (
            "told both ways",
            basket(line(5_000, discount=Discount(amount_rp=1, rate=Decimal("0.1"), reason="promo"))),
            {},
            {"wrong": "discount"},
        ),
        (
            "without a reason",
            basket(line(9, discount=Discount(amount_rp=1, reason=" a "))),
            {},
            {"wrong": "reason"},
        ),
        ("a fee below nothing", basket(line(1), fee_rp=-1), {}, {"wrong": "charge"}),
        (
            "a fee on a gram of nearly nothing",
            basket(line(1, price_qty=1_000), fee_rp=1),
            {},
            {"wrong": "charge"},
        ),
        (
            "a fee with a HET in it",
            basket(line(9_000), OIL, fee_rp=700),
            {},
            {"wrong": "ceiling", "charge_rp": 700},
        ),
        ("a tax with a HET in it", basket(OIL, tax_rate=Decimal("0.1")), {}, {"wrong": "ceiling"}),
        ("nothing paid by QRIS", basket(line(1)), {"qris": 0}, {"wrong": "tender"}),
        ("less than nothing in cash", basket(line(1)), {"cash": -1}, {"wrong": "tender"}),
        ("bon without a member", basket(line(1)), {"credit": 1}, {"wrong": "credit"}),
        ("change on QRIS", basket(line(9_000)), {"qris": 10_000}, {"wrong": "over", "over_rp": 1_000}),
        (
            "cash beside enough",
            basket(line(9_000)),
            {"qris": 9_000, "cash": 1},
            {"wrong": "over", "over_rp": 1},
        ),
        ("short in cash", basket(line(9_000)), {"cash": 8_999}, {"wrong": "short", "missing_rp": 1}),
        ("short by QRIS", basket(line(9_000)), {"qris": 8_000}, {"wrong": "short", "missing_rp": 1_000}),
        ("nothing paid", basket(line(9_000)), {}, {"wrong": "short", "missing_rp": 9_000}),
    ],
)
def test_refusals(_case, goods, tenders, facts):
    assert facts.items() <= refusal(goods, **tenders).items()


def test_the_largest_that_is_sold():
    assert price_basket(basket(line(10**9))).subtotal_rp == 10**9
    assert price_basket(basket(line(1, base_qty=10**9))).subtotal_rp == 10**9
    assert len(price_basket(basket(*[line(1)] * 200)).gross_rp) == 200
    assert refusal(basket(line(10**9 + 1)))["wrong"] == "price"
    assert refusal(basket(line(1, base_qty=10**9 + 1)))["wrong"] == "qty"


@pytest.mark.parametrize(
    ("reason", "is_one"), [("bau", True), ("x" * 80, True), ("ba", False), ("x" * 81, False)]
)
def test_a_reason_has_three_to_eighty_letters(reason, is_one):
    goods = basket(line(9, discount=Discount(amount_rp=1, reason=reason)))

    assert paid(goods, cash=8).total_rp == 8 if is_one else refusal(goods)["wrong"] == "reason"


@pytest.mark.parametrize("rate", ["service_rate", "tax_rate"])
def test_a_charge_below_nothing_is_no_discount(rate):
    goods = basket(line(9_000), **{rate: Decimal("-0.1")}, fee_rp=5_000)

    assert refusal(goods)["wrong"] == "charge"


def test_a_kind_may_be_told_twice_but_not_without_end():
    ones = [Tender(kind=CASH, amount_rp=1_000)] * 6

    assert settle(basket(line(5_000)), ones[:5], step_rp=1).kept == (Tender(kind=CASH, amount_rp=5_000),)
    with pytest.raises(BasketRefusedError) as caught:
        settle(basket(line(5_000)), ones, step_rp=1)
    assert caught.value.facts == {"wrong": "tenders"}


reasons = st.just("promo")
discounts = st.none() | st.builds(Discount, rate=st.decimals(0, 1, places=3), reason=reasons)
free_lines = st.builds(
    line,
    st.integers(1, 10**6),
    base_qty=st.integers(1, 5_000),
    price_qty=st.sampled_from([1, 40, 1_000]),
    discount=discounts,
)
ruled_lines = st.builds(
    lambda price_rp, het_rp, **more: line(price_rp, price_qty=1_000, rules=rule(het_rp, RuleUnit.KG), **more),
    st.integers(9_000, 13_000),
    st.integers(9_000, 13_000),
    base_qty=st.integers(1, 50_000),
    discount=discounts,
)


def outcome(goods, step_rp, by_qris):
    """Pay a part by QRIS and the rest in too much cash; nothing where the basket is refused, as it may be."""
    try:
        total_rp = price_basket(goods).total_rp
        qris_rp = int(total_rp * by_qris)
        tenders = [Tender(kind=CASH, amount_rp=total_rp + step_rp)] if qris_rp < total_rp else []
        tenders += [Tender(kind=QRIS, amount_rp=qris_rp)] if qris_rp else []
        return tenders, settle(goods, tenders, step_rp=step_rp)
    except BasketRefusedError as refused:
        if refused.facts["wrong"] not in {"above", "ceiling", "charge"}:
            raise
        return [], None


@given(
    st.lists(free_lines | ruled_lines, min_size=1, max_size=6),
    discounts,
    st.integers(0, 3_000),
    st.sampled_from([1, 50, 100, 500, 1_000]),
    st.fractions(0, 1),
)
def test_sums_tie_and_nobody_pays_more_than_the_ceiling(lines, discount, fee_rp, step_rp, by_qris):
    goods = Basket(lines=lines, discount=discount, fee_rp=fee_rp)
    tenders, settled = outcome(goods, step_rp, by_qris)
    if settled is None:
        return

    kept_rp = sum(one.amount_rp for one in settled.kept)
    assert kept_rp == settled.total_rp + settled.rounding_rp == sum(nets(settled))
    assert sum(one.amount_rp for one in tenders) == kept_rp + settled.change_rp
    assert abs(settled.rounding_rp) < step_rp
    assert all(one.net_rp >= 0 for one in settled.lines)
    if any(PriceKind.HET in one.rules for one in lines):
        assert settled.rounding_rp <= 0
        assert fee_rp == 0
    for told, one in zip(lines, settled.lines, strict=True):
        for held in told.rules.values():
            assert one.net_rp <= highest_rp(held, base_qty=one.base_qty, content=1)
            assert Fraction(one.net_rp, one.base_qty) <= Fraction(held.amount_rp, 1_000)
