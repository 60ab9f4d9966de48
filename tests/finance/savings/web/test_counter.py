"""The counter in pages: whom to serve, paying in, taking out, and what a refusal leaves typed."""

import pytest

from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY
from tests.finance.savings.services.test_counter import CounterWorld
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world, client):
    found = CounterWorld(world)
    found.allow()
    client.force_login(world.person(Role.BENDAHARA))
    return found


def address(counter, act=""):
    return f"/simpanan/loket/{counter.siti.id}/{act}"


def sent(counter, **fields):
    return {"request_id": str(new_id()), "cash_place": str(counter.cash)} | fields


def test_a_number_leads_straight_to_the_member(counter, client):
    assert client.get("/simpanan/?cari=1").headers["Location"] == address(counter)
    assert "Siti Aminah" in client.get("/simpanan/?cari=siti", follow=True).content.decode()
    assert "Tidak ada anggota yang cocok" in client.get("/simpanan/?cari=zzz").content.decode()
    assert "Di loket cukup nomor" in client.get("/simpanan/?cari=3573034105900001").content.decode()


def test_paying_in_ends_at_the_receipt(counter, client):
    product = counter.products["SUKARELA"]
    answer = client.post(address(counter, "setor/"), sent(counter, amount="250.000", product=str(product)))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{address(counter)}?bukti=")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Sudah dibukukan" in page
    assert "Rp 250.000" in page.replace("\u00a0", " ")


def test_taking_out_too_much_keeps_what_was_typed(counter, client):
    counter.pays(100_000)
    account = counter.account(counter.siti)
    answer = client.post(address(counter, "ambil/"), sent(counter, amount="150.000", account=str(account.id)))

    assert answer.status_code == 422
    assert "Yang bisa diambil Rp" in answer.content.decode()
    assert counter.account(counter.siti).balance_rp == 100_000


def test_a_large_withdrawal_leads_to_the_request(counter, client):
    counter.pays(20_000_000)
    account = counter.account(counter.siti)
    answer = client.post(
        address(counter, "ambil/"), sent(counter, amount="6.000.000", account=str(account.id))
    )

    assert answer.headers["Location"].startswith("/persetujuan/")
    assert "menunggu persetujuan pengambilan" in client.get(address(counter)).content.decode()


def test_a_deposit_is_taken_back_with_a_reason(counter, client):
    counter.pays(100_000)
    with scope(counter.place.id):
        moved = SavingsMovement.objects.get(cooperative=counter.place)
    told = sent(counter, movement=str(moved.id))
    assert client.post(address(counter, "batal/"), told | {"reason": ""}).status_code == 422
    assert client.post(address(counter, "batal/"), told | {"reason": "keliru nama"}).status_code == 302
    assert counter.account(counter.siti).balance_rp == 0
    assert "Dibatalkan" in client.get(address(counter)).content.decode()


def test_part_of_an_account_is_held_and_let_go(counter, client):
    counter.pays(100_000)
    account = counter.account(counter.siti)
    told = sent(counter, account=str(account.id), amount="60.000", reason="jaminan")
    assert client.post(address(counter, "tahan/"), told).status_code == 302
    page = client.get(address(counter)).content.decode()
    assert "jaminan" in page
    with scope(counter.place.id):
        hold = SavingsAccount.objects.get(cooperative=counter.place, id=account.id).holds.get(
            cooperative=counter.place
        )
    client.post(address(counter, "lepas/"), sent(counter, hold=str(hold.id)))
    assert counter.account(counter.siti).held_rp == 0


def test_an_account_is_closed_at_the_counter(counter, client):
    counter.promise([(0, 60_000)])
    counter.pays(1_000_000, on=JANUARY.replace(month=11))
    account = counter.account(counter.siti)
    assert client.post(address(counter, "tutup/"), sent(counter, account=str(account.id))).status_code == 302
    assert counter.account(counter.siti).closed_on is not None


def test_a_pengawas_looks_and_does_nothing(counter, client, world):
    counter.pays(100_000)
    client.force_login(world.person(Role.PENGAWAS))
    page = client.get(address(counter)).content.decode()
    assert "Rp" in page
    assert "setor/" not in page
    assert client.post(address(counter, "setor/"), sent(counter)).status_code == 403
