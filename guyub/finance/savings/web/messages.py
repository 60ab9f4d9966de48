"""What the refusals of savings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "savings.movement.refused:amount": _("Jumlahnya harus lebih dari nol. Tulis jumlahnya, lalu kirim lagi."),
    "savings.movement.refused:short": _(
        "Isi simpanan ini kurang dari jumlah itu. Lihat saldonya, lalu tulis jumlah yang lebih kecil."
    ),
    "savings.movement.refused:closed": _(
        "Simpanan ini sudah ditutup. Pilih simpanan lain, atau buka yang baru."
    ),
    "savings.movement.refused:gone": _(
        "Setoran ini tidak ada di simpanan anggota ini. Muat ulang halaman untuk melihat yang ada."
    ),
    "savings.movement.refused:undone": _("Setoran ini sudah dibatalkan. Muat ulang halaman."),
    "savings.till.refused:place": _(
        "Masukkan uangnya ke laci giliran Anda sendiri. Brankas dan bank dicatat bendahara."
    ),
}
