"""Reminding of what is due: when in which tone, and the words; kind, exact, and never about anybody else.

The days are the house's own choice (OURS): no rule for lenders of this size names any. Source:
docs/algorithms/loan_arrears.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import MONTHS, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

FRIENDLY_AHEAD_DAYS = 7  # before the due date
FIRM_FROM_DAYS = 8  # late; up to then a reminder stays friendly
LETTER_FROM_DAYS = 31
BETWEEN_LETTERS_DAYS = 14
LETTERS = 3
QUIET_DAYS = 7  # after one message no other is offered


class Tone(StrEnum):
    """How a reminder speaks."""

    RAMAH = "RAMAH"
    TEGAS = "TEGAS"
    RESMI = "RESMI"


TONE_WORDS: Mapping[Tone, str] = {Tone.RAMAH: "Ramah", Tone.TEGAS: "Tegas", Tone.RESMI: "Resmi, lewat surat"}


class Channel(StrEnum):
    """By which way a reminder goes."""

    WA = "WA"
    SURAT = "SURAT"


CHANNEL_WORDS: Mapping[Channel, str] = {Channel.WA: "WhatsApp", Channel.SURAT: "Surat"}


class ReminderRefusedError(DomainError):
    """Nobody is reminded so; ``wrong`` says why.

    ``gone`` (no such loan here), ``state`` (it is not running), ``own`` (nobody reminds of the own loan), ``nothing``
    (nothing of it is late), ``early`` (a letter goes out only after some days late; fact ``days``), ``soon`` (after the
    letter before it some days pass; fact ``next_on``), ``all`` (the last letter went out; a visit or a talk comes
    next), ``death`` (the borrower has died: the heirs are spoken to, not written to), ``unreached`` (nobody is left
    who can be reached by message), ``aim`` (no such RT).
    """

    code: ClassVar[str] = "loans.reminder.refused"


def tone_of(days_late: int) -> Tone:
    """Tell in which tone one is reminded.

    Args:
        days_late: Days since the oldest unpaid due date; zero or less: it has not passed.
    """
    if days_late >= LETTER_FROM_DAYS:
        return Tone.RESMI
    return Tone.TEGAS if days_late >= FIRM_FROM_DAYS else Tone.RAMAH


def next_letter(*, days_late: int, sent: Sequence[date], today: date) -> int:
    """Tell which letter of warning may go out today, from 1.

    Args:
        days_late: Days since the oldest unpaid due date.
        sent: When the letters about these arrears went out, in any order.
        today: The business date.

    Raises:
        ReminderRefusedError: ``nothing``, ``early``, ``all``, ``soon``.
    """
    if days_late <= 0:
        raise ReminderRefusedError(wrong="nothing")
    if days_late < LETTER_FROM_DAYS:
        raise ReminderRefusedError(wrong="early", days=LETTER_FROM_DAYS)
    if len(sent) >= LETTERS:
        raise ReminderRefusedError(wrong="all")
    next_on = max(sent) + timedelta(days=BETWEEN_LETTERS_DAYS) if sent else today
    if today < next_on:
        raise ReminderRefusedError(wrong="soon", next_on=day_words(next_on))
    return len(sent) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one borrower is reminded of; whole rupiah.

    Args:
        name: Of the borrower.
        sex: ``L``, ``P`` or unknown.
        loan: The loan's number.
        amount_rp: What is late, penalties aside; where nothing is, what falls due next.
        penalty_rp: Penalties so far.
        due_on: The oldest unpaid due date, or the next.
        days_late: Since it; zero or less: it has not passed.
    """

    name: str
    sex: str
    loan: str
    amount_rp: int
    penalty_rp: int
    due_on: date
    days_late: int


def reminder_text(asked: Asked, *, cooperative: str) -> str:
    """Write a reminder as a message: what, how much, since when, how to pay, whom to tell of hardship.

    The tone follows the days. It names nobody but the borrower, neither guarantors nor neighbours.

    Args:
        asked: Of what.
        cooperative: Who reminds.
    """
    amount, since = rupiah(asked.amount_rp), day_words(asked.due_on)
    hello = f"Yth. {called(asked.sex)} {asked.name}."
    pay = "Pembayaran bisa di kantor, lewat transfer, atau petugas kami; mintalah buktinya."
    if asked.days_late <= 0:
        when = "hari ini" if asked.days_late == 0 else since
        body = f"Angsuran pinjaman {asked.loan} sejumlah {amount} jatuh tempo {when}. {pay}"
    elif tone_of(asked.days_late) is Tone.RAMAH:
        body = (
            f"Angsuran pinjaman {asked.loan} yang jatuh tempo {since} belum kami terima, sejumlah {amount}."
            f" Mungkin terlewat. {pay}"
        )
    else:
        penalty = f", dan denda {rupiah(asked.penalty_rp)}" if asked.penalty_rp else ""
        body = (
            f"Angsuran pinjaman {asked.loan} menunggak sejak {since}, {asked.days_late} hari: {amount}{penalty}."
            f" Mohon diselesaikan dalam minggu ini, atau temui kami untuk mengatur jalan keluarnya. {pay}"
        )
    hardship = (
        "Bila sudah dibayar, abaikan pesan ini. Bila sedang sulit, kabari kami, kita cari jalannya bersama."
    )
    return f"{hello}\n\n{body}\n\n{hardship} Terima kasih.\n\n{cooperative}"


def letter_paragraphs(asked: Asked, *, number: int, answer_by: date) -> list[str]:
    """Write the body of a letter of warning; the amounts stand in a table beside it.

    Args:
        asked: Of what.
        number: Which letter, 1 to 3.
        answer_by: Until when an answer is hoped for.
    """
    who = f"{called(asked.sex)} {asked.name}"
    first = (
        f"Angsuran pinjaman {asked.loan} atas nama {who} belum kami terima sejak jatuh tempo"
        f" {day_words(asked.due_on)}. Rinciannya sebagai berikut."
    )
    second = {
        1: "Mungkin ini terlewat. Kami mohon angsuran itu dibayar, atau kami diberi tahu keadaannya,",
        2: "Surat kami yang pertama belum dijawab. Kami mohon angsuran itu dibayar, atau datang membicarakannya,",
        3: "Ini surat ketiga dan terakhir. Sebelum pengurus memutuskan langkah berikut sesuai perjanjian, kami mohon "
        "pembayaran atau pembicaraan bersama,",
    }[number]
    return [
        first,
        f"{second} paling lambat {day_words(answer_by)}.",
        "Bila penghasilan sedang terganggu, sakit, atau terkena musibah, mohon datang atau mengabari kami. Jadwal "
        "angsuran dapat ditinjau bersama. Pembicaraan itu tanpa biaya dan tidak disampaikan kepada orang lain.",
        "Bila pembayaran sudah dilakukan, mohon abaikan surat ini. Terima kasih atas perhatiannya.",
    ]


def called(sex: str) -> str:
    """Give how somebody is addressed."""
    return {"L": "Bapak", "P": "Ibu"}.get(sex, "Bapak/Ibu")


def day_words(day: date) -> str:
    """Write a day as letters do: ``26 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
