"""The statements, as pages and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_safe

from guyub.books.ledger.domain.statements import RowKind, StatementName
from guyub.books.ledger.selectors.books import recent_lines
from guyub.books.ledger.selectors.movements import BooksNotOpenedError
from guyub.books.ledger.selectors.statements import statement_of
from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.forms import choices
from guyub.books.ledger.web.pages import page
from guyub.books.ledger.web.questions import (
    BY_DATES,
    known_day,
    query_without,
    question_of,
    span_choices,
    span_of,
)
from guyub.books.ledger.web.statement_files import anchor_words, shape_of, statement_answer, tie_words
from guyub.community.cooperatives.selectors.profiles import unit_names
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, may_here, place_of
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.ledger.domain.statements import Statement, StatementRow, Tie
    from guyub.books.ledger.web.questions import Span
    from guyub.foundation.kernel.models import Cooperative

BY_UNIT = {StatementName.NERACA, StatementName.HASIL_USAHA, StatementName.EKUITAS}
NARROWING = ("unit", "cara", "banding", "per_unit", "tahu")
NEVER_KEPT = ("bentuk", "kertas", "akun", "halaman")
FINDINGS = {
    StatementName.NERACA: "Aset {amount}, neraca seimbang",
    StatementName.HASIL_USAHA: "SHU {amount}",
    StatementName.EKUITAS: "Modal {amount}",
    StatementName.ARUS_KAS: "Kas dan bank {amount}",
    StatementName.NERACA_SALDO: "Neraca saldo seimbang",
}


@require_safe
@acts(Action.VIEW_STATEMENTS)
def statement(request: HttpRequest, code: str, name: StatementName) -> HttpResponse:
    """Show one statement; ``?bentuk=pdf``, ``xlsx``, ``csv``, ``json`` hands it over, ``?kertas=f4`` on other paper."""
    place = place_of(request, code, Action.VIEW_STATEMENTS)
    span = span_of(request)
    question = question_of(request, name, span, place)
    with scope(place.id):
        try:
            drawn = statement_of(cooperative_id=place.id, question=question)
        except BooksNotOpenedError:
            return page(request, place, "start", {}, tab=name)
        if shape_of(request):
            stem = f"{name}-{place.code}-{span.until}"
            words = _span_words(name, span)
            return statement_answer(request, drawn, cover_of(request, place, span, stem=stem, words=words))
        units = unit_names(cooperative_id=place.id)
        opened = _opened(request, place, until=span.until, unit_id=question.unit_id)
    context = {
        "statement": drawn,
        "finding": _finding(drawn),
        "held": [tie_parts(tie) for tie in drawn.ties if tie.holds],
        "broken": [tie_parts(tie) for tie in drawn.ties if not tie.holds],
        "cards": _cards(drawn),
        "anchor": anchor_words(place.code, drawn.chain_no, drawn.hash),
        "span_words": _span_words(name, span),
        "opened": opened,
        "opens_rows": name is StatementName.NERACA,
        "width": len(drawn.columns) + 1,
        "has_comparison": name is not StatementName.NERACA_SALDO,
        "has_units": name in BY_UNIT and len(units) > 1,
        "has_knowing": True,
        "has_methods": name is StatementName.ARUS_KAS,
        **asked_context(request, span, units),
    }
    return page(request, place, "statement", context, tab=name)


def _span_words(name: StatementName, span: Span) -> str:
    """Name the span: a position stands on one day, everything else runs from a first one."""
    return span.words if name is StatementName.NERACA else span.in_full


def asked_context(request: HttpRequest, span: Span, units: Mapping[UUID, str]) -> dict[str, Any]:
    """Give what the form of the question shows."""
    names, asked = {str(unit): name for unit, name in units.items()}, request.GET
    known_on = known_day(request)
    narrowing = ("dari", "sampai") if span.chosen == BY_DATES else ()
    return {
        "asked": asked,
        "span": span,
        "spans": span_choices(request, span),
        "units": choices(names, asked.get("unit", ""), empty="seluruh koperasi"),
        "unit_name": names.get(asked.get("unit", ""), ""),
        "is_narrowed": any(asked.get(field) for field in (*NARROWING, *narrowing)),
        "known_words": day(known_on) if known_on else "",
        "query": query_without(request, *NEVER_KEPT),
        "query_now": query_without(request, *NEVER_KEPT, "tahu"),
    }


def tie_parts(tie: Tie) -> tuple[str, str]:
    """Give what must agree as it is shown: the first word, then the rest."""
    first, _, rest = tie_words(tie).partition(". ")
    return f"{first}.", rest


def _finding(statement: Statement) -> str:
    tie = statement.ties[0]
    if not all(tie.holds for tie in statement.ties):
        return f"{statement.title} belum cocok"
    return FINDINGS[statement.name].format(amount=rupiah(tie.left_rp))


def _cards(statement: Statement) -> list[dict[str, Any]]:
    """Part a statement into what stands side by side: a position into assets and the rest."""
    rows = statement.rows
    if statement.name is not StatementName.NERACA:
        return [_card(statement.title, rows)]
    cut = next(place for place, row in enumerate(rows, 1) if row.kind is RowKind.TOTAL)
    return [_card("Aset", rows[:cut]), _card("Kewajiban dan modal", rows[cut:])]


def _card(title: str, rows: Sequence[StatementRow]) -> dict[str, Any]:
    has_end = bool(rows) and rows[-1].kind is RowKind.TOTAL
    return {
        "title": title,
        "id": f"h-{title[:4].lower()}",
        "rows": rows[:-1] if has_end else rows,
        "end": rows[-1] if has_end else None,
    }


def _opened(
    request: HttpRequest, place: Cooperative, *, until: date, unit_id: UUID | None
) -> dict[str, Any] | None:
    """Give the last lines of the account that somebody opened in the position."""
    code = request.GET.get("akun", "")
    if not code or not may_here(request, Action.VIEW_JOURNAL, place):
        return None
    return {
        "code": code,
        "lines": recent_lines(cooperative_id=place.id, code=code, until=until, unit_id=unit_id),
    }
