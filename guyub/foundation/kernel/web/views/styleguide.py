"""Every component in every state, on one page: what templates may use, and what the browser tests look at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.foundation.kernel.formats import weekday

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COLOURS = "bg surface sunken line edge text act soft brand ok-fill warn-fill bad-fill q1 q2 q3 q4 q5".split()
SALES = (58, 53, 68, 87, 43, 55, 0, 61, 59, 65, 95, 47, 79, 40)

EXAMPLES = {
    "colours": COLOURS,
    "columns": [
        {"label": 11 + place, "share": share, "top": 100 - share, "on": place == len(SALES) - 1}
        for place, share in enumerate(SALES)
    ],
    "steps": [
        {"state": "done", "title": "Akta", "note": "12 Juni 2025"},
        {"state": "now", "title": "NIB", "note": "menunggu KBLI dari notaris"},
        {"state": "wait", "title": "Rekening"},
        {"state": "todo", "title": "Gerai"},
    ],
    "shares": [{"begin": 0, "size": 20, "tone": "q5"}, {"begin": 20, "size": 80, "tone": "q4"}],
    "track": ["done", "now", "todo", "todo"],
    "tabs": [
        {"label": "Neraca", "href": "#tab", "current": True},
        {"label": "Hasil usaha", "href": "#tab"},
        {"label": "Jurnal", "href": "#tab"},
    ],
    "ways": [
        {"value": "TUNAI", "label": "Tunai", "checked": True},
        {"value": "QRIS", "label": "QRIS"},
        {"value": "BON", "label": "Bon"},
    ],
    "kinds": [
        {"value": "SUKARELA", "label": "Sukarela", "selected": True},
        {"value": "WAJIB", "label": "Wajib"},
    ],
    "errors": [
        {"field": "nik", "text": "NIK harus 16 angka. Ini baru 10."},
        {"field": "setoran", "text": "Setoran minimal Rp\u00a05.000."},
    ],
    "facts": [
        {"label": "Pinjaman berjalan", "value": "Rp\u00a04.250.000", "note": "9 dari 12 angsuran"},
        {"label": "Angsuran berikutnya", "value": "Rp\u00a0425.000", "note": weekday(date(2026, 11, 26))},
        {"label": "Batas bon", "value": "Rp\u00a0215.000", "note": "tersisa bulan ini"},
    ],
    "members": [
        {"name": "Slamet R.", "number": "A-0042", "state": "bad", "words": "Terlambat 6 hari", "rp": 425_000},
        {"name": "Yuli A.", "number": "A-0107", "state": "warn", "words": "Menunggu ketua", "rp": 310_000},
        {"name": "Hadi P.", "number": "A-0015", "state": "ok", "words": "Lunas", "rp": None},
    ],
    "signers": [{"role": "Ketua"}, {"role": "Bendahara"}],
}


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show all components; a page of the demo."""
    if not settings.IS_DEMO:
        raise Http404
    return render(request, "kernel/styleguide.html", EXAMPLES)
