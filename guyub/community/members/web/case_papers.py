"""Letters to members about missed dues, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guyub.community.members.web.case_words import letter_words
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import long_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.community.members.selectors.cases import PassiveRow


def notices_pdf(rows: Sequence[PassiveRow], head: Mapping[str, str]) -> bytes:
    """Set the letters of notices, one to a page, ready to sign and to hand over.

    Args:
        rows: Open notices.
        head: What stands around them (case_pages.letterhead).
    """
    letters = [
        {
            "place": f"Malang, {long_day(row.noticed_on).partition(', ')[2]}",
            "to": [f"{row.name}, {row.number}", _home(row)],
            "text": letter_words(row),
        }
        for row in rows
    ]
    payload = {**head, "title": "Pemberitahuan simpanan wajib", "letters": letters}
    return render_pdf(template="members/passive_notice.typ", payload=payload, is_example=settings.IS_DEMO)


def _home(row: PassiveRow) -> str:
    return " ".join(part for part in (row.rt and f"RT {row.rt}", row.rw and f"RW {row.rw}") if part)
