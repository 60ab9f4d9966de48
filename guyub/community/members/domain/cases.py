"""Cases about a member's standing: passive after missed dues, and leaving."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.community.members.domain.register import STEPS, Happened
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date

    from guyub.community.members.domain.register import MemberState

EXIT_SERIES = "members.exit"  # starts again each year
SHORTEST_REASON = 10
LONGEST_REASON, LONGEST_APPEAL, LONGEST_HEARING, LONGEST_PAYEE = 200, 400, 400, 120


class PassiveState(StrEnum):
    """How far a notice of missed dues came."""

    DIBERITAHU = "DIBERITAHU"  # told; may pay or appeal until the last day
    BANDING = "BANDING"  # appealed; the board decides
    DIPASIFKAN = "DIPASIFKAN"
    DICABUT = "DICABUT"  # paid, or the appeal was heard: nothing changed


class ExitKind(StrEnum):
    """Why somebody leaves."""

    MUNDUR = "MUNDUR"
    MENINGGAL = "MENINGGAL"
    DIBERHENTIKAN = "DIBERHENTIKAN"
    BATAL = "BATAL"


class ExitState(StrEnum):
    """How far a leaving came."""

    DIAJUKAN = "DIAJUKAN"  # a second person is asked
    DISETUJUI = "DISETUJUI"  # decided; what is owed both ways waits to be settled
    SELESAI = "SELESAI"  # settled and signed
    DIBATALKAN = "DIBATALKAN"


class ExitStanding(StrEnum):
    """Where a leaving stands as people see it: its state, and what came of the question to a second person."""

    DIAJUKAN = "DIAJUKAN"
    DITOLAK = "DITOLAK"
    DITARIK = "DITARIK"
    LEWAT = "LEWAT"
    DISETUJUI = "DISETUJUI"
    SELESAI = "SELESAI"
    DIBATALKAN = "DIBATALKAN"


OPEN_PASSIVE = (PassiveState.DIBERITAHU, PassiveState.BANDING)
OPEN_EXIT = (ExitState.DIAJUKAN, ExitState.DISETUJUI)
PASSIVE_WORDS = {
    PassiveState.DIBERITAHU: "Sudah diberi tahu",
    PassiveState.BANDING: "Banding",
    PassiveState.DIPASIFKAN: "Dipasifkan",
    PassiveState.DICABUT: "Tetap aktif",
}
EXIT_WORDS = {
    ExitKind.MUNDUR: "Mengundurkan diri",
    ExitKind.MENINGGAL: "Meninggal dunia",
    ExitKind.DIBERHENTIKAN: "Diberhentikan",
    ExitKind.BATAL: "Batal menjadi anggota",
}
_ASKED = {
    State.PENDING: ExitStanding.DIAJUKAN,
    State.REJECTED: ExitStanding.DITOLAK,
    State.WITHDRAWN: ExitStanding.DITARIK,
    State.EXPIRED: ExitStanding.LEWAT,
}
# What the paper of a case is called, where it must be there.
PAPER_WORDS = {ExitKind.MUNDUR: "surat pengunduran diri", ExitKind.MENINGGAL: "surat keterangan kematian"}


class PassiveRefusedError(DomainError):
    """A notice of missed dues is not given, appealed or decided; ``wrong`` says why.

    ``gone`` (no such open case here), ``nobody`` (nobody whom it concerns, any more), ``early`` (the days to pay or to
    appeal are not over; fact ``due``), ``late`` (they are), ``own`` (one's own case, or one's own notice), ``appeal``
    and ``reason`` (missing or too long), ``appealed`` already, ``unpaid`` (no dues since), ``member`` (not passive).
    """

    code: ClassVar[str] = "members.passive.refused"


class ExitRefusedError(DomainError):
    """Somebody does not leave so; ``wrong`` says why.

    ``gone`` (no such case or member here), ``kind`` (not from this standing), ``open`` (a case of this member runs;
    fact ``number``), ``day`` (in the future, or before the admission), ``reason``, ``hearing`` (a dismissal without
    what the member said), ``paper`` (the letter or the certificate is missing; fact ``what``), ``state`` (the case is
    not there yet, or past it), ``signed`` (the signed sheet is kept already).
    """

    code: ClassVar[str] = "members.exit.refused"


def exit_number(year: int, number: int) -> str:
    """Write the number of a case that people see: ``KA-2026-0001``."""
    return f"KA-{year}-{number:04}"


def exit_standing(state: ExitState, approval: State) -> ExitStanding:
    """Tell where a leaving stands; ``approval`` is the state of the question, the clock included."""
    return _ASKED[approval] if state is ExitState.DIAJUKAN else ExitStanding(state.value)


def missed_months(since: date, *, today: date) -> int:
    """Count the whole months without dues.

    Args:
        since: The last day of which dues are known: of a payment, of the admission, of a notice that was lifted.
        today: The business date.

    Returns:
        The most months that one can go back from today without coming before ``since``; zero for a day to come.
    """
    months = (today.year - since.year) * 12 + today.month - since.month
    return max(months if since <= last_day_for(months, today=today) else months - 1, 0)


def last_day_for(months: int, *, today: date) -> date:
    """Tell the last day since which dues are missed for so many months: ``missed_months`` of it is ``months``."""
    return add_months(today, -months)


def possible_kinds(state: MemberState) -> tuple[ExitKind, ...]:
    """Tell how somebody may leave from a standing, in the order of ExitKind."""
    return tuple(kind for kind in ExitKind if Happened(kind.value) in STEPS[state])


def checked_text(written: str, *, least: int, most: int, refusal: type[DomainError], wrong: str) -> str:
    """Take spare spaces from what was typed.

    Raises:
        DomainError: The refusal that was given: fewer letters than ``least`` or more than ``most``.
    """
    text = " ".join(written.split())
    if not least <= len(text) <= most:
        raise refusal(wrong=wrong, least=least, most=most)
    return text
