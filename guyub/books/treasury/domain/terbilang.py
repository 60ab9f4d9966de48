"""Rupiah in words (terbilang), as vouchers and kwitansi bear them beside the figure."""

from __future__ import annotations

_ONES = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
MOST_RP = 10**15 - 1


def terbilang(amount_rp: int) -> str:
    """Say an amount: 1,150,000 is ``satu juta seratus lima puluh ribu rupiah``.

    Args:
        amount_rp: Whole rupiah from 0 to 999 triliun.

    Raises:
        ValueError: Outside of that.
    """
    if not 0 <= amount_rp <= MOST_RP:
        raise ValueError(amount_rp)
    return f"{' '.join(_words(amount_rp)) or 'nol'} rupiah"


def _words(number: int) -> list[str]:
    said = []
    for value, word in _SCALES:
        if number >= value:
            said += [*_below_thousand(number // value), word]
            number %= value
    if number >= 2_000:
        said += [*_below_thousand(number // 1_000), "ribu"]
    elif number >= 1_000:
        said.append("seribu")
    return said + _below_thousand(number % 1_000)


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    said = ["seratus"] if hundreds == 1 else [_ONES[hundreds], "ratus"] if hundreds else []
    if rest < 12:
        return said + [_ONES[rest]] * bool(rest)
    if rest < 20:
        return [*said, _ONES[rest - 10], "belas"]
    tens, ones = divmod(rest, 10)
    return [*said, _ONES[tens], "puluh", *[_ONES[ones]] * bool(ones)]
