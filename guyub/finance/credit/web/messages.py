"""What the refusals of credit say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "credit.limit.refused:related": _(
        "Utang pengurus, pengawas, atau keluarganya paling banyak {most_rp}: {share} dari {capital}. Sudah terpakai"
        " {used_rp}; ini terlalu besar {by_rp}, yang masih bisa {left_rp}. Turunkan jumlahnya, atau lunasi dulu yang"
        " berjalan. Dasar: {basis} ({source})."
    ),
    "credit.limit.refused:other": _(
        "Utang satu anggota paling banyak {most_rp}: {share} dari {capital}. Sudah terpakai {used_rp}; ini terlalu"
        " besar {by_rp}, yang masih bisa {left_rp}. Turunkan jumlahnya, atau lunasi dulu yang berjalan. Dasar:"
        " {basis} ({source})."
    ),
    "credit.limit.refused:own": _(
        "{name} paling banyak {most_rp}. Sudah terpakai {used_rp}; ini terlalu besar {by_rp}, yang masih bisa"
        " {left_rp}. Turunkan jumlahnya, atau lunasi dulu yang berjalan. Dasar: {basis}."
    ),
    "credit.limit.refused:capital": _(
        "Modal satu anggota paling banyak {most_rp}: {share} dari {capital}. Sudah ada {used_rp}; yang dicairkan"
        " menjadi modal terlalu besar {by_rp}, yang masih bisa {left_rp}. Kecilkan bagian itu. Dasar: {basis}"
        " ({source})."
    ),
}
