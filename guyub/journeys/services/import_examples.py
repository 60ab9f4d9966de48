"""A table that waits in a demonstration: an invented list of officers with a few things to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.community.cooperatives.selectors.imports import batches_of
from guyub.community.cooperatives.services.imports import Upload, bring_table
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.documents.spreadsheets import render_csv
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime

SPACE = UUID("0f0a3f0c-5f1e-4f63-9a4e-6a54b8b6b1d1")
TITLES = ("Kode", "Kelurahan", "Nama", "Jabatan", "JK", "Mulai", "Sampai")
ROWS = (
    ("35.73.03.1002", "Mergosono", "Wulan Sari (contoh)", "Ketua", "P", "2 Jun 2025", "1 Jun 2030"),
    ("35.73.03.1002", "Mergosana", "Dian Pratama (contoh)", "Sekretaris", "L", "02/06/2025", "01/06/2030"),
    ("", "Mergosono", "Eko Wibowo (contoh)", "Bendahara", "L", "02/06/2025", "01/06/2030"),
    (
        "35.73.03.1002",
        "Mergosono",
        "Lilis Suryani (contoh)",
        "Wakil Ketua Usaha",
        "P",
        "31/02/2025",
        "01/06/2030",
    ),
    ("35.73.03.1002", "Mergosono", "Yusuf Hidayat (contoh)", "Pengawas", "L", "02/06/2025", "01/06/2030"),
)


def make_import_examples(*, now: datetime) -> None:
    """Leave one table open, with lines to mend; repeating it changes nothing. Needs the invented people."""
    seats = Membership.objects.filter(person__is_example=True, role=Role.PETUGAS_DINAS, ends_at__isnull=True)
    seat = seats.select_related("person", "cooperative").order_by("id").first()
    if seat is None:
        return
    with scope(seat.cooperative_id):
        if batches_of(city_id=seat.cooperative_id):
            return
    bring_table(
        actor=Actor(seat.person_id, seat.person.name, Role.PETUGAS_DINAS, seat.cooperative_id, seat.id),
        upload=Upload(
            kind="OFFICERS",
            name="pengurus mergosono (contoh).csv",
            content=render_csv(titles=TITLES, rows=ROWS),
        ),
        today=business_date(now, Zone(seat.cooperative.zone)),
        request_id=uuid5(SPACE, "officers"),
        now=now,
    )
