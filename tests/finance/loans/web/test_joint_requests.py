"""The group that answers for a loan, from the form to the contract's paper."""

import re

import pytest

from guyub.finance.loans.web import paper_files
from guyub.foundation.identity.domain.roles import Role
from tests.finance.loans.joint_book import JointBook
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]
LIST, OWN = "/pinjaman/permohonan/", "/saya/pinjaman/permohonan/"


@pytest.fixture
def book(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.finance.savings.web.frame",
        "guyub.finance.loans.web.request_pages",
        "guyub.finance.loans.web.views.request_acts",
        "guyub.finance.loans.web.views.papers",
        "guyub.desks.member.web.own_pages",
        "guyub.desks.member.web.views.own_loans",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW, raising=False)
    return JointBook(world)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def wish(book, **more):
    told = {"product": book.product.id, "amount": "1.200.000", "instalments": "12", "use": "PENDIDIKAN"}
    return told | {"purpose": "Seragam sekolah", "request_id": str(new_id())} | more


def test_at_the_counter_the_members_own_group_is_offered(book, client):
    book.owes_late(book.dewi)
    client.force_login(book.world.person(Role.KASIR))
    alone = book.world.member("Budi Santoso")
    assert "ikut menanggung" not in text_of(client.get(f"{LIST}baru/{alone.id}/"))
    form = f"{LIST}baru/{book.siti.id}/"
    assert "tanpa kelompok Kelompok Melati" in text_of(client.get(form))

    refused = client.post(form, wish(book, group=new_id()))
    assert (refused.status_code, "tidak ada di kelompok" in text_of(refused)) == (422, True)
    shown = text_of(client.post(form, wish(book, group=book.group), follow=True))

    assert "Ikut menanggung Kelompok Melati" in shown
    assert "Bermasalah Menunggak Rp" in shown
    assert "Bicarakan dengan ketua kelompok" in shown


def test_the_treasurer_sees_how_the_group_stands_while_analysing(book, client):
    application_id = book.applies(group_id=book.group)
    client.force_login(book.treasurer_person)

    assert "Baru Belum ada pinjaman dan pertemuan" in text_of(client.get(f"{LIST}{application_id}/analisis/"))


def test_a_member_names_the_own_group(book, client):
    client.force_login(book.siti.person)
    assert "Kelompok Melati" in text_of(client.get(f"{OWN}baru/"))

    shown = text_of(client.post(f"{OWN}baru/", wish(book, group=book.group), follow=True))

    assert "Ikut menanggung Kelompok Melati" in shown
    assert "Belum ada pinjaman dan pertemuan" not in shown  # of the others nothing is said


def test_the_page_and_the_contract_name_the_group(book, client, monkeypatch):
    application_id, request_id = book.asked(group_id=book.group)
    book.votes_whole(request_id)
    loan, told = book.row(application_id).loan, {}
    monkeypatch.setattr(paper_files, "render_pdf", lambda *, payload, **_: told.update(payload) or b"%PDF-")
    client.force_login(book.treasurer_person)

    assert "Kelompok Melati Ikut menanggung pinjaman ini" in text_of(client.get(f"/pinjaman/{loan.id}/"))
    client.post(f"/pinjaman/{loan.id}/akad/", {"pays_out_on": f"{TODAY}", "request_id": str(new_id())})

    assert ["Ditanggung renteng", "oleh kelompok Melati"] in told["facts"]
    assert "Tanggung renteng" in [title for title, _ in told["clauses"]]
