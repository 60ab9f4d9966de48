"""The opening position: typed, or read from a table; taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.assets.web.pages import page, shared_of
from guyub.books.ledger.domain.chart import RESULT_KINDS
from guyub.books.ledger.domain.entries import MOST_RP
from guyub.books.ledger.selectors.books import accounts_of
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.web.forms import typed_of
from guyub.books.treasury.domain.opening import (
    ASKED,
    TOTALS,
    OpeningLine,
    OpeningRefusedError,
    difference_of,
    read_opening,
    side_of,
)
from guyub.books.treasury.selectors.opening import opening_of, undetailed
from guyub.books.treasury.services.opening import bring_opening, take_back_opening
from guyub.books.treasury.web.opening_words import FAULT_WORDS
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import read_lines
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import csv_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.books.assets.domain.tables import Fault
    from guyub.foundation.kernel.models import Cooperative

ROOM = "opening:opening"
MOST_FIELDS = 400
FAULTS_SHOWN = 50
LOAN_TOTALS = frozenset(TOTALS[account] for account in ("1.2.03", "1.2.04", "1.2.05"))
GOODS_TOTAL = TOTALS["1.3.01"]
DEBTS_TOTAL = TOTALS["2.1.01"]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One balance that the form asks for."""

    account: str
    label: str
    value: str


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_TREASURY)
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """Show the opening position that stands, or bring one: typed, or from a table that fills the form."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    if request.method != "POST":
        return _opening(request, place, {}, [])
    if file := request.FILES.get("file"):
        read, refusal = tried(lambda: _table(request, place, file.read()))
        lines, faults = read or ([], [])
        values = {line.account: _written(line) for line in lines}
        return _opening(request, place, values, faults, difference_rp=difference_of(lines), refusal=refusal)
    typed, refusal = tried(lambda: _lines(request))
    if not refusal and "check" not in request.POST:
        _, refusal = tried(lambda: _brought(request, place, typed or []))
        if not refusal:
            return redirect(ROOM, code=place.code)
    values = dict(_pairs(request))
    return _opening(request, place, values, [], difference_rp=difference_of(typed or []), refusal=refusal)


@require_safe
@acts(Action.KEEP_TREASURY)
def template(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over an empty table: every account that takes a balance."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    with scope(place.id):
        names = _names(place)
    rows = [(account, name, "", "") for account, name in sorted(names.items()) if _is_balance(account)]
    return csv_answer(
        titles=("Kode", "Nama akun", "Debit", "Kredit"), rows=rows, stem=f"saldo-awal-{place.code}"
    )


@require_POST
@acts(Action.KEEP_TREASURY)
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take the opening position back."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    _, refusal = tried(
        lambda: take_back_opening(
            reason=typed_of(request, "reason"), today=today_of(request), **shared_of(request, place)
        )
    )
    return _opening(request, place, {}, [], refusal=refusal) if refusal else redirect(ROOM, code=place.code)


def _brought(request: HttpRequest, place: Cooperative, lines: Sequence[OpeningLine]) -> object:
    return bring_opening(
        lines=lines,
        is_midyear=typed_of(request, "is_midyear") == "1",
        rest_to_last_year=typed_of(request, "is_rest") == "1",
        today=today_of(request),
        **shared_of(request, place),
    )


def _pairs(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """Give accounts and amounts of the form, as typed."""
    return zip(request.POST.getlist("account")[:MOST_FIELDS], request.POST.getlist("amount"), strict=False)


def _lines(request: HttpRequest) -> list[OpeningLine]:
    """Read the form: an amount stands on its account's own side, with a minus on the other.

    Raises:
        OpeningRefusedError: ``account`` or ``amount``.
        AmountNotUnderstoodError: What was typed is no amount.
    """
    lines = []
    for account, written in _pairs(request):
        text = written.strip()
        if not text:
            continue
        sign = -1 if text.startswith(("-", "\N{MINUS SIGN}")) else 1
        try:
            side = side_of(account, chart())
        except KeyError as error:
            raise OpeningRefusedError(wrong="account", account=account[:12]) from error
        amount_rp = parse_rp(text.lstrip("-\N{MINUS SIGN} "))
        lines.append(OpeningLine(account, side * sign * min(amount_rp, MOST_RP + 1)))
    return lines


def _written(line: OpeningLine) -> str:
    """Write a balance as the form takes it."""
    amount_rp = line.amount_rp * side_of(line.account, chart())
    return f"-{number(-amount_rp)}" if amount_rp < 0 else number(amount_rp)


def _table(request: HttpRequest, place: Cooperative, content: bytes) -> tuple[list[OpeningLine], list[Fault]]:
    lines = read_lines(content)
    with scope(place.id):
        names = _names(place)
    return read_opening(lines, names, chart(), is_midyear=typed_of(request, "is_midyear") == "1")


def _names(place: Cooperative) -> dict[str, str]:
    nodes = accounts_of(cooperative_id=place.id)
    return {node.code: node.name for whole in nodes for node in (whole, *whole.own) if not node.closed_on}


def _is_balance(account: str) -> bool:
    return chart().above(account).kind not in RESULT_KINDS


def _groups(names: Mapping[str, str], values: Mapping[str, str]) -> Iterable[tuple[str, list[FieldRow]]]:
    """Give the fields by heading; accounts that the table brought and nobody asks for stand at the end."""
    left = dict(values)
    for title, asked in ASKED:
        fields = [
            FieldRow(account, label, left.pop(account, "")) for account, label in asked if account in names
        ]
        own = [
            FieldRow(account, name, left.pop(account, ""))
            for account, name in names.items()
            if account[:6] in dict(asked) and len(account) > 6
        ]
        yield title, fields + own
    rest = [FieldRow(account, names[account], value) for account, value in left.items() if account in names]
    if rest:
        yield "Akun lain", rest


def _opening(
    request: HttpRequest,
    place: Cooperative,
    values: Mapping[str, str],
    faults: Sequence[Fault],
    *,
    difference_rp: int | None = None,
    refusal: str = "",
) -> HttpResponse:
    with scope(place.id):
        periods = periods_of(cooperative_id=place.id)
        stands = opening_of(cooperative_id=place.id)
        totals = undetailed(cooperative_id=place.id)
        names = _names(place) if not stands else {}
    context = {
        "periods": periods,
        "stands": stands,
        "totals": totals,
        "has_loans": any(total.account in LOAN_TOTALS for total in totals),
        "has_debts": any(total.account == DEBTS_TOTAL for total in totals),
        "has_goods": any(total.account == GOODS_TOTAL for total in totals),
        "groups": list(_groups(names, values)) if not stands else [],
        "faults": [(fault.line, FAULT_WORDS[fault.wrong]) for fault in faults[:FAULTS_SHOWN]],
        "faults_count": len(faults),
        "difference_rp": difference_rp,
        "is_closed": bool(periods and periods.opened_on <= periods.closed_through),
    }
    return page(request, place, "treasury/opening", context, refusal=refusal, room=ROOM)
