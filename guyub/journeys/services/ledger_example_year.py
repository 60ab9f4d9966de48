"""The invented year of two example books, as entries: what happened on which day, and which context posts it.

Bumiayu's opening capital, its members and the parts of its SHU are those that were published (2025); everything else is
made up.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.journeys.services.ledger_example_events import (
    BRI,
    LOANS,
    LPG,
    MERGOSONO_OPENS,
    OPENING,
    RICE_KG,
    RICE_PRICE_RP,
    SEMBAKO,
    START,
    Event,
    last_day,
    months_until,
    wave,
)
from guyub.journeys.services.ledger_example_shop import shop_month
from guyub.journeys.services.loan_example_book import LENT_RP
from guyub.journeys.services.loan_examples import loan_entries

if TYPE_CHECKING:
    from guyub.journeys.services.ledger_example_events import Partners

_JOINED = (2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 0, 0)  # members who joined in each month: 118 become 130
_WRONG = "listrik"


def bumiayu_year(known: Partners, *, until: date) -> list[Event]:
    """Give Bumiayu's entries from its opening balances to a day of 2026, itself included, in the order of days."""
    events = [*_opening(known), *_once(known)]
    owed_rp, lent = 0, list(loan_entries(known, until=until))
    for month in months_until(date(2026, 1, 1), until):
        goods, owed_rp = shop_month(known, month, until=until, owed_rp=owed_rp)
        loans = [event for event in lent if event.on.replace(day=1) == month]
        this = [*goods, *loans, *_savings_month(known, month), *_costs_month(known, month)]
        events += [*this, *_banked(known, month, this)]
    return sorted((event for event in events if event.on <= until), key=lambda event: event.on)


def _opening(known: Partners) -> list[Event]:
    """Bring in what stood at the end of 2025, each control account by its context, over an account that ends at zero.

    Equity but the year's SHU is the published opening capital of Rp 107.969.465; with savings and SHU Rp 175 million.
    """
    sides: tuple[tuple[str, tuple[tuple[str, int, str], ...]], ...] = (
        ("ledger", (("1.1.01", 1_250_000, SEMBAKO), ("1.1.02", 3_400_000, ""), (BRI, 37_150_000, ""),
                    ("1.6.03", 9_000_000, SEMBAKO), ("1.6.92", -1_500_000, SEMBAKO),
                    ("3.2.01", -12_600_000, ""), ("3.3.01", -23_869_465, ""))),
        ("loans", (("1.2.03", LENT_RP, LOANS),)),
        ("inventory", (("1.3.07", 17_300_000, SEMBAKO),)),
        ("savings", (("3.1.01", -11_800_000, ""), ("3.1.02", -59_700_000, ""), ("2.2.01", -36_780_535, LOANS))),
        ("surplus", (("3.5.01", -30_250_000, ""),)),
    )  # fmt: skip
    return [
        known.event(
            context, OPENING, "Saldo awal", *lines, (START, -sum(amount_rp for _, amount_rp, _ in lines), "")
        )
        for context, lines in sides
    ]


def _once(known: Partners) -> list[Event]:
    """What happens once: cylinders, a computer, the RAT and its SHU, a course, and a slip that is put right."""
    event = known.event
    return [
        event("ledger", date(2026, 2, 4), "Beli 20 tabung LPG 3 kg", ("1.6.06", 3_600_000, LPG), (BRI, -3_600_000, "")),
        event("ledger", date(2026, 3, 9), "Beli laptop kasir", ("1.6.05", 6_000_000, SEMBAKO), (BRI, -6_000_000, "")),
        event("ledger", date(2026, 3, 28), "Konsumsi dan cetak buku RAT", ("6.2.01", 1_850_000, ""),
              ("1.1.02", -1_850_000, "")),
        # 45 % members, 30 % reserve, 10 % board, 5 % each staff, education, social: the parts that Bumiayu published.
        event("surplus", date(2026, 3, 28), "Pembagian SHU 2025, keputusan 03/RAT/BMY/2026",
              ("3.5.01", 30_250_000, ""), ("2.1.11", -13_612_500, ""), ("3.3.01", -9_075_000, ""),
              ("2.3.03", -3_025_000, ""), ("2.3.04", -1_512_500, ""), ("2.3.01", -1_512_500, ""),
              ("2.3.02", -1_512_500, "")),
        event("surplus", date(2026, 4, 10), "Bayar SHU 2025 kepada anggota, tahap 1", ("2.1.11", 8_000_000, ""),
              (BRI, -8_000_000, "")),
        event("surplus", date(2026, 6, 10), "Bayar SHU 2025 kepada anggota, tahap 2", ("2.1.11", 5_612_500, ""),
              (BRI, -5_612_500, "")),
        event("ledger", date(2026, 5, 16), "Pelatihan kasir dari dana pendidikan", ("2.3.01", 900_000, ""),
              ("1.1.02", -900_000, "")),
        event("ledger", date(2026, 8, 21), "Bayar listrik Agustus", ("6.1.02", 530_000, SEMBAKO), (BRI, -530_000, ""),
              name=_WRONG),
        event("ledger", date(2026, 9, 2), "Pembalikan: listrik Agustus terbaca 530 ribu", ("6.1.02", -530_000, SEMBAKO),
              (BRI, 530_000, ""), reverses=_WRONG),
        event("ledger", date(2026, 9, 2), "Bayar listrik Agustus, menurut nota", ("6.1.02", 350_000, SEMBAKO),
              (BRI, -350_000, ""), corrects=_WRONG),
    ]  # fmt: skip


def _savings_month(known: Partners, month: date) -> list[Event]:
    """Dues of those who pay in time, new members, sukarela in and out; its jasa is counted from them."""
    joined = _JOINED[month.month - 1]
    members = 118 + sum(_JOINED[: month.month])
    dues_rp = (members - month.month % 4) * 15_000
    put_rp, taken_rp = wave(month, 1_400_000, 9, 100_000), wave(month, 900_000, 7, 100_000)
    event = known.event
    events = [
        event("savings", month.replace(day=5), "Simpanan wajib anggota", ("1.1.02", dues_rp, ""),
              ("3.1.02", -dues_rp, "")),
        event("savings", month.replace(day=12), "Setoran simpanan sukarela", ("1.1.02", put_rp, ""),
              ("2.2.01", -put_rp, LOANS)),
        event("savings", month.replace(day=19), "Penarikan simpanan sukarela", ("2.2.01", taken_rp, LOANS),
              ("1.1.02", -taken_rp, "")),
    ]  # fmt: skip
    if joined:
        pokok_rp = joined * 100_000
        events.append(
            event("savings", month.replace(day=4), f"Simpanan pokok {joined} anggota baru", ("1.1.02", pokok_rp, ""),
                  ("3.1.01", -pokok_rp, ""))
        )  # fmt: skip
    return events


def _costs_month(known: Partners, month: date) -> list[Event]:
    """Wages, fees, electricity, paper, the bank, and what the assets lose."""
    event, last = known.event, last_day(month)
    worn = [
        event(
            "ledger",
            last,
            "Penyusutan peralatan gerai",
            ("6.1.08", 150_000, SEMBAKO),
            ("1.6.92", -150_000, SEMBAKO),
        )
    ]
    if month >= date(2026, 3, 1):
        computer = ("6.1.08", 125_000, SEMBAKO), ("1.6.94", -125_000, SEMBAKO)
        worn.append(event("ledger", last, "Penyusutan laptop kasir", *computer))
    if month.month != 8:  # August's was read wrongly first
        power = ("6.1.02", 350_000, SEMBAKO), (BRI, -350_000, "")
        worn.append(event("ledger", month.replace(day=20), "Bayar listrik", *power))
    return [
        *worn,
        event("ledger", month.replace(day=25), "Upah penjaga toko", ("6.1.01", 1_800_000, SEMBAKO),
              (BRI, -1_800_000, "")),
        event("ledger", month.replace(day=25), "Honor pengurus", ("6.2.03", 600_000, ""), ("1.1.02", -600_000, "")),
        event("ledger", month.replace(day=20), "Internet gerai dan kantor", ("6.1.03", 150_000, SEMBAKO),
              ("6.1.03", 100_000, ""), (BRI, -250_000, "")),
        event("ledger", month.replace(day=9), "Kertas nota dan alat tulis", ("6.1.05", 85_000, ""),
              ("1.1.02", -85_000, "")),
        event("ledger", last, "Jasa giro dan administrasi bank", (BRI, 2_500, ""), ("6.1.10", 10_000, ""),
              ("4.3.01", -12_500, "")),
    ]  # fmt: skip


def _banked(known: Partners, month: date, events: list[Event]) -> list[Event]:
    """Bring what the treasurer's box gained in a month to the bank on its last day, in whole hundred thousands."""
    gained_rp = sum(line.amount_rp for event in events for line in event.lines if line.account == "1.1.02")
    whole_rp = (gained_rp - 500_000) // 100_000 * 100_000
    return [
        known.event(
            "ledger",
            last_day(month),
            "Setor kas bendahara ke bank",
            (BRI, whole_rp, ""),
            ("1.1.02", -whole_rp, ""),
        )
    ]


def mergosono_year(known: Partners, *, until: date) -> list[Event]:
    """Give the entries of a cooperative that has just begun: dues, and rice ordered together and sold at once."""
    other, event = known.bumiayu, known.event
    bought_rp, sold_rp, outside_rp = RICE_KG * RICE_PRICE_RP, RICE_KG * 12_400, 30 * 12_400
    events = [
        event("savings", MERGOSONO_OPENS, "Simpanan pokok 42 anggota", ("1.1.02", 2_100_000, ""),
              ("3.1.01", -2_100_000, "")),
        event("ledger", date(2026, 5, 5), "Sumbangan warga untuk modal awal", ("1.1.02", 1_000_000, ""),
              ("3.2.01", -1_000_000, "")),
    ]  # fmt: skip
    for month in months_until(MERGOSONO_OPENS, until):
        bill = known.line("5.2.02", bought_rp, partner=other), known.line("2.1.12", -bought_rp, partner=other)
        events += [
            Event("ledger", month.replace(day=8), "Beras 200 kg dari KKMP Bumiayu (contoh)", bill),
            event("retail", month.replace(day=9), "Penjualan beras pesanan bersama", ("1.1.02", sold_rp, ""),
                  ("4.1.01", outside_rp - sold_rp, ""), ("4.2.01", -outside_rp, "")),
            event("savings", month.replace(day=7), "Simpanan wajib anggota", ("1.1.02", 420_000, ""),
                  ("3.1.02", -420_000, "")),
            event("ledger", month.replace(day=9), "Angkut beras dari Bumiayu", ("6.1.06", 60_000, ""),
                  ("1.1.02", -60_000, "")),
        ]  # fmt: skip
        if month > MERGOSONO_OPENS:
            paid = known.line("2.1.12", bought_rp, partner=other), known.line("1.1.02", -bought_rp)
            events.append(Event("ledger", month.replace(day=10), "Bayar beras bulan lalu (contoh)", paid))
    return sorted((event for event in events if event.on <= until), key=lambda event: event.on)
