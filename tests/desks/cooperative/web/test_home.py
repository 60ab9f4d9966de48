"""Home: everybody arrives at the own desk, and sees what waits for them alone."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entries
from guyub.city.supervision.services.summaries import sum_all
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.access import ask_role
from tests.books.ledger.services.test_posting import OPENED, TODAY, draft
from tests.journal_writing import posted, typed
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    call_command("load_network", without_regions=True)
    world = World()
    sum_all(now=NOW)
    return world


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.PETUGAS_DINAS, "/kota/"),
        (Role.KEPALA_DINAS, "/kota/"),
        (Role.PENDAMPING, "/pembinaan/"),
        (Role.ANGGOTA, "/saya/ringkasan/"),
        (Role.PRODUSEN, "/saya/"),
        (Role.OPERATOR, "/saya/"),
    ],
)
def test_everybody_is_led_to_the_own_desk(role, address, city, client):
    client.force_login(city.person(role))

    assert client.get("/beranda/").url == address


def test_the_next_step_and_what_waits_for_this_person(city, client):
    ask_role(
        actor=city.actor(Role.SEKRETARIS),
        person_id=city.person(Role.ANGGOTA).id,
        role=Role.PENGAWAS,
        reason="terpilih",
        request_id=new_id(),
        now=NOW,
    )
    client.force_login(city.person(Role.KETUA))
    tasks = client.get("/beranda/").context["tasks"]
    assert [task.title for task in tasks] == ["Putuskan 1 usulan", "Buka rekening atas nama koperasi"]

    client.force_login(city.person(Role.SEKRETARIS))
    assert [task.title for task in client.get("/beranda/").context["tasks"]] == [
        "Buka rekening atas nama koperasi"
    ]


def test_deadlines_that_passed_unmet_are_listed(city, client):
    client.force_login(city.person(Role.KASIR))
    page = client.get("/beranda/").content.decode()

    assert "RAT, batas undang-undang" in page
    assert "Lewat, belum tercatat" in page


def test_the_books_of_today_and_what_waits_in_them(city, client):
    def card(role=Role.KETUA):
        client.force_login(city.person(role))
        page = client.get("/beranda/")
        return page.context["page"].books, page.content.decode()

    books, page = card()
    assert (books.glance, "Buku belum dimulai di sini" in page) == (None, True)

    with scope(city.bumiayu.id):
        begin_books(place=city.bumiayu, opened_on=OPENED)
    assert "Jurnal pertama tampil di sini" in card()[1]

    with scope(city.bumiayu.id):
        bought = draft(("6.1.02", 200_000), ("1.1.02", -200_000))
        earned = draft(("1.1.03", 950_000), ("4.3.09", -950_000))
        post_entries(place=city.bumiayu, context="ledger", drafts=[bought, earned], today=TODAY)
    posted(city, typed(amount_rp=90_000_000))
    books, page = card()
    kept, figures = books.glance.kept, books.glance.figures
    assert (figures.cash_rp, figures.result_rp, books.waiting) == (750_000, 750_000, 1)
    assert (kept.last_on, kept.closed_through) == (TODAY, None)
    assert "1 jurnal menunggu persetujuan" in page

    assert card(Role.KASIR)[0] is None


def test_the_home_costs_twelve_queries_at_most(city, client):
    with scope(city.bumiayu.id):
        begin_books(place=city.bumiayu, opened_on=OPENED)
        post_entries(place=city.bumiayu, context="ledger", drafts=[draft()], today=TODAY)
    posted(city, typed(amount_rp=90_000_000))
    client.force_login(city.person(Role.KETUA))
    client.get("/beranda/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/beranda/")

    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 12
