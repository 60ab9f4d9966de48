"""What acts beside the official sites are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LOG_SENTENCES: Mapping[str, str] = {
    "subsidised.nik.copied": "menyalin NIK •••• {last4} dari nota {number} untuk situs resmi",
    "subsidised.log.opened": "membuka NIK {people_count} pembeli {programme}, {from} sampai {until}: {reason}",
    "subsidised.official.done": "mencatat nota {number}, NIK •••• {last4}, di situs resmi",
    "subsidised.official.refused": "mencatat bahwa situs resmi menolak nota {number}, NIK •••• {last4}: {refused}",
    "subsidised.official.again": "mencoba lagi nota {number}, NIK •••• {last4}, di situs resmi",
    "subsidised.official.keep": "membiarkan nota {number} tercatat walau ditolak situs resmi: {why}",
    "subsidised.official.untick": "menyatakan nota {number} belum tercatat di situs resmi: {why}",
    "subsidised.official.cancelled": "membatalkan nota {number}, NIK •••• {last4}, di situs resmi",
    "subsidised.day_close.written": "mengisi lembar harian {programme}, {on}",
    "subsidised.day_close.checked": "memeriksa lembar harian {programme}, {on}",
    "subsidised.day_close.settled": "menyelesaikan selisih harian {programme}, {on}: {reason}",
    "subsidised.unmet.noted": "mencatat satu pembeli {programme} tidak terlayani",
    "subsidised.oddity.decided": "memutus penjualan janggal {kind}, {on}: {reason}",
}
