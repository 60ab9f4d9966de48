"""The cooperative's QRIS code reaches the tills once two people agreed on it, and leaves them at one person's word."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.qris_codes import QrisCodeRefusedError
from guyub.trade.retail.selectors.qris_codes import codes_of, codes_waiting
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from guyub.trade.retail.services.qris_codes import REPLACED, propose_code, withdraw_code
from tests.journal_writing import approve
from tests.trade.retail.counter import Counter
from tests.trade.retail.qris import sticker
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    return Counter(world)


def proposes(counter, text):
    return propose_code(actor=counter.treasurer, text=text, request_id=new_id(), now=NOW)


def shown(counter):
    with scope(counter.place.id):
        found = slice_of(
            place=counter.place, device_id=counter.device.id, cursor=Cursor(), today=counter.today, now=NOW
        )
    return found.qris and found.qris["nmid"]


def codes(counter):
    with scope(counter.place.id):
        return [(one.nmid, one.ended_why) for one in codes_of(cooperative_id=counter.place.id)]


def test_from_a_proposal_to_the_tills_and_back(counter, world):
    asked = proposes(counter, sticker())
    assert shown(counter) is None
    with scope(counter.place.id):
        (waiting,) = codes_waiting(actor=counter.treasurer, now=NOW)
    assert (waiting.approval_id, waiting.nmid) == (asked, "ID1026512345678")

    approve(world, asked, Role.KETUA)
    assert shown(counter) == "ID1026512345678"
    with pytest.raises(QrisCodeRefusedError) as refusal:
        proposes(counter, sticker())
    assert refusal.value.facts["wrong"] == "same"

    other, late = (proposes(counter, sticker(nmid=f"ID200000000000{no}")) for no in (1, 2))
    approve(world, other, Role.KETUA)
    with pytest.raises(QrisCodeRefusedError) as refusal:
        approve(world, late, Role.KETUA)
    assert refusal.value.facts["wrong"] == "moved"
    assert codes(counter) == [("ID2000000000001", ""), ("ID1026512345678", REPLACED)]

    told = {"actor": counter.treasurer, "today": counter.today, "now": NOW}
    withdraw_code(why="rekening ditutup", request_id=new_id(), **told)
    assert shown(counter) is None
    for why, wrong in (("rekening ditutup", "none"), ("x", "why")):
        with pytest.raises(QrisCodeRefusedError) as refusal:
            withdraw_code(why=why, request_id=new_id(), **told)
        assert refusal.value.facts["wrong"] == wrong
    assert counter.shop_acts() == [
        "till.set", "qris_code.agreed", "qris_code.agreed", "qris_code.withdrawn",
    ]  # fmt: skip
