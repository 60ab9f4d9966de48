"""Invented everyday events of the example cooperative: a month in plain words, favourites, what comes again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.treasury.domain.recurring import Every
from guyub.books.treasury.selectors.events import favourites_of
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.events import record_event, undo_event
from guyub.books.treasury.services.favourites import keep_favourite
from guyub.books.treasury.services.recurring import keep_recurring
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_example_events import SEMBAKO
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.treasury_examples_cash import BANK, BOX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor

SPAN = 25  # days: this month and the one before are open in the demonstration's books
FAVOURITES = ("beban.listrik", "barang.beli_tunai", "bank.setor", "jual.umum")
# Day of the span, kind, amounts in rupiah, where from, what was chosen, who, whether the shop's.
_MONTH: tuple[tuple[int, str, Mapping[str, int], str, str, str, bool], ...] = (
    (2, "bank.tarik", {"jumlah": 2_500_000}, BANK, "", "", False),
    (3, "beban.listrik", {"jumlah": 184_500}, BOX, "", "Loket PLN (contoh)", False),
    (3, "beban.internet", {"jumlah": 150_000}, BOX, "", "Penyedia internet (contoh)", False),
    (4, "barang.beli_tunai", {"jumlah": 620_000}, BOX, "Gula", "Grosir Kebalen (contoh)", True),
    (4, "beban.angkut", {"jumlah": 45_000}, BOX, "", "Becak pasar (contoh)", True),
    (6, "jual.umum", {"jumlah": 287_500}, BOX, "", "", True),
    (6, "jual.anggota", {"jumlah": 412_000}, BOX, "", "", True),
    (7, "beban.alat_tulis", {"jumlah": 62_000}, BOX, "", "Toko buku (contoh)", False),
    (9, "masuk.komisi", {"jumlah": 96_500}, BOX, "", "Agen pembayaran (contoh)", False),
    (10, "organisasi.konsumsi", {"jumlah": 135_000}, BOX, "", "Warung nasi (contoh)", False),
    (11, "barang.beli_utang", {"jumlah": 1_450_000}, "", "Minyak goreng", "Grosir Kebalen (contoh)", True),
    (12, "beban.pelihara", {"jumlah": 175_000}, BOX, "", "Tukang timbangan (contoh)", True),
    (13, "muka.beri", {"jumlah": 300_000}, BOX, "", "Panitia bazar (contoh)", False),
    (14, "jual.umum", {"jumlah": 334_000}, BOX, "", "", True),
    (16, "beban.upah", {"jumlah": 120_000}, BOX, "", "Buruh angkut (contoh)", True),
    (17, "pajak.final_catat", {"jumlah": 71_500}, "", "", "", False),
    (18, "pajak.final_bayar", {"jumlah": 71_500}, BANK, "", "Kas negara (contoh)", False),
    (19, "organisasi.honor_pengawas", {"jumlah": 450_000, "pajak": 22_500}, BANK, "", "Pengawas (contoh)", False),
    (20, "titip.masuk", {"jumlah": 500_000}, BOX, "", "Panitia RW 02 (contoh)", False),
    (21, "bank.setor", {"jumlah": 400_000}, BOX, "", "", False),
    (23, "barang.bayar_utang", {"jumlah": 725_000}, BANK, "", "Grosir Kebalen (contoh)", True),
    (24, "bank.bunga", {"jumlah": 18_250, "pajak": 3_650}, BANK, "", "", False),
    (24, "beban.alat_tulis", {"jumlah": 62_000}, BOX, "", "Toko buku (contoh)", False),
)  # fmt: skip


def make_events_examples(*, now: datetime) -> None:
    """Record some weeks of everyday events of Bumiayu, until today. Only for a demonstration.

    After ``make_cash_examples``, which opens the places where the money lies. Favourites are kept last: where they
    are there, all is there, and repeating it changes nothing.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    treasurer, today = actor_in(place, Role.BENDAHARA), business_date(now, Zone.WIB)
    with scope(place.id):
        by_name = {row.name: row.id for row in places_of(cooperative_id=place.id)}
        shop_id = next((unit.id for unit in units_of(cooperative_id=place.id) if unit.kind == SEMBAKO), None)
        is_done = bool(favourites_of(cooperative_id=place.id, person_id=treasurer.person_id))
    if is_done or not {BOX, BANK} <= set(by_name):
        return
    made: list[UUID] = []
    for at, (day, kind, amounts, where, choice, who, is_shops) in enumerate(_MONTH):
        typed = EventTyped(
            kind=kind,
            happened_on=today - timedelta(days=SPAN - day),
            amounts=amounts,
            cash_place_id=by_name.get(where),
            to_place_id=_other(kind, where, by_name),
            choice=choice,
            who=who,
            unit_id=shop_id if is_shops else None,
            note="" if who else "contoh",
        )
        done = record_event(typed=typed, **_shared(treasurer, place, today, now, f"events/{at}"))
        if done.event_id is None:
            raise AssertionError("an example is below the threshold")
        made.append(done.event_id)
    undo_event(
        event_id=made[-1],  # recorded twice
        reason="tercatat dua kali (contoh)",
        **_shared(treasurer, place, today, now, "events/undo"),
    )
    # The internet is due today, the electricity in a week.
    for at, in_days in ((2, 0), (1, 7)):
        keep_recurring(
            event_id=made[at],
            every=Every.BULAN,
            first_on=today + timedelta(days=in_days),
            until=None,
            **_shared(treasurer, place, today, now, f"events/again/{at}"),
        )
    for kind in FAVOURITES:
        keep_favourite(
            actor=treasurer,
            place=place,
            kind=kind,
            is_favourite=True,
            request_id=uuid5(SPACE, f"events/favourite/{kind}"),
            now=now,
        )


def _shared(actor: Actor, place: Cooperative, today: date, now: datetime, name: str) -> dict[str, Any]:
    return {
        "actor": actor,
        "place": place,
        "today": today,
        "request_id": uuid5(SPACE, name),
        "now": now,
    }


def _other(kind: str, where: str, by_name: Mapping[str, UUID]) -> UUID | None:
    """Give the place that money goes to, where it only moves."""
    is_moving = kinds()[kind].direction == "PINDAH"
    return by_name[BOX if where == BANK else BANK] if is_moving else None
