"""How this installation is: for the operator, and in a demo for anybody."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.foundation.kernel.observability.health import readiness
from guyub.foundation.kernel.selectors.installation import installation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CHECK_WORDS = {
    "database": ("Basis data menjawab", "Basis data tidak menjawab"),
    "migrations": ("Tabel sesuai versi program", "Tabel belum sesuai versi program"),
    "walls": ("Kunci, pagar baris, dan hak terpasang", "Ada kunci, pagar baris, atau hak yang berbeda"),
    "worker": ("Pekerja hidup", "Pekerja belum terdengar satu menit ini"),
}


@require_safe
@never_cache
def system(request: HttpRequest) -> HttpResponse:
    """Show checks, versions and the queue."""
    allows = getattr(request, "allows", lambda _: False)
    if not settings.IS_DEMO and not allows("view_system"):
        raise Http404
    checks = [
        {"words": CHECK_WORDS[name][bool(wrong)], "wrong": wrong, "is_good": not wrong}
        for name, wrong in readiness().items()
    ]
    bad = sum(not check["is_good"] for check in checks)
    facts = {"Guyub": settings.VERSION, "Python": platform.python_version(), "Django": django.get_version()}
    context = {"checks": checks, "bad": bad, "facts": facts, "installation": installation()}
    return render(request, "kernel/system.html", context)
