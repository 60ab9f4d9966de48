"""The command palette: every page by its name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from guyub.foundation.kernel.web.menu import search, visible_to
from guyub.foundation.kernel.web.rate_limits import rate_limited

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_QUERY = 80


@require_safe
@vary_on_headers("HX-Request")
@rate_limited(what="palette", most=240, within=timedelta(minutes=1))
def palette(request: HttpRequest) -> HttpResponse:
    """Answer with the pages that a few letters name: a fragment to htmx, a page to everybody else."""
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    template = "kernel/_palette_results.html" if "HX-Request" in request.headers else "kernel/palette.html"
    return render(request, template, {"query": query, "results": search(query, visible_to(request))})
