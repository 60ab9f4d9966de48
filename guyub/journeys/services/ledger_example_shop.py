"""The invented shop of Bumiayu: sales day by day, cost week by week, purchases, LPG, rice for its neighbour, tax."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.journeys.services.ledger_example_events import (
    BRI,
    BULOG,
    LPG,
    MERGOSONO_OPENS,
    RICE_COST_RP,
    RICE_KG,
    RICE_PRICE_RP,
    SEMBAKO,
    Event,
    last_day,
    next_month,
    wave,
)

if TYPE_CHECKING:
    from guyub.journeys.services.ledger_example_events import Partners

_SATURDAY, _SUNDAY, _FRIDAY = 5, 6, 4
_BON_RP = 200_000


def shop_month(known: Partners, month: date, *, until: date, owed_rp: int) -> tuple[list[Event], int]:
    """A month of the shop and the LPG: sales day by day, cost week by week, purchases, the tax on turnover.

    Args:
        known: Whose.
        month: Its first day.
        until: The last day that is told.
        owed_rp: What members owe the shop from the month before.

    Returns:
        The events, and what members owe at its end.
    """
    last = min(last_day(month), until)
    days = [month + timedelta(days=count) for count in range((last - month).days + 1)]
    events: list[Event] = []
    turnover_rp = bon_rp = cost_rp = 0
    week = _Week()
    for day in days:
        if day.weekday() != _SUNDAY:
            sold_rp = wave(day, 900_000, 60, 10_000)
            on_bon_rp = _BON_RP if day.weekday() == _FRIDAY else 0
            events.append(_sale(known, day, sold_rp, on_bon_rp))
            week = week.plus(sold_rp, on_bon_rp)
            turnover_rp += sold_rp
            bon_rp += on_bon_rp
        if week.sold_rp and (day.weekday() == _SATURDAY or day == last):
            events += week.ended(known, day)
            cost_rp += week.cost_rp
            week = _Week()
        if day.weekday() == _SATURDAY and day >= date(2026, 2, 14):
            events += _lpg_week(known, day)
            turnover_rp += _LPG_PRICE_RP * _LPG_COUNT
    if owed_rp:
        paid = ("1.1.02", owed_rp, ""), ("1.2.01", -owed_rp, SEMBAKO)
        events.append(
            known.event("retail", min(month.replace(day=3), last), "Anggota melunasi bon bulan lalu", *paid)
        )
    if bon_rp and last == until:
        # From here on the shop keeps a list of bon: what stands on the account is what that list says.
        paid = ("1.1.02", bon_rp, ""), ("1.2.01", -bon_rp, SEMBAKO)
        events.append(known.event("retail", last, "Anggota melunasi bon bulan ini", *paid))
        bon_rp = 0
    rice = _rice_sold(known, month)
    planned_rp = cost_rp + (RICE_KG * RICE_COST_RP if rice else 0)
    return [*events, *rice, *_bought(known, month, planned_rp), *_tax(known, month, turnover_rp)], bon_rp


def _sale(known: Partners, day: date, sold_rp: int, on_bon_rp: int) -> Event:
    member_rp = _of_members(sold_rp)
    owed = (("1.2.01", on_bon_rp, SEMBAKO),) if on_bon_rp else ()
    return known.event(
        "retail", day, "Penjualan toko",
        ("1.1.01", sold_rp - on_bon_rp, SEMBAKO), *owed,
        ("4.1.01", -member_rp, SEMBAKO), ("4.2.01", member_rp - sold_rp, SEMBAKO),
    )  # fmt: skip


def _of_members(sold_rp: int) -> int:
    """Tell what of a day's sales went to members: 72 of 100, in whole thousands."""
    return sold_rp * 72 // 100_000 * 1_000


@dataclass(frozen=True)
class _Week:
    """What the shop sold since its drawer was emptied last."""

    sold_rp: int = 0
    member_rp: int = 0
    on_bon_rp: int = 0

    def plus(self, sold_rp: int, on_bon_rp: int) -> _Week:
        return _Week(
            self.sold_rp + sold_rp, self.member_rp + _of_members(sold_rp), self.on_bon_rp + on_bon_rp
        )

    @property
    def cost_rp(self) -> int:
        """What the goods had cost: nine tenths of the price."""
        return self.sold_rp * 9 // 10

    def ended(self, known: Partners, day: date) -> list[Event]:
        """Write down the cost of what was sold, and bring the drawer to the bank."""
        members_rp = self.member_rp * 9 // 10
        cash_rp = self.sold_rp - self.on_bon_rp
        return [
            known.event(
                "inventory", day, "Beban pokok penjualan toko",
                ("5.1.01", members_rp, SEMBAKO), ("5.2.01", self.cost_rp - members_rp, SEMBAKO),
                ("1.3.07", -self.cost_rp, SEMBAKO),
            ),
            known.event("ledger", day, "Setor kas gerai ke bank", (BRI, cash_rp, ""), ("1.1.01", -cash_rp, SEMBAKO)),
        ]  # fmt: skip


_LPG_COUNT, _LPG_COST_RP, _LPG_PRICE_RP = 60, 16_000, 18_000


def _lpg_week(known: Partners, day: date) -> list[Event]:
    """Sixty cylinders come on Monday and are sold by Saturday, five sixths of them to members."""
    cost_rp, sold_rp = _LPG_COUNT * _LPG_COST_RP, _LPG_COUNT * _LPG_PRICE_RP
    return [
        known.event("inventory", day - timedelta(days=5), "Tebus 60 tabung isi dari agen", ("1.3.07", cost_rp, LPG),
                    (BRI, -cost_rp, "")),
        known.event("retail", day, "Penjualan LPG sepekan", (BRI, sold_rp, ""),
                    ("4.1.01", -50 * _LPG_PRICE_RP, LPG), ("4.2.01", -10 * _LPG_PRICE_RP, LPG)),
        known.event("inventory", day, "Beban pokok LPG sepekan", ("5.1.01", 50 * _LPG_COST_RP, LPG),
                    ("5.2.01", 10 * _LPG_COST_RP, LPG), ("1.3.07", -cost_rp, LPG)),
    ]  # fmt: skip


def _rice_sold(known: Partners, month: date) -> list[Event]:
    """Rice for Mergosono each month, paid in the next: what the two owe and sell each other."""
    if month < MERGOSONO_OPENS.replace(day=1):
        return []
    day, price_rp, cost_rp = month.replace(day=8), RICE_KG * RICE_PRICE_RP, RICE_KG * RICE_COST_RP
    other = known.mergosono
    owed, sold = (
        known.line("1.2.09", price_rp, partner=other),
        known.line("4.2.03", -price_rp, SEMBAKO, other),
    )
    events = [
        Event("ledger", day, "Beras 200 kg untuk KKMP Mergosono (contoh)", (owed, sold)),
        known.event("inventory", day, "Beban pokok beras untuk KKMP Mergosono",
                    ("5.2.01", cost_rp, SEMBAKO), ("1.3.07", -cost_rp, SEMBAKO)),
    ]  # fmt: skip
    if month > MERGOSONO_OPENS:
        paid = known.line(BRI, price_rp), known.line("1.2.09", -price_rp, partner=other)
        events.append(Event("ledger", month.replace(day=10), "KKMP Mergosono membayar beras (contoh)", paid))
    return events


def _bought(known: Partners, month: date, cost_rp: int) -> list[Event]:
    """Buy as much as is sold: twice from Bulog on credit, the rest from a distributor by transfer."""
    events = []
    bulog_rp = 800 * RICE_COST_RP
    for day in (month.replace(day=2), month.replace(day=15)):
        paid_on = day + timedelta(days=10)
        events += [
            known.event("procurement", day, "Nota beras SPHP 800 kg dari Bulog", ("1.4.03", bulog_rp, SEMBAKO),
                        (BULOG, -bulog_rp, SEMBAKO)),
            known.event("inventory", day, "Terima beras SPHP 800 kg", ("1.3.07", bulog_rp, SEMBAKO),
                        ("1.4.03", -bulog_rp, SEMBAKO)),
            known.event("ledger", day, "Angkut beras", ("6.1.06", 150_000, SEMBAKO), ("1.1.02", -150_000, "")),
            known.event("procurement", paid_on, "Bayar nota Bulog", (BULOG, bulog_rp, SEMBAKO),
                        (BRI, -bulog_rp, "")),
        ]  # fmt: skip
    rest_rp = max(cost_rp - 2 * bulog_rp, 2_000_000) // 2_000 * 1_000
    for day in (month.replace(day=6), month.replace(day=20)):
        goods = ("1.3.07", rest_rp, SEMBAKO), (BRI, -rest_rp, "")
        events.append(known.event("inventory", day, "Minyak, gula, telur dari distributor", *goods))
    return events


def _tax(known: Partners, month: date, turnover_rp: int) -> list[Event]:
    """PPh final, half a per cent of the turnover, paid by the fifteenth of the next month."""
    tax_rp = turnover_rp * 5 // 1_000
    return [
        known.event("ledger", last_day(month), "PPh final 0,5 persen omzet", ("7.1.01", tax_rp, ""),
                    ("2.1.05", -tax_rp, "")),
        known.event("ledger", next_month(month).replace(day=14), "Setor PPh final bulan lalu", ("2.1.05", tax_rp, ""),
                    (BRI, -tax_rp, "")),
    ]  # fmt: skip
