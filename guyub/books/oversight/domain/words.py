"""The states, verdicts and opinions of the pengawas, and the texts that they write."""

from __future__ import annotations

from enum import StrEnum

LONGEST_QUESTION = 500
LONGEST_FINDINGS = 2000


class QuestionState(StrEnum):
    """Where a question stands: whose turn it is, or nobody's any more."""

    TERBUKA = "TERBUKA"  # the pengurus have to answer
    DIJAWAB = "DIJAWAB"  # the pengawas have to read the answer
    SELESAI = "SELESAI"


class Verdict(StrEnum):
    """What the pengawas say of one sampled entry."""

    COCOK = "COCOK"
    TANPA_BUKTI = "TANPA_BUKTI"
    TANYA = "TANYA"


class Opinion(StrEnum):
    """What a pengawas says of a whole month; all but the first need words."""

    WAJAR = "WAJAR"
    DENGAN_CATATAN = "DENGAN_CATATAN"
    BELUM = "BELUM"


def tidied(text: str, *, most: int) -> str | None:
    """Take spare spaces from a text, line by line; None where nothing is left or it is longer than ``most``."""
    lines = (" ".join(line.split()) for line in text.replace("\0", " ").strip().splitlines())
    tidy = "\n".join(lines).strip()
    return tidy if 0 < len(tidy) <= most else None
