"""What acts of the trail are called in development."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "development.need.raised": "mengajukan kebutuhan {number}: {title}",
    "development.need.verified": "memeriksa kebutuhan {number}: {title}",
    "development.need.planned": "merencanakan kebutuhan {number}: {title}",
    "development.need.funded": "mencatat dana kebutuhan {number}: {title}",
    "development.need.bought": "mencatat pembelian kebutuhan {number}: {title}",
    "development.need.handed_over": "menyerahkan kebutuhan {number}: {title}",
    "development.need.in_use": "menyatakan kebutuhan {number} dipakai: {title}",
    "development.need.declined": "menolak kebutuhan {number}, {title}: {note}",
    "development.help.asked": "meminta bantuan pendamping: {text}",
    "development.help.answered": "menjawab permintaan bantuan: {text}",
    "development.visit.planned": "merencanakan kunjungan: {purpose}",
    "development.visit.written": "mencatat hasil kunjungan: {purpose}",
    "development.visit.cancelled": "membatalkan kunjungan: {purpose}",
    "development.action.finished": "menyatakan selesai: {what} ({who})",
}
