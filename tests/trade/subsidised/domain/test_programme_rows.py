"""The files of programmes: what they say, that they can be read, and what cannot be."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import guyub
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.regulated import REGULATED, RuleUnit
from guyub.trade.subsidised.domain.limit_words import limit_words, most_words
from guyub.trade.subsidised.domain.limits import Outcome, Request, Used, decide
from guyub.trade.subsidised.domain.programme_rows import (
    read_categories,
    read_limits,
    read_programmes,
    rule_id,
)
from guyub.trade.subsidised.domain.programmes import Mode, Registers
from guyub.trade.subsidised.domain.spans import day_of

DATA = Path(guyub.__file__).parent / "trade/subsidised/data"
WIB = timedelta(hours=7)


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PROGRAMMES = read_programmes(rows("program.csv"))
CATEGORIES = read_categories(rows("kategori.csv"))
LIMITS = {one.id: one for one in read_limits(rows("batas.csv"))}


def limit(key):
    return LIMITS[rule_id(key)]


def test_the_files_speak_of_the_same_goods():
    keys = {one.key for one in PROGRAMMES}
    codes = {(one.programme, one.code) for one in CATEGORIES}

    assert keys == {key for key, good in REGULATED.items() if good.is_rationed}
    assert [one.key for one in PROGRAMMES if one.has_containers] == ["LPG_3KG"]
    assert {one.key: one.unit for one in PROGRAMMES} == {key: REGULATED[key].unit for key in keys}
    assert {programme for programme, _ in codes} == keys
    assert {one.programme for one in LIMITS.values()} <= keys
    assert all(not one.category or (one.programme, one.category) in codes for one in LIMITS.values())
    assert max(len(one.legal_basis) for one in (*CATEGORIES, *LIMITS.values())) <= 200
    assert max(len(one.source) for one in (*CATEGORIES, *LIMITS.values())) <= 200


@pytest.mark.parametrize(
    ("key", "most", "mode", "confidence"),
    [
        ("lpg.cap.kk_month", 10, Mode.WARN, Confidence.C),
        ("lpg.cap.nik_month", 15, Mode.INFO, Confidence.C),
        ("lpg.cap.nik_day_tx", 1, Mode.WARN, Confidence.C),
        ("lpg.soft.rt_month", 4, Mode.INFO, Confidence.C),
        ("lpg.soft.um_month", 8, Mode.INFO, Confidence.C),
        ("lpg.tx.usual", 5, Mode.WARN, Confidence.C),
        ("lpg.tx.hard", 20, Mode.BLOCK, Confidence.C),
        ("lpg.pengecer_share", 1000, Mode.WARN, Confidence.C),
        ("sphp.cap.day.2025", 10_000, Mode.BLOCK, Confidence.A),
        ("sphp.cap.day.2026", 25_000, Mode.WARN, Confidence.B),
    ],
)
def test_the_limits_of_the_release(key, most, mode, confidence):
    found = limit(key)

    assert (found.max_qty, found.mode, found.confidence) == (most, mode, confidence)


def test_what_nobody_could_verify_stays_marked_and_blocks_no_household():
    unsure = {one.id: one for one in LIMITS.values() if not one.confidence.is_verified}

    assert {one.programme for one in unsure.values()} == {"LPG_3KG"}
    assert len(unsure) == len([one for one in LIMITS.values() if one.programme == "LPG_3KG"])
    assert [one.max_qty for one in unsure.values() if one.mode is Mode.BLOCK] == [20]


def test_farmers_and_fishers_come_by_a_list_alone():
    listed = {(one.programme, one.code) for one in CATEGORIES if one.registers is Registers.LIST}

    assert {("LPG_3KG", "PETANI"), ("LPG_3KG", "NELAYAN"), ("PUPUK_UREA", "PETANI")} <= listed
    (household,) = [one for one in CATEGORIES if (one.programme, one.code) == ("LPG_3KG", "RT")]
    assert (household.proof_words, household.usual_qty) == ("KTP, Kartu Keluarga", 1)


def test_7_13_02_a_rule_changes_at_midnight_wib_also_for_what_is_told_later():
    midnight = datetime(2026, 2, 1, tzinfo=UTC) - WIB

    def sold(at, qty=15_000, history=()):
        request = Request(
            programme="BERAS_SPHP",
            category="PEMBELI",
            nik="siti",
            outlet="bumiayu",
            qty=qty,
            at=at,
            day=day_of(at),
            region="35.73.03.1005",
            unit=RuleUnit.KG,
        )
        return decide(rules=LIMITS.values(), history=history, request=request)

    late = sold(
        midnight - timedelta(seconds=1)
    )  # told on the first of February or later: it makes no difference
    before = Used(
        nik="siti",
        category="PEMBELI",
        outlet="gadang",
        qty=10_000,
        at=midnight - timedelta(seconds=1),
        day=date(2026, 1, 31),
    )

    assert (late.decision, late.rule.id) == (Outcome.BLOCK, rule_id("sphp.cap.day.2025"))
    assert "sisa 10\u00a0kg" in late.sentence
    after = sold(midnight, history=[before])
    assert (after.decision, after.remaining) == (Outcome.OK, 25_000)
    assert sold(midnight, 25_001, [before]).decision is Outcome.WARN
    assert sold(midnight - timedelta(hours=2), 1, [before]).decision is Outcome.BLOCK


def test_a_limit_is_said_whole():
    household, share = limit("lpg.cap.kk_month"), limit("lpg.pengecer_share")

    said = limit_words(household, unit=RuleUnit.TABUNG, category="Rumah tangga").replace("\u00a0", " ")
    assert said == (
        "paling banyak 10 tabung sebulan, tiap keluarga (KK), Rumah tangga: diperingatkan, perlu alasan"
    )
    assert most_words(share, unit=RuleUnit.TABUNG) == "10%"
    assert most_words(limit("lpg.cap.nik_day_tx"), unit=RuleUnit.TABUNG) == "1 kali"
    (odd,) = read_limits([rows("batas.csv")[7] | {"max_qty": "1250"}])
    assert most_words(odd, unit=RuleUnit.TABUNG) == "12,5%"


@pytest.mark.parametrize(
    ("read", "file", "at", "cell", "fault"),
    [
        (read_programmes, "program.csv", 0, {"key": "lpg"}, "line 2, column key"),
        (read_programmes, "program.csv", 0, {"title": " "}, "line 2, column title"),
        (read_programmes, "program.csv", 0, {"unit": "TON"}, "line 2, column unit"),
        (read_programmes, "program.csv", 0, {"has_containers": "yes"}, "line 2, column has_containers"),
        (read_programmes, "program.csv", 0, {"key": "MINYAKITA"}, "column key: MINYAKITA"),
        (read_categories, "kategori.csv", 0, {"proofs": "KTP SIM"}, "line 2, column proofs"),
        (read_categories, "kategori.csv", 0, {"usual_qty": "0"}, "line 2, column usual_qty"),
        (read_categories, "kategori.csv", 0, {"valid_to": "2024-05-31"}, "line 2, column valid_to"),
        (read_categories, "kategori.csv", 0, {"valid_from": "besok"}, "line 2, column valid_from"),
        (read_limits, "batas.csv", 0, {"max_qty": "-1"}, "line 2, column max_qty"),
        (read_limits, "batas.csv", 0, {"max_qty": "1000000001"}, "line 2, column max_qty"),
        (read_limits, "batas.csv", 0, {"region": "3"}, "line 2, column region"),
        (read_limits, "batas.csv", 6, {"unknown_qty": "1"}, "line 2, column unknown_qty"),
        (read_limits, "batas.csv", 7, {"max_qty": "10001"}, "line 2, column max_qty"),
        (read_limits, "batas.csv", 7, {"category": ""}, "line 2, column max_qty"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(read, file, at, cell, fault):
    broken = [row | cell for row in rows(file)[at : at + 1]]
    if "twice" in fault or ": " in fault:
        broken = [row | cell for row in rows(file)[:2]]

    with pytest.raises(ValueError, match=fault):
        read(broken)
