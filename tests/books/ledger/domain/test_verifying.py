import datetime as dt

import pytest

from guyub.books.ledger.domain import verifying
from guyub.books.ledger.domain.verifying import (
    RULE_WORDS,
    Anchor,
    AnchorRefusedError,
    Finding,
    JournalCheck,
    anchor_text,
    read_anchor,
    spaced,
)
from tests.books.ledger.domain.journals import PLACE, changed, entry, journal

ACCOUNTS = {"1.1.02": ("", True), "6.1.02": ("", False), "1.3.01": ("inventory", False)}
D = dt.date


def check(entries, **more):
    made = JournalCheck(account_of=ACCOUNTS.get, flows={"BEBAN": 1}, **more)
    for one in entries:
        made.take(one)
    made.finish()
    return made


def rules(entries, **more):
    return [finding.rule for finding in check(entries, **more).findings]


def test_a_whole_journal_has_no_findings():
    entries = journal(3)
    done = check(entries, closings={2: entries[1].hash})

    assert done.findings == []
    assert (done.entries, done.lines, done.chain_no, done.hash) == (3, 6, 3, entries[-1].hash)
    assert (done.last_dated_on, done.numbers) == ("2026-11-25", {("JU", 2026): 3})


def line(account="6.1.02", amount=200_000, flow="", unit=None):
    return (account, unit, amount, flow, None, None, "")


CASH = line("1.1.02", -200_000, "BEBAN")
CASES = {
    "place": [changed(entry(1), chain_no=2)],
    "facts": [changed(entry(1), text=entry(1).text.replace("gerai", "toko"))],
    "link": [changed(entry(1), hash=bytes(32))],
    "number": [entry(1, number=2)],
    "year": [changed(entry(1), year=2025)],
    "day": [entry(1, occurred_on="2026-11-26")],
    "balance": [entry(1, lines=(line(amount=200_001), CASH))],
    "unit": [entry(1, lines=(line(unit="u"), CASH))],
    "lines": [changed(entry(1), line_count=3)],
    "total": [changed(entry(1), total_rp=1)],
    "line_no": [changed(entry(1), lines_in_order=False)],
    "account": [entry(1, lines=(line("6.1.99"), CASH))],
    "control": [entry(1, lines=(line("1.3.01"), CASH))],
    "flow": [entry(1, lines=(line("6.1.02"), line("1.1.02", -200_000)))],
}


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_finds_its_own(rule):
    assert rule in rules(CASES[rule])
    assert rule in RULE_WORDS


@pytest.mark.parametrize("flow", ["TIDAK_ADA", "BEBAN"])
def test_flows_stand_on_cash_alone_and_are_known(flow):
    assert rules([entry(1, lines=(line(flow=flow), CASH))]) == ["flow"]


def test_the_closing_entry_may_touch_control_accounts():
    assert rules([entry(1, phase=2, lines=(line("1.3.01"), CASH))]) == []
    assert rules([entry(1, context="inventory", lines=(line("1.3.01"), CASH))]) == []


def test_a_missing_entry_breaks_the_chain_and_the_numbers():
    one, _, three = journal(3)

    assert rules([one, three]) == ["place", "link", "number"]


def test_numbers_run_for_each_series_and_year():
    first = entry(1, number=1, day=D(2025, 12, 31))
    second = entry(2, number=1, previous=first.hash, day=D(2026, 1, 1))
    third = entry(3, number=1, previous=second.hash, series="PU", day=D(2026, 1, 1))

    assert rules([first, second, third]) == []


def anchor(one, chain_no=None):
    return Anchor(PLACE, chain_no or one.chain_no, one.hash.hex()[:16])


def test_an_anchor_finds_a_cut_tail_and_one_written_anew():
    entries, others = journal(4), journal(4, memo="Lain")

    assert rules(entries, anchors=[anchor(entries[3]), anchor(entries[1])]) == []
    assert rules(entries[:3], anchors=[anchor(entries[3])]) == ["anchor"]
    assert rules(others, anchors=[anchor(entries[3])]) == ["anchor"]
    assert rules(entries[:3], closings={4: entries[3].hash, 2: entries[1].hash}) == ["closing"]
    assert rules(others, closings={4: entries[3].hash}) == ["closing"]


def test_plenty_is_enough(monkeypatch):
    monkeypatch.setattr(verifying, "MOST_FINDINGS", 2)

    assert len(check([changed(entry(1), total_rp=1, line_count=9, lines_in_order=False)]).findings) == 2


def test_findings_speak_plainly():
    assert Finding("number", "JU-2026-0007", "6", "7").said == (
        "JU-2026-0007. Nomor jurnal tidak urut: seharusnya 6, tertulis 7."
    )
    assert Finding("unit", "JU-2026-0007").said == "JU-2026-0007. Ada unit usaha yang tidak seimbang."


def test_an_anchor_is_written_and_read_from_paper():
    text = anchor_text(PLACE, 412, bytes(range(32)))

    assert text == "35.73.03.1003:412:000102030405060708090a0b0c0d0e0f"
    assert read_anchor(text, place=PLACE) == Anchor(PLACE, 412, "000102030405060708090a0b0c0d0e0f")
    assert read_anchor("35.73.03.1003 : 412 : 0001-0203 0405 0607", place=PLACE).digits == "0001020304050607"
    assert spaced(text) == "35.73.03.1003:412: 0001 0203 0405 0607 0809 0a0b 0c0d 0e0f"
    assert read_anchor(spaced(text), place=PLACE) == read_anchor(text, place=PLACE)
    assert read_anchor(text.upper(), place=PLACE).holds(bytes(range(32)))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", "form"),
        ("412", "form"),
        (f"{PLACE}:412:00010203", "form"),
        (f"{PLACE}:x:0001020304050607", "form"),
        (f"{PLACE}:412:{'0' * 65}", "form"),
        ("35.73.01.1011:412:0001020304050607", "place"),
    ],
)
def test_what_is_no_anchor_is_refused(typed, wrong):
    with pytest.raises(AnchorRefusedError) as refusal:
        read_anchor(typed, place=PLACE)
    assert refusal.value.facts["wrong"] == wrong
