"""Places of development in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guyub.foundation.kernel.web.menu import Entry

ENTRIES: tuple[Entry, ...] = ()
