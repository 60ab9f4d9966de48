import pytest

from guyub.foundation.kernel.web.menu import DOCK_ENTRIES, dock_of, entries, groups, plain, search, visible_to


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("halaman", "Halaman depan"),
        ("HAL dep", "Halaman depan"),
        ("petá", "Halaman depan"),
        ("pekerja", "Keadaan sistem"),
    ],
)
def test_a_page_is_found_by_the_beginnings_of_its_words(query, first):
    assert search(query, entries())[0].label == first


def test_all_words_must_be_met_and_nothing_finds_everything():
    assert search("halaman pekerja", entries()) == []
    assert search("alaman", entries()) == []
    assert search("", entries()) == list(entries())


def test_entries_without_a_group_come_first():
    assert groups(entries())[0].title == ""
    assert groups(entries())[-1].title == "Sistem"


class Visitor:
    """Somebody who may do some acts in a cooperative."""

    def __init__(self, *acts):
        self.acts = {"", *acts}

    def allows(self, requires, place=""):
        return requires in self.acts and place in {"", "KOPERASI"}


def test_the_phones_bar_has_the_own_work_before_other_pages():
    looks = Visitor("view_goods", "view_approvals", "handle_cash", "view_savings", "claim")
    keeps = Visitor(*looks.acts, "keep_goods", "move_stock", "buy_goods")
    assert dock_of(looks) == visible_to(looks)[:DOCK_ENTRIES]
    assert [one.label for one in dock_of(keeps)][2:] == ["Barang", "Stok", "Belanja barang"]
    assert dock_of(keeps)[:2] == visible_to(keeps)[:2]


def test_a_page_of_the_demo_is_not_in_the_menu_of_a_real_house(settings):
    settings.IS_DEMO = False
    entries.cache_clear()
    try:
        assert not [entry for entry in entries() if entry.is_for_demo]
    finally:
        entries.cache_clear()


def test_accents_and_case_do_not_matter():
    assert plain("Kéju ÁB") == "keju ab"


def test_the_palette_answers_with_a_part_to_htmx_and_a_page_to_a_person(client, db):
    page = client.get("/perintah/?q=halaman").content.decode()
    part = client.get("/perintah/?q=halaman", headers={"HX-Request": "true"}).content.decode()

    assert "<!doctype html>" in page.lower()
    assert "<html" not in part
    for answer in (page, part):
        assert "Halaman depan" in answer


def test_a_long_query_and_a_strange_one_are_answered(client, db):
    answer = client.get("/perintah/", {"q": "<script>" * 100})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().partition("<main")[2].partition("</main")[0]
