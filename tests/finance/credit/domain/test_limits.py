"""The limits of one member, with the numbers of docs/algorithms/credit_limits.md."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.finance.credit.domain.exposures import Exposure, owed_rp
from guyub.finance.credit.domain.limits import (
    LimitRefusedError,
    OwnCap,
    Question,
    ShareRule,
    check_limits,
    right_capital,
    sheet_of,
)
from guyub.finance.credit.domain.related import Related
from guyub.finance.credit.domain.sheets import Limit

KETUA = Related(("menjabat Ketua",), (uuid4(),))
SET_APART = "modal tetap unit simpan pinjam"


def rule(share, article):
    return ShareRule(
        share=Decimal(share),
        shown=f"{Decimal(share) * 100:.0f}%",
        basis=f"Permenkop UKM 8/2023 Ps {article}",
        source="satu sumber, keyakinan C",
        is_verified=False,
    )


def question(asked_rp, *owed, **more):
    told = {
        "into_capital_rp": 0,
        "exposures": tuple(Exposure(f"Pinjaman PJ-2026-{at:04}", one) for at, one in enumerate(owed, 1)),
        "guarantees": (),
        "related": None,
        "base": right_capital(set_apart_rp=20_000_000, own_rp=45_000_000),
        "related_rule": rule("0.1", 44),
        "other_rule": rule("0.15", 45),
        "capital_rule": rule("0.2", 63),
        "own_capital_rp": 45_000_000,
        "held_rp": 1_200_000,
        "own": None,
    }
    return Question(asked_rp=asked_rp, **told | more)


def refused(asked):
    with pytest.raises(LimitRefusedError) as refusal:
        check_limits(sheet_of(asked))
    return refusal.value.facts


@pytest.mark.parametrize(
    ("_case", "set_apart_rp", "own_rp", "amount_rp", "is_assumed"),
    [
        ("set apart", 500_000_000, 45_000_000, 500_000_000, False),
        ("set apart, one rupiah", 1, 45_000_000, 1, False),
        ("set apart, little", 20_000_000, 45_000_000, 20_000_000, False),
        ("nothing set apart: the own capital, marked", 0, 45_000_000, 45_000_000, True),
        ("nothing at all", 0, 0, 0, True),
        ("own capital below zero", 0, -3, 0, True),
    ],
)
def test_the_right_capital(_case, set_apart_rp, own_rp, amount_rp, is_assumed):
    base = right_capital(set_apart_rp=set_apart_rp, own_rp=own_rp)

    assert (base.amount_rp, base.is_assumed) == (amount_rp, is_assumed)
    assert base.words.startswith("modal sendiri" if is_assumed else "modal tetap")


@pytest.mark.parametrize(
    ("_case", "capital_rp", "related", "most_rp"),
    [
        ("500 million, another member", 500_000_000, None, 75_000_000),
        ("500 million, related", 500_000_000, KETUA, 50_000_000),
        ("20 million, another member", 20_000_000, None, 3_000_000),
        ("20 million, related", 20_000_000, KETUA, 2_000_000),
        ("a part of a rupiah is nobody's", 45_000_007, None, 6_750_001),
        ("a part of a rupiah, related", 45_000_009, KETUA, 4_500_000),
    ],
)
def test_how_much_at_most(_case, capital_rp, related, most_rp):
    base = right_capital(set_apart_rp=capital_rp, own_rp=0)
    line = sheet_of(question(0, related=related, base=base)).lines[0]

    assert (line.most_rp, line.left_rp) == (most_rp, most_rp)
    assert line.limit is (Limit.RELATED if related else Limit.OTHER)
    assert line.name == ("BMPP pihak terkait" if related else "BMPP anggota")


@pytest.mark.parametrize(
    ("_case", "owed", "asked_rp", "left_rp", "over_rp"),
    [
        ("nothing owed, up to the limit", (), 3_000_000, 3_000_000, 0),
        ("a rupiah more", (), 3_000_001, 3_000_000, 1),
        ("two things owed, the rest", (1_200_000, 300_000), 1_500_000, 1_500_000, 0),
        ("two things owed, too much", (1_200_000, 300_000), 2_000_000, 1_500_000, 500_000),
        ("beyond it already, nothing asked", (3_400_000,), 0, 0, 400_000),
        ("beyond it already, more asked", (3_400_000,), 100_000, 0, 500_000),
        ("what was paid too much lessens nothing else", (3_000_000, -500_000), 1, 0, 1),
    ],
)
def test_what_is_owed_counts_whatever_it_is_owed_for(_case, owed, asked_rp, left_rp, over_rp):
    sheet = sheet_of(question(asked_rp, *owed))
    line = sheet.lines[0]

    assert (line.left_rp, line.over_rp, line.is_broken) == (left_rp, over_rp, over_rp > 0)
    assert sheet.left_rp == left_rp
    assert sheet.broken is (line if over_rp else None)
    if not over_rp:
        check_limits(sheet)


def test_the_refusal_says_which_by_how_much_and_the_source():
    assert refused(question(2_000_000, 1_200_000, 300_000)) == {
        "wrong": "other",
        "by_rp": 500_000,
        "most_rp": 3_000_000,
        "used_rp": 1_500_000,
        "left_rp": 1_500_000,
        "name": "BMPP anggota",
        "share": "15%",
        "capital": SET_APART,
        "basis": "Permenkop UKM 8/2023 Ps 45",
        "source": "satu sumber, keyakinan C",
    }
    officer = refused(question(2_000_000, 1_200_000, 300_000, related=KETUA))
    assert (officer["wrong"], officer["by_rp"], officer["share"]) == ("related", 1_500_000, "10%")
    assert officer["basis"] == "Permenkop UKM 8/2023 Ps 44"


def test_an_officer_never_gets_more_than_another_member():
    """The cooperative has set 5 percent for its members and nothing for related parties."""
    facts = refused(question(1_500_000, related=KETUA, other_rule=rule("0.05", "RAT 2026")))

    assert (facts["wrong"], facts["most_rp"], facts["share"]) == ("related", 1_000_000, "5%")
    assert facts["basis"].endswith("RAT 2026")
    same = refused(question(9_000_000, related=KETUA, other_rule=rule("0.1", "RAT 2026")))
    assert same["basis"] == "Permenkop UKM 8/2023 Ps 44"


def test_a_narrower_limit_of_the_product():
    own = OwnCap(name="Plafon Pinjaman usaha", basis="RAT 01/2026", most_rp=1_000_000, used_rp=400_000)
    sheet = sheet_of(question(700_000, 400_000, own=own))

    assert [line.limit for line in sheet.lines] == [Limit.OTHER, Limit.OWN, Limit.CAPITAL]
    assert sheet.left_rp == 600_000
    assert sheet.lines[1].is_verified  # the cooperative's own word
    facts = refused(question(700_000, 400_000, own=own))
    assert (facts["wrong"], facts["by_rp"], facts["name"]) == ("own", 100_000, "Plafon Pinjaman usaha")
    assert (facts["share"], facts["capital"], facts["source"]) == ("", "", "")
    check_limits(sheet_of(question(600_000, 400_000, own=own)))
    assert refused(question(9_000_000, own=own))["wrong"] == "other"  # the law is told first


def test_the_members_part_of_capital_warns_and_refuses_only_what_goes_into_it():
    much = {"own_capital_rp": 5_000_000, "held_rp": 1_000_001}
    sheet = sheet_of(question(1_000_000, **much))
    line = sheet.lines[-1]

    assert (line.limit, line.most_rp, line.over_rp) == (Limit.CAPITAL, 1_000_000, 1)
    assert (line.is_warning, line.is_broken, sheet.broken) == (True, False, None)
    assert not sheet.lines[0].is_warning
    at_the_limit = sheet_of(question(1_000_000, own_capital_rp=5_000_000, held_rp=1_000_000)).lines[-1]
    assert (at_the_limit.over_rp, at_the_limit.is_warning) == (0, False)
    check_limits(sheet)

    into = question(1_000_000, into_capital_rp=400_000, own_capital_rp=5_000_000, held_rp=700_000)
    facts = refused(into)
    assert (facts["wrong"], facts["by_rp"], facts["left_rp"]) == ("capital", 100_000, 300_000)
    assert (facts["capital"], facts["basis"]) == ("modal sendiri", "Permenkop UKM 8/2023 Ps 63")
    check_limits(sheet_of(replace(into, into_capital_rp=300_000)))
    one_rupiah = sheet_of(question(1, into_capital_rp=1, **much)).broken
    assert (one_rupiah.limit, one_rupiah.over_rp, one_rupiah.is_warning) == (Limit.CAPITAL, 2, False)
    assert sheet_of(into).left_rp == 300_000


def test_a_line_tells_its_source_and_whether_it_is_sure():
    line = sheet_of(question(1)).lines[0]

    assert (line.share, line.capital, line.source) == ("15%", SET_APART, "satu sumber, keyakinan C")
    assert not line.is_verified
    assert (line.is_broken, line.is_warning, line.over_rp) == (False, False, 0)


@pytest.mark.parametrize("amounts", [(-1, 0), (5, 6), (5, -1)])
def test_amounts_that_make_no_sense(amounts):
    asked_rp, into_rp = amounts
    with pytest.raises(ValueError, match="not below zero"):
        sheet_of(question(asked_rp, into_capital_rp=into_rp))


AMOUNTS = st.integers(0, 10**12)
OWED = st.lists(AMOUNTS, max_size=5)
RELATED = st.sampled_from([None, KETUA])


@pytest.mark.watched
@settings(deadline=None)
@given(AMOUNTS, OWED, RELATED, AMOUNTS, AMOUNTS)
def test_what_passes_never_makes_the_sum_more_than_the_limit(asked_rp, owed, related, capital_rp, own_rp):
    base = right_capital(set_apart_rp=capital_rp, own_rp=own_rp)
    asked = question(asked_rp, *owed, related=related, base=base)
    share = Decimal("0.1") if related else Decimal("0.15")
    passes = sheet_of(asked).broken is None

    assert passes is (Decimal(sum(owed) + asked_rp) <= share * base.amount_rp)


@pytest.mark.watched
@settings(deadline=None)
@given(AMOUNTS, OWED, RELATED, AMOUNTS)
def test_what_is_left_may_be_taken_and_a_rupiah_more_may_not(asked_rp, owed, related, capital_rp):
    base = right_capital(set_apart_rp=capital_rp, own_rp=0)
    left_rp = sheet_of(question(0, *owed, related=related, base=base)).left_rp
    is_within = sum(owed) <= sheet_of(question(0, related=related, base=base)).left_rp

    assert sheet_of(question(left_rp, *owed, related=related, base=base)).broken is None or not is_within
    assert sheet_of(question(left_rp + 1, *owed, related=related, base=base)).broken is not None
    assert left_rp == sheet_of(question(asked_rp, *owed, related=related, base=base)).left_rp


@pytest.mark.watched
@settings(deadline=None)
@given(AMOUNTS, OWED, AMOUNTS, st.integers(1, 10**9))
def test_more_asked_more_owed_less_capital_or_an_office_never_let_more_pass(
    asked_rp, owed, capital_rp, more_rp
):
    def passes(asked_rp, *owed, capital_rp=capital_rp, related=None):
        base = right_capital(set_apart_rp=capital_rp + 1, own_rp=0)
        return sheet_of(question(asked_rp, *owed, related=related, base=base)).broken is None

    harder = [
        passes(asked_rp + more_rp, *owed),
        passes(asked_rp, *owed, more_rp),
        passes(asked_rp, *owed, capital_rp=max(capital_rp - more_rp, 0)),
        passes(asked_rp, *owed, related=KETUA),
    ]
    assert passes(asked_rp, *owed) or not any(harder)


@pytest.mark.watched
@settings(deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9)))
def test_what_is_owed_is_never_below_zero_and_never_less_than_one_of_it(owed):
    total_rp = owed_rp([Exposure("Bon gerai", one) for one in owed])

    assert total_rp >= max([0, *owed])
    assert sheet_of(question(0, *owed)).owed_rp == total_rp
