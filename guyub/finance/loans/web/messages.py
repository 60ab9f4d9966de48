"""What the refusals of loans say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    # The rule says what is amiss in the words of the field; `guyub calc` shows the same sentence.
    "loans.terms.refused": _("{message} Perbaiki isian itu, lalu hitung lagi."),
    "loans.kolektibilitas.refused": _("{message} Perbaiki isian itu, lalu nilai lagi."),
    "loans.ageing.refused": _("{message} Perbaiki isian itu, lalu susun lagi."),
    "loans.line.refused": _("{message} Periksa isiannya, lalu hitung lagi."),
    "loans.event.refused": _("{message} Periksa peristiwanya, lalu coba lagi."),
    "loans.offer.refused:missing": _("Isian ini belum ada. Tulis angkanya."),
    "loans.offer.refused:number": _("“{written}” bukan bilangan bulat. Tulis angka saja, misalnya 12."),
    "loans.offer.refused:percent": _("“{written}” bukan persen. Tulis seperti 1,5 atau 1,5%."),
    "loans.offer.refused:rate": _(
        "Jasanya lebih dari 100% sebulan. Periksa angkanya, dan apakah itu sebulan atau setahun."
    ),
    "loans.offer.refused:small": _("Jumlah ini kurang dari satu rupiah tiap angsuran. Periksa nolnya."),
    "loans.offer.refused:received": _(
        "Yang diterima lebih banyak daripada yang disebut. Periksa kedua angka itu."
    ),
    "loans.offer.refused:down_payment": _(
        "Uang muka sudah melunasi harganya. Tulis uang muka yang lebih kecil."
    ),
    "loans.offer.refused:paid_back": _(
        "Semua angsuran kurang dari yang diterima. Periksa besar dan banyaknya angsuran."
    ),
    "loans.offer.refused:absurd": _("Yang dibayar lebih dari {most} kali yang diterima. Periksa angkanya."),
    "loans.offer.refused:many": _(
        "Paling banyak {most} penawaran sekaligus. Hapus satu dulu, lalu tambah lagi."
    ),
    "loans.time_value.refused:number": _('Tulis angka dengan titik desimal, seperti "0.01" atau "0.12/12".'),
    "loans.time_value.refused:size": _(
        "Angka ini terlalu besar atau terlalu dekat dengan nol. Periksa lagi."
    ),
    "loans.time_value.refused:rate": _("Suku harus lebih dari -1 (-100 persen)."),
    "loans.time_value.refused:nper": _("Jumlah periode harus lebih dari 0, paling banyak 1.000.000."),
    "loans.time_value.refused:per": _("Nomor periode harus bilangan bulat dari 1 sampai nper."),
    "loans.time_value.refused:solution": _(
        "Tidak ada jawabannya. Periksa tandanya: uang keluar ditulis negatif."
    ),
    "loans.yield.refused:net": _("Jumlah yang diterima harus lebih dari nol."),
    "loans.yield.refused:flows": _(
        "Uang yang keluar dan yang kembali tidak cocok untuk dihitung sukunya. Periksa tanggal, tanda, dan jumlahnya."
    ),
    "loans.yield.refused:periods": _("Jumlah periode setahun harus lebih dari 0."),
    "loans.yield.refused:solution": _("Tidak ada suku yang cocok. Periksa tanda dan jumlahnya."),
}
