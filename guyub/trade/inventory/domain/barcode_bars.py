"""The bars of EAN-13 and EAN-8, as modules of one width, and as a drawing.

Source: GS1 General Specifications, 5.2.1 (symbol characters, number sets A, B, C, and which of them the first digit
chooses); docs/algorithms/ean13.md.
"""

from __future__ import annotations

from itertools import groupby

from guyub.trade.inventory.domain.ean13 import is_valid

# Number set A, one pattern a digit; C is A with bars and spaces exchanged, B is C read from the right.
_SET_A = (
    "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011",
)  # fmt: skip
_EXCHANGED = str.maketrans("01", "10")
_SET_C = tuple(pattern.translate(_EXCHANGED) for pattern in _SET_A)
_SET_B = tuple(pattern[::-1] for pattern in _SET_C)
# The first digit of thirteen is not drawn: it chooses the sets of the six after it.
_LEFT_SETS = (
    "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA",
)  # fmt: skip
_GUARD, _MIDDLE = "101", "01010"
QUIET = {13: (11, 7), 8: (7, 7)}  # modules of white on the left and on the right
HEIGHT = 46  # modules, so that a symbol is about twice as wide as high


def modules_of(code: str) -> str:
    """Give the modules of a number from left to right, ``1`` dark: 95 of thirteen digits, 67 of eight.

    Args:
        code: EAN-13 or EAN-8.

    Returns:
        "" where it is neither, such as the number of a carton.
    """
    if not is_valid(code) or len(code) not in QUIET:
        return ""
    half = len(code) // 2
    digits = [int(digit) for digit in code]
    if len(code) == 13:
        chosen = zip(_LEFT_SETS[digits[0]], digits[1 : half + 1], strict=True)
        left = "".join((_SET_A if one == "A" else _SET_B)[digit] for one, digit in chosen)
        right = digits[half + 1 :]
    else:
        left = "".join(_SET_A[digit] for digit in digits[:half])
        right = digits[half:]
    return f"{_GUARD}{left}{_MIDDLE}{''.join(_SET_C[digit] for digit in right)}{_GUARD}"


def bars_of(code: str) -> tuple[tuple[int, int], ...]:
    """Give the dark bars of a number: where each begins, in modules from the quiet zone's left edge, and its width.

    Args:
        code: EAN-13 or EAN-8; of any other there are none.
    """
    bars, at = [], QUIET.get(len(code), (0, 0))[0]
    for shade, run in groupby(modules_of(code)):
        width = len(list(run))
        if shade == "1":
            bars.append((at, width))
        at += width
    return tuple(bars)


def barcode_svg(code: str) -> str:
    """Draw a number as SVG with its quiet zones, black on white; empty where it has no bars.

    Args:
        code: EAN-13 or EAN-8.
    """
    bars = bars_of(code)
    if not bars:
        return ""
    wide = sum(QUIET[len(code)]) + len(modules_of(code))
    drawn = "".join(f"M{at} 0h{width}v{HEIGHT}h-{width}z" for at, width in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {HEIGHT}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{wide}v{HEIGHT}h-{wide}z"/><path fill="#000" d="{drawn}"/></svg>'
    )
