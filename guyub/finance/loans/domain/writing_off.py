"""What a loan that is written off does to the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas

if TYPE_CHECKING:
    from collections.abc import Mapping

CLASS_WORDS: Mapping[Kolektibilitas, str] = {
    Kolektibilitas.LANCAR: "lancar",
    Kolektibilitas.DALAM_PERHATIAN_KHUSUS: "dalam perhatian khusus",
    Kolektibilitas.KURANG_LANCAR: "kurang lancar",
    Kolektibilitas.DIRAGUKAN: "diragukan",
    Kolektibilitas.MACET: "macet",
}


class WriteOff(NamedTuple):
    """What is booked; whole rupiah.

    Attributes:
        principal_rp: What leaves the loans.
        used_rp: What of it the provision carries.
        cost_rp: What of it becomes a cost now.
        released_rp: What was set aside beyond the principal, and is given back.
        jasa_rp: Jasa that stood as receivable and never came: the income is taken back.
    """

    principal_rp: int
    used_rp: int
    cost_rp: int
    released_rp: int
    jasa_rp: int


def write_off(*, left_rp: int, provision_rp: int, jasa_rp: int) -> WriteOff:
    """Tell what the books do when a loan is written off; the member owes as before.

    Args:
        left_rp: The principal that is owed.
        provision_rp: What the books set aside for it.
        jasa_rp: What of its jasa stands as receivable.
    """
    used_rp = min(left_rp, provision_rp)
    return WriteOff(left_rp, used_rp, left_rp - used_rp, provision_rp - used_rp, jasa_rp)
