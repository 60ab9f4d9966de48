"""Tables that the city brings: upload, columns, what taking in would do, taking in, undoing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.domain.imports import FIELDS, ImportKind, is_long
from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.community.cooperatives.selectors.imports import batch_of, batches_of
from guyub.community.cooperatives.services.import_taking import take_batch
from guyub.community.cooperatives.services.import_undoing import undo_batch
from guyub.community.cooperatives.services.imports import (
    ImportRefusedError,
    Upload,
    bring_table,
    check_batch,
    drop_batch,
    map_batch,
)
from guyub.community.cooperatives.web.import_words import KIND_WORDS, fault_line, field_choices
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Sheet
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.cooperatives.selectors.imports import BatchRow
    from guyub.community.cooperatives.services.imports import Checked

FAULTS_ON_PAGE = 100
STATE_TONES = {"BROUGHT": "warn", "TAKEN": "ok"}


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.IMPORT_NETWORK)
def imports(request: HttpRequest) -> HttpResponse:
    """List the tables that were brought; bring one."""
    refusal = ""
    if request.method == "POST":
        batch_id, refusal = tried(lambda: _brought(request))
        if batch_id is not None:
            return redirect("cooperatives:import_batch", batch_id=batch_id)
    with own_rows(request):
        rows = batches_of(city_id=actor_of(request).cooperative_id)
    context = {
        "batches": [(row, STATE_TONES.get(row.state, "")) for row in rows],
        "open_count": sum(row.state == "BROUGHT" for row in rows),
        "kinds": [
            {"value": code, "label": words, "selected": request.POST.get("kind") == code}
            for code, words in KIND_WORDS.items()
        ],
        "typed": request.POST,
        "today": today_of(request),
        "refusal": refusal,
    }
    return render(request, "cooperatives/imports.html", context, status=422 if refusal else 200)


@require_safe
@acts(Action.IMPORT_NETWORK)
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand over an empty table of a kind; its one example row is refused as long as it stands."""
    if kind not in KIND_WORDS:
        raise Http404
    fields = [field for field in FIELDS[ImportKind(kind)] if field.code not in INDICATORS or field.example]
    sheet = Sheet(
        name=KIND_WORDS[kind],
        title=f"{KIND_WORDS[kind]}: tabel contoh",
        source="Guyub. Hapus baris contoh sebelum mengunggah",
        columns=[Column(field.title, width=max(14, len(field.title) + 2)) for field in fields],
        rows=[[f"contoh {field.example}" if field.code == "code" else field.example for field in fields]],
    )
    return table_answer(request, sheet, stem=f"contoh-{kind.lower()}")


@require_safe
@acts(Action.IMPORT_NETWORK)
def import_batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one table: its columns, what taking it in would do, and what is not right in it."""
    return _page(request, batch_id)


@require_safe
@acts(Action.IMPORT_NETWORK)
def import_faults(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over what is not right in a table, line by line, as XLSX or CSV."""
    batch, checked = _batch(request, batch_id), _checked(request, batch_id)
    if checked is None:
        raise Http404
    lines = [fault_line(batch.kind, fault) for fault in checked.faults]
    sheet = Sheet(
        name="Catatan baris",
        title=f"Catatan baris: {batch.original_name}",
        source="pemeriksaan Guyub, tanpa memasukkan apa pun",
        columns=(
            Column("Baris", width=8),
            Column("Kolom", width=22),
            Column("Yang ditemukan", width=40),
            Column("Yang perlu dilakukan", width=54),
            Column("Saran", width=34),
        ),
        rows=[(str(line.line), line.field, line.what, line.todo, line.suggestion) for line in lines],
    )
    return table_answer(request, sheet, stem="catatan-baris")


@require_POST
@acts(Action.IMPORT_NETWORK)
def import_map(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say which column holds what."""
    typed = request.POST
    mapping = {name.removeprefix("f-"): typed[name] for name in typed if name.startswith("f-")}

    def use_case() -> bool:
        map_batch(
            actor=actor_of(request),
            batch_id=batch_id,
            mapping=mapping,
            as_of=_day(typed.get("as_of", "")),
            source=typed.get("source", ""),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
        return True

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.IMPORT_NETWORK)
def import_take(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a table in."""

    def use_case() -> bool:
        take_batch(
            actor=actor_of(request),
            batch_id=batch_id,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
        return True

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.IMPORT_NETWORK)
def import_undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Undo a table that was taken in."""

    def use_case() -> bool:
        undo_batch(
            actor=actor_of(request), batch_id=batch_id, request_id=request_id_of(request), now=utc_now()
        )
        return True

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.IMPORT_NETWORK)
def import_drop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Throw a table away."""

    def use_case() -> bool:
        drop_batch(
            actor=actor_of(request), batch_id=batch_id, request_id=request_id_of(request), now=utc_now()
        )
        return True

    return _after(request, batch_id, use_case)


def _brought(request: HttpRequest) -> UUID:
    typed, file = request.POST, request.FILES.get("table")
    if file is None:
        raise ImportRefusedError(wrong="empty")
    upload = Upload(
        kind=typed.get("kind", ""),
        name=file.name or "",
        content=file.read(),
        as_of=_day(typed.get("as_of", "")),
        source=typed.get("source", ""),
    )
    return bring_table(
        actor=actor_of(request),
        upload=upload,
        today=today_of(request),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _after(request: HttpRequest, batch_id: UUID, use_case: Callable[[], bool]) -> HttpResponse:
    _batch(request, batch_id)
    done, refusal = tried(use_case)
    return (
        redirect("cooperatives:import_batch", batch_id=batch_id)
        if done
        else _page(request, batch_id, refusal)
    )


def _batch(request: HttpRequest, batch_id: UUID) -> BatchRow:
    with own_rows(request):
        batch = batch_of(city_id=actor_of(request).cooperative_id, batch_id=batch_id)
    if batch is None:
        raise Http404
    return batch


def _checked(request: HttpRequest, batch_id: UUID) -> Checked | None:
    """Check an open table; None for one that is closed."""
    try:
        return check_batch(
            city_id=actor_of(request).cooperative_id, batch_id=batch_id, today=today_of(request)
        )
    except ImportRefusedError:
        return None


def _page(request: HttpRequest, batch_id: UUID, refusal: str = "") -> HttpResponse:
    batch = _batch(request, batch_id)
    context: dict[str, Any] = {"batch": batch, "tone": STATE_TONES.get(batch.state, ""), "refusal": refusal}
    checked = _checked(request, batch_id) if batch.state == "BROUGHT" else None
    if checked is not None:
        shown = checked.faults[:FAULTS_ON_PAGE]
        titles = {field.code: field.title for field in FIELDS[ImportKind(batch.kind)]}
        context |= {
            "checked": checked,
            "faults": [fault_line(batch.kind, fault) for fault in shown],
            "lacking": [titles[code] for code in checked.lacking],
            "choices": [
                choice
                for choice in field_choices(batch.kind, batch.mapping)
                if choice.chosen or choice.code not in INDICATORS or not is_long(batch.mapping)
            ],
            "is_reports": batch.kind == ImportKind.REPORTS,
            "today": today_of(request),
        }
    return render(request, "cooperatives/import_batch.html", context, status=422 if refusal else 200)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
