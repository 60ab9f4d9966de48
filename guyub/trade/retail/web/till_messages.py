"""What the rules of the till say when they refuse. Joined to the sentences of the shop in ``web/messages.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

TILL_MESSAGES: Mapping[str, str] = {
    "retail.qris.refused": _("{message} Periksa, lalu coba lagi."),
}
