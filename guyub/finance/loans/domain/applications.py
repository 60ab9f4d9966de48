"""Asking for a loan: how far an application came, what it must say, when a refused one may be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

APPLICATION_SERIES = "loans.application"  # starts again each year
APPLICATION_KIND = "loans.application"
SHORTEST_PURPOSE, LONGEST_PURPOSE = 5, 120
SHORTEST_REASON, LONGEST_REASON = 10, 400
FURTHEST_DUE_DAYS = 366
MOST_RP, MOST_INSTALMENTS = 10**13, 365


class ApplicationState(StrEnum):
    """How far it came."""

    DIAJUKAN = "DIAJUKAN"
    DIANALISIS = "DIANALISIS"
    DIPUTUS_SETUJU = "DIPUTUS_SETUJU"
    DIPUTUS_TOLAK = "DIPUTUS_TOLAK"
    BANDING = "BANDING"  # refused once, and the member asked other people to look again
    DITARIK = "DITARIK"
    KEDALUWARSA = "KEDALUWARSA"  # nothing happened to it for too long


class Step(StrEnum):
    """What may be done with one."""

    ANALISIS = "ANALISIS"
    KOMITE = "KOMITE"  # the committee is asked
    SETUJU = "SETUJU"
    TOLAK = "TOLAK"
    BANDING = "BANDING"
    TARIK = "TARIK"
    LEWAT = "LEWAT"


class Source(StrEnum):
    """Where it came from."""

    LOKET = "LOKET"
    SENDIRI = "SENDIRI"


class Use(StrEnum):
    """What the money is for, in kinds that reports count."""

    MODAL_USAHA = "MODAL_USAHA"
    ALAT_USAHA = "ALAT_USAHA"
    PENDIDIKAN = "PENDIDIKAN"
    KESEHATAN = "KESEHATAN"
    RUMAH = "RUMAH"
    LUNASI_UTANG = "LUNASI_UTANG"
    KEBUTUHAN = "KEBUTUHAN"
    LAIN = "LAIN"


class Advice(StrEnum):
    """What whoever analysed it advises the committee; it decides nothing."""

    LAYAK = "LAYAK"
    BERSYARAT = "BERSYARAT"
    TIDAK_LAYAK = "TIDAK_LAYAK"


class PaperKind(StrEnum):
    """What a picture or document of an application shows."""

    USAHA = "USAHA"
    PENGHASILAN = "PENGHASILAN"
    KEPERLUAN = "KEPERLUAN"
    KUNJUNGAN = "KUNJUNGAN"
    LAIN = "LAIN"


_S = ApplicationState
STEPS: Mapping[ApplicationState, Mapping[Step, ApplicationState]] = {
    _S.DIAJUKAN: {
        Step.ANALISIS: _S.DIANALISIS,
        Step.TARIK: _S.DITARIK,
        Step.LEWAT: _S.KEDALUWARSA,
    },
    _S.DIANALISIS: {
        Step.ANALISIS: _S.DIANALISIS,
        Step.KOMITE: _S.DIANALISIS,
        Step.SETUJU: _S.DIPUTUS_SETUJU,
        Step.TOLAK: _S.DIPUTUS_TOLAK,
        Step.TARIK: _S.DITARIK,
        Step.LEWAT: _S.KEDALUWARSA,
    },
    _S.DIPUTUS_TOLAK: {Step.BANDING: _S.BANDING},
    _S.BANDING: {
        Step.ANALISIS: _S.BANDING,
        Step.KOMITE: _S.BANDING,
        Step.SETUJU: _S.DIPUTUS_SETUJU,
        Step.TOLAK: _S.DIPUTUS_TOLAK,
        Step.TARIK: _S.DITARIK,
        Step.LEWAT: _S.KEDALUWARSA,
    },
    _S.DIPUTUS_SETUJU: {},
    _S.DITARIK: {},
    _S.KEDALUWARSA: {},
}
OPEN = frozenset({_S.DIAJUKAN, _S.DIANALISIS, _S.BANDING})
STATE_WORDS: Mapping[ApplicationState, str] = {
    _S.DIAJUKAN: "Menunggu analisis",
    _S.DIANALISIS: "Sudah dianalisis",
    _S.DIPUTUS_SETUJU: "Disetujui",
    _S.DIPUTUS_TOLAK: "Ditolak",
    _S.BANDING: "Banding",
    _S.DITARIK: "Ditarik",
    _S.KEDALUWARSA: "Lewat waktu",
}
SOURCE_WORDS: Mapping[Source, str] = {
    Source.LOKET: "ditulis petugas",
    Source.SENDIRI: "dikirim dari HP sendiri",
}
USE_WORDS: Mapping[Use, str] = {
    Use.MODAL_USAHA: "Modal usaha",
    Use.ALAT_USAHA: "Alat usaha",
    Use.PENDIDIKAN: "Pendidikan",
    Use.KESEHATAN: "Kesehatan",
    Use.RUMAH: "Perbaikan rumah",
    Use.LUNASI_UTANG: "Melunasi utang lain",
    Use.KEBUTUHAN: "Kebutuhan keluarga",
    Use.LAIN: "Lainnya",
}
ADVICE_WORDS: Mapping[Advice, str] = {
    Advice.LAYAK: "Layak",
    Advice.BERSYARAT: "Layak dengan syarat",
    Advice.TIDAK_LAYAK: "Belum layak",
}
PAPER_WORDS: Mapping[PaperKind, str] = {
    PaperKind.USAHA: "Usaha",
    PaperKind.PENGHASILAN: "Bukti penghasilan",
    PaperKind.KEPERLUAN: "Keperluan pinjaman",
    PaperKind.KUNJUNGAN: "Kunjungan",
    PaperKind.LAIN: "Lainnya",
}


class LoanApplicationRefusedError(DomainError):
    """An application for a loan is not taken, not analysed or not moved on; ``wrong`` says why.

    As typed: ``product`` (none here, or no new loans of it), ``terms`` (none hold on the day), ``amount``, ``number``,
    ``purpose`` (5 to 120 letters), ``use``, ``first_due`` (not in the year ahead), ``figures`` (one below zero or too
    large), ``income`` (none at all), ``visit`` (a day ahead, or one without the other: day and what was seen),
    ``advice``, ``note`` (longer than 400 letters), ``capacity`` (an instalment above what is left, and no word on why;
    facts ``instalment_rp``, ``capacity_rp``), ``paper`` (no picture, or an unknown kind), ``many`` (pictures; fact
    ``most``), ``reason`` (10 to 400 letters).

    By what is there: ``gone``, ``member`` (no member with a number here), ``own`` (nobody handles the own), ``open``
    (fact ``number``), ``state`` (fact ``state``), ``asked`` (the committee is asked already), ``analysis`` (none yet,
    or of more than so many days ago; fact ``days``), ``gate`` (fact ``why``), ``changed`` (what the product allows now;
    fact ``what``), ``group`` (the member does not sit in that group of joint liability), ``appealed`` (once already),
    ``late`` (fact ``until``).
    """

    code: ClassVar[str] = "loans.application.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationTyped:
    """An application as typed.

    Args:
        amount_rp: Whole rupiah.
        instalments: How many.
        purpose: What for, in the member's own words.
        use: A code of Use.
        first_due_on: When the member would like to pay first; None: a period after the payment out.
    """

    amount_rp: int
    instalments: int
    purpose: str
    use: str
    first_due_on: date | None = None


def application_name(year: int, no: int) -> str:
    """Write the number of an application as people see it: ``PM-2026-0003``."""
    return f"PM-{year}-{no:04}"


def checked_application(typed: ApplicationTyped, *, today: date) -> ApplicationTyped:
    """Bring an application to what is kept: single blanks.

    Raises:
        LoanApplicationRefusedError: In this order: ``amount number purpose use first_due``.
    """
    if not 0 < typed.amount_rp < MOST_RP:
        raise LoanApplicationRefusedError(wrong="amount")
    if not 1 <= typed.instalments <= MOST_INSTALMENTS:
        raise LoanApplicationRefusedError(wrong="number")
    purpose = " ".join(typed.purpose.split())
    if not SHORTEST_PURPOSE <= len(purpose) <= LONGEST_PURPOSE:
        raise LoanApplicationRefusedError(wrong="purpose")
    if typed.use not in set(Use):
        raise LoanApplicationRefusedError(wrong="use")
    wish = typed.first_due_on
    if wish is not None and not today < wish <= today + timedelta(days=FURTHEST_DUE_DAYS):
        raise LoanApplicationRefusedError(wrong="first_due")
    return ApplicationTyped(
        amount_rp=typed.amount_rp,
        instalments=typed.instalments,
        purpose=purpose,
        use=typed.use,
        first_due_on=wish,
    )


def stepped(state: ApplicationState, step: Step) -> ApplicationState:
    """Give the state after a step.

    Raises:
        LoanApplicationRefusedError: ``state``: it does not take this step.
    """
    after = STEPS[state].get(step)
    if after is None:
        raise LoanApplicationRefusedError(wrong="state", state=STATE_WORDS[state].lower())
    return after


def checked_reason(typed: str) -> str:
    """Bring a reason to one line.

    Raises:
        LoanApplicationRefusedError: ``reason``: shorter than 10 letters or longer than 400.
    """
    text = " ".join(typed.split())
    if not SHORTEST_REASON <= len(text) <= LONGEST_REASON:
        raise LoanApplicationRefusedError(wrong="reason")
    return text


def appeal_until(decided_on: date, *, days: int) -> date:
    """Give the last day on which a refusal may be appealed against."""
    return decided_on + timedelta(days=days)


def check_appeal(*, decided_on: date, appealed_on: date | None, today: date, days: int) -> None:
    """Refuse an appeal that comes a second time or too late.

    Args:
        decided_on: When it was refused.
        appealed_on: When it was appealed against before; None: never.
        today: The business date.
        days: So many days after the refusal, the last one inside.

    Raises:
        LoanApplicationRefusedError: ``appealed``, ``late``.
    """
    if appealed_on is not None:
        raise LoanApplicationRefusedError(wrong="appealed")
    until = appeal_until(decided_on, days=days)
    if today > until:
        raise LoanApplicationRefusedError(wrong="late", until=until)


def committee_size(amount_rp: int, *, least: int, one_more_above_rp: int) -> int:
    """Tell how many people must agree to a loan.

    Args:
        amount_rp: Whole rupiah.
        least: The parameter ``pinjaman.komite_minimal``.
        one_more_above_rp: The parameter ``pinjaman.komite_ambang``: at it the least is enough, above it one more.
    """
    return least + (amount_rp > one_more_above_rp)
