"""The bytes of a receipt for the printers that shops have (ESC/POS): one stream, for cable, Bluetooth and bridges.

Only orders that the cheapest of them know: begin anew, letters of the USA, middle, bold, double width, QR code, feed,
cut, drawer. A printer without a knife or without QR codes passes over what it does not know.
Source: docs/algorithms/receipts.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.retail.domain.paper import NARROW, Divider, Square, Words, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.trade.retail.domain.paper import Element, Pair

ESC, GS = b"\x1b", b"\x1d"
BEGIN = ESC + b"@" + ESC + b"t\x00" + ESC + b"R\x00"  # as switched on; code page 437; letters of the USA
LEFT, CENTRED = ESC + b"a\x00", ESC + b"a\x01"
BOLD, LIGHT = ESC + b"E\x01", ESC + b"E\x00"
WIDE, NORMAL = GS + b"!\x10", GS + b"!\x00"
DRAWER = ESC + b"p\x00\x19\xfa"  # pin 2, 50 ms on, 500 ms off
CUT = GS + b"VB\x00"  # feed to the knife, leave one point
FEED = ESC + b"d\x04"
# Bytes that a QR code may hold at level M in 61 and in 85 modules, and how many dots a module gets on narrow and on
# broad paper, so that it fits with its quiet zone into 384 and 576 dots.
_SQUARES = ((251, 5, 8), (504, 4, 6))


def escpos_of(elements: Sequence[Element], *, columns: int, opens_drawer: bool, cuts: bool = True) -> bytes:
    """Set elements as orders and letters.

    Args:
        elements: From top to bottom.
        columns: How many letters a line of normal width holds.
        opens_drawer: Cash goes in or out: the drawer opens before the paper comes. Never for a copy.
        cuts: The printer has a knife.

    Raises:
        ValueError: A QR code holds more than 504 bytes.
    """
    parts = [BEGIN]
    if opens_drawer:
        parts.append(DRAWER)
    for element in elements:
        if isinstance(element, Divider):
            parts.append(b"-" * columns + b"\n")
        elif isinstance(element, Square):
            parts.append(CENTRED + square(element.payload, columns=columns) + b"\n" + LEFT)
        else:
            parts.append(_styled(element, columns))
    parts += [FEED, CUT] if cuts else [FEED]
    return b"".join(parts)


def square(payload: str, *, columns: int) -> bytes:
    """Give the orders that make the printer draw a QR code of level M.

    Args:
        payload: What it holds, at most 504 bytes.
        columns: How many letters a line holds: how broad the paper is.

    Raises:
        ValueError: It holds more.
    """
    held = payload.encode()
    for most, narrow, broad in _SQUARES:
        if len(held) <= most:
            dots = narrow if columns <= NARROW else broad
            return (
                _code(b"A2\x00")  # model 2
                + _code(b"C" + bytes([dots]))
                + _code(b"E1")  # level M
                + _code(b"P0" + held)
                + _code(b"Q0")
            )
    raise ValueError("a QR code on a receipt holds at most 504 bytes")


def _code(order: bytes) -> bytes:
    held = b"1" + order
    return GS + b"(k" + len(held).to_bytes(2, "little") + held


def _styled(element: Words | Pair, columns: int) -> bytes:
    lines = lines_of(element, columns=columns // 2 if element.is_wide else columns)
    text = "".join(f"{line}\n" for line in lines).encode("ascii")
    if element.is_wide:
        text = WIDE + text + NORMAL
    if element.is_bold:
        text = BOLD + text + LIGHT
    return CENTRED + text + LEFT if isinstance(element, Words) and element.is_centred else text
