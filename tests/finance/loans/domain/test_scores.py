"""The score of one loan of one member. Numbers worked by hand in docs/algorithms/loan_score.md."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.scores import (
    TITLES,
    WEIGHTS,
    Band,
    Known,
    Measure,
    band_of,
    lines_read,
    lines_written,
    score_of,
)

SITI = Known(
    months=10,
    dues=9,
    dues_kept=7,
    instalments=20,
    instalments_kept=18,
    savings_rp=400_000,
    asked_rp=2_400_000,
    capacity_rp=180_000,
    instalment_rp=224_000,
    dues_late=1,
    overdue_rp=0,
)


def points(known):
    return {line.measure: line.points for line in score_of(known).lines}


def test_siti_of_the_docs():
    score = score_of(SITI)

    assert points(SITI) == {
        "membership": 4,
        "dues": 11,
        "past_loans": 22,
        "savings": 7,
        "capacity": 18,
        "arrears": 5,
    }
    assert (score.total, score.band) == (67, Band.CUKUP)
    assert [line.most for line in score.lines] == [10, 15, 25, 15, 25, 10]
    said = {line.measure: line.said.replace("\u00a0", " ") for line in score.lines}
    assert said["membership"] == "Anggota selama 10 bulan; penuh mulai 24 bulan."
    assert said["dues"] == "7 dari 9 bulan lunas pada waktunya."
    assert said["past_loans"] == "18 dari 20 angsuran lunas pada waktunya."
    assert said["savings"] == "Simpanan Rp 400.000, pinjaman Rp 2.400.000; penuh mulai sepertiganya."
    assert said["capacity"] == "Angsuran Rp 224.000 sebulan, kemampuan Rp 180.000."
    assert said["arrears"] == "Simpanan wajib 1 bulan belum lunas."


def test_weights_make_a_hundred_and_each_has_its_title():
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(TITLES) == set(Measure)


@pytest.mark.parametrize(
    ("_case", "changed", "measure", "expected"),
    [
        ("new today", {"months": 0}, "membership", 0),
        ("two years", {"months": 24}, "membership", 10),
        ("twenty years", {"months": 240}, "membership", 10),
        ("nothing billed", {"dues": 0, "dues_kept": 0}, "dues", 7),
        ("all dues", {"dues_kept": 9}, "dues", 15),
        ("never borrowed", {"instalments": 0, "instalments_kept": 0}, "past_loans", 12),
        ("never in time", {"instalments_kept": 0}, "past_loans", 0),
        ("a third saved", {"savings_rp": 800_000}, "savings", 15),
        ("more than that", {"savings_rp": 9_000_000}, "savings", 15),
        ("nothing saved", {"savings_rp": 0}, "savings", 0),
        ("just what is possible", {"capacity_rp": 224_000}, "capacity", 25),
        ("twice as much", {"capacity_rp": 112_000}, "capacity", 0),
        ("one rupiah less than twice", {"capacity_rp": 112_001}, "capacity", 0),
        ("half too much", {"capacity_rp": 200_000, "instalment_rp": 300_000}, "capacity", 12),
        ("nothing left", {"capacity_rp": 0}, "capacity", 0),
        ("no arrears", {"dues_late": 0}, "arrears", 10),
        ("a loan in arrears", {"overdue_rp": 1}, "arrears", 0),
    ],
)
def test_a_measure_by_itself(_case, changed, measure, expected):
    assert points(replace(SITI, **changed))[measure] == expected


def test_sentences_where_there_is_nothing_to_measure():
    bare = replace(SITI, dues=0, dues_kept=0, instalments=0, instalments_kept=0, dues_late=0)
    said = {line.measure: line.said for line in score_of(bare).lines}

    assert said["dues"] == "Belum ada simpanan wajib yang jatuh tempo setahun ini; dihitung setengah."
    assert said["past_loans"] == "Belum ada angsuran pinjaman di sini yang jatuh tempo; dihitung setengah."
    assert said["arrears"] == "Tidak ada tunggakan."
    late = score_of(replace(SITI, overdue_rp=112_000)).lines[-1]
    assert late.said == "Angsuran pinjaman menunggak Rp\u00a0112.000."


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, Band.LEMAH),
        (39, Band.LEMAH),
        (40, Band.CERMATI),
        (59, Band.CERMATI),
        (60, Band.CUKUP),
        (79, Band.CUKUP),
        (80, Band.KUAT),
        (100, Band.KUAT),
    ],
)
def test_what_a_total_means(total, band):
    assert band_of(total) is band


def test_a_score_is_kept_and_read_again():
    score = score_of(SITI)

    assert lines_read(lines_written(score)) == score


MONEY = st.integers(0, 10**10)


@st.composite
def known(draw):
    dues, instalments = draw(st.integers(0, 12)), draw(st.integers(0, 200))
    return Known(
        months=draw(st.integers(0, 400)),
        dues=dues,
        dues_kept=draw(st.integers(0, dues)),
        instalments=instalments,
        instalments_kept=draw(st.integers(0, instalments)),
        savings_rp=draw(MONEY),
        asked_rp=draw(st.integers(1, 10**10)),
        capacity_rp=draw(MONEY),
        instalment_rp=draw(st.integers(1, 10**9)),
        dues_late=draw(st.integers(0, 12)),
        overdue_rp=draw(MONEY),
    )


@given(known())
def test_points_lie_between_nothing_and_their_weight(one):
    score = score_of(one)

    assert 0 <= score.total <= 100
    assert all(0 <= line.points <= line.most for line in score.lines)
    assert score.total == sum(line.points for line in score.lines)


@given(known(), st.integers(0, 100), st.integers(0, 10**8))
def test_what_is_better_is_never_worth_less(one, months, money):
    better = replace(
        one,
        months=one.months + months,
        savings_rp=one.savings_rp + money,
        capacity_rp=one.capacity_rp + money,
        dues_kept=one.dues,
        instalments_kept=one.instalments,
        dues_late=0,
        overdue_rp=0,
    )

    for worse, line in zip(score_of(one).lines, score_of(better).lines, strict=True):
        assert line.points >= worse.points, line.title


def test_nothing_of_who_somebody_is_takes_part():
    """A score knows months, counts and rupiah; no sex, age, religion, home or number of a card."""
    assert {field.name for field in fields(Known)} == {
        "months",
        "dues",
        "dues_kept",
        "instalments",
        "instalments_kept",
        "savings_rp",
        "asked_rp",
        "capacity_rp",
        "instalment_rp",
        "dues_late",
        "overdue_rp",
    }
