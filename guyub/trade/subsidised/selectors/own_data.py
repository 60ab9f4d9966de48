"""What rationed goods keep about one person, wherever they bought: found by the own NIK."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import index_kept
from guyub.foundation.kernel.selectors.own_data import OwnPart
from guyub.trade.subsidised.domain.programmes import PROOF_WORDS
from guyub.trade.subsidised.models import Consumer, QueueTicket, QuotaUse, Standing
from guyub.trade.subsidised.selectors.uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _standings(owner: Owner) -> Iterator[dict[str, Fact]]:
    index = index_kept(SecretKind.NIK, owner.person_id)
    if index is None:
        return
    rows = Standing.objects.filter(consumer__nik_index=index, consumer__forgotten_at__isnull=True)
    for row in rows.select_related("consumer", "programme", "verified_for").order_by("from_on", "id"):
        yield {
            "Barang": row.programme.title,
            "Golongan": row.category,
            "Surat yang diperiksa": ", ".join(PROOF_WORDS[proof] for proof in row.proofs.split()),
            "Sejak": row.from_on,
            "Sampai": row.until_on,
            "Diperiksa di": row.verified_for.name,
            "Persetujuan nomor": row.consumer.consent_version,
        }


def _uses(owner: Owner) -> Iterator[dict[str, Fact]]:
    index = index_kept(SecretKind.NIK, owner.person_id)
    if index is None:
        return
    for row in uses_of(indexes=[index], since=date.min):
        yield {
            "Hari": row.day,
            "Jam": row.time,
            "Koperasi": row.outlet,
            "Barang": row.programme,
            "Banyak": row.qty,
            "Golongan": row.category,
        }


def _tickets(owner: Owner) -> Iterator[dict[str, Fact]]:
    index = index_kept(SecretKind.NIK, owner.person_id)
    if index is None:
        return
    rows = QueueTicket.objects.filter(cooperative_id=owner.cooperative_id, consumer__nik_index=index)
    for row in rows.select_related("queue__programme").order_by("entered_at", "id"):
        yield {
            "Barang": row.queue.programme.title,
            "Hari pembagian": row.queue.hands_on,
            "Nomor": row.no,
            "Giliran": row.turn_no,
        }


OWN_DATA = (
    OwnPart("Pendaftaran barang berjatah", (Consumer, Standing), _standings, rank=78),
    OwnPart("Pembelian barang berjatah", (QuotaUse,), _uses, rank=79),
    OwnPart("Antrean barang berjatah", (QueueTicket,), _tickets, rank=79),
)
