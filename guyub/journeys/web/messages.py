"""What the refusals of journeys say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "journeys.operator.no_city": _("Belum ada dinas kota. Jalankan guyub serve sekali, lalu ulangi."),
    "journeys.access.place_unknown": _("Koperasi ini tidak dibina kota Anda. Pilih dari daftar."),
    "journeys.access.reason_missing": _("Tulis alasannya. Orang kedua membacanya sebelum memutus."),
}
