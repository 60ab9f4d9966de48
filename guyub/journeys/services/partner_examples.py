"""With whom invented Bumiayu trades: eight partners, three of them with an account that two people agreed to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.community.partners.domain.accounts import AccountTyped
from guyub.community.partners.domain.partners import PartnerKind, PartnerTyped
from guyub.community.partners.selectors.partners import partner_options
from guyub.community.partners.services.accounts import ask_account_change
from guyub.community.partners.services.partners import add_partner
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from guyub.foundation.identity.domain.roles import Actor

K = PartnerKind
GADANG, EGGS = "Toko Grosir Pasar Gadang (contoh)", "Telur Pak Yono (contoh)"
TEMPE = "Tempe Bu Wiwik (contoh)"
LPG = "PT Elpiji Arema Sejahtera (contoh)"
# Partner, mobile number of the contact. Bulog, ID FOOD and BRI exist; whom one asks there is invented.
PARTNERS = (
    (
        PartnerTyped(
            kind=K.PEMASOK,
            name="Perum Bulog Kancab Malang",
            code="BULOG",
            contact="Bagian penjualan (contoh)",
            address="Kota Malang",
            payment_days=14,
            lead_days=2,
            delivery_days="24",
            minimum_rp=5_000_000,
            note="Beras SPHP dan gula (contoh).",
        ),
        "",
    ),
    (
        PartnerTyped(
            kind=K.PEMASOK,
            name="ID FOOD",
            code="IDFOOD",
            contact="Bagian distribusi Jawa Timur (contoh)",
            payment_days=14,
            lead_days=5,
            minimum_rp=10_000_000,
            note="Minyak goreng dan gula lewat jaringan koperasi (contoh).",
        ),
        "",
    ),
    (
        PartnerTyped(
            kind=K.AGEN,
            name=LPG,
            code="ELPIJI",
            contact="Dodik Setiawan (contoh)",
            address="Jalan Mayjen Sungkono 00, Kedungkandang (contoh)",
            lead_days=1,
            delivery_days="25",
            minimum_rp=1_600_000,
            note="Agen LPG 3 kg. Tabung kosong ditukar saat datang (contoh).",
        ),
        "0812 0000 0081",
    ),
    (
        PartnerTyped(
            kind=K.PEMASOK,
            name=GADANG,
            code="GADANG",
            contact="Endah Lestari (contoh)",
            address="Pasar Gadang, Kota Malang",
            payment_days=14,
            lead_days=1,
            delivery_days="14",
            minimum_rp=500_000,
        ),
        "0812 0000 0082",
    ),
    (
        PartnerTyped(
            kind=K.PRODUSEN,
            name=EGGS,
            code="TELUR",
            contact="Suyono (contoh)",
            address="Bumiayu RT 02 RW 06 (contoh)",
            payment_days=7,
            delivery_days="136",
            note="Telur ayam, titip jual bila sisa (contoh).",
        ),
        "0812 0000 0083",
    ),
    (
        PartnerTyped(
            kind=K.PRODUSEN,
            name=TEMPE,
            code="TEMPE",
            contact="Wiwik Handayani (contoh)",
            address="Bumiayu RT 05 RW 03 (contoh)",
            note="Titip jual tiap pagi, dihitung sore (contoh).",
        ),
        "0812 0000 0084",
    ),
    (
        PartnerTyped(
            kind=K.BANK,
            name="BRI Unit Kedungkandang",
            code="BRI",
            contact="Mantri unit (contoh)",
            office_phone="1500017",
            note="Rekening koperasi dan setoran (contoh).",
        ),
        "",
    ),
    (
        PartnerTyped(
            kind=K.LEMBAGA,
            name="Klinik Koperasi Malang Raya (contoh)",
            code="KLINIK",
            contact="Laras Puspita (contoh)",
            note="Pendampingan pembukuan dan gerai dua kali sebulan (contoh).",
        ),
        "0812 0000 0085",
    ),
)
WHY = "Buku tabungan dilihat di tempatnya (contoh)."
ACCOUNTS = (
    (LPG, AccountTyped(bank="Mandiri", number="0000000000081", holder="PT Elpiji Arema Sejahtera (contoh)")),
    (GADANG, AccountTyped(bank="BRI", number="000000000000082", holder="Endah Lestari (contoh)")),
)
WAITING = (EGGS, AccountTyped(bank="BRI", number="000000000000083", holder="Suyono (contoh)"))


def make_partner_examples(*, now: datetime) -> None:
    """List the partners of Bumiayu; two accounts hold, one waits for the second person. Only for a demonstration.

    Repeating it changes nothing. Needs the invented people of ``make_examples``.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    with scope(place.id):
        if partner_options(cooperative_id=place.id):
            return
    manager, chair = actor_in(place, Role.PENGELOLA_GERAI), actor_in(place, Role.KETUA)
    began = now - timedelta(days=90)
    ids = {
        typed.name: add_partner(
            actor=manager,
            typed=typed,
            phone=phone,
            today=business_date(began, Zone(place.zone)),
            request_id=_once(f"added/{typed.code}"),
            now=began,
        )
        for typed, phone in PARTNERS
    }
    for name, account in ACCOUNTS:
        asked = _ask(manager, ids[name], account, began)
        decide(
            actor=chair,
            approval_id=asked,
            is_approved=True,
            proof=EXAMPLE_PIN,
            request_id=_once(f"decided/{asked}"),
            now=began + timedelta(hours=3),
        )
    name, account = WAITING
    _ask(manager, ids[name], account, now - timedelta(hours=2))


def _ask(actor: Actor, partner_id: UUID, account: AccountTyped, at: datetime) -> UUID:
    return ask_account_change(
        actor=actor,
        partner_id=partner_id,
        typed=account,
        why=WHY,
        request_id=_once(f"account/{partner_id}"),
        now=at,
    )


def _once(label: str) -> UUID:
    return uuid5(SPACE, f"partners/{label}")
