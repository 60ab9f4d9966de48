import pytest

from tests.world import new_id


def test_a_paper_of_the_house_is_shown_with_its_facts_and_fingerprint(client, world):
    paper = world.paper()

    page = client.get(f"/periksa/{world.bumiayu.id}/{paper}/").content.decode()

    assert "Laporan contoh" in page
    assert "Diterbitkan KKMP Bumiayu, 25\u00a0Nov\u00a02026." in page
    assert "Oktober 2026" in page
    assert "<code>" in page


def test_a_paper_that_nobody_issued_is_the_same_plain_page(client, world):
    paper, places = world.paper(), (world.arjosari.id, 999_999_999)
    for address in (*(f"/periksa/{place}/{paper}/" for place in places), f"/periksa/1/{new_id()}/"):
        answer = client.get(address)

        assert answer.status_code == 404
        assert "Guyub tidak menerbitkan surat dengan kode ini" in answer.content.decode()


def test_no_number_is_too_large_to_ask_for(client, db):
    assert client.get(f"/periksa/{10**30}/{new_id()}/").status_code == 404
    assert client.get(f"/berkas/{10**30}/{new_id()}/").status_code == 404


@pytest.mark.parametrize("before", ["", "http://localhost:8000/periksa/", " "])
def test_a_typed_code_leads_to_the_paper(before, client, world):
    paper = world.paper()
    code = f"{before}{world.bumiayu.id}/{str(paper).upper()}/"

    answer = client.get("/periksa/", {"kode": code})

    assert answer.url == f"/periksa/{world.bumiayu.id}/{paper}/"


def test_a_code_that_is_none_is_not_read(client, db):
    page = client.get("/periksa/", {"kode": "12345"}).content.decode()

    assert "Kode ini belum terbaca." in page
    assert "12345" in page
