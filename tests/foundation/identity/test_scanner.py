"""Looks everywhere for a NIK, a KK and a phone: in the whole database, in logs, on every page of every role."""

import base64
import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from guyub.city.supervision.services.members import count_members
from guyub.community.members.services.cards import issue_cards
from guyub.community.members.services.files import FileTyped, open_file
from guyub.community.members.services.letters import move_join_request, show_phone
from guyub.community.members.services.register import accept_candidate, admit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.scopes import SCOPES
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.people import add_login_name
from guyub.foundation.identity.services.tokens import make_token
from guyub.foundation.identity.services.vault import identify, unmask
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.observability.logs import JsonFormatter
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.conftest import logged_in_as
from tests.permissions import ROWS
from tests.world import NOW, RESIDENT, new_id

NUMBERS = {
    SecretKind.NIK: "3573034105900001",
    SecretKind.KK: "3573031708840007",
    SecretKind.PHONE: "+6281234567890",
}
VISITORS = f"+62{RESIDENT['phone'].replace('-', '')[1:]}"  # of somebody who wants to join
PASSWORD = "sawah hijau pagi"


def finds(text):
    """Tell which numbers stand in a text: in clear, in another spelling, in base64 or in hex."""
    joined = re.sub(r"[\s.\-]", "", text)
    found = set()
    for value in (*NUMBERS.values(), VISITORS):
        national = value.removeprefix("+62")
        for spelling in (
            value,
            national,
            base64.b64encode(value.encode()).decode().rstrip("="),
            value.encode().hex(),
        ):
            if spelling in joined:
                found.add(spelling)
    return found


def words_of(answer):
    """Give what a page, a spreadsheet or another file says."""
    content = answer.getvalue()  # streamed or whole
    if content.startswith(b"PK"):
        return " ".join(cell for row in read_table(content) for cell in row)
    return content.decode(errors="replace")


def test_the_scanner_sees_what_it_looks_for():
    assert finds("nomor 0812 3456 7890")
    assert finds(f"x{base64.b64encode(b'3573034105900001').decode()}x")
    assert not finds("•••• 0001 dan 3573034105900002")


@pytest.fixture
def told(world):
    """A member whose numbers were entered, changed, shown and used to log in."""
    member, secretary = world.person(Role.ANGGOTA), world.actor(Role.SEKRETARIS)
    member.password = make_password(PASSWORD)
    member.save()
    for kind, value in NUMBERS.items():
        for _ in range(2):
            identify(
                actor=secretary,
                person_id=member.id,
                kind=kind,
                written=value,
                today=NOW.date(),
                request_id=new_id(),
                now=NOW,
            )
        unmask(
            actor=secretary,
            person_id=member.id,
            kind=kind,
            reason="dicocokkan dengan KTP",
            request_id=new_id(),
            now=NOW,
        )
    letter_id = world.join_request()
    world.suggestion()
    show_phone(
        actor=secretary,
        letter_id=letter_id,
        reason="menghubungi calon anggota",
        request_id=new_id(),
        now=NOW,
    )
    move_join_request(
        actor=secretary, letter_id=letter_id, state="CONTACTED", note="", request_id=new_id(), now=NOW
    )
    with scope(world.bumiayu.id):
        add_login_name(person=member, login=NUMBERS[SecretKind.PHONE], now=NOW)
    in_the_register(world, member)
    return world


def in_the_register(world, person):
    """Make the person a member with a card, and count the members for the city."""
    with scope(world.bumiayu.id):
        typed = FileTyped(name=person.name, sex="P", rt="003", rw="001")
        file = open_file(
            cooperative_id=world.bumiayu.id, person=person, typed=typed, today=NOW.date(), now=NOW
        )
        joined = accept_candidate(file=file, pokok_rp=100_000, instalments=1, on=NOW.date(), now=NOW)
        admit(member=joined, on=NOW.date(), now=NOW)
    issue_cards(
        actor=world.actor(Role.SEKRETARIS),
        member_ids=[joined.id],
        today=NOW.date(),
        request_id=new_id(),
        now=NOW,
    )
    world.member_id = joined.id
    count_members(now=NOW)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_no_number_stands_in_the_database_in_clear(told, client, postgresql, caplog):
    caplog.handler.setFormatter(JsonFormatter())
    for password in ("salah sekali", PASSWORD):
        client.post("/masuk/", {"login": "0812-3456-7890", "password": password})
    assert client.session["_auth_user_id"]
    client.post(
        "/koperasi/35.73.03.1003/gabung/", {"name": "Warga Kedua", "phone": RESIDENT["phone"], "consent": "1"}
    )
    client.get("/orang/?cari=3573034105900001&hp=081234567890")

    with (
        logged_in_as(postgresql, "guyub_owner"),
        all_cooperatives("a scanner reads every row, as the owner"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [table for (table,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608  a table of the catalogue
            for (row,) in cursor.fetchall():
                if finds(row):
                    found[table] = row[:200]
        cursor.execute("SELECT session_data FROM django_session")
        for (session,) in cursor.fetchall():
            payload = session.split(":")[0]
            assert not finds(base64.urlsafe_b64decode(payload.lstrip(".") + "==").decode(errors="replace"))
    assert len(tables) > 25
    assert found == {}
    assert not finds(caplog.text)


def test_no_page_of_any_role_shows_one(told, client):
    call_command("load_network", without_regions=True)
    member = told.person(Role.ANGGOTA)
    told.open_request = new_id
    for role in Role:
        client.force_login(told.person(role))
        for row in ROWS:
            # Who is refused sees the same page everywhere; who may open which is the matter of test_permissions.
            if (
                row.method != "get"
                or (row.requires and not row.opens_to(role))
                or row.url_name
                in {
                    "account_logout",
                    "kernel:readyz",
                    "identity:audit_export",
                    "development:needs_export",
                    "supervision:city_export",
                    "cooperatives:download",
                }
            ):
                continue
            answer = client.get(reverse(row.url_name, kwargs=row.address_arguments(told)))
            assert not finds(words_of(answer)), (role, row.url_name)
    client.force_login(told.person(Role.SEKRETARIS))
    found = client.post("/anggota/cari/", {"cari": NUMBERS[SecretKind.NIK]}, headers={"HX-Request": "true"})
    assert member.name in found.content.decode()
    assert not finds(found.content.decode())
    page = client.get(f"/orang/{member.id}/").content.decode()
    assert "•••• 0001" in page
    assert "•••• 7890" in page


def test_no_export_and_no_answer_of_the_api_holds_one(told, client):
    call_command("load_network", without_regions=True)
    client.force_login(told.person(Role.PENGAWAS))
    table = client.get("/jejak/unduh/")
    assert table.status_code == 200
    cells = " ".join(cell for row in read_table(table.content) for cell in row)
    assert "mencatat NIK milik" in cells
    assert not finds(cells)
    for what in ("dokumen", "pengurus", "gerai", "laporan"):
        lists = client.get(f"/lembaga/{told.bumiayu.code}/unduh/{what}/")
        assert not finds(" ".join(cell for row in read_table(lists.content) for cell in row))

    _, secret = make_token(
        actor=told.actor(Role.KETUA),
        name="Bank contoh",
        scopes=[scope for scope in SCOPES if scope.endswith(":read")],
        request_id=new_id(),
        now=utc_now(),
    )
    here = f"/api/cooperatives/{told.bumiayu.code}"
    for address in (
        *(
            "/api/people",
            "/api/parameters",
            "/api/about",
            "/api/openapi.json",
            "/api/cooperatives",
            "/api/needs",
        ),
        *(here, f"{here}/reports", f"{here}/notes", f"{here}/needs"),
        *(f"{here}/{name}" for name in ("accounts", "balances", "entries", "members", "member-events")),
    ):
        answer = client.get(address, headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200
        assert not finds(answer.content.decode())


def test_it_is_shown_once_to_whom_may_see_it_and_never_kept_by_the_browser(told, client):
    client.force_login(told.person(Role.SEKRETARIS))
    member = told.person(Role.ANGGOTA)

    shown = client.post(f"/orang/{member.id}/buka/", {"kind": "NIK", "reason": "dicocokkan dengan KTP"})

    assert finds(shown.content.decode())
    assert "no-store" in shown["Cache-Control"]
    assert not finds(client.get(f"/orang/{member.id}/").content.decode())
