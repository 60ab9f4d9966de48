"""The till's own program: a page that is the same for everybody, its worker, what an installed app is called."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from guyub.trade import retail

if TYPE_CHECKING:
    from django.http import HttpRequest

HERE = Path(retail.__file__).parent
FONT = "vendor/plus-jakarta-sans-5.3.0/plus-jakarta-sans-latin-wght-normal.woff2"
_OF_THE_HOUSE = (
    *("kernel/css/tokens.css", "kernel/css/dark.css", "kernel/css/base.css", "kernel/css/components.css"),
    *("retail/css/till.css", "kernel/icons/icons.svg", "kernel/mark.svg", FONT),
)
DARK = "screen and (prefers-color-scheme: dark)"


@require_safe
def till(request: HttpRequest) -> HttpResponse:
    """Show the till; what it sells, and who sells, it asks with the key of its device."""
    return _unseen(HttpResponse(render_to_string("retail/till.html", _program())))


@require_safe
def till_worker(request: HttpRequest) -> HttpResponse:
    """Give the worker that keeps the page and its files; a browser asks for it again each time."""
    context = _program() | {"shell": json.dumps([static(one) for one in _shell()])}
    script = render_to_string("retail/till_worker.js", context)
    return _unseen(HttpResponse(script, content_type="text/javascript; charset=utf-8"))


@require_safe
def till_manifest(request: HttpRequest) -> HttpResponse:
    """Say what the till is called where it is installed."""
    mark = {"src": static("kernel/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    told = {
        "name": "Kasir Guyub",
        "short_name": "Kasir",
        "lang": "id",
        "start_url": reverse("till:till"),
        "scope": reverse("till:till"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#c4232b",
        "icons": [mark],
    }
    return _unseen(JsonResponse(told, content_type="application/manifest+json"))


def _unseen(response: HttpResponse) -> HttpResponse:
    """Let nobody on the way keep it: the worker keeps it, whole."""
    response["Cache-Control"] = "no-cache"
    return response


def _program() -> dict[str, Any]:
    return {
        "version": _version(),
        "page_address": reverse("till:till"),
        "worker_address": reverse("till:worker"),
        "manifest_address": reverse("till:manifest"),
        "home_address": reverse("cooperative_desk:home"),
        "board_address": reverse("goods:board"),
        "dark_media": DARK,
    }


@cache
def _shell() -> tuple[str, ...]:
    scripts = sorted((HERE / "static/retail/js").glob("*.js"))
    return (*_OF_THE_HOUSE, *(f"retail/js/{one.name}" for one in scripts))


@cache
def _version() -> str:
    """Name the program by its files and its page, so that a till takes a new one up whenever anything changed."""
    digest = hashlib.sha256(settings.VERSION.encode())
    for name in _shell():
        found = finders.find(name)
        digest.update(Path(str(found)).read_bytes() if found else name.encode())
    for name in ("till.html", "till_worker.js"):
        digest.update((HERE / "templates/retail" / name).read_bytes())
    return f"{settings.VERSION}-{digest.hexdigest()[:12]}"
