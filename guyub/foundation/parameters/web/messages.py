"""What the refusals of parameters say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "parameters.value.not_understood": _(
        "Nilai belum terbaca. Tulis rupiah seperti 100.000, bagian seperti 12%, atau tanggal seperti 31-03."
    ),
    "parameters.value.loosened:cap": _(
        "Aturan yang lebih luas membatasi paling tinggi {wider}. Tulis nilai yang sama atau lebih rendah."
    ),
    "parameters.value.loosened:floor": _(
        "Aturan yang lebih luas meminta paling sedikit {wider}. Tulis nilai yang sama atau lebih tinggi."
    ),
    "parameters.value.refused:key": _("Parameter ini tidak dikenal. Pilih dari daftar."),
    "parameters.value.refused:scope": _(
        "Parameter ini tidak ditetapkan di tingkat ini. Lihat dasar hukumnya untuk yang berwenang."
    ),
    "parameters.value.refused:past": _(
        "Nilai baru berlaku hari ini atau nanti. Pilih tanggal yang belum lewat."
    ),
    "parameters.value.refused:overlaps": _(
        "Sudah ada nilai lain yang mulai berlaku dalam masa itu. Lihat riwayatnya, lalu pilih tanggal lain."
    ),
    "parameters.value.refused:decision": _(
        "Keputusan yang dirujuk tidak ada. Catat keputusannya lebih dulu."
    ),
    "parameters.value.refused:basis": _("Tulis dasar dan sumbernya, supaya orang lain bisa memeriksa."),
    "parameters.value.refused:ends": _("Nilai berakhir sebelum mulai berlaku. Periksa kedua tanggal itu."),
    "parameters.decision.refused:body": _("Pilih siapa yang memutuskan: RAT, pengurus, pengawas, atau kota."),
    "parameters.decision.refused:number": _("Tulis nomor keputusan, paling panjang 80 huruf."),
    "parameters.decision.refused:title": _("Tulis apa yang diputuskan, paling panjang 200 huruf."),
    "parameters.decision.refused:future": _("Tanggal keputusan belum tiba. Periksa tanggalnya."),
    "parameters.decision.refused:taken": _("Nomor keputusan ini sudah tercatat. Periksa daftar di bawah."),
}
