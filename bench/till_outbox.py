"""The outbox of a till as a benchmark needs it: it writes events down as the program on a phone does. No Django."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.foundation.devices.domain.chain import START, Event, seal
from guyub.foundation.devices.domain.wire import body_text
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence

COST_RP, PRICE_RP = 9_000, 11_000
Good = tuple[str, str]  # a product and its unit


class Outbox:
    """A till that writes events; they follow the last one that the server has taken in."""

    def __init__(
        self, seat: dict[str, Any], *, seq: int = 0, head: bytes = START, number: int = 0, clock_s: int = 0
    ) -> None:
        """Begin where the server stands.

        Args:
            seat: As ``bench.till_books`` prints it.
            seq: The number of the last event.
            head: Its seal.
            number: Of the last receipt.
            clock_s: How far the till's clock is from the machine's.
        """
        self.seat, self.seq, self.head, self.number = seat, seq, head, number
        self.clock_s = clock_s
        self.device_id, self.shift_id = UUID(seat["device"]), str(uuid7())

    def write(self, kind: str, body: dict[str, Any]) -> Event:
        """Write one event down, now."""
        self.seq += 1
        event = Event(
            device_id=self.device_id,
            seq=self.seq,
            id=uuid7(),
            kind=kind,
            at_ms=time.time_ns() // 1_000_000 + self.clock_s * 1000,
            body=body_text(body),
            previous=self.head,
            hash=b"",
        )
        event = replace(event, hash=seal(event))
        self.head = event.hash
        return event

    def sale(self, goods: Sequence[Good]) -> Event:
        """Sell one or two of each, in cash."""
        self.number += 1
        lines = [_line(good, 1 + at % 2) for at, good in enumerate(goods)]
        total_rp = sum(line["net_rp"] for line in lines)
        body = self._whose() | {
            "number": f"{self.seat['series']}-{self.number:04}",
            "cashier_name": "Contoh",
            "member_id": None,
            "lines": lines,
            "subtotal_rp": total_rp,
            "total_rp": total_rp,
            "rounding_rp": 0,
            "step_rp": 100,
            "tenders": [{"kind": "CASH", "amount_rp": total_rp}],
            "change_rp": 0,
        }
        return self.write("sale.made", body)

    def opening(self) -> Event:
        """Open a shift with nothing in the drawer."""
        self.shift_id = str(uuid7())
        return self.write("shift.opened", self._whose() | {"float_rp": 0})

    def closing(self, counted_rp: int) -> Event:
        """Close it with what was counted."""
        return self.write("shift.closed", self._whose() | {"counted_rp": counted_rp, "notes": {}})

    def _whose(self) -> dict[str, Any]:
        return {"shift_id": self.shift_id, "cashier_id": self.seat["cashier"]}


def _line(good: Good, qty: int) -> dict[str, Any]:
    gross_rp = qty * PRICE_RP
    return {
        "product_id": good[0],
        "name": "Barang contoh yang dijual",
        "unit_id": good[1],
        "unit": "buah",
        "factor": 1,
        "base_qty": qty,
        "price_rp": PRICE_RP,
        "gross_rp": gross_rp,
        "net_rp": gross_rp,
    }
