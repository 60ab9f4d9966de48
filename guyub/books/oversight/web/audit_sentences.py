"""What acts of the pengawas are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "oversight.question.asked": "menanyakan {number}: {text}",
    "oversight.question.answered": "menjawab pertanyaan pengawas atas {number}: {text}",
    "oversight.question.continued": "menanyakan lagi {number}: {text}",
    "oversight.question.settled": "menyelesaikan pertanyaan atas {number}: {text}",
    "oversight.sample.drawn": "mengambil sampel ke-{number} bulan {month}, {size} jurnal",
    "oversight.entry.judged": "memeriksa {number}: {verdict}",
    "oversight.month.signed": "mengesahkan bulan {month}: {opinion}",
    "oversight.note.written": "menulis di buku catatan pengawas",
}
