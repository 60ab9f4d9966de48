"""What the refusals of oversight say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "oversight.question.refused:text": _("Tulis pertanyaan atau jawabannya, paling panjang 500 huruf."),
    "oversight.question.refused:entry": _("Jurnal itu tidak ada di koperasi ini. Buka daftarnya lagi."),
    "oversight.question.refused:gone": _("Pertanyaan itu tidak ada di koperasi ini. Buka daftarnya lagi."),
    "oversight.question.refused:settled": _(
        "Pertanyaan ini sudah selesai. Ajukan pertanyaan baru bila masih ada yang perlu dijelaskan."
    ),
    "oversight.question.refused:many": _(
        "Tanya jawab ini sudah {most} kali berbalas. Bicarakan langsung, lalu tulis kesimpulannya di catatan."
    ),
    "oversight.question.refused:own": _(
        "Anda sendiri yang menjawab pertanyaan ini. Minta pengawas lain menyelesaikannya."
    ),
    "oversight.sample.refused:month": _(
        "Bulan itu belum mulai atau bukunya belum dibuka. Pilih bulan yang sudah ada jurnalnya."
    ),
    "oversight.sample.refused:waiting": _(
        "Sampel sebelumnya belum selesai diperiksa. Selesaikan dulu, lalu ambil yang berikutnya."
    ),
    "oversight.sample.refused:empty": _(
        "Tidak ada jurnal bulan itu yang belum pernah diambil. Bulan ini tidak butuh sampel lagi."
    ),
    "oversight.sample.refused:gone": _("Jurnal itu tidak ada di sampel ini. Buka halamannya lagi."),
    "oversight.sample.refused:verdict": _("Pilih satu: cocok, tanpa bukti, atau tanya."),
    "oversight.sample.refused:text": _("Tulis apa yang ditanyakan, paling panjang 500 huruf."),
    "oversight.sample.refused:own": _(
        "{number} Anda sendiri yang mencatat. Minta pengawas lain memeriksanya."
    ),
    "oversight.review.refused:opinion": _("Pilih pendapat Anda: wajar, dengan catatan, atau belum."),
    "oversight.review.refused:text": _("Tulis temuan atau catatannya, paling panjang 2.000 huruf."),
    "oversight.review.refused:open_month": _(
        "Bulan itu belum ditutup. Minta bendahara menutupnya dulu, lalu sahkan."
    ),
    "oversight.review.refused:signed": _(
        "Anda sudah mengesahkan bulan ini. Satu pengawas lain masih bisa mengesahkannya."
    ),
    "oversight.review.refused:own": _(
        "Ada jurnal bulan ini yang Anda sendiri catat. Minta pengawas lain mengesahkannya."
    ),
    "oversight.review.refused:sample": _(
        "Sampel bulan ini belum ada, belum selesai, atau ada jurnal sesudahnya. Ambil dan periksa sampelnya dulu."
    ),
    "oversight.review.refused:open": _(
        "Masih ada pertanyaan bulan ini yang belum selesai. Selesaikan dulu, lalu sahkan."
    ),
}
