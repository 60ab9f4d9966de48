"""Why a stop is not served, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.delivery.domain.routes import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guyub.trade.delivery.domain.routes import Unserved

_WORDS: Mapping[Reason, str] = {
    Reason.TOO_BIG: "Minta {wants}, satu truk memuat {limit}.",
    Reason.WINDOW: "Paling cepat didatangi {wants}, tutup {limit}.",
    Reason.BACK_LATE: "Truk baru kembali {wants}, gudang tutup {limit}.",
    Reason.HOURS: "Pulang pergi sendiri makan {wants}, sopir paling lama {limit}.",
    Reason.SHORT: "Semua tempat minta {wants}, semua truk memuat {limit}: kurang {gap}.",
    Reason.NO_ROOM: "Minta {wants}, truk yang paling lega tinggal memuat {limit}.",
    Reason.NO_TIME: "Semua truk sudah jalan ({wants} dari {limit}), yang masih ada ruang tidak sempat ke sini.",
}
_AT_HOURS = (Reason.WINDOW, Reason.BACK_LATE)


def reason_words(
    one: Unserved,
    *,
    quantity: Callable[[int, int], str],
    at: Callable[[int], str],
    lasting: Callable[[int], str],
) -> str:
    """Say why a stop is not served.

    Args:
        one: The stop.
        quantity: Writes an amount in the unit at a place of the list of units.
        at: Writes a moment.
        lasting: Writes a span of time.
    """

    def said(amount: int) -> str:
        if one.reason in _AT_HOURS:
            return at(amount)
        if one.reason is Reason.HOURS:
            return lasting(amount)
        return str(amount) if one.reason is Reason.NO_TIME else quantity(amount, one.unit)

    return _WORDS[one.reason].format(
        wants=said(one.wants), limit=said(one.limit), gap=said(one.wants - one.limit)
    )
