"""What people agree to, word for word; a changed text is a new version (identity.web.words)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSENT_TEXTS: Mapping[str, str] = {
    "MEMBER_REGISTER": (
        "Saya setuju nama, NIK, nomor KK, alamat, dan data lain di formulir ini dicatat koperasi di buku daftar"
        " anggota, dan dipakai untuk melayani saya sebagai anggota."
    ),
    "MESSAGES": (
        "Saya setuju nomor HP saya disimpan dan dipakai pengurus koperasi ini untuk menghubungi saya tentang"
        " keanggotaan, lewat telepon, WhatsApp, atau SMS."
    ),
    "PHOTO": "Saya setuju foto diri saya disimpan untuk kartu anggota.",
}
