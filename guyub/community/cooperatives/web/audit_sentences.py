"""What acts on cooperatives are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "cooperatives.report.kept": "mencatat laporan tentang {place}: {title} {value}",
    "cooperatives.report.retracted": "menarik laporan tentang {place}: {title} {value}, sebab {reason}",
}
