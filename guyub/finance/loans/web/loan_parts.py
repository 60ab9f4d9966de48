"""What the pages of one loan share: the loan or a 404, where money comes from and goes, what the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.agreement_words import every_words, interest_words
from guyub.finance.loans.domain.kolektibilitas_schemes import KOLEKTIBILITAS_WORDS, Kolektibilitas
from guyub.finance.loans.domain.lifecycle import WAY_WORDS, LoanState, Way
from guyub.finance.loans.domain.securities import PLEDGE_WORDS
from guyub.finance.loans.selectors.loan_pages import loan_page
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.finance.loans.web.frame import framed
from guyub.finance.loans.web.offer_words import percent_words
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.free import free_among
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, own_rows, today_of
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import AmountNotUnderstoodError, parse_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.selectors.loan_pages import EventRow, LineRow, LoanPage
    from guyub.foundation.kernel.models import Cooperative

TAB = "loans:book"
SAVINGS = "simpanan:"
SHOWN_LINES = 12
page = partial(framed, tab=TAB)
TONES = {LoanState.BERJALAN: "ok", LoanState.DISETUJUI: "act", LoanState.HAPUS_BUKU: "bad"}


@dataclass(frozen=True, slots=True)
class Money(Row):
    """Where money comes from or goes: a cash place, or an account of savings; both None: nothing was chosen."""

    cash_place_id: UUID | None
    account_id: UUID | None


def money_in(request: HttpRequest) -> Money:
    """Read where the money of a form lies."""
    written = typed_of(request, "money")
    if written.startswith(SAVINGS):
        return Money(None, id_in(written.removeprefix(SAVINGS)))
    return Money(id_in(written), None)


def day_in(request: HttpRequest, field: str, wrong: str) -> date | None:
    """Read a day of a form; None: none was typed.

    Raises:
        ServingRefusedError: ``wrong``: it is no day.
    """
    written = typed_of(request, field).strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ServingRefusedError(wrong=wrong) from error


def found_loan(request: HttpRequest, loan_id: UUID) -> LoanPage:
    """Find a loan of the own cooperative; needs the scope.

    Raises:
        Http404: There is none.
    """
    found = loan_page(cooperative_id=here(request).id, loan_id=loan_id, on=today_of(request))
    if found is None:
        raise Http404
    return found


def money_choices(
    request: HttpRequest, place: Cooperative, member_id: UUID, *, is_out: bool = False
) -> list[dict[str, object]]:
    """Give where the money of a loan comes from, or goes: places of the person, accounts of the borrower. Four queries.

    Args:
        request: Who asks, and what was chosen.
        place: The own cooperative.
        member_id: Who borrows.
        is_out: The loan is paid out.
    """
    words = {str(one["value"]): str(one["label"]) for one in cash_places(request, place)}
    accounts = savings_of(cooperative_id=place.id, member_id=member_id)
    free = free_among(cooperative_id=place.id, accounts=accounts, on=today_of(request))
    for row in accounts:
        if row.account_id in free and (is_out or free[row.account_id].free_rp):
            told = (
                row.words if is_out else f"{row.words}, bisa diambil {rupiah(free[row.account_id].free_rp)}"
            )
            words[f"{SAVINGS}{row.account_id}"] = told
    return choices(words, typed_of(request, "money"))


def show_loan(request: HttpRequest, loan_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Show one loan: what is due, what was paid, what secures it, its papers, and what may be done."""
    actor, place, today = actor_of(request), here(request), today_of(request)
    with own_rows(request):
        found = found_loan(request, loan_id)
        is_own = found.history.borrower.person_id == actor.person_id
        acts = Action.KEEP_LOANS if found.state is LoanState.DISETUJUI else Action.TAKE_LOANS
        may_act = can(actor, acts, place.id) and not is_own
        is_out = found.state is LoanState.DISETUJUI
        has_money = may_act and (found.is_owed or is_out or found.securities.owed_rp > 0)
        money = money_choices(request, place, found.loan.member_id, is_out=is_out) if has_money else []
    due_rp = found.due(today)
    context = {
        "found": found,
        "loan": found.loan,
        "borrower": found.history.borrower,
        "product": found.history.product,
        "tone": TONES.get(found.state, ""),
        "lead": _lead(found, today),
        "is_own": is_own,
        "money": money,
        "due_rp": due_rp,
        "amount": typed_of(request, "amount") or (number(due_rp) if due_rp else ""),
        **schedule_in_parts(found, today),
        "sum_title": "Sisa pinjaman" if found.loan.disbursed_on else "Pinjaman",
        "sum_rp": found.loan.left_rp if found.loan.disbursed_on else found.loan.principal_rp,
        "facts": loan_facts(found),
        "orders": _orders(found, money),
        "undoable": _undoable(found, request),
        "can_take_out_back": found.loan.disbursed_on == today and not found.events,
        "is_fresh": not refusal and "bukti" not in request.GET,
        "receipt": _event_in(found, request.GET.get("bukti", "")),
        "runs_again": _runs_again(found),
        "missing": _missing_words(found),
    }
    return page(request, "loan", context, refusal=refusal)


def loan_facts(found: LoanPage) -> list[tuple[str, str]]:
    """Say what was agreed, line by line."""
    contract, loan = found.history.contract, found.loan
    rates = found.schedule.rates()
    told = [
        ("Pinjaman", rupiah(loan.principal_rp)),
        ("Keperluan", loan.purpose),
        ("Jasa", interest_words(contract)),
        ("Suku efektif", f"{percent_words(rates[0])} setahun" if rates else "–"),
        ("Angsuran", f"{loan.instalments} kali, {every_words(contract.terms.every)}"),
    ]
    if found.state is LoanState.BERJALAN:
        told.append(("Kolektibilitas", KOLEKTIBILITAS_WORDS[Kolektibilitas(loan.kolektibilitas)]))
    if loan.way:
        told.append(("Cairnya", WAY_WORDS[Way(loan.way)].lower()))
    return told


def schedule_in_parts(found: LoanPage, today: date) -> dict[str, list[tuple[LineRow, str, str]]]:
    """Give the instalments in three parts: those settled before the first open one, those of now, those to come."""
    is_forgiven = found.state is LoanState.HAPUS_TAGIH
    told = [
        (line, *(("Dihapus", "") if is_forgiven and line.open_rp else _line_state(line, today)))
        for line in found.lines
    ]
    if found.loan.disbursed_on is None:
        return {"past_lines": [], "lines": told[:SHOWN_LINES], "later_lines": told[SHOWN_LINES:]}
    first = next((at for at, line in enumerate(found.lines) if line.open_rp), len(told))
    past = sum(bool(line.due_on and line.due_on <= today) for line in found.lines)
    until = max(first, past) + 3
    return {"past_lines": told[:first], "lines": told[first:until], "later_lines": told[until:]}


def pledge_choices(request: HttpRequest) -> list[dict[str, object]]:
    """Give the kinds of things that may be kept."""
    return choices({one.value: words for one, words in PLEDGE_WORDS.items()}, typed_of(request, "pledge"))


def amount_in(request: HttpRequest) -> int:
    """Read the amount of a form.

    Raises:
        AmountNotUnderstoodError: It is none.
    """
    return parse_rp(typed_of(request, "amount"))


def typed_amount(written: str) -> int | None:
    """Read an amount of an address; None: it is none."""
    try:
        return parse_rp(written)
    except AmountNotUnderstoodError:
        return None


def address_of(loan_id: UUID, part: str = "") -> str:
    """Give where a loan's page is, or a part of it."""
    return f"{reverse('loans:loan', args=[loan_id])}{f'#{part}' if part else ''}"


def _lead(found: LoanPage, today: date) -> str:
    if found.state is LoanState.DISETUJUI:
        return "Disetujui dan belum cair."
    if not found.is_owed:
        return f"{found.state_words}."
    if found.arrears_rp:
        return f"Menunggak {rupiah(found.arrears_rp)}, {found.arrears_days} hari."
    coming = next(iter(found.open_lines), None)
    if coming is None or coming.due_on is None:
        return ""
    return "Angsuran jatuh tempo hari ini." if coming.due_on == today else "Lancar."


def _line_state(line: LineRow, today: date) -> tuple[str, str]:
    """Say how an instalment stands: words and their colour."""
    if not line.open_rp:
        return "Lunas", "ok"
    if line.due_on and line.due_on < today:
        return f"Lewat {(today - line.due_on).days} hari", "bad"
    if line.due_on == today:
        return "Hari ini", "warn"
    return ("Sebagian", "") if line.settled_rp else ("", "")


def _undoable(found: LoanPage, request: HttpRequest) -> list[dict[str, object]]:
    """Give the payments that may be taken back; the service asks who may."""
    words = {
        str(one.event_id): f"{rupiah(one.amount_rp)}, {one.on:%d-%m-%Y}, {one.voucher}"
        for one in reversed(found.events)
        if one.is_payment and one.entry_id and not one.is_undone
    }
    return choices(words, typed_of(request, "event"))


def _orders(found: LoanPage, money: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give the accounts from which instalments may be taken by themselves, and that none are; only of what runs."""
    if found.state is not LoanState.BERJALAN:
        return []
    words = {
        str(one["value"]).removeprefix(SAVINGS): str(one["label"]).partition(",")[0]
        for one in money
        if str(one["value"]).startswith(SAVINGS)
    }
    if found.order:
        words.setdefault(str(found.order.account_id), found.order.product)
    chosen = str(found.order.account_id) if found.order else ""
    return choices({"": "Tidak, dibayar sendiri", **words}, chosen) if words else []


def _event_in(found: LoanPage, written: str) -> EventRow | None:
    event_id = id_in(written)
    return next((one for one in found.events if one.event_id == event_id), None)


def _runs_again(found: LoanPage) -> bool:
    """Tell of a loan whose settling was taken back, so that who stood surety was let go."""
    return found.is_owed and any(not one.is_live and not one.paid_rp for one in found.securities.guarantees)


def _missing_words(found: LoanPage) -> str:
    missing = found.securities.missing
    if missing is None or found.state is not LoanState.DISETUJUI:
        return ""
    what, above_rp = missing
    said = "penjamin" if what == "guarantor" else "agunan"
    return (
        f"Produk ini meminta {said} untuk pinjaman di atas {rupiah(above_rp)}. Catat dulu sebelum mencairkan."
    )
