from guyub.community.cooperatives.selectors.wards import ward_shapes, wards
from guyub.community.cooperatives.services.network import KOTA_MALANG, join_wards
from guyub.foundation.kernel.models import Cooperative


def test_57_wards_in_five_kecamatan_each_with_its_shape():
    assert len(wards()) == 57
    assert {ward.kecamatan for ward in wards()} == {
        "Blimbing", "Kedungkandang", "Klojen", "Lowokwaru", "Sukun",
    }  # fmt: skip
    assert set(ward_shapes()) == {ward.code for ward in wards()}


def test_all_join_with_the_city_office_and_a_second_time_changes_nothing(db):
    assert join_wards(wards=wards()) == 58
    first = dict(Cooperative.objects.values_list("code", "id"))

    join_wards(wards=wards())

    assert dict(Cooperative.objects.values_list("code", "id")) == first
    assert Cooperative.objects.get(code=KOTA_MALANG).name == "Diskopindag Kota Malang"
    assert Cooperative.objects.get(name="KKMP Bumiayu").code.startswith("35.73.03.")
