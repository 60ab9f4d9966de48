import json
import random

import pytest

from guyub.books.ledger.domain.exported import exported_line, verify_file
from guyub.books.ledger.domain.verifying import Anchor
from guyub.books.ledger.selectors.chart import chart
from tests.books.ledger.domain.journals import PLACE, entry, exported, journal


def rules(lines, anchor=None):
    return [finding.rule for finding in verify_file(lines, chart=chart(), anchor=anchor).findings]


def test_a_whole_file_has_no_findings():
    done = verify_file(exported(5), chart=chart())

    assert (done.findings, done.entries, done.lines) == ([], 5, 10)
    assert rules([]) == []


def changes_are_found(count, seed):
    chance = random.Random(seed)  # noqa: S311  the same changes every time
    whole = b"".join(exported(6))
    for _ in range(count):
        at = chance.randrange(len(whole))
        other = chance.choice([byte for byte in range(256) if byte != whole[at]])
        lines = (whole[:at] + bytes([other]) + whole[at + 1 :]).splitlines(keepends=True)
        assert rules(lines), (at, whole[at : at + 1], other)


def test_150_changes_of_one_byte_are_found():
    changes_are_found(150, seed=1)


@pytest.mark.long
def test_1000_changes_of_one_byte_are_found():
    changes_are_found(1_000, seed=2)


@pytest.mark.parametrize("cut", [1, 2, 5])
def test_a_cut_tail_is_found_against_paper(cut):
    entries = journal(6)
    anchor = Anchor(PLACE, 6, entries[-1].hash.hex()[:16])

    assert rules(exported(6), anchor) == []
    assert rules(exported(6)[:-cut], anchor) == ["anchor"]
    assert rules(exported(6, memo="Lain"), anchor) == ["anchor"]


def test_files_of_two_cooperatives_are_not_one():
    one = exported(1)
    two = exported_line(entry(2, previous=journal(1)[0].hash, place="35.73.01.1011")).encode()

    assert rules([*one, two]) == ["koperasi"]
    assert rules(one, Anchor("35.73.01.1011", 1, journal(1)[0].hash.hex()[:16])) == ["koperasi"]


def test_an_unknown_account_is_found():
    lines = (("6.1.88", None, 5, "", None, None, ""), ("1.1.02", None, -5, "BEBAN", None, None, ""))

    assert rules([exported_line(entry(1, lines=lines)).encode()]) == ["account"]


def line_with(change):
    raw = json.loads(exported(1)[0])
    change(raw)
    return (json.dumps(raw, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.pop("hash"),
        lambda raw: raw.update(more=1),
        lambda raw: raw.update(facts=[]),
        lambda raw: raw["facts"].update(more=1),
        lambda raw: raw["facts"].update(lines=[["6.1.02", None, "5", "", None, None, ""]]),
        lambda raw: raw["facts"].update(lines=[[6, None, 5, "", None, None, ""]]),
        lambda raw: raw["facts"]["lines"].append([]),
        lambda raw: raw.update(chain_no=1.5),
        lambda raw: raw.update(number=10**30),
        lambda raw: raw.update(id=5),
        lambda raw: raw.update(dated_on="kemarin"),
    ],
)
def test_a_line_that_is_none_is_found_and_nothing_breaks(change):
    assert "file" in rules([line_with(change)])


@pytest.mark.parametrize(
    "line", [b"\n", b"[]\n", b"nol\n", b"\xff\n", b"[" * 100_000, exported(1)[0].strip()]
)
def test_what_is_no_line_at_all_is_found(line):
    assert rules([line]) == ["file"]
