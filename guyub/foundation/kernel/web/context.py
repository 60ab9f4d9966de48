"""What every page may show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from guyub.foundation.kernel.web.menu import dock_of, groups, visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest

# The dark tokens apply never, always, or when the system is dark; print is always light.
DARK_MEDIA = {"terang": "not all", "gelap": "screen"}
BY_SYSTEM = "screen and (prefers-color-scheme: dark)"


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template what the frame needs; the theme is known before the first paint."""
    # Pages without a menu do not ask who is there.
    menu = SimpleLazyObject(lambda: groups(visible_to(request)))
    return {
        "is_demo": settings.IS_DEMO,
        "version": settings.VERSION,
        "dark_media": DARK_MEDIA.get(request.COOKIES.get("tema", ""), BY_SYSTEM),
        "menu": menu,
        "dock": SimpleLazyObject(lambda: dock_of(request)),
    }
