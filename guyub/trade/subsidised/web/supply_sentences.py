"""What acts of supply and of fair shares are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "subsidised.contract.written": "menulis kontrak {good} dengan {partner}",
    "subsidised.contract.changed": "mengubah kontrak {good} dengan {partner}",
    "subsidised.contract.ended": "mengakhiri kontrak {good} dengan {partner}: {reason}",
    "subsidised.delivery.planned": "merencanakan kiriman {name} dari {partner}, {qty}",
    "subsidised.delivery.received": "mencatat kiriman {name} dari {partner} datang, {qty} masuk rak",
    "subsidised.delivery.undone": "membatalkan kiriman {name} dari {partner}: {reason}",
    "subsidised.request.sent": "meminta tambahan {good} {qty} kepada {partner} ({name})",
    "subsidised.request.answered": "mencatat jawaban agen atas permintaan {name}: {qty}",
    "subsidised.households.told": "menulis perkiraan rumah tangga {wards} kelurahan untuk {good}, {source} per {of}",
    "subsidised.households.changed": (
        "mengganti perkiraan rumah tangga {good}, {wards} kelurahan, {source} per {of}: {reason}"
    ),
    "subsidised.round.proposed": "mengusulkan pembagian {good} {name}",
    "subsidised.round.published": "menerbitkan pembagian {good} {name}",
    "subsidised.round.refused": "menolak pembagian {good} {name}: {reason}",
}
