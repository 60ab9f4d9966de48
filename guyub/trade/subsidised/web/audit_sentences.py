"""What acts of rationed goods are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.subsidised.web.log_sentences import LOG_SENTENCES
from guyub.trade.subsidised.web.supply_sentences import SENTENCES as SUPPLY

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "subsidised.limit.set": "menetapkan aturan jatah {title} mulai {valid_from}: {value}",
    "subsidised.consumer.registered": "mendaftar pembeli {buyer} sebagai {category}",
    "subsidised.consumer.changed": "mengubah data pembeli {buyer}: {reason}",
    "subsidised.consumer.household_changed": "mengganti nomor KK pembeli {buyer}: {reason}",
    "subsidised.consumer.ended": "mengakhiri golongan {category} pembeli {buyer}: {reason}",
    "subsidised.consumer.forgotten": "menghapus data pembeli {buyer} yang menarik persetujuannya",
    "subsidised.household.crowded": "mendaftar pembeli {buyer}; satu nomor KK dipakai {count} pembeli",
    "subsidised.list.taken": "memasukkan daftar resmi {category}: {people} orang, {new} baru, {joined} masuk ({basis})",
    "subsidised.uses.shown": "menunjukkan kepada pembeli {buyer} siapa memakai NIK-nya",
    "subsidised.queue.opened": "membuka antrean {good} untuk {on}, {supply} dibagi",
    "subsidised.queue.entered": "memberi nomor {no} pada antrean {good} {on}",
    "subsidised.queue.drawn": "menutup antrean {good} {on}: {count} nomor mendapat giliran",
    "subsidised.queue.cancelled": "membatalkan antrean {good} {on}: {reason}",
    "subsidised.quota.released": "melepas jatah yang dititipkan ke perangkat {name}: {reason}",
    **SUPPLY,
    **LOG_SENTENCES,
}
