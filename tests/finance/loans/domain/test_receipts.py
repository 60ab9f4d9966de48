import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.receipts import WIDTH, number_in, roll_text, wrapped


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12", (None, 12)),
        ("0012", (None, 12)),
        ("PJ-2026-0012", (2026, 12)),
        ("pj 2026/12", (2026, 12)),
        (" 2026-12 ", (2026, 12)),
        ("PJ12", (None, 12)),
        ("A-0042", None),
        ("siti", None),
        ("", None),
        ("123456789", None),
        ("٣", None),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, found):
    assert number_in(typed) == found


def test_a_receipt_on_a_roll():
    lines = roll_text(
        head=["KKMP Bumiayu", "Kuitansi angsuran"],
        facts=[("Pinjaman", "PJ-2026-0001, Siti Aminah Rahmawati")],
        parts=[("Pokok", 100_000), ("Jasa", 12_000)],
        total=("JUMLAH", 112_000),
        said="Sisa pokok sesudah ini Rp\u00a01.100.000.",
        foot=["Terima kasih."],
    )
    assert lines == [
        "          KKMP Bumiayu",
        "       Kuitansi angsuran",
        "-" * 32,
        "Pinjaman: PJ-2026-0001, Siti",
        "Aminah Rahmawati",
        "-" * 32,
        "Pokok                    100.000",
        "Jasa                      12.000",
        "-" * 32,
        "JUMLAH                   112.000",
        "-" * 32,
        "Sisa pokok sesudah ini",
        "Rp 1.100.000.",
        "-" * 32,
        "         Terima kasih.",
    ]


def test_without_a_reason_there_is_no_room_for_one():
    lines = roll_text(head=["x"], facts=[], parts=[], total=("JUMLAH", 1), said="", foot=[])
    assert lines[-1] == "-" * WIDTH


@given(
    words=st.text(max_size=200),
    label=st.text(st.characters(codec="ascii", categories=("L",)), min_size=1, max_size=60),
    amount_rp=st.integers(0, 10**15),
)
def test_nothing_is_wider_than_the_roll(words, label, amount_rp):
    assert all(len(line) <= WIDTH for line in wrapped(words))
    lines = roll_text(
        head=[words],
        facts=[(label, words)],
        parts=[(label, amount_rp)],
        total=("J", 1),
        said=words,
        foot=[words],
    )
    assert all(len(line) <= WIDTH for line in lines)
