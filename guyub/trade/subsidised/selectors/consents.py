"""The text that somebody agrees to who is registered for rationed goods."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.trade.subsidised.domain.consents import read_consents, text_on

if TYPE_CHECKING:
    from datetime import date

    from guyub.trade.subsidised.domain.consents import ConsentText

TEXTS = Path(__file__).resolve().parent.parent / "data" / "persetujuan.csv"


def consent_on(on: date) -> ConsentText:
    """Give the text that is read to people on a day."""
    return text_on(_texts(), on=on)


@cache
def _texts() -> tuple[ConsentText, ...]:
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return read_consents(csv.DictReader(file))
