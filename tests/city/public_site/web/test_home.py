from guyub.community.cooperatives.selectors.wards import wards


def test_the_first_page_names_all_57_cooperatives_with_their_source(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/").content.decode()

    assert all(f"KKMP {ward.name}" in page for ward in wards())
    assert page.count("<path") >= 57
    assert "Bumiayu" in page
    assert "CC BY-IGO" in page


def test_a_few_letters_narrow_the_list(client, db):
    answer = client.get("/", {"kelurahan": "bumi"})

    assert answer.context["found"] == 1
    assert [ward.name for _, wards in answer.context["kecamatan"] for ward in wards] == ["Bumiayu"]


def test_nothing_found_says_so(client, db):
    answer = client.get("/", {"kelurahan": "Jakarta"})

    assert answer.status_code == 200
    assert answer.context["found"] == 0
