"""The form of one event: what it asks, how it begins, what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.ledger.web.forms import amount_in, choices, day_of, typed_of
from guyub.books.treasury.domain.events import (
    AMOUNT_WORDS,
    REQUIRED_AMOUNTS,
    Direction,
    EventRefusedError,
)
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.wording import planned_lines
from guyub.books.treasury.services.booking import EventTyped
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest

    from guyub.books.treasury.domain.events import EventKind
    from guyub.books.treasury.selectors.events import Remembered
    from guyub.books.treasury.selectors.places import CashPlaceRow

# What usually goes through the bank; the others begin with notes and coins.
_AT_BANK = frozenset(
    "bank.tarik bank.biaya bank.bunga jual.qris_cair kas.setor_sampai modal.deposito modal.deposito_cair"
    " modal.pinjam_himbara modal.pinjam_lpdb bank.angsur_himbara modal.angsur_lpdb modal.hibah"
    " pajak.final_bayar pajak.pph21_bayar pajak.badan_bayar".split()
)
# Where it begins at the bank, and where it ends there; the others may lie anywhere.
_BETWEEN: Mapping[str, tuple[bool, bool]] = {"bank.setor": (False, True), "bank.tarik": (True, False)}
CASH_ASKED: Mapping[Direction, str] = {
    Direction.MASUK: "Uangnya masuk ke mana",
    Direction.KELUAR: "Uangnya dari mana",
    Direction.PINDAH: "Dari mana",
    Direction.CATAT: "",
}


@dataclass(frozen=True)
class AmountField(Row):
    """One amount of the form; ``value`` as typed."""

    name: str
    label: str
    value: str
    is_required: bool


def typed_event(request: HttpRequest, kind: EventKind) -> EventTyped:
    """Read a typed event.

    Raises:
        EventRefusedError: ``cash``: what was sent names no place.
        EntryRefusedError: The ``day`` is none, or the ``unit`` is no unit.
        AmountNotUnderstoodError: What was typed as an amount is none.
    """
    written = {name: typed_of(request, name).strip() for name in kind.amounts}
    return EventTyped(
        kind=kind.code,
        happened_on=day_of(request, "happened_on", EntryRefusedError, "day"),
        amounts={name: parse_rp(text) for name, text in written.items() if text},
        cash_place_id=_id(request, "cash_place", EventRefusedError(wrong="cash")),
        to_place_id=_id(request, "to_place", EventRefusedError(wrong="cash")),
        choice=typed_of(request, "choice"),
        who=typed_of(request, "who"),
        unit_id=_id(request, "unit", EntryRefusedError(wrong="unit")),
        note=typed_of(request, "note"),
    )


def _id(request: HttpRequest, field: str, refusal: Exception) -> UUID | None:
    text = typed_of(request, field)
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise refusal from error


def begun(
    kind: EventKind,
    *,
    today: date,
    places: Sequence[CashPlaceRow],
    last_place_id: UUID | None,
    told: Remembered | None,
    is_copy: bool,
) -> dict[str, str]:
    """Fill the form: most of what is told happened today and resembles the last of its kind.

    Args:
        kind: What is told.
        today: The business date.
        places: The open cash places.
        last_place_id: The cash place that this person named last.
        told: The last of its kind, or what is to be copied.
        is_copy: Copy amounts and note too.
    """
    typed = {"happened_on": today.isoformat()}
    if told:
        typed |= {
            "choice": told.choice,
            "who": told.who,
            "unit": _text(told.unit_id),
            "cash_place": _text(told.cash_place_id),
            "to_place": _text(told.to_place_id),
        }
        if is_copy:
            typed |= {name: number(rp) for name, rp in told.amounts.items()} | {"note": told.note}
        return typed
    at_bank = [row for row in places if (row.kind is CashKind.BANK) is (kind.code in _AT_BANK)]
    order = [*[row for row in at_bank if row.id == last_place_id], *at_bank, *places]
    first = order[0] if order else None
    if first is None:
        return typed
    other = [row for row in places if (row.kind is CashKind.BANK) is not (first.kind is CashKind.BANK)]
    goes_to = [row for row in (*other, *places) if row.id != first.id]
    return typed | {"cash_place": str(first.id), "to_place": str(goes_to[0].id) if goes_to else ""}


def fields_of(
    kind: EventKind, typed: Mapping[str, str], places: Sequence[CashPlaceRow], units: Mapping[str, str]
) -> dict[str, Any]:
    """Give what the form shows: its fields, each with what was typed."""
    begins, ends = (_lying(places, at_bank) for at_bank in _BETWEEN.get(kind.code, (None, None)))
    return {
        "kind": kind,
        "amounts": list(_amounts(kind, typed)),
        "options": [
            {"value": choice, "label": choice, "checked": choice == typed.get("choice")}
            for choice in kind.choices
        ],
        "cash_asked": CASH_ASKED[kind.direction],
        "cash": _chips(begins, typed.get("cash_place", "")),
        "to": _chips(ends, typed.get("to_place", "")) if kind.direction is Direction.PINDAH else [],
        "units": choices(units, typed.get("unit", ""), empty="Koperasi bersama") if units else [],
        "typed": typed,
    }


def planned(
    kind: EventKind, typed: Mapping[str, str], places: Sequence[CashPlaceRow]
) -> list[tuple[str, int, int | None]]:
    """Give what would be posted of what was typed so far."""
    codes = {str(row.id): row.account_code for row in places}
    amounts = {name: amount_in(typed.get(name, "")) or 0 for name in kind.amounts}
    return list(
        planned_lines(
            kind,
            amounts,
            cash=codes.get(typed.get("cash_place", ""), ""),
            to_cash=codes.get(typed.get("to_place", ""), ""),
            choice=typed.get("choice", ""),
        )
    )


def _amounts(kind: EventKind, typed: Mapping[str, str]) -> Iterator[AmountField]:
    for name in kind.amounts:
        is_required = name in REQUIRED_AMOUNTS
        label = AMOUNT_WORDS[name] if is_required else f"{AMOUNT_WORDS[name]}, bila ada"
        yield AmountField(name, label, typed.get(name, ""), is_required)


def _lying(places: Sequence[CashPlaceRow], at_bank: bool | None) -> Sequence[CashPlaceRow]:  # noqa: FBT001  None: anywhere
    """Leave out the places that make no sense; where none would be left, all stay."""
    return [row for row in places if at_bank in {None, row.kind is CashKind.BANK}] or places


def _chips(places: Sequence[CashPlaceRow], chosen: str) -> list[dict[str, object]]:
    return [
        {
            "value": str(row.id),
            "label": row.name,
            "note": rupiah(row.balance_rp),
            "checked": str(row.id) == chosen,
        }
        for row in places
    ]


def _text(value: UUID | None) -> str:
    return "" if value is None else str(value)
