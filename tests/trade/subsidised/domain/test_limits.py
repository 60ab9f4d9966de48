"""What limits say, with the numbers of docs/algorithms/quota.md, and what must hold of any of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.limit_words import amount_words
from guyub.trade.subsidised.domain.limits import (
    Allocation,
    Outcome,
    Request,
    Used,
    decide,
    is_never_heard,
)
from guyub.trade.subsidised.domain.programmes import Counts, LimitRule, Mode, Period, Scope
from guyub.trade.subsidised.domain.spans import day_of, history_from, span_of

NOON = datetime(2026, 11, 18, 5, tzinfo=UTC)  # a Wednesday
OK, WARN, BLOCK, UNKNOWN = Outcome
TX, DAY, WEEK, MONTH, ALLOCATION = Period


def rule(name, scope, period, most, mode=Mode.WARN, **changed):
    told = {
        "id": name,
        "programme": "LPG_3KG",
        "scope": scope,
        "period": period,
        "max_qty": most,
        "mode": mode,
        "unknown_qty": 0 if mode is Mode.BLOCK else 1,
        "valid_from": date(2025, 1, 1),
        "legal_basis": "contoh",
        "source": "contoh",
        "confidence": Confidence.B,
    }
    return LimitRule(**told | changed)


RULES = (
    rule("month", Scope.KK, MONTH, 10),
    rule("day", Scope.NIK, DAY, 1, counts=Counts.SALES),
    rule("usual", Scope.KK, MONTH, 4, Mode.INFO, category="RT"),
    rule("sale", Scope.NIK, TX, 5),
    rule("most", Scope.NIK, TX, 20, Mode.BLOCK),
)


def used(qty=1, at=NOON, nik="siti", kk="house", **changed):
    told = {"nik": nik, "kk": kk, "category": "RT", "outlet": "bumiayu", "qty": qty, "at": at}
    return Used(**told | {"day": day_of(at)} | changed)


def ago(days, **changed):
    return used(at=NOON - timedelta(days=days), **changed)


def ask(qty=1, at=NOON, nik="siti", kk="house", **changed):
    told = {"programme": "LPG_3KG", "category": "RT", "nik": nik, "kk": kk, "outlet": "bumiayu", "qty": qty}
    return Request(**told | {"at": at, "day": day_of(at), "unit": RuleUnit.TABUNG} | changed)


def judged(found):
    return found.decision, found.rule and found.rule.id, found.remaining


@pytest.mark.parametrize(
    ("_case", "history", "qty", "answer"),
    [
        ("nothing", [], 1, (OK, None, 10)),
        ("usually fewer", [ago(one) for one in (1, 2, 3, 4)], 1, (OK, "usual", 6)),
        ("the other of the house", [ago(2, qty=8, nik="budi", outlet="gadang")], 3, (WARN, "month", 2)),
        ("again today", [used()], 1, (WARN, "day", 0)),
        ("more than usual at once", [], 6, (WARN, "sale", 10)),
        ("far too much", [], 21, (BLOCK, "most", 10)),
        ("another month", [ago(18, qty=9)], 3, (OK, None, 10)),
        ("another household and person", [used(qty=9, nik="ani", kk="next")], 3, (OK, None, 10)),
        ("the KK was not shown then", [ago(2, qty=9, kk=None)], 2, (WARN, "month", 1)),
        ("told late: later days count", [used(qty=9, at=NOON + timedelta(days=3))], 2, (WARN, "month", 1)),
    ],
)
def test_a_household_at_the_counter(_case, history, qty, answer):
    assert judged(decide(rules=RULES, history=history, request=ask(qty))) == answer


@pytest.mark.parametrize(
    ("_case", "history", "qty", "answer", "most"),
    [
        ("nothing is known", [], 1, (UNKNOWN, "day", None), 1),
        ("too much without knowing", [], 2, (BLOCK, "day", None), 1),
        ("sold by this device today", [used()], 1, (WARN, "day", None), 1),
        ("far too much", [], 21, (BLOCK, "most", None), 1),
    ],
)
def test_nobody_can_be_asked(_case, history, qty, answer, most):
    found = decide(rules=RULES, history=history, request=ask(qty, known=False))

    assert (judged(found), found.most) == (answer, most)


def test_what_blocks_lets_nothing_go_while_nobody_can_be_asked():
    blocking = (rule("month", Scope.KK, MONTH, 10, Mode.BLOCK), rule("usual", Scope.KK, MONTH, 4, Mode.INFO))

    found = decide(rules=blocking, history=[], request=ask(known=False))

    assert (judged(found), found.most) == ((BLOCK, "month", None), 0)
    assert "tidak boleh dilewati" in found.sentence
    usual = decide(rules=blocking[1:], history=[], request=ask(known=False))
    assert judged(usual) == (OK, None, None)


@pytest.mark.parametrize(
    ("_case", "one", "history", "changed", "answer"),
    [
        ("of the share 10 are left", 1000, [used(qty=46)], {"qty": 10}, (OK, None, 10)),
        ("one more", 1000, [used(qty=46)], {"qty": 11}, (WARN, "share", 10)),
        ("sold before the delivery", 1000, [ago(3, qty=46)], {"qty": 56}, (OK, None, 56)),
        ("at another outlet", 1000, [used(qty=46, outlet="gadang")], {"qty": 56}, (OK, None, 56)),
        ("to households", 1000, [used(qty=46, category="UM")], {"qty": 56}, (OK, None, 56)),
        ("nobody wrote it down", 0, [], {"allocation": None}, (OK, None, None)),
    ],
)
def test_the_share_of_retailers(_case, one, history, changed, answer):
    share = rule("share", Scope.SHARE, ALLOCATION, one, category="RT")
    given = {"allocation": Allocation(qty=560, since=NOON - timedelta(days=2))}

    assert judged(decide(rules=[share], history=history, request=ask(**given | changed))) == answer


def test_a_share_is_rounded_down_and_ends_with_the_next_delivery():
    share = rule("share", Scope.SHARE, ALLOCATION, 1000, category="RT")
    given = Allocation(qty=105, since=NOON - timedelta(days=2), until=NOON)

    (found,) = decide(rules=[share], history=[used(), ago(1)], request=ask(allocation=given)).findings

    assert (found.rule_id, found.most, found.counted, found.remaining) == ("share", 10, 1, 9)


@pytest.mark.parametrize(
    ("_case", "changed"),
    [
        ("another good", {"programme": "MINYAKITA"}),
        ("off", {"mode": Mode.OFF}),
        ("other buyers", {"category": "UM"}),
        ("not yet", {"valid_from": date(2026, 11, 19)}),
        ("no more", {"valid_to": date(2026, 11, 17)}),
        ("another place", {"region": "35.78"}),
        ("part of a code", {"region": "35.7"}),
        ("no business", {"scope": Scope.NIB}),
    ],
)
def test_a_rule_that_is_not_looked_at(_case, changed):
    one = replace(rule("one", Scope.NIK, MONTH, 0, Mode.BLOCK), **changed)

    found = decide(rules=[one], history=[], request=ask(region="35.73.01.1001"))

    assert (found.decision, found.findings) == (OK, ())
    assert found.sentence == "Tidak ada batas untuk pembelian ini."


@pytest.mark.parametrize(
    ("scope", "period", "counts", "history", "said"),
    [
        (Scope.NIB, WEEK, Counts.QTY, [ago(2, nib="warung", qty=2)], "Usaha ini sudah mengambil 2 tabung minggu sejak"),
        (Scope.OUTLET, DAY, Counts.SALES, [used(nik="x"), used(nik="y")], "Koperasi ini sudah membeli 2 kali pada 18"),
        (Scope.OUTLET, ALLOCATION, Counts.QTY, [used(qty=2)], "Koperasi ini sudah mengambil 2 tabung dari jatah"),
        (Scope.KK, MONTH, Counts.QTY, [used(qty=2)], "Keluarga ini sudah mengambil 2 tabung bulan November 2026, dari"),
        (Scope.NIK, TX, Counts.QTY, [], "Sekali beli paling banyak 2 tabung."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_was_counted(scope, period, counts, history, said):
    one = rule("one", scope, period, 2, Mode.BLOCK, counts=counts)
    request = ask(3, nib="warung", allocation=Allocation(qty=9, since=NOON))

    found = decide(rules=[one], history=history, request=request)

    assert (found.decision, found.most) == (BLOCK, 2 if period is TX else 0)
    assert found.sentence.replace("\u00a0", " ").startswith(said)
    assert (found.kept()["rule"], found.kept()["findings"][0]["counted"]) == ("one", 0 if period is TX else 2)


@pytest.mark.parametrize(
    ("_case", "changed", "is_unheard"),
    [
        ("the same", {}, True),
        ("more", {"max_qty": 11}, True),
        ("less", {"max_qty": 9}, False),
        ("harder", {"mode": Mode.BLOCK}, False),
        ("milder", {"mode": Mode.INFO}, True),
        ("of some buyers", {"category": "RT"}, True),
        ("of another span", {"period": WEEK}, False),
        ("longer", {"valid_to": None}, False),
        ("earlier", {"valid_from": date(2025, 12, 31)}, False),
        ("elsewhere", {"region": "35.78"}, False),
    ],
)
def test_a_limit_that_would_never_speak(_case, changed, is_unheard):
    days = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
    held = rule("held", Scope.KK, MONTH, 10, region="35.73", **days)

    assert is_never_heard(replace(held, **changed), beside=held) is is_unheard
    assert not is_never_heard(held, beside=replace(held, category="RT"))
    assert is_never_heard(held, beside=replace(held, valid_to=None))


def test_amounts_are_said_as_people_speak():
    said = [
        amount_words(10_000, RuleUnit.KG),
        amount_words(750, RuleUnit.KG),
        amount_words(1500, RuleUnit.LITER),
    ]

    assert [one.replace("\u00a0", " ") for one in said] == ["10 kg", "750 g", "1.500 ml"]
    assert amount_words(1500, None) == "1.500"


def test_days_that_count():
    assert span_of(WEEK, date(2026, 11, 1)) == (date(2026, 10, 26), date(2026, 11, 1))
    assert span_of(MONTH, date(2028, 2, 9)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert history_from(RULES, on=date(2026, 11, 1)) == date(2026, 11, 1)
    assert history_from([rule("w", Scope.NIK, WEEK, 1)], on=date(2026, 11, 1)) == date(2026, 10, 26)
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2026, 1, 31, 23))  # noqa: DTZ001  what is refused
    with pytest.raises(ValueError, match="quantity"):
        decide(rules=[], history=[], request=ask(0))


PEOPLE = st.sampled_from(["siti", "budi", "ani"])
HOUSES = st.sampled_from([None, "house", "next"])
MOMENTS = st.datetimes(datetime(2026, 10, 25), datetime(2026, 12, 6)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
USES = st.builds(
    used,
    qty=st.integers(1, 8),
    at=MOMENTS,
    nik=PEOPLE,
    kk=HOUSES,
    category=st.sampled_from(["RT", "UM"]),
    outlet=st.sampled_from(["bumiayu", "gadang"]),
)
LIMITS = st.builds(
    rule,
    st.uuids().map(str),
    st.sampled_from(list(Scope)),
    st.sampled_from(list(Period)),
    st.integers(0, 12),
    st.sampled_from(list(Mode)),
    category=st.sampled_from(["", "RT"]),
    counts=st.sampled_from(list(Counts)),
)
ASKS = st.builds(ask, qty=st.integers(1, 6), at=MOMENTS, nik=PEOPLE, kk=HOUSES, known=st.booleans())
HARDNESS = [OK, UNKNOWN, WARN, BLOCK]


@given(rules=st.lists(LIMITS, max_size=5), history=st.lists(USES, max_size=8), request=ASKS, data=st.data())
def test_order_does_not_matter_and_the_strictest_wins(rules, history, request, data):
    found = decide(rules=rules, history=history, request=request)
    shuffled = decide(
        rules=data.draw(st.permutations(rules)), history=data.draw(st.permutations(history)), request=request
    )
    fewer = decide(rules=rules[1:], history=history, request=request)

    assert shuffled == found
    assert HARDNESS.index(found.decision) >= HARDNESS.index(fewer.decision)
    modes = {one.rule.mode for one in found.findings if one.is_passed}
    if Mode.BLOCK in modes:
        assert (found.decision, found.rule.mode) == (BLOCK, Mode.BLOCK)
    if found.most is not None:
        assert (request.qty > found.most) is (found.decision is BLOCK)
    for one in found.findings:
        assert one.remaining == max(0, one.most - one.counted)
        assert one.counted + one.remaining == max(one.most, one.counted)


@given(at=MOMENTS, earlier=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_days_weeks_and_months_are_those_of_jakarta(at, earlier):
    before = at - earlier
    wall, then = at + timedelta(hours=7), before + timedelta(hours=7)
    same = {
        DAY: wall.date() == then.date(),
        WEEK: wall.isocalendar()[:2] == then.isocalendar()[:2],
        MONTH: (wall.year, wall.month) == (then.year, then.month),
    }
    for period, is_same in same.items():
        (found,) = decide(
            rules=[rule("one", Scope.NIK, period, 5)], history=[used(2, before)], request=ask(at=at)
        ).findings
        assert (found.counted, found.remaining) == ((2, 3) if is_same else (0, 5))
