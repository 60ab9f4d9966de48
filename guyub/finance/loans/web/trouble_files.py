"""Papers of loans in trouble as PDF: a letter of warning, the sheet of before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.community.members.domain.books import home_of
from guyub.finance.loans.domain.reminding import Asked, called, day_words, letter_paragraphs
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import number, rupiah

if TYPE_CHECKING:
    from guyub.finance.loans.domain.restructuring import Sheet
    from guyub.finance.loans.models import LoanReminder
    from guyub.finance.loans.selectors.trouble import RestructureRow

MOST_LINES = 40  # of a schedule on the sheet


def letter_pdf(head: dict[str, Any], row: LoanReminder) -> bytes:
    """Set a letter of warning, as it went out.

    Args:
        head: As ``letterhead_of`` gives it.
        row: A letter, with its loan, its borrower's file and its line in the agenda.
    """
    file, on = row.loan.member.file, row.on
    asked = Asked(
        name=file.name,
        sex=file.sex,
        loan=row.loan.name,
        amount_rp=row.amount_rp,
        penalty_rp=row.penalty_rp,
        due_on=row.due_on,
        days_late=(on - row.due_on).days,
    )
    facts = [
        ["Angsuran yang tertunggak", rupiah(row.amount_rp)],
        ["Denda sampai hari ini", rupiah(row.penalty_rp)],
        ["Jumlah", rupiah(row.amount_rp + row.penalty_rp)],
        ["Sisa pokok pinjaman", rupiah(row.left_rp)],
    ]
    assert row.letter is not None and row.no is not None  # noqa: S101, PT018  the database holds no letter without
    payload = head | {
        "title": f"Surat Peringatan {row.no}",
        "number": row.letter.of,
        "about": f"Angsuran pinjaman {row.loan.name}",
        "to": f"{called(file.sex)} {file.name}",
        "home": home_of(file.address, file.rt, file.rw),
        "paragraphs": letter_paragraphs(asked, number=row.no, answer_by=row.answer_by or on),
        "facts": facts if row.penalty_rp else [facts[0], facts[3]],
        # The day of the letter, also where it is printed again.
        "place": f"{head['place'].split(',')[0]}, {day_words(on)}" if "," in head["place"] else day_words(on),
        "signers": head["signers"][:1],
    }
    return render_pdf(template="loans/warning_letter.typ", payload=payload, is_example=settings.IS_DEMO)


def restructure_pdf(head: dict[str, Any], row: RestructureRow, compared: list[list[str]]) -> bytes:
    """Set the sheet of before and after, ready to be signed.

    Args:
        head: As ``letterhead_of`` gives it.
        row: What was asked for.
        compared: Figures: label, before, after.
    """
    payload = head | {
        "title": f"Perubahan jadwal pinjaman {row.number}",
        "facts": [
            ["Peminjam", row.borrower],
            ["Diminta", day_words(row.asked_on)],
            ["Sebab", row.reason],
            ["Keadaan", row.words],
        ],
        "compared": compared,
        "rows": _schedule(row.after),
        "more": max(row.after.instalments - MOST_LINES, 0),
        "sums": [["Jumlah", "", *_sums(row.after)]],
        "signers": [{"role": "Peminjam", "name": row.borrower}, *head["signers"][:1]],
    }
    return render_pdf(template="loans/restructure_sheet.typ", payload=payload, is_example=settings.IS_DEMO)


def _schedule(sheet: Sheet) -> list[list[str]]:
    return [
        [
            str(line.no),
            day_words(line.due_on),
            number(line.principal_rp),
            number(line.interest_rp),
            number(line.other_rp),
            number(line.total_rp),
        ]
        for line in sheet.lines[:MOST_LINES]
    ]


def _sums(sheet: Sheet) -> list[str]:
    return [number(one) for one in (sheet.principal_rp, sheet.interest_rp, sheet.other_rp, sheet.total_rp)]
