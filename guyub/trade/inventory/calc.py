"""`guyub calc ean13`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.calculation import Rule, nullable, record, strings
from guyub.trade.inventory.domain.ean13 import check_digit, is_goods_number, is_valid

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json


def _ean13(given: dict[str, Json]) -> dict[str, Json]:
    code = str(given["code"])
    return {"valid": is_valid(code), "check_digit": check_digit(code[:-1]) if is_goods_number(code) else None}


RULES = (
    Rule(
        name="ean13",
        title="Memeriksa nomor barang: EAN-8, UPC-12, EAN-13, GTIN-14.",
        given=record(code=strings()),
        answer=record(valid={"type": "boolean"}, check_digit=nullable(strings())),
        calculate=_ean13,
    ),
)
