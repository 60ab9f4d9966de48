from html import unescape

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from tests.city.development.makers import ask, plan, write


def page(answer):
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_desk_shows_each_cooperative_with_what_is_next(client, world):
    plan(world)
    ask(world)
    client.force_login(world.person(Role.PENDAMPING))

    shown = page(client.get("/pembinaan/"))

    assert "1 koperasi menunggu Anda" in shown
    assert "1 menunggu" in shown
    assert "/kunjungan/35.73.03.1003/rencana/" in shown


@pytest.mark.parametrize(
    ("shape", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", "\ufeff".encode())]
)
def test_a_month_as_a_file(client, world, shape, begins):
    write(world, plan(world))
    client.force_login(world.person(Role.PENDAMPING))

    answer = client.get(f"/pembinaan/laporan/?bulan=2026-11&bentuk={shape}")

    assert answer.content.startswith(begins)
    assert f"laporan-pendamping-2026-11.{shape}" in answer["Content-Disposition"]
    if shape == "xlsx":
        assert any("Mendampingi NIB" in row for row in read_table(answer.content))


@pytest.mark.parametrize("month", ["", "2026-13", "1999-01", "9999-12"])
def test_a_month_that_is_none_is_this_one(client, world, month):
    client.force_login(world.person(Role.PENDAMPING))
    titles = {
        page(client.get(address)).partition("<h1>")[2].partition("</h1>")[0]
        for address in ("/pembinaan/laporan/", f"/pembinaan/laporan/?bulan={month}")
    }

    assert len(titles) == 1


def test_somebody_elses_visits_are_not_in_it(client, world):
    write(world, plan(world))
    client.force_login(world.person(Role.PENDAMPING, name="Pendamping lain"))

    assert "Belum ada kunjungan" in page(client.get("/pembinaan/laporan/?bulan=2026-11"))
