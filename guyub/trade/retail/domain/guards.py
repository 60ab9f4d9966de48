"""Who must have agreed to what a till did, by the rules of its day; and the rest of what a till is told by dated rules.

The till asks (``returns.guard_of``), without a network too; the server judges the same once more. What came without the
agreement that its day asked for is entered, since it was sold or given back, and marked for the pengawas. Source:
docs/algorithms/till.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from guyub.trade.inventory.domain.regulated import CONTENTS, REGULATED
from guyub.trade.retail.domain.fees import SERVICES
from guyub.trade.retail.domain.returns import Act, Guard, GuardLimits

if TYPE_CHECKING:
    from collections.abc import Mapping

_PIN = {
    Act.RETURN: "kasir.retur_pin",
    Act.VOID: "kasir.batal_pin",
    Act.PAY_OTHERWISE: "kasir.ganti_bayar_pin",
}
_SECOND = {
    Act.RETURN: "kasir.retur_dua",
    Act.VOID: "kasir.batal_dua",
    Act.PAY_OTHERWISE: "kasir.ganti_bayar_dua",
    Act.CONFIRM_QRIS: "kasir.qris_dua",
}
_DISCOUNT = "kasir.potongan_dua"
GUARD_KEYS = (*_PIN.values(), *_SECOND.values(), _DISCOUNT)
MOST_KEYS = {"LPG_3KG": "lpg.transaksi_maksimal", "BERAS_SPHP": "sphp.hari_kg"}
RATION_CREDIT = "kasir.bon_bersubsidi"
_TRIES, _WAIT, _WARN, _STOP, _SCALE = (
    *("kasir.pin_coba", "kasir.pin_tunggu_detik", "kasir.jam_ingat_menit"),
    *("kasir.jam_henti_jam", "kasir.label_timbang"),
)
TILL_KEYS = (*GUARD_KEYS, *MOST_KEYS.values(), _TRIES, _WAIT, _WARN, _STOP, _SCALE, RATION_CREDIT, SERVICES)
WHOLE_RATE = 10_000  # a rate in hundredths of a percent, as the till reckons


class Lack(StrEnum):
    """What agreement was missing."""

    PIN = "PIN"  # the cashier's own PIN once more
    SECOND = "SECOND"  # another person


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """The dated rules of one day about who must agree.

    Args:
        discount_rate: Above which part of a receipt a discount needs another person, hundredths of a percent.
        limits: From which amounts on somebody must agree, by act.
    """

    discount_rate: int
    limits: Mapping[Act, GuardLimits]


def guards_of(written: Mapping[str, str]) -> Guards:
    """Read the rules of a day from the parameters ``GUARD_KEYS``, as they are written down."""
    limits = {
        act: GuardLimits(
            pin_above_rp=int(Decimal(written[_PIN.get(act, key)])),
            second_above_rp=int(Decimal(written[key])),
        )
        for act, key in _SECOND.items()
    }
    return Guards(discount_rate=int(Decimal(written[_DISCOUNT]) * WHOLE_RATE), limits=limits)


def guard_of_discount(*, subtotal_rp: int, off_rp: int, discount_rate: int) -> Guard:
    """Say who must agree to what is taken off a receipt, all discounts together.

    Args:
        subtotal_rp: The goods before discounts, whole rupiah.
        off_rp: What was taken off them.
        discount_rate: Above which part another person must agree, hundredths of a percent.
    """
    return Guard.SECOND if off_rp * WHOLE_RATE > subtotal_rp * discount_rate else Guard.NONE


def lack_of(guard: Guard, *, has_second: bool, has_pin: bool) -> Lack | None:
    """Say what agreement is missing; another person's counts for the own PIN too.

    Args:
        guard: Who had to agree.
        has_second: Another person who works here did.
        has_pin: Somebody typed a PIN, at least the cashier's own.
    """
    if guard is Guard.SECOND and not has_second:
        return Lack.SECOND
    return Lack.PIN if guard is Guard.PIN and not (has_second or has_pin) else None


def most_of(good: str, *, content: int, written: Mapping[str, str]) -> int | None:
    """Say how many base units one buyer may take of a regulated good; None: no rule says so.

    Args:
        good: The key of the good; empty: none.
        content: What one base unit holds, as rules count it.
        written: The parameters ``TILL_KEYS``.
    """
    key = MOST_KEYS.get(good)
    if key is None:
        return None
    return int(Decimal(written[key]) * CONTENTS[REGULATED[good].unit]) // content


def till_rules(written: Mapping[str, str]) -> dict[str, Any]:
    """Give what a till is told of dated rules, as it stands among its settings.

    Args:
        written: The parameters ``TILL_KEYS``.
    """
    guards = guards_of(written)
    return {
        "discount_most_rate": guards.discount_rate,
        "guards": {
            act.value: {"pin_above_rp": one.pin_above_rp, "second_above_rp": one.second_above_rp}
            for act, one in guards.limits.items()
        },
        "pin": {"tries": int(Decimal(written[_TRIES])), "wait_s": int(Decimal(written[_WAIT]))},
        "clock": {"warn_min": int(Decimal(written[_WARN])), "stop_min": int(Decimal(written[_STOP]) * 60)},
        "weight_patterns": written[_SCALE].split(),
        "ration_credit": may_lend_rations(written[RATION_CREDIT]),
    }


def may_lend_rations(written: str) -> bool:
    """Say whether rationed goods may go on bon.

    Args:
        written: The parameter ``RATION_CREDIT`` of the day of the sale.
    """
    return int(Decimal(written)) > 0
