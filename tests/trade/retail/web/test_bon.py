"""Pages of bon: who owes and how long, paying and taking back, the receipt, reminders; and the member's own page."""

from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.models import BonPayment, BonReminder
from tests.trade.retail.services.test_bon import Creditor
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=36)


@pytest.fixture
def creditor(world):
    return Creditor(world)


@pytest.fixture
def at(monkeypatch, client, world):
    """Look at a page in a role, 36 days after the sales."""
    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: LATER)
    monkeypatch.setattr("guyub.finance.savings.web.frame.utc_now", lambda: LATER)

    def look(role, address, **posted):
        client.force_login(world.seat(role).person if isinstance(role, Role) else role)
        answer = client.post(address, posted | {"request_id": new_id()}) if posted else client.get(address)
        answer.said = answer.content.decode("utf-8", "replace").replace("\u00a0", " ")
        return answer

    return look


def test_who_owes_pays_and_is_reminded(creditor, at, client, django_assert_max_num_queries):
    mine = f"/gerai/bon/{creditor.siti.id}/"
    page = at(Role.BENDAHARA, "/gerai/bon/").said
    for said in ("1 anggota punya bon", "Siti Aminah", "8 hari lewat", "62.000", "1 sampai 30 hari"):
        assert said in page
    assert "Tidak ada yang cocok" in at(Role.BENDAHARA, "/gerai/bon/?cari=budi").said
    assert "Siti Aminah" in at(Role.PENGAWAS, "/gerai/bon/?umur=30").said
    assert at(Role.BENDAHARA, "/gerai/bon/unduh/?bentuk=csv").said.count("Siti Aminah") == 1

    assert "Nota K1-0001" in at(Role.BENDAHARA, mine).said
    for address in ("/gerai/bon/", mine):
        with django_assert_max_num_queries(12):
            client.get(address)
    refused = at(Role.BENDAHARA, f"{mine}bayar/", amount="62.001", cash_place=creditor.cash["BRANKAS"])
    assert (refused.status_code, "tinggal Rp 62.000" in refused.said) == (422, True)
    paid = at(Role.BENDAHARA, f"{mine}bayar/", amount="40.000", cash_place=creditor.cash["BRANKAS"])
    assert paid.status_code == 302
    with scope(creditor.place.id):
        payment = BonPayment.objects.get(cooperative=creditor.place)
    assert (payment.amount_rp, creditor.open()) == (40_000, [0, 2_000, 20_000])
    assert at(Role.KASIR, f"/gerai/bon/bukti/{payment.id}/")["Content-Type"] == "application/pdf"

    own = at(creditor.siti.person, "/saya/bon/").said
    with django_assert_max_num_queries(12):
        client.get("/saya/bon/")
    for said in ("22.000", "62.000", "Nota K1-0002", "40.000"):
        assert said in own
    assert at(creditor.siti.person, "/gerai/bon/").status_code == 403

    back = at(Role.BENDAHARA, f"/gerai/bon/bukti/{payment.id}/batal/", why="salah orang")
    assert back.status_code == 302
    assert "Dibatalkan" in at(Role.BENDAHARA, mine).said

    assert "1 anggota lain" in at(Role.SEKRETARIS, "/gerai/bon/ingatkan/").said  # she has no phone here
    sent = at(Role.SEKRETARIS, "/gerai/bon/ingatkan/terkirim/", sent=creditor.siti.id)
    assert sent.status_code == 302
    with scope(creditor.place.id):
        reminder = BonReminder.objects.get(cooperative=creditor.place)
    assert (reminder.amount_rp, reminder.on) == (62_000, LATER.date())
    assert "diingatkan" in at(Role.BENDAHARA, "/gerai/bon/").said
    assert "anggota lain" not in at(Role.SEKRETARIS, "/gerai/bon/ingatkan/").said
