"""The founding: units of business, places of cash, rules that the members' meeting set, books with what was there.

The opening capital of Rp 107.969.465, made of simpanan pokok, simpanan wajib, reserve and a gift, was published in
2025; how it is split, and what it lies in, is invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.books.assets.domain.registers import AssetTyped, Source
from guyub.books.assets.services.registering import register_assets
from guyub.books.ledger.services.accounts import open_books
from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.services.opening import bring_opening
from guyub.books.treasury.services.places import open_place
from guyub.community.cooperatives.domain.outlets import OutletKind, UnitKind
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.community.cooperatives.services.outlets import OutletTyped, change_status, keep_outlet
from guyub.community.cooperatives.services.units import open_unit
from guyub.finance.savings.services.gate import override_gate
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from guyub.foundation.parameters.services.values import Change
from guyub.journeys.services.rules import propose_value

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.journeys.services.year.stage import Stage

FOUNDED, OPENED = date(2025, 7, 21), date(2025, 10, 31)
CAPITAL_RP = 107_969_465
POKOK_RP, WAJIB_RP, RESERVE_RP = 13_000_000, 58_500_000, 23_869_465
GIFT_RP = CAPITAL_RP - POKOK_RP - WAJIB_RP - RESERVE_RP
SUKARELA_RP = 36_780_535
BOX_RP = 2_600_000
SHELVES_RP, SHELVES_LOST_RP, SHELF_MONTHS = 9_000_000, 1_500_000, 50
DUE_RP = 15_000
BOX, BANK = "Kas bendahara", "BRI (contoh)"
NUMBER = "01/RAT/BMY/2025"
_UNITS = (
    (UnitKind.SEMBAKO, "Toko sembako"),
    (UnitKind.LPG, "Pangkalan LPG"),
    (UnitKind.AIR, "Isi ulang air minum"),
    (UnitKind.SIMPAN_PINJAM, "Unit simpan pinjam"),
)


def found(stage: Stage, *, city: Cooperative) -> UUID:
    """Open what a cooperative works with; gives the decision of the meeting that founded it."""
    decision_id = _decide(stage)
    _open_units(stage)
    allow_unit(stage, city, FOUNDED)
    open_books(opened_on=OPENED, **stage.by("books", OPENED))
    _open_cash(stage)
    return decision_id


def allow_unit(stage: Stage, city: Cooperative, on: date) -> None:
    """Let the unit of savings and loans work for a year by the city's word."""
    override_gate(
        actor=stage.actor(Role.KEPALA_DINAS, city),
        until_on=add_months(on, 12) - timedelta(days=1),
        reason="Kelompok simpan pinjam sejak 2018, pembukuannya lengkap; modal dipenuhi bertahap (contoh).",
        **stage.by(f"gate {on}", on, without="actor"),
    )


def bring_balances(stage: Stage, *, lent_rp: int, goods_rp: int) -> int:
    """Bring what stood there: capital and savings, and what they lie in; the bank holds the rest.

    Args:
        stage: Whose.
        lent_rp: What members owe of their loans.
        goods_rp: What the goods on the shelf cost.

    Returns:
        What the bank holds, whole rupiah.
    """
    held = {
        "1.1.02": BOX_RP,
        "1.2.03": lent_rp,
        "1.3.07": goods_rp,
        "1.6.03": SHELVES_RP,
        "1.6.92": -SHELVES_LOST_RP,
        "2.2.01": -SUKARELA_RP,
        "3.1.01": -POKOK_RP,
        "3.1.02": -WAJIB_RP,
        "3.2.01": -GIFT_RP,
        "3.3.01": -RESERVE_RP,
    }
    held["1.1.03"] = -sum(held.values())
    lines = [OpeningLine(account, rp) for account, rp in held.items()]
    bring_opening(lines=lines, is_midyear=False, rest_to_last_year=False, **stage.by("balances", OPENED))
    shelves = AssetTyped(
        name="Etalase dan rak gerai (contoh)",
        asset_class="PERALATAN",
        acquired_on=date(2025, 3, 3),
        cost_rp=SHELVES_RP,
        taken_rp=SHELVES_LOST_RP,
        months=SHELF_MONTHS,
        first=date(2025, 11, 1),
        unit_id=stage.units[UnitKind.SEMBAKO],
        location="Ruang depan",
    )
    register_assets(rows=[shelves], source=Source.SALDO_AWAL.value, **stage.by("assets", OPENED))
    return held["1.1.03"]


def _decide(stage: Stage) -> UUID:
    """Keep the meeting's decision, and let the dues that it set hold."""
    title = "Simpanan pokok Rp 100.000, wajib Rp 15.000, produk simpanan dan pinjaman (contoh)"
    decision_id = keep_decision(
        number=NUMBER,
        decided_on=FOUNDED,
        body="RAT",
        title=title,
        **stage.by("decision", FOUNDED, Role.SEKRETARIS, without="place"),
    )
    change = Change(
        key="simpanan.wajib",
        value=str(DUE_RP),
        valid_from=FOUNDED,
        legal_basis=f"Keputusan RAT {NUMBER} (contoh)",
        source="Notulen RAT (contoh)",
    )
    propose_value(
        change=change,
        reason="RAT menaikkan simpanan wajib menjadi Rp 15.000 sebulan.",
        **stage.by("dues", FOUNDED, without="place"),
    )
    stage.agreed(FOUNDED)
    return decision_id


def _open_units(stage: Stage) -> None:
    typed = OutletTyped(
        kind=OutletKind.SEMBAKO.value,
        name="Gerai Bumiayu (contoh)",
        ownership="PINJAM_PAKAI",
        internet="HP",
        address="Jalan Contoh 12, Bumiayu",
        land_m2=36,
        electricity_va=1300,
        has_water=True,
        opening_hours="Sen-Sab 08.00-16.00",
    )
    place_id = stage.place.id
    outlet_id = keep_outlet(
        typed=typed, place_id=place_id, **stage.by("outlet", FOUNDED, Role.SEKRETARIS, without="place")
    )
    change_status(
        outlet_id=outlet_id,
        status="OPERASIONAL",
        on=FOUNDED,
        place_id=place_id,
        **stage.by("outlet opens", FOUNDED, Role.SEKRETARIS, without="place"),
    )
    for kind, name in _UNITS:
        act = stage.by(f"unit {kind}", FOUNDED, Role.SEKRETARIS, without="place")
        open_unit(
            kind=kind.value, name=name, outlet_id=outlet_id, opened_on=FOUNDED, place_id=place_id, **act
        )
    with scope(stage.place.id):
        stage.units = {unit.kind: unit.id for unit in units_of(cooperative_id=stage.place.id)}


def _open_cash(stage: Stage) -> None:
    for kind, name, bank in ((CashKind.BRANKAS, BOX, ""), (CashKind.BANK, BANK, "BRI")):
        stage.cash[name] = open_place(
            kind=kind.value,
            name=name,
            bank_name=bank,
            bank_number="contoh" if bank else "",
            **stage.by(f"cash {name}", OPENED),
        )
