import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.kolektibilitas import Collateral, Loan, assess, classify, provision_rp
from guyub.finance.loans.domain.kolektibilitas_schemes import (
    SCHEMES,
    CollateralKind,
    Kolektibilitas,
    KolektibilitasRefusedError,
    Rhythm,
    haircut_in_force,
    scheme_in_force,
)

CASES = json.loads((Path(__file__).parent / "cases/collectability.json").read_text())["cases"]
PROVISIONS, HAIRCUTS, RPM, BANK_DAYS = CASES
KOPERASI, BANK = scheme_in_force(name="koperasi"), scheme_in_force(name="bank")
COVERED = (Collateral(1_000_000),)
L, DPK, KL, D, M = Kolektibilitas
MONTH = 30


def loan(days=0, outstanding_rp=1_000_000, **facts):
    return Loan(
        loan_id=facts.pop("loan_id", "1"), outstanding_rp=outstanding_rp, overdue_days=Fraction(days), **facts
    )


def class_of(days=0, scheme=KOPERASI, **facts):
    return classify(loan(days, **facts), scheme=scheme).kolektibilitas


def test_the_rates_of_provision_when_nobody_sets_others():
    assert KOPERASI.matrix == {L: Fraction(1, 100), KL: Fraction(10, 100), D: Fraction(50, 100), M: 1}
    assert BANK.matrix == {
        L: Fraction(5, 1000),
        DPK: Fraction(3, 100),
        KL: Fraction(10, 100),
        D: Fraction(50, 100),
        M: 1,
    }


@pytest.mark.parametrize(("days", "kolektibilitas"), BANK_DAYS["classes"].items())
def test_the_published_days_of_the_bank(days, kolektibilitas):
    assert class_of(int(days), BANK) == kolektibilitas


@pytest.mark.parametrize(("kolektibilitas", "aside_rp"), PROVISIONS["provision"].items())
def test_the_published_provision(kolektibilitas, aside_rp):
    kind = Kolektibilitas(kolektibilitas)
    counted_rp = PROVISIONS["collateral"] * Fraction(PROVISIONS["collateral_share"])

    found = provision_rp(
        kolektibilitas=kind,
        outstanding_rp=PROVISIONS["outstanding"],
        counted_rp=counted_rp,
        rate=BANK.matrix[kind],
    )
    assert found == aside_rp


@pytest.mark.parametrize(("substandard", "doubtful", "lost", "rpm_rp"), RPM["rows"])
def test_the_published_risk_of_problem_loans(substandard, doubtful, lost, rpm_rp):
    loans = [
        loan(100, substandard, loan_id="kl"),
        loan(200, doubtful, loan_id="d", collateral=[Collateral(doubtful)]),
        loan(200, lost, loan_id="m"),
    ]

    assert assess(loans, scheme=KOPERASI).rpm_rp == rpm_rp


@pytest.mark.parametrize(("kind", "value_rp", "counted_rp"), HAIRCUTS["counted"])
def test_the_published_haircuts(kind, value_rp, counted_rp):
    share = haircut_in_force(kind=CollateralKind(kind))

    assert loan(collateral=[Collateral(value_rp, share)]).counted_rp == counted_rp


def test_every_kind_of_collateral_has_its_haircut():
    shares = {kind.value: haircut_in_force(kind=kind) * 100 for kind in CollateralKind}

    assert shares == HAIRCUTS["percent"]


@pytest.mark.parametrize(
    ("days", "without", "covered"),
    [
        (0, L, L),
        (3 * MONTH, L, L),
        (3 * MONTH + 1, KL, KL),
        (6 * MONTH, KL, KL),
        (6 * MONTH + 1, M, D),
        (27 * MONTH, M, D),
        (27 * MONTH + 1, M, M),
    ],
)
def test_months_of_a_cooperative(days, without, covered):
    assert (class_of(days), class_of(days, collateral=COVERED)) == (without, covered)


@pytest.mark.parametrize(
    ("_case", "facts", "kolektibilitas"),
    [
        ("75 percent is enough", {"collateral": [Collateral(750_000)]}, D),
        ("one rupiah less is not", {"collateral": [Collateral(749_999)]}, M),
        ("the part that counts decides", {"collateral": [Collateral(1_000_000, Fraction(3, 4))]}, D),
        ("two pieces count together", {"collateral": [Collateral(500_000), Collateral(250_000)]}, D),
        ("jasa belongs to the debt", {"collateral": [Collateral(750_000)], "interest_rp": 1}, M),
        ("lost, covered whole", {"collateral": COVERED, "is_salvageable": False}, D),
        ("lost, not whole", {"collateral": [Collateral(999_999)], "is_salvageable": False}, M),
        ("21 months in D", {"collateral": COVERED, "doubtful_days": Fraction(630)}, D),
        ("a day more", {"collateral": COVERED, "doubtful_days": Fraction(631)}, M),
        ("handed to a court", {"collateral": COVERED, "is_handed_over": True}, M),
    ],
)
def test_doubtful_or_lost(_case, facts, kolektibilitas):
    assert class_of(200, **facts) == kolektibilitas


def test_history_tells_since_when_a_loan_is_doubtful():
    assert class_of(900, collateral=COVERED) == M
    assert class_of(900, collateral=COVERED, doubtful_days=Fraction(10)) == D


@pytest.mark.parametrize(
    ("rhythm", "good_to", "substandard_to"),
    [(Rhythm.SHORT, 30, 60), (Rhythm.MONTHLY, 90, 180), (Rhythm.LONG, 180, 360)],
)
def test_limits_follow_how_often_a_loan_is_paid(rhythm, good_to, substandard_to):
    limits = (good_to, good_to + 1, substandard_to, substandard_to + 1)

    assert [class_of(days, rhythm=rhythm) for days in limits] == [L, KL, KL, M]


@pytest.mark.parametrize(
    ("rhythm", "days", "kolektibilitas"),
    [
        (Rhythm.SHORT, 30, L),
        (Rhythm.SHORT, 31, KL),
        (Rhythm.SHORT, 90, KL),
        (Rhythm.SHORT, 91, M),
        (Rhythm.LONG, 91, KL),
        (Rhythm.LONG, 180, KL),
        (Rhythm.LONG, 181, M),
    ],
)
def test_arrears_of_jasa_alone(rhythm, days, kolektibilitas):
    assert class_of(0, rhythm=rhythm, interest_overdue_days=Fraction(days)) == kolektibilitas


def test_what_is_worst_decides():
    assert class_of(100, interest_overdue_days=Fraction(0)) == KL
    assert class_of(0, interest_overdue_days=Fraction(100)) == KL


@pytest.mark.parametrize(
    ("days", "without", "covered"), [(0, KL, KL), (90, KL, KL), (91, M, D), (720, M, D), (721, M, M)]
)
def test_past_its_last_day_a_loan_is_substandard_at_once(days, without, covered):
    assert class_of(days, past_maturity=True) == without
    assert class_of(days, past_maturity=True, collateral=COVERED) == covered


def test_the_bank_goes_by_days_alone():
    assert class_of(90, BANK, past_maturity=True, rhythm=Rhythm.SHORT, is_handed_over=True) == DPK
    assert class_of(181, BANK, collateral=COVERED) == M


@pytest.mark.parametrize(
    ("days", "scheme", "facts", "reason"),
    [
        (0, BANK, {}, "Tidak ada tunggakan."),
        (91, BANK, {}, "Tunggakan lebih dari 90 sampai 120 hari."),
        (181, BANK, {}, "Tunggakan lebih dari 180 hari."),
        (90, KOPERASI, {}, "Tunggakan paling lama 3 bulan."),
        (0, KOPERASI, {"past_maturity": True}, "Lewat jatuh tempo dan belum lunas paling lama 3 bulan."),
        (
            0,
            KOPERASI,
            {"interest_overdue_days": Fraction(100)},
            "Tunggakan jasa lebih dari 3 sampai 6 bulan.",
        ),
        (181, KOPERASI, {}, "Tunggakan lebih dari 6 bulan; agunan menutup kurang dari 75 persen utang."),
        (
            181,
            KOPERASI,
            {"collateral": COVERED},
            "Tunggakan lebih dari 6 bulan; agunan menutup sekurangnya 75 persen utang.",
        ),
        (
            811,
            KOPERASI,
            {"collateral": COVERED},
            "Tunggakan lebih dari 6 bulan; diragukan lebih dari 21 bulan tanpa pelunasan.",
        ),
        (
            0,
            KOPERASI,
            {"is_handed_over": True},
            "Penagihannya sudah diserahkan ke pengadilan, lelang, atau penjamin.",
        ),
    ],
)
def test_a_sentence_says_why(days, scheme, facts, reason):
    assert classify(loan(days, **facts), scheme=scheme).reason == reason


@pytest.mark.parametrize(
    ("kolektibilitas", "outstanding_rp", "counted_rp", "rate", "aside_rp"),
    [
        (L, 50, 50, Fraction(1, 100), 1),  # 0.5 goes up
        (L, 49, 0, Fraction(1, 100), 0),
        (KL, 15, 0, Fraction(1, 10), 2),
        (KL, 1_000, 1_001, Fraction(1, 10), 0),  # more collateral than debt
        (M, 1_000, Fraction(1, 2), Fraction(1), 1_000),  # 999.5 goes up
        (M, 0, 0, Fraction(1), 0),
    ],
)
def test_provisions_are_rounded_half_up_and_never_below_zero(
    kolektibilitas, outstanding_rp, counted_rp, rate, aside_rp
):
    found = provision_rp(
        kolektibilitas=kolektibilitas,
        outstanding_rp=outstanding_rp,
        counted_rp=Fraction(counted_rp),
        rate=rate,
    )

    assert found == aside_rp


def test_the_portfolio_worked_by_hand():
    loans = [
        loan(0, 50_000_000, loan_id="a"),
        loan(120, 25_100_000, loan_id="b", collateral=[Collateral(10_000_000, Fraction(1, 2))]),
        loan(240, 8_000_000, loan_id="c", collateral=[Collateral(7_500_000, Fraction(8, 10))]),
        loan(240, 4_000_000, loan_id="d"),
    ]

    found = assess(loans, scheme=KOPERASI, reserve_rp=3_710_000)

    assert [(one.verdict.kolektibilitas, one.provision_rp) for one in found.lines] == [
        (L, 500_000),
        (KL, 2_010_000),
        (D, 1_000_000),
        (M, 4_000_000),
    ]
    assert list(found.totals) == [L, KL, D, M]
    assert (found.provision_rp, found.outstanding_rp, found.rpm_rp) == (7_510_000, 87_100_000, 22_550_000)
    assert found.rpm_ratio == Fraction(22_550_000, 87_100_000)
    assert found.non_performing_ratio == Fraction(37_100_000, 87_100_000)
    assert found.coverage == Fraction(1, 10)


def test_nothing_divides_to_zero():
    found = assess([], scheme=BANK, reserve_rp=5)

    assert (found.rpm_ratio, found.non_performing_ratio, found.coverage) == (0, 0, 0)
    assert list(found.totals) == [L, DPK, KL, D, M]


def test_a_rate_of_ones_own():
    found = assess([loan(0)], scheme=KOPERASI, changed_rates={L: Fraction(5, 1000)})

    assert found.provision_rp == 5_000


@pytest.mark.parametrize(
    ("loans", "more", "field", "wrong"),
    [
        ([], {"reserve_rp": -1}, "reserve", "negative"),
        ([], {"reserve_rp": MOST + 1}, "reserve", "large"),
        ([], {"changed_rates": {DPK: Fraction(0)}}, "matrix.DPK", "class"),
        ([], {"changed_rates": {L: Fraction(-1)}}, "matrix.L", "rate"),
        ([], {"changed_rates": {M: Fraction(101, 100)}}, "matrix.M", "rate"),
        ([loan(), loan()], {}, "loans[1].id", "again"),
        ([loan(0, -1)], {}, "loans[0].outstanding", "negative"),
        ([loan(0, MOST + 1)], {}, "loans[0].outstanding", "large"),
        ([loan(interest_rp=-1)], {}, "loans[0].interest", "negative"),
        ([loan(-1)], {}, "loans[0]", "negative"),
        ([loan(interest_overdue_days=Fraction(-1))], {}, "loans[0]", "negative"),
        ([loan(doubtful_days=Fraction(-1))], {}, "loans[0]", "negative"),
        ([loan(collateral=[Collateral(-1)])], {}, "loans[0].collateral", "negative"),
        ([loan(collateral=[Collateral(1, Fraction(-1))])], {}, "loans[0].collateral_share", "share"),
        ([loan(collateral=[Collateral(1, Fraction(2))])], {}, "loans[0].collateral_share", "share"),
    ],
)
def test_what_cannot_be_classed_is_refused(loans, more, field, wrong):
    with pytest.raises(KolektibilitasRefusedError) as caught:
        assess(loans, scheme=KOPERASI, **more)

    assert (caught.value.facts["field"], caught.value.facts["wrong"]) == (field, wrong)
    assert caught.value.facts["message"].endswith(".")


def test_the_largest_amount_is_taken():
    assert assess([loan(200, MOST)], scheme=KOPERASI).provision_rp == MOST


times = st.integers(0, 1_000)
amounts = st.integers(0, 10**12)
shares = st.fractions(0, 1, max_denominator=1_000)
facts = st.tuples(times, amounts, amounts, shares, st.booleans())


@given(told=st.lists(facts, max_size=6), scheme=st.sampled_from(SCHEMES))
def test_totals_are_the_sums_of_loans_and_ratios_stay_inside(told, scheme):
    loans = [
        loan(days, rp, loan_id=str(at), collateral=[Collateral(value, share)], past_maturity=matured)
        for at, (days, rp, value, share, matured) in enumerate(told)
    ]
    found = assess(loans, scheme=scheme)

    assert found.provision_rp == sum(line.provision_rp for line in found.lines)
    assert found.outstanding_rp == sum(one.outstanding_rp for one in loans)
    assert sum(total.count for total in found.totals.values()) == len(loans)
    assert all(
        0 <= line.provision_rp <= one.outstanding_rp for line, one in zip(found.lines, loans, strict=True)
    )
    assert 0 <= found.rpm_ratio <= found.non_performing_ratio <= 1
    again = assess(loans[::-1], scheme=scheme)
    assert (again.totals, again.rpm_exact) == (found.totals, found.rpm_exact)


@given(rp=amounts, counted=amounts, scheme=st.sampled_from(SCHEMES))
def test_a_worse_class_never_needs_less(rp, counted, scheme):
    def aside(kind, counted_rp):
        return provision_rp(
            kolektibilitas=kind,
            outstanding_rp=rp,
            counted_rp=Fraction(counted_rp),
            rate=scheme.matrix[kind],
        )

    bare = [aside(kind, 0) for kind in scheme.matrix]
    # L ignores collateral: with much of it a worse class may need less than L, but none less than another.
    covered = [aside(kind, counted) for kind in scheme.matrix if kind is not L]
    assert (bare, covered) == (sorted(bare), sorted(covered))
    assert aside(M, counted) == max(0, rp - counted)


@given(early=times, late=times, value=amounts, scheme=st.sampled_from(SCHEMES), matured=st.booleans())
def test_waiting_makes_no_loan_better(early, late, value, scheme, matured):
    kinds = [
        class_of(days, scheme, collateral=[Collateral(value)], past_maturity=matured)
        for days in sorted((early, late))
    ]

    assert kinds == sorted(kinds, key=list(Kolektibilitas).index)
