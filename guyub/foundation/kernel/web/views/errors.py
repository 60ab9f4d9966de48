"""What a person sees when a page cannot be shown: what happened, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from guyub.foundation.kernel.observability.logs import request_mark

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Lost:
    """The words of one kind of refusal."""

    code: int
    icon: str
    title: str
    what_now: str


BAD_REQUEST = Lost(
    400, "circle-alert", "Permintaan tidak terbaca", "Kembali ke halaman sebelumnya, lalu ulangi."
)
DENIED = Lost(
    403, "lock", "Bagian ini bukan untuk Anda", "Bila seharusnya bisa, minta pengurus memeriksa peran Anda."
)
STALE_FORM = Lost(
    403,
    "clock",
    "Formulir ini terlalu lama terbuka",
    "Buka lagi halamannya, lalu kirim ulang. Isian belum tersimpan.",
)
NOT_FOUND = Lost(404, "search", "Halaman ini tidak ada", "Alamatnya mungkin salah ketik atau sudah pindah.")


def _lost(request: HttpRequest, words: Lost) -> HttpResponse:
    return render(request, "kernel/lost.html", vars(words), status=words.code)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    return _lost(request, BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return _lost(request, DENIED)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose proof of origin is missing or old."""
    return _lost(request, STALE_FORM)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, also for a row of another cooperative."""
    return _lost(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without database, session or context: whatever broke must not break this page too."""
    return HttpResponse(render_to_string("kernel/errors/500.html", {"mark": request_mark.get()}), status=500)
