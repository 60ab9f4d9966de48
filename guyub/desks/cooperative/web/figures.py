"""The money of the morning as tiles and as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from guyub.books.treasury.domain.places import CashKind
from guyub.desks.cooperative.web.tasks import way
from guyub.foundation.kernel.formats import day, number, rupiah, short_rupiah, weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.books.treasury.selectors.today import Lying, OpenShift
    from guyub.desks.cooperative.selectors.home import HomePage, Money
    from guyub.foundation.kernel.models import Cooperative


def tiles_of(page: HomePage, place: Cooperative) -> list[dict[str, Any]]:
    """Give the tiles of the morning: cash, today, bank, result; none without books."""
    glance, mine = page.books.glance if page.books else None, page.waiting.own_shift
    if glance is None:
        return [*([_drawer(mine, place)] if mine else []), *_shop(page)]
    tiles = [*(_cash(page.money, place) if page.money else []), *_shop(page)]
    if not page.money or not page.money.lying:
        whole = {"label": "Kas dan bank", "rp": glance.figures.cash_rp, "href": way("ledger:cash", place)}
        tiles.insert(0, whole)
    result_rp = glance.figures.result_rp
    tiles.append(
        {
            "label": "SHU berjalan",
            "rp": result_rp,
            "note": "rugi tahun ini" if result_rp < 0 else "tahun ini, sebelum ditutup",
            "href": way("ledger:statement", place, "hasil-usaha"),
        }
    )
    return tiles


def _shop(page: HomePage) -> Iterator[dict[str, Any]]:
    """Give what the tills sold today, once they sold something."""
    receipts, sold_rp = page.shop_today
    if receipts:
        note, address = f"{number(receipts)} nota", reverse("shop:day")
        yield {"label": "Penjualan gerai hari ini", "rp": sold_rp, "note": note, "href": address}


def _drawer(mine: OpenShift, place: Cooperative) -> dict[str, Any]:
    address = way("cash:places", place)
    return {"label": "Awal di laci Anda", "rp": mine.opening_rp, "note": mine.drawer, "href": address}


def _cash(money: Money, place: Cooperative) -> Iterator[dict[str, Any]]:
    drawers, boxes, banks = (money.lying.get(kind) for kind in CashKind)
    if drawers or boxes:
        note = f"{_named(boxes, 'kas bendahara')}" if drawers and boxes else ""
        held = drawers or boxes
        label = "Kas di laci" if drawers else "Kas bendahara"
        yield {"label": label, "rp": held.amount_rp, "note": note, "href": way("cash:places", place)}  # type: ignore[union-attr]  # one of them is there
    today = money.today
    yield {
        "label": "Masuk hari ini",
        "rp": today.in_rp,
        "note": f"keluar {rupiah(today.out_rp)}",
        "href": way("events:history", place) or way("ledger:journal", place),
    }
    if banks:
        compared = money.banks.compared_on
        yield {
            "label": "Saldo bank",
            "rp": banks.amount_rp,
            "note": f"dicocokkan {day(compared)}" if compared else "belum pernah dicocokkan",
            "href": way("banks:banks", place),
        }


def _named(lying: Lying | None, words: str) -> str:
    return f"{words} {rupiah(lying.amount_rp)}" if lying else ""


def chart_of(money: Money | None) -> dict[str, Any] | None:
    """Give the columns of what came in on 14 days, and the same in words; None where nothing moved for four weeks."""
    if money is None or not any(one.in_rp for one in money.days):
        return None
    days = money.shown
    best = max(days, key=lambda one: one.in_rp)
    highest = max(best.in_rp, 1)
    shares = [max(one.in_rp, 0) * 100 // highest for one in days]
    quiet = sum(one.in_rp <= 0 for one in days)
    return {
        "total_rp": money.in_rp,
        "change": _change(money.in_rp, money.before_rp),
        "is_more": money.in_rp >= money.before_rp,
        "columns": [
            {"label": one.day.day, "share": share, "top": 100 - share, "on": one is days[-1]}
            for one, share in zip(days, shares, strict=True)
        ],
        "text": f"Tertinggi {weekday(best.day)}, {short_rupiah(best.in_rp)}. "
        f"Hari ini {short_rupiah(days[-1].in_rp)}. {quiet} hari tanpa uang masuk.",
    }


def _change(now: int, before: int) -> str:
    """Say by how many whole percent one sum is more or less than another; "" where there is nothing to compare with."""
    if before <= 0 or now == before:
        return ""
    part = (abs(now - before) * 100 + before // 2) // before
    return f"naik {number(part)}%" if now > before else f"turun {number(part)}%"


def deadlines_of(page: HomePage, place: Cooperative) -> list[dict[str, Any]]:
    """Give reports, meetings and taxes that are late or near, the late ones first, then by day."""
    reports = [
        {"title": row.title, "about": row.period, "due_on": row.due_on, "days_left": row.days_left}
        for row in (*page.late, *page.near)
    ]
    taxes = [
        {
            "title": row.title,
            "about": f"{row.about}, {rupiah(row.amount_rp)}" if row.amount_rp else row.about,
            "due_on": row.due_on,
            "days_left": row.days_left,
            "href": way("taxes:taxes", place),
        }
        for row in page.waiting.taxes
    ]
    return sorted([*reports, *taxes], key=lambda row: row["due_on"])
