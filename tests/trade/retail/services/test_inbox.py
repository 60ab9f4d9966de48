"""What cannot be entered waits for a person, is said in words, and gets in once what stood against it is gone."""

import json
from datetime import timedelta

import pytest

from guyub.books.ledger.services.periods import close_months
from guyub.foundation.devices.models import Device, EventResolution
from guyub.foundation.devices.selectors.events import events_not_applied
from guyub.foundation.devices.services.resolving import ResolutionRefusedError
from guyub.foundation.devices.web.told import advice_for, in_words
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.closing import ClosingRefusedError, close_month
from guyub.journeys.services.device_events import Alike, PutRight, apply_put_right, decide_alike
from guyub.trade.retail.domain.corrections import CorrectionRefusedError
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    made = Counter(world)
    yield made
    assert made.broken() == []


def waiting(counter):
    with scope(counter.place.id):
        return events_not_applied(cooperative_id=counter.place.id)


def decided(counter, **more):
    return {"actor": counter.buyer, "reason": "sudah dibetulkan", "request_id": new_id(), "now": NOW} | more


def wrong(act, error):
    with pytest.raises(error) as refusal:
        act()
    return refusal.value.facts["wrong"]


def unknown(counter, **more):
    """Two packs of goods that the cooperative does not have."""
    line = counter.rice_line() | {
        "product_id": str(uuid7()),
        "name": "Beras pak",
        "unit": "pak",
        "factor": 1_000,
    }
    return counter.basket(line, **more)


def test_an_unknown_product_is_chosen_and_the_sale_gets_in(counter):
    answer = counter.tells("sale.made", unknown(counter))
    assert answer.facts["wrong"] == "product"
    (row,) = waiting(counter)
    words = in_words(row.kind, json.loads(row.body))
    assert (words.title, words.lines) == ("Penjualan K1-0001", [("2 pak Beras pak", 30_000)])
    assert advice_for(row.code, row.facts["wrong"]).link == "Daftar barang"

    def puts(at, code):
        right = PutRight(goods={at: code})
        apply_put_right(event_id=row.row_id, put_right=right, **decided(counter))

    assert wrong(lambda: puts(1, "TIDAK ADA"), CorrectionRefusedError) == "product"
    assert wrong(lambda: puts(2, counter.soap.code), CorrectionRefusedError) == "line"
    puts(1, counter.soap.code.lower())

    (line,) = counter.sale_lines(row_event(counter))
    assert (line.product_id, line.qty, line.net_rp) == (counter.soap.id, 2, 30_000)
    with scope(counter.place.id):
        kept = EventResolution.objects.get(cooperative=counter.place)
    assert (kept.how, kept.changes) == ("APPLIED", {"goods": {"1": counter.soap.code.lower()}})
    assert waiting(counter) == []


def row_event(counter):
    with scope(counter.place.id):
        return EventResolution.objects.get(cooperative=counter.place).event_key


def test_goods_that_came_later_are_sold_on_a_later_day(counter):
    before = NOW - timedelta(days=2)
    counter.shop.receive(counter.soap, 50, 125_000, on=counter.today - timedelta(days=1))
    answer = counter.sells_at_till(counter.soap_line(120), at=before)
    assert answer.facts["wrong"] == "short"
    (row,) = waiting(counter)

    def moves(on):
        apply_put_right(event_id=row.row_id, put_right=PutRight(on=on), **decided(counter))

    assert wrong(lambda: moves(counter.today - timedelta(days=2)), ResolutionRefusedError) == "day"
    assert wrong(lambda: moves(counter.today + timedelta(days=1)), ResolutionRefusedError) == "day"
    moves(counter.today - timedelta(days=1))
    sale = counter.sale(row_event(counter))
    assert (sale.sold_on, counter.there(counter.soap)) == (counter.today - timedelta(days=1), 30)


def test_like_ones_are_decided_together_in_their_order(counter):
    for _ in range(3):
        assert counter.sells_at_till(counter.soap_line(60)).answer.value in {
            "ACCEPTED",
            "REJECTED",
            "CONFLICT",
        }
    assert len(waiting(counter)) == 2
    row = waiting(counter)[0]
    alike = Alike(row.kind, row.code, row.facts["wrong"])
    counter.shop.receive(counter.soap, 60, 150_000, on=counter.today - timedelta(days=1))
    assert decide_alike(alike=alike, is_applied=True, **decided(counter)) == (1, 1)
    assert counter.there(counter.soap) == 40
    assert (
        wrong(
            lambda: decide_alike(alike=alike, is_applied=True, **decided(counter, reason=" ")),
            ResolutionRefusedError,
        )
        == "reason"
    )
    assert decide_alike(alike=alike, is_applied=False, **decided(counter)) == (1, 0)
    assert (waiting(counter), counter.sales()) == ([], 2)


def test_bon_above_the_limit_gets_in_once_some_of_it_is_paid(counter, world):
    siti = world.member()
    sold = counter.sells_at_till(tenders={"CREDIT": 30_000}, member=siti)
    assert sold.answer.value == "ACCEPTED", sold
    above = counter.sells_at_till(
        counter.told_line(counter.rice, counter.kg, 1_000, 490_000), tenders={"CREDIT": 490_000}, member=siti
    )
    assert (above.code, len(waiting(counter))) == ("credit.limit.refused", 1)
    assert advice_for(above.code, above.facts.get("wrong")) is not None
    counter.voids(sold.event_id)
    counter.applies_again()
    assert (waiting(counter), counter.tenders(row_event(counter))) == ([], {"CREDIT": (490_000, 490_000)})


def test_a_month_is_closed_although_a_till_is_silent(counter, world):
    later = NOW + timedelta(days=10)
    end = counter.today.replace(day=30)
    with scope(counter.place.id, durable=True):
        Device.objects.filter(cooperative=counter.place).update(waiting=3)
        close_months(
            place=counter.place,
            through=end.replace(month=10, day=31),
            actor=world.actor(Role.BENDAHARA),
            today=counter.today,
            now=NOW,
        )

    def closes(**more):
        by = {"actor": world.actor(Role.BENDAHARA), "place": counter.place, "request_id": new_id()}
        close_month(through=end, now=later, **by, **more)

    assert wrong(closes, ClosingRefusedError) == "devices"
    closes(despite_devices=True)
    answer = counter.sells_at_till(now=later)
    sale = counter.sale(answer.event_id)
    assert (sale.sold_on, sale.entry.dated_on) == (counter.today, end + timedelta(days=1))


def test_the_page_says_it_in_words_and_decides(client, counter, world):
    for _ in range(2):
        counter.tells("sale.made", unknown(counter))
    client.force_login(world.seat(Role.PENGELOLA_GERAI).person)
    listed = client.get("/perangkat/catatan/").content.decode()
    assert "2 catatan serupa" in listed
    assert "Penjualan K1-0002" in listed
    (row, _) = waiting(counter)
    address = f"/perangkat/catatan/{row.row_id}/"
    shown = client.get(address).content.decode()
    assert "2 pak Beras pak" in shown
    assert "Betulkan dan masukkan" in shown
    told = {"request_id": new_id(), "line": "1", "product": counter.soap.code, "reason": "salah label"}
    assert client.post(f"{address}betulkan/", told).status_code == 302
    assert f"baris 1 adalah {counter.soap.code}" in client.get(address).content.decode()
    told = {"request_id": new_id(), "kind": row.kind, "code": row.code, "wrong": "product", "how": "refuse"}
    answer = client.post("/perangkat/catatan/serupa/", told | {"reason": "sudah ditulis tangan"})
    assert "1 catatan tidak dimasukkan, 0 masih tertahan." in answer.content.decode()
    assert (waiting(counter), counter.sales()) == ([], 1)
