"""What the pengawas should look at in rationed goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.subsidised.selectors.exceptions_log import LOG_EXCEPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guyub.foundation.kernel.selectors.exceptions import Watcher

EXCEPTIONS: Iterable[Watcher] = (*LOG_EXCEPTIONS,)
