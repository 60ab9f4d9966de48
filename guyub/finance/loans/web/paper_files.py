"""Papers of a loan as PDF: the contract, the card of instalments, receipts, what was paid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.books.treasury.domain.terbilang import terbilang
from guyub.community.members.web.book_tables import written_day
from guyub.finance.loans.domain.agreement_words import clauses_of, every_words, fee_words, interest_words
from guyub.finance.loans.domain.lifecycle import WAY_WORDS, Way
from guyub.finance.loans.domain.receipts import roll_text
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.web.offer_words import percent_words
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.qr import qr_svg
from guyub.foundation.kernel.formats import day, number, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.schedules import Schedule
    from guyub.finance.loans.selectors.loan_pages import EventRow, LineRow, LoanPage
    from guyub.finance.loans.selectors.securities import CollateralRow, GuaranteeRow
    from guyub.finance.loans.services.contract_papers import Issued

# Who pays where it is not the borrower.
PAYERS = {Way.PENJAMIN: "Penjamin", Way.TANGGUNG: "Kelompok", Way.ASURANSI: "Asuransi"}
FOOT = ("Simpan struk ini.", "Cocokkan dengan kartu angsuran. Terima kasih.")
Head = dict[str, Any]


def contract_pdf(
    head: Head, page: LoanPage, contract: Contract, issued: Issued, *, spouse: str, paper: str, address: str
) -> bytes:
    """Set the contract.

    Args:
        head: As ``letterhead_of`` gives it, with the names of who signs.
        page: The loan.
        contract: As it is laid out on this paper.
        issued: Which sheet it is.
        spouse: The name of who signs beside the borrower; "": nobody.
        paper: ``a4`` or ``f4``.
        address: Where anybody can verify it.
    """
    schedule = schedule_of(contract.terms)
    surety, things = page.securities.live, page.securities.kept
    loan, has_fees = page.loan, any(one.fee for one in schedule.instalments)
    total = sum(one.total for one in schedule.instalments)
    signers = [("Peminjam", page.history.borrower.name)]
    signers += [("Suami/istri peminjam", spouse)] if spouse else []
    signers += [("Penjamin", one.name) for one in surety]
    payload = head | {
        "title": f"Akad pinjaman {loan.name}",
        "paper": paper,
        "sheet": f"Lembar ke-{issued.copy}" if issued.copy > 1 else "",
        "number": loan.name,
        "borrower": page.history.borrower.name,
        "borrower_no": page.member_number or "anggota",
        "amount": rupiah(loan.principal_rp),
        "words": terbilang(loan.principal_rp),
        "purpose": loan.purpose,
        "figures": _figures(contract, schedule, total),
        "facts": _facts(page, contract, schedule, total),
        "columns": _columns(has_fees=has_fees),
        "rows": [_cells(one, has_fees=has_fees) for one in schedule.instalments],
        "sum": _sums(schedule, has_fees=has_fees),
        "surety": [_surety(one) for one in surety],
        "things": [_thing(one) for one in things],
        "clauses": [
            list(one)
            for one in clauses_of(
                contract, has_guarantors=bool(surety), has_things=bool(things), group=page.group
            )
        ],
        "signers": [{"role": role, "name": name} for role, name in signers],
        "officers": head["signers"],
        "qr": qr_svg(address, title="Periksa akad"),
        "address": address,
        "mark": issued.mark,
    }
    return render_pdf(template="loans/contract.typ", payload=payload, is_example=settings.IS_DEMO)


def card_pdf(head: Head, page: LoanPage, *, paper: str) -> bytes:
    """Set the member's card: each instalment, what of it is settled, room for the hand that takes the next ones."""
    loan = page.loan
    has_dates = page.lines[0].due_on is not None
    payload = head | {
        "title": f"Kartu angsuran {loan.name}",
        "paper": paper,
        "borrower": page.history.borrower.name,
        "borrower_no": page.member_number,
        "amount": rupiah(loan.principal_rp),
        "left": rupiah(loan.left_rp) if loan.disbursed_on else "belum cair",
        "facts": [
            ["Produk", page.history.product.name],
            ["Jasa", interest_words(page.history.contract)],
            *([["Cair", written_day(loan.disbursed_on)]] if loan.disbursed_on else []),
        ],
        "rows": [_card_cells(line) for line in page.lines],
        "note": "" if has_dates else "Tanggal jatuh tempo tercetak setelah pinjaman cair.",
    }
    return render_pdf(template="loans/card.typ", payload=payload, is_example=settings.IS_DEMO)


def receipt_pdf(head: Head, page: LoanPage, event: EventRow) -> bytes:
    """Set the receipt of a payment: what it paid, why it was split so, what is left."""
    return _receipt(head, receipt_facts(page, event))


def paid_out_pdf(head: Head, page: LoanPage) -> bytes:
    """Set the receipt of what was paid out: the loan, what was kept back, what the borrower got."""
    return _receipt(head, paid_out_facts(page))


def receipt_roll(head: Head, page: LoanPage, event: EventRow) -> list[str]:
    """Set the receipt of a payment for a roll of 58 mm."""
    told = receipt_facts(page, event)
    return roll_text(
        head=[head["who"], told["title"], told["number"]],
        facts=told["facts"],
        parts=told["parts"],
        total=("JUMLAH", told["amount_rp"]),
        # What is left of the principal ends the reason already.
        said=" ".join([told["undone"], told["said"], *told["left"][1:]]).strip(),
        foot=FOOT,
    )


def roll_pdf(head: Head, lines: Sequence[str], *, title: str) -> bytes:
    """Set lines on a roll of 58 mm."""
    payload = {"title": title, "who": head["who"], "lines": list(lines)}
    return render_pdf(template="loans/roll.typ", payload=payload, is_example=settings.IS_DEMO)


def receipt_facts(page: LoanPage, event: EventRow) -> dict[str, Any]:
    """Say a payment as its receipt does, on screen, on paper and on a roll."""
    left = [
        f"Sisa pokok sesudah ini {rupiah(event.left_rp)}."
        if event.left_rp
        else "Pinjaman ini lunas. Terima kasih."
    ]
    coming = next((line for line in page.open_lines if line.due_on), None)
    # An older one tells nothing of what is due now.
    is_newest = event.no == max(one.no for one in page.events)
    if is_newest and event.left_rp and page.is_owed and coming and coming.due_on:
        left.append(f"Angsuran berikutnya {rupiah(coming.open_rp)}, jatuh tempo {day(coming.due_on)}.")
    payer = PAYERS.get(event.way, page.history.borrower.name)
    return {
        "title": "Kuitansi pelunasan" if event.kind.value == "payoff" else "Kuitansi angsuran",
        "number": event.voucher or f"{page.loan.name}/{event.no}",
        "facts": [
            ("Pinjaman", f"{page.loan.name}, {page.history.borrower.name}"),
            ("Nomor anggota", page.member_number or "–"),
            ("Tanggal", day(event.on)),
            ("Dibayar oleh", payer),
            ("Caranya", WAY_WORDS[event.way]),
            ("Diterima oleh", event.person),
        ],
        "parts": event.parts,
        "amount_rp": event.amount_rp or 0,
        "said": event.said,
        "undone": "Pembayaran ini sudah dibatalkan." if event.is_undone else "",
        "left": left,
        "signers": [("Yang membayar", payer), ("Yang menerima", event.person)],
        "date": event.on,
    }


def paid_out_facts(page: LoanPage) -> dict[str, Any]:
    """Say a payment out as its receipt does."""
    loan, kept_rp = page.loan, page.schedule.fee
    first = page.lines[0]
    assert loan.disbursed_on is not None  # noqa: S101  the view asked
    return {
        "title": "Bukti pencairan pinjaman",
        "number": page.paid_out_voucher or loan.name,
        "facts": [
            ("Pinjaman", f"{loan.name}, {page.history.product.name}"),
            ("Peminjam", f"{page.history.borrower.name}, {page.member_number}"),
            ("Tanggal cair", day(loan.disbursed_on)),
            ("Caranya", WAY_WORDS[Way(loan.way)] if loan.way else "–"),
            ("Keperluan", loan.purpose),
        ],
        "parts": [("Pinjaman", loan.principal_rp), *([("Potongan saat cair", -kept_rp)] if kept_rp else [])],
        "amount_rp": loan.principal_rp - kept_rp,
        "said": "",
        "undone": "",
        "left": [
            f"Angsuran pertama {rupiah(first.total_rp)}"
            + (f", jatuh tempo {day(first.due_on)}." if first.due_on else ".")
        ],
        "signers": [("Yang menerima", page.history.borrower.name), ("Yang membayarkan", "")],
        "date": loan.disbursed_on,
    }


def _receipt(head: Head, told: Mapping[str, Any]) -> bytes:
    payload = head | {
        "title": told["title"],
        "number": told["number"],
        "facts": [list(pair) for pair in told["facts"]],
        "parts": [[label, number(amount_rp)] for label, amount_rp in told["parts"]],
        "amount": rupiah(told["amount_rp"]),
        "words": terbilang(told["amount_rp"]),
        "said": told["said"],
        "undone": told["undone"],
        "left": list(told["left"]),
        "signers": [{"role": role, "name": name} for role, name in told["signers"]],
        "date": f"{head['place'].rpartition(',')[0]}, {written_day(told['date'])}".strip(", "),
    }
    return render_pdf(template="loans/receipt.typ", payload=payload, is_example=settings.IS_DEMO)


def _figures(contract: Contract, schedule: Schedule, total: int) -> list[list[str]]:
    """The four figures that matter most."""
    rates = schedule.rates()
    totals = {one.total for one in schedule.instalments}
    first = schedule.instalments[0].total
    return [
        ["Diterima bersih", rupiah(schedule.net)],
        [
            f"Angsuran {every_words(contract.terms.every)}",
            rupiah(first) + ("" if len(totals) < 3 else " (pertama)"),
        ],
        ["Seluruhnya dibayar", rupiah(total)],
        ["Suku efektif setahun", percent_words(rates[0]) if rates else "–"],
    ]


def _facts(page: LoanPage, contract: Contract, schedule: Schedule, total: int) -> list[list[str]]:
    terms, first, last = contract.terms, schedule.instalments[0], schedule.instalments[-1]
    fees = "; ".join(fee_words(fee, is_premium=fee.name in contract.premiums) for fee in terms.fees)
    days = (
        f", mulai {written_day(first.due_on)} sampai {written_day(last.due_on)}"
        if first.due_on and last.due_on
        else ""
    )
    told = [
        ["Keperluan", page.loan.purpose],
        ["Jasa", interest_words(contract)],
        ["Biaya", fees or "tanpa biaya"],
        ["Angsuran", f"{len(schedule.instalments)} kali, {every_words(terms.every)}{days}"],
        ["Biaya pinjaman seluruhnya", f"{rupiah(total - schedule.net)} di atas yang diterima"],
    ]
    if page.group:
        told.append(["Ditanggung renteng", f"oleh kelompok {page.group}"])
    if terms.disbursed_on:
        told.insert(1, ["Cair", written_day(terms.disbursed_on)])
    return told


def _columns(*, has_fees: bool) -> list[list[str]]:
    middle = [["Biaya", "right"]] if has_fees else []
    return [
        ["Ke", "left"], ["Jatuh tempo", "left"], ["Pokok", "right"], ["Jasa", "right"], *middle,
        ["Jumlah", "right"], ["Sisa pokok", "right"],
    ]  # fmt: skip


def _cells(one: Any, *, has_fees: bool) -> list[str]:
    fee = [number(one.fee)] if has_fees else []
    return [
        str(one.no), day(one.due_on) if one.due_on else "–", number(one.principal), number(one.interest), *fee,
        number(one.total), number(one.closing),
    ]  # fmt: skip


def _sums(schedule: Schedule, *, has_fees: bool) -> list[str]:
    rows = schedule.instalments
    fee = [number(sum(one.fee for one in rows))] if has_fees else []
    return [
        "", "Jumlah", number(sum(one.principal for one in rows)), number(sum(one.interest for one in rows)), *fee,
        number(sum(one.total for one in rows)), "",
    ]  # fmt: skip


def _surety(one: GuaranteeRow) -> list[str]:
    how = f"simpanan ditahan {rupiah(one.held_rp)}" if one.held_rp else "dengan nama baik"
    return [one.name, one.number, f"sampai {rupiah(one.amount_rp)}", how]


def _thing(one: CollateralRow) -> list[str]:
    return [one.kind_words, one.thing, one.paper_no or "–", one.owner, rupiah(one.value_rp)]


def _card_cells(line: LineRow) -> list[str]:
    settled = ""
    if not line.open_rp:
        settled = "lunas"
    elif line.settled_rp:
        settled = number(line.settled_rp)
    return [
        str(line.no), day(line.due_on) if line.due_on else "–", number(line.principal_rp), number(line.interest_rp),
        number(line.total_rp), number(line.left_rp), settled, "",
    ]  # fmt: skip
