"""What every page may show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.formats import long_day
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
        "demo_day": long_day(business_date(utc_now(), Zone.WIB)) if settings.IS_DEMO else "",
        "version": settings.VERSION,
        "dark_media": DARK_MEDIA.get(request.COOKIES.get("tema", ""), BY_SYSTEM),
        "menu": menu,
        "dock": SimpleLazyObject(lambda: dock_of(request)),
    }
