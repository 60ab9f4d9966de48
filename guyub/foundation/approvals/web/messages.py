"""What the refusals of approvals say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "approvals.decision.refused:closed": _(
        "Usulan ini sudah diputus. Muat ulang halaman untuk melihat hasilnya."
    ),
    "approvals.decision.refused:expired": _(
        "Masa usulan ini sudah lewat. Minta pengusul mengajukannya lagi."
    ),
    "approvals.decision.refused:own": _(
        "Usulan Anda harus diputus orang lain. Minta pengurus lain membukanya."
    ),
    "approvals.decision.refused:concerned": _(
        "Usulan ini menyangkut Anda, jadi harus diputus orang lain. Minta pengurus lain membukanya."
    ),
    "approvals.decision.refused:body": _(
        "Peran Anda bukan dari badan yang memutus usulan ini. Minta pengurus atau pengawas yang ditunggu membukanya."
    ),
    "approvals.decision.refused:already": _("Anda sudah memutus usulan ini. Yang lain masih ditunggu."),
    "approvals.decision.refused:missing": _(
        "Usulan ini tidak ada di koperasi Anda. Kembali ke kotak persetujuan."
    ),
    "approvals.decision.refused:reason": _(
        "Tulis alasan menolak, supaya pengusul tahu apa yang harus diubah."
    ),
}
