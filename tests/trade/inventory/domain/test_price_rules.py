from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rules import (
    Asked,
    Channel,
    Deal,
    Judgement,
    PriceKind,
    PriceRule,
    PriceRuleRefusedError,
    highest_rp,
    judge_line,
    refuse_overlap,
    round_down_for_ceiling,
    rule_words,
    ruling,
)
from guyub.trade.inventory.domain.regulated import RuleUnit

FROM = date(2025, 1, 15)
HET, HAP_LOW, HAP_HIGH, PURCHASE_MAX, CONTRACT = PriceKind


def rule(kind=HET, amount_rp=18_000, **changed):
    told = {
        "good": "LPG_3KG",
        "kind": kind,
        "region": "35",
        "channel": Channel.PANGKALAN,
        "unit": RuleUnit.TABUNG,
        "amount_rp": amount_rp,
        "valid_from": FROM,
        "valid_to": None,
        "legal_basis": "SK contoh",
        "source": "contoh",
        "confidence": Confidence.A,
    }
    return PriceRule(**told | changed)


def judge(net_rp, *, base_qty=1, content=1, deal=Deal.SALE, is_rationed=True, rules=None):
    return judge_line(
        deal=deal,
        net_rp=net_rp,
        base_qty=base_qty,
        content=content,
        rules={one.kind: one for one in ([rule()] if rules is None else rules)},
        is_rationed=is_rationed,
    )


def found(rules, region="35.73.01", channel=Channel.PANGKALAN, on=FROM, good="LPG_3KG"):
    return ruling(rules, good=good, region=region, channel=channel, on=on)


@pytest.mark.parametrize(
    ("_case", "net_rp", "judgement"),
    [
        ("at the ceiling", 18_000, Judgement.ALLOWED),
        ("a rupiah above", 18_001, Judgement.REFUSED),
        ("a rupiah below", 17_999, Judgement.ALLOWED),
        ("given away", 0, Judgement.ALLOWED),
    ],
)
def test_the_ceiling_of_a_cylinder(_case, net_rp, judgement):
    verdict = judge(net_rp)

    assert verdict.judgement is judgement
    assert verdict.is_accepted is (judgement is Judgement.ALLOWED)


def test_a_refusal_says_by_how_much_what_is_allowed_and_by_which_law():
    (finding,) = judge(36_001, base_qty=2).findings

    assert (finding.judgement, finding.kind, finding.rule) == (Judgement.REFUSED, HET, rule())
    assert (finding.limit_rp, finding.by_rp) == (36_000, 1)
    assert finding.reason == (
        "Harga Rp\u00a036.001 di atas HET, selisih Rp\u00a01. Paling tinggi Rp\u00a036.000 "
        "(Rp\u00a018.000 per tabung, SK contoh, sejak 15\u00a0Jan\u00a02025)."
    )


# 750 g at 14.900 a kilogram may come to 11.175; half a kilogram less one gram to 7.435,1 and so to 7.435.
@pytest.mark.parametrize(
    ("grams", "content", "most_rp"),
    [(750, 1, 11_175), (499, 1, 7_435), (1, 5_000, 74_500), (3, 25_000, 1_117_500)],
)
def test_a_quantity_is_held_against_the_price_of_a_kilogram(grams, content, most_rp):
    premium = rule(good="BERAS_PREMIUM", unit=RuleUnit.KG, amount_rp=14_900)

    assert highest_rp(premium, base_qty=grams, content=content) == most_rp
    assert judge(most_rp, base_qty=grams, content=content, rules=[premium]).is_accepted
    verdict = judge(most_rp + 1, base_qty=grams, content=content, rules=[premium])
    assert verdict.judgement is Judgement.REFUSED
    assert (verdict.findings[0].limit_rp, verdict.findings[0].by_rp) == (most_rp, 1)


def test_a_rationed_good_without_a_ceiling_is_stopped():
    verdict = judge(18_000, rules=[])
    (finding,) = verdict.findings

    assert (verdict.judgement, verdict.is_accepted) == (Judgement.STOPPED, False)
    assert (finding.kind, finding.rule, finding.limit_rp, finding.by_rp) == (HET, None, None, 0)
    assert finding.reason.startswith("HET barang ini belum diketahui")
    assert judge(18_000, rules=[], is_rationed=False).findings == ()
    assert judge(18_000, rules=[], deal=Deal.PURCHASE).findings == ()


def test_another_kind_of_rule_is_no_ceiling():
    assert judge(18_000, rules=[rule(HAP_HIGH)]).judgement is Judgement.STOPPED


@pytest.mark.parametrize(
    ("deal", "kind", "net_rp", "limit_rp", "words"),
    [
        (Deal.SALE, HAP_HIGH, 30_001, 30_000, "Harga Rp\u00a030.001 di atas harga acuan tertinggi"),
        (
            Deal.PURCHASE,
            PURCHASE_MAX,
            30_001,
            30_000,
            "Harga pemasok Rp\u00a030.001 di atas harga beli tertinggi",
        ),
        (Deal.PURCHASE, CONTRACT, 30_001, 30_000, "Harga pemasok Rp\u00a030.001 di atas harga kontrak"),
        (Deal.PURCHASE, HAP_LOW, 29_999, 30_000, "Harga Rp\u00a029.999 di bawah harga acuan terendah"),
    ],
)
def test_a_reference_or_purchase_price_warns(deal, kind, net_rp, limit_rp, words):
    held = rule(kind, 30_000, unit=RuleUnit.KG)
    verdict = judge(net_rp, base_qty=1000, deal=deal, is_rationed=False, rules=[held])
    (finding,) = verdict.findings

    assert (verdict.judgement, verdict.is_accepted) == (Judgement.WARNED, True)
    assert (finding.limit_rp, finding.by_rp, finding.rule) == (limit_rp, 1, held)
    assert finding.reason.startswith(f"{words}, selisih Rp\u00a01. ")
    assert (" Paling sedikit " in finding.reason) is (kind is HAP_LOW)
    assert judge(limit_rp, base_qty=1000, deal=deal, is_rationed=False, rules=[held]).findings == ()


def test_a_lower_end_is_rounded_up():
    (finding,) = judge(
        14_999, base_qty=499, deal=Deal.PURCHASE, rules=[rule(HAP_LOW, 30_101, unit=RuleUnit.KG)]
    ).findings

    assert (finding.limit_rp, finding.by_rp) == (15_021, 22)  # 15.020,399


@pytest.mark.parametrize(
    ("deal", "kinds"), [(Deal.SALE, [PURCHASE_MAX, CONTRACT, HAP_LOW]), (Deal.PURCHASE, [HET, HAP_HIGH])]
)
def test_each_deal_looks_at_its_own_rules(deal, kinds):
    for net_rp in (1, 10**9):
        assert (
            judge(net_rp, deal=deal, is_rationed=False, rules=[rule(kind) for kind in kinds]).findings == ()
        )


def test_the_hardest_finding_decides_and_all_are_told():
    verdict = judge(20_000, rules=[rule(HAP_HIGH, 17_000), rule()])

    assert [one.kind for one in verdict.findings] == [HET, HAP_HIGH]
    assert verdict.judgement is Judgement.REFUSED


def test_a_rule_that_is_kept_does_not_hide_one_that_is_not():
    verdict = judge(18_000, rules=[rule(), rule(HAP_HIGH, 17_000)])

    assert [one.kind for one in verdict.findings] == [HAP_HIGH]
    assert (verdict.judgement, verdict.is_accepted) == (Judgement.WARNED, True)


def test_a_good_is_not_rationed_where_nobody_says_so():
    assert judge_line(deal=Deal.SALE, net_rp=1, base_qty=1, content=1, rules={}).findings == ()


@pytest.mark.parametrize(("base_qty", "content"), [(0, 1), (1, 0), (-1, 1), (1, -1)])
def test_a_line_without_quantity_is_our_own_mistake(base_qty, content):
    with pytest.raises(ValueError, match="quantity"):
        judge(1, base_qty=base_qty, content=content)


@pytest.mark.parametrize(
    ("_case", "region", "channel", "amount_rp"),
    [
        ("the city before the province", "35.73.01.1001", Channel.PANGKALAN, 17_500),
        ("the city itself", "35.73", Channel.PANGKALAN, 17_500),
        ("another city", "35.79.01", Channel.PANGKALAN, 18_000),
        ("any channel where none of its own is told", "35.79.01", Channel.SUB_PANGKALAN, 18_500),
        ("a region before a channel", "35.73.02", Channel.SUB_PANGKALAN, 17_400),
        ("the whole country", "33.74", Channel.PANGKALAN, 19_000),
        ("a code that only begins alike", "350.1", Channel.PANGKALAN, 19_000),
        ("the province as such", "35", Channel.PANGKALAN, 18_000),
    ],
)
def test_the_most_specific_rule_holds(_case, region, channel, amount_rp):
    rules = [
        rule(amount_rp=19_000, region="", channel=Channel.ANY),
        rule(amount_rp=17_500, region="35.73"),
        rule(amount_rp=18_000),
        rule(amount_rp=18_500, channel=Channel.ANY),
        rule(amount_rp=17_400, region="35.73", channel=Channel.ANY),
        rule(amount_rp=1, good="MINYAKITA"),
        rule(amount_rp=2, channel=Channel.AGEN),
    ]

    for told in (rules, rules[::-1]):
        assert found(told, region, channel)[HET].amount_rp == amount_rp


def test_each_kind_has_its_own_rule_and_none_is_none():
    rules = [rule(), rule(HAP_HIGH, 20_000), rule(HAP_LOW, 15_000, region="33")]

    assert found(rules) == {HET: rules[0], HAP_HIGH: rules[1]}
    assert found(rules, on=FROM - timedelta(days=1)) == {}


# 15 January in Malang begins at 17.00 of the 14th in Greenwich; in Jayapura two hours before that.
@pytest.mark.parametrize(
    ("moment", "zone", "amount_rp"),
    [
        (datetime(2025, 1, 14, 16, 59, 59, tzinfo=UTC), Zone.WIB, 16_000),
        (datetime(2025, 1, 14, 17, 0, 0, tzinfo=UTC), Zone.WIB, 18_000),
        (datetime(2025, 1, 14, 15, 0, 0, tzinfo=UTC), Zone.WIT, 18_000),
        (datetime(2025, 1, 14, 15, 59, 59, tzinfo=UTC), Zone.WITA, 16_000),
        (datetime(2025, 1, 14, 16, 0, 0, tzinfo=UTC), Zone.WITA, 18_000),
    ],
)
def test_a_rule_changes_at_midnight_of_the_cooperative_by_the_time_of_sale(moment, zone, amount_rp):
    older = rule(amount_rp=16_000, valid_from=date(2023, 1, 1), valid_to=FROM - timedelta(days=1))
    sold_on = business_date(moment, zone)
    rules = found([older, rule()], on=sold_on)

    assert rules[HET].amount_rp == amount_rp
    assert judge(18_000, rules=rules.values()).is_accepted is (amount_rp == 18_000)


@pytest.mark.parametrize(
    ("_case", "first", "second", "refused"),
    [
        ("both open", {}, {"valid_from": date(2026, 1, 1)}, True),
        ("the same day twice", {}, {}, True),
        ("a day in common", {"valid_to": date(2026, 1, 1)}, {"valid_from": date(2026, 1, 1)}, True),
        ("one after the other", {"valid_to": date(2025, 12, 31)}, {"valid_from": date(2026, 1, 1)}, False),
        ("another good", {}, {"good": "MINYAKITA"}, False),
        ("another kind", {}, {"kind": HAP_HIGH}, False),
        ("another region", {}, {"region": "35.73"}, False),
        ("another channel", {}, {"channel": Channel.ANY}, False),
    ],
)
def test_two_rules_of_one_key_on_one_day_are_refused(_case, first, second, refused):
    pair = [rule(**first), rule(**second)]

    for rules in (pair, pair[::-1]):
        if not refused:
            refuse_overlap(rules)
            continue
        with pytest.raises(PriceRuleRefusedError) as caught:
            refuse_overlap(rules)
        assert caught.value.facts == {
            "wrong": "overlap",
            "good": "LPG 3 kg",
            "kind": "HET",
            "first_on": FROM,
            "other_on": second.get("valid_from", FROM),
        }


def test_a_good_of_the_cooperatives_own_is_named_by_its_key():
    own = rule(CONTRACT, good="KERUPUK", unit=RuleUnit.BUAH)

    with pytest.raises(PriceRuleRefusedError) as caught:
        refuse_overlap([own, own])
    assert (caught.value.facts["good"], caught.value.facts["kind"]) == ("KERUPUK", "harga kontrak")


@pytest.mark.parametrize(
    ("total_rp", "step_rp", "down_rp", "nearest_rp"),
    [
        (17_990, 100, 17_900, 18_000),
        (18_000, 100, 18_000, 18_000),
        (18_049, 100, 18_000, 18_000),
        (18_050, 100, 18_000, 18_100),
        (99, 500, 0, 0),
        (250, 500, 0, 500),
        (18_001, 1, 18_001, 18_001),
    ],
)
def test_cash_goes_down_where_a_ceiling_is_in_the_basket(total_rp, step_rp, down_rp, nearest_rp):
    assert round_down_for_ceiling(total_rp, step_rp=step_rp) == down_rp
    assert round_down_for_ceiling(total_rp, step_rp=step_rp, has_ceiling=False) == nearest_rp


# 18.000 less 500 for the member, 700 admin QRIS: 18.200, refused.
def test_whatever_a_buyer_pays_counts():
    line = Asked(price_rp=18_000, discount_rp=500, fee_rp=700)

    assert line.net_rp == 18_200
    assert not judge(line.net_rp).is_accepted
    assert (
        Asked(price_rp=10, discount_rp=1, fee_rp=2, delivery_rp=30, credit_rp=400, rounding_rp=-5).net_rp
        == 436
    )


# A part of a bundle is a price too; how the bundle is shared is tested in test_bundles.
@pytest.mark.parametrize("extra", ["price_rp", "fee_rp", "delivery_rp", "credit_rp", "rounding_rp"])
def test_7_13_01_18_001_is_refused_whatever_the_last_rupiah_is_called(extra):
    assert judge(Asked(price_rp=18_000).net_rp).is_accepted
    asked = {"price_rp": 18_000} | {extra: 18_001 if extra == "price_rp" else 1}
    assert not judge(Asked(**asked).net_rp).is_accepted


def test_a_rules_price_in_words():
    assert rule_words(rule(unit=RuleUnit.LITER, amount_rp=15_700)) == "Rp\u00a015.700 per liter"


rupiahs = st.integers(0, 200_000)
steps = st.sampled_from([1, 50, 100, 500, 1000])
rules_drawn = st.builds(
    lambda unit, amount_rp: rule(unit=unit, amount_rp=amount_rp),
    st.sampled_from(RuleUnit),
    st.integers(1, 200_000),
)


@given(
    held=rules_drawn,
    asked=st.builds(
        Asked,
        price_rp=st.integers(0, 10**7),
        discount_rp=rupiahs,
        fee_rp=rupiahs,
        delivery_rp=rupiahs,
        credit_rp=rupiahs,
        rounding_rp=st.integers(-1000, 1000),
    ),
    base_qty=st.integers(1, 100_000),
    content=st.sampled_from([1, 250, 1000, 5000]),
    step_rp=steps,
)
def test_what_is_accepted_never_ends_above_the_ceiling(held, asked, base_qty, content, step_rp):
    unit = 1000 if held.unit in {RuleUnit.KG, RuleUnit.LITER} else 1
    most_rp = highest_rp(held, base_qty=base_qty, content=content)
    accepted = judge(asked.net_rp, base_qty=base_qty, content=content, rules=[held]).is_accepted

    assert (
        accepted == (asked.net_rp * unit <= held.amount_rp * base_qty * content) == (asked.net_rp <= most_rp)
    )
    if accepted and asked.net_rp >= 0:
        paid_rp = round_down_for_ceiling(asked.net_rp, step_rp=step_rp)
        assert paid_rp % step_rp == 0
        assert asked.net_rp - step_rp < paid_rp <= asked.net_rp
        assert paid_rp * unit <= held.amount_rp * base_qty * content


@given(held=rules_drawn, net_rp=st.integers(0, 10**7), less_rp=rupiahs, base_qty=st.integers(1, 5000))
def test_a_lower_price_or_a_larger_quantity_is_never_worse(held, net_rp, less_rp, base_qty):
    if judge(net_rp, base_qty=base_qty, rules=[held]).is_accepted:
        assert judge(net_rp - less_rp, base_qty=base_qty, rules=[held]).is_accepted
        assert judge(net_rp, base_qty=base_qty + 1, rules=[held]).is_accepted
