"""A rationed sale of a till: who bought is kept beside it, cylinders and deposits go with the goods, and come back."""

from datetime import timedelta

import pytest

from guyub.foundation.devices.models import DeviceEvent
from guyub.foundation.devices.services.resolving import refuse_event
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import take_events
from guyub.trade.inventory.domain.containers import ContainerState, Why
from guyub.trade.inventory.models import ContainerBook, ContainerProduct
from guyub.trade.inventory.services import container_kinds, containers
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from guyub.trade.subsidised.domain.programmes import KnownBy, OfficialState, UseState
from guyub.trade.subsidised.models import Consumer, Programme, QuotaUse, RationedSale, UnmetRequest
from guyub.trade.subsidised.selectors.sold import rations_of
from guyub.trade.subsidised.services.giving_back import finish_giving_back
from guyub.trade.subsidised.services.unmet import note_unmet
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
GAS_RP, DEPOSIT_RP = 18_000, 150_000
DRAWER, DEPOSITS = "1.1.01", "2.1.13"


class GasCounter(Counter):
    """A till that sells LPG: 30 full cylinders and 10 empty ones lie there, each for a deposit of 150,000."""

    def __init__(self, world):
        super().__init__(world)
        load_rules(now=NOW - timedelta(days=30))
        Programme.objects.get_or_create(
            key="LPG_3KG", defaults={"title": "LPG 3 kg", "unit": "TABUNG", "official": "MAP"}
        )
        with scope(self.place.id):
            self.gas = self.shop.product("LPG 3 kg", good="LPG_3KG")
        self.shop.receive(self.gas, 30, 480_000, on=self.today - timedelta(days=7))
        by = {"actor": self.buyer, "place": self.place, "today": self.today, "now": NOW}
        self.kind_id = container_kinds.add_kind(
            name="Tabung 3 kg", deposit_rp=DEPOSIT_RP, request_id=new_id(), **by
        )
        with scope(self.place.id):
            ContainerProduct.objects.create(cooperative=self.place, kind_id=self.kind_id, product=self.gas)
        for qty, after in ((30, ContainerState.ISI), (10, ContainerState.KOSONG)):
            containers.move_at_place(
                kind_id=self.kind_id,
                why=Why.BELI,
                before=ContainerState.LUAR,
                after=after,
                location_id=self.store.id,
                qty=qty,
                note="contoh",
                request_id=new_id(),
                **by,
            )
        self.siti = Consumer.objects.create(
            nik_index=b"n" * 32,
            kk_index=b"k" * 32,
            index_key_id="i1",
            key_id="k1",
            sealed=b"x",
            given_name="Siti",
            nik_last4="0042",
            registered_by=self.place,
            person=self.cashier,
            registered_at=NOW,
            consent_version=1,
            changed_at=NOW,
        )

    def ration(self, packs=1, **more):
        fields = {
            "line": 1,
            "use_id": str(uuid7()),
            "programme": "LPG_3KG",
            "category": "RT",
            "consumer_id": str(self.siti.id),
            "last4": "0042",
            "known_by": "NETWORK",
            "qty": packs,
            "empties": packs,
        }
        return fields | more

    def sells_gas(self, packs=1, **more):
        line = self.told_line(self.gas, self.gas_unit, packs, GAS_RP)
        return self.sells_at_till(line, rations=[self.ration(packs, **more)])

    @property
    def gas_unit(self):
        with scope(self.place.id):
            return self.gas.units.get(factor=1)

    def book(self):
        """Give full, empty, on loan, on deposit, and the deposits in rupiah."""
        with scope(self.place.id):
            row = ContainerBook.objects.get(cooperative=self.place, kind_id=self.kind_id)
            return (row.full_qty, row.empty_qty, row.loan_qty, row.deposit_qty, row.deposit_rp)

    def kept(self, sale_id):
        with scope(self.place.id):
            return list(RationedSale.objects.filter(cooperative=self.place, sale_id=sale_id))

    def official(self, sale_id, state):
        with scope(self.place.id):
            RationedSale.objects.filter(cooperative=self.place, sale_id=sale_id).update(official=state.value)


@pytest.fixture
def counter(world):
    made = GasCounter(world)
    yield made
    assert made.broken() == []


def test_a_sale_keeps_its_buyer_swaps_takes_a_deposit_and_a_void_gives_all_of_it_back(counter):
    use_id = uuid7()
    QuotaUse.objects.create(
        id=use_id,
        programme_id="LPG_3KG",
        category="RT",
        consumer=counter.siti,
        nik_index=b"n" * 32,
        cooperative=counter.place,
        qty=2,
        at=NOW,
        day=counter.today,
        state=UseState.USED.value,
        known_by=KnownBy.UNKNOWN.value,
        over_mode="WARN",
        decision={},
        recorded_at=NOW,
    )
    answer = counter.sells_gas(
        2, use_id=str(use_id), empties=1, stays="DEPOSIT", deposit_rp=DEPOSIT_RP, reason="hajatan"
    )
    assert answer.answer.value == "ACCEPTED", answer

    (row,) = counter.kept(answer.event_id)
    assert (row.number, row.programme, row.category, row.buyer, row.nik_last4, row.qty, row.packs) == (
        *("K1-0001", "LPG_3KG", "RT", "Siti", "0042"),
        *(2, 2),
    )
    assert (row.paid_rp, row.ceiling_rp, row.empties_in, row.official, row.reason) == (
        *(36_000, 36_000, 1),
        *("WAITING", "hajatan"),
    )
    # What the network counted says how it was known, not what the till believed.
    assert (row.known_by, row.over_mode, row.consumer_id) == ("UNKNOWN", "WARN", counter.siti.id)
    assert counter.book() == (28, 11, 0, 1, DEPOSIT_RP)
    assert counter.books(DRAWER, DEPOSITS) == [36_000 + DEPOSIT_RP, -DEPOSIT_RP]
    with scope(counter.place.id):
        (shown,) = rations_of(cooperative_id=counter.place.id, sale_id=answer.event_id)
    assert (shown.stay_qty, shown.deposit_rp, shown.buyer) == (1, DEPOSIT_RP, "Siti")

    void = counter.voids(answer.event_id)
    assert void.answer.value == "ACCEPTED", void
    (row,) = counter.kept(answer.event_id)
    assert (row.taken_back_on, row.official) == (counter.today, "")
    assert counter.book() == (30, 10, 0, 0, 0)
    assert counter.books(DRAWER, DEPOSITS, "4.2.01") == [0, 0, 0]
    assert counter.there(counter.gas) == 30


def test_7_13_05_a_void_after_the_official_log_was_ticked_makes_a_task_to_cancel_it_there(counter):
    for state, after in (
        (OfficialState.DONE, "CANCEL"),
        (OfficialState.KEPT, "CANCEL"),
        (OfficialState.REFUSED, ""),
    ):
        sale = counter.sells_gas(1).event_id
        counter.official(sale, state)
        assert counter.voids(sale).answer.value == "ACCEPTED"
        assert [row.official for row in counter.kept(sale)] == [after]
    assert counter.book() == (30, 10, 0, 0, 0)


def test_a_rationed_line_comes_back_whole_and_on_loan_it_costs_nothing(counter):
    sale = counter.sells_gas(2, empties=0, stays="LOAN").event_id
    assert counter.book() == (28, 10, 2, 0, 0)

    def back(qty, rp):
        lines = [{"line": 1, "base_qty": qty, "amount_rp": rp}]
        body = counter.of_shift(number=counter.number(), sale_id=str(sale), reason="tabung bocor")
        return counter.tells(
            "sale.returned", body | {"lines": lines, "tenders": [{"kind": "CASH", "amount_rp": rp}]}
        )

    part = back(1, 18_000)
    assert (part.code, part.facts["wrong"]) == ("subsidised.ration.refused", "part")
    assert back(2, 36_000).answer.value == "ACCEPTED"
    assert counter.book() == (30, 10, 0, 0, 0)
    assert [row.taken_back_on for row in counter.kept(sale)] == [counter.today]


def test_a_number_that_belongs_to_another_sale_gives_nothing_of_it_back(counter):
    use_id = str(uuid7())
    first, second = (counter.sells_gas(1, use_id=use_id).event_id for _ in range(2))
    counter.voids(second)
    assert dict(QuotaUse.objects.values_list("told_by", "state")) == {first: "USED", second: "RELEASED"}


def test_a_sale_that_people_refuse_gives_its_quota_back_and_one_that_waits_does_not(counter):
    first, second = (counter.sells_gas(1, use_id=str(uuid7()), empties=0).event_id for _ in range(2))
    with scope(counter.place.id):
        rows = {row.event_id: row.id for row in DeviceEvent.objects.filter(cooperative=counter.place)}
    by = {"actor": counter.buyer, "reason": "tercatat dua kali", "request_id": new_id(), "now": NOW}
    refuse_event(event_id=rows[first], **by)
    assert [finish_giving_back(place_id=counter.place.id, now=NOW) for _ in range(2)] == [1, 0]
    assert dict(QuotaUse.objects.values_list("told_by", "state")) == {first: "RELEASED", second: "USED"}


def test_what_does_not_fit_waits_and_nothing_of_it_is_entered(counter):
    for wrong, more in (
        ("line", {"line": 2}),
        ("goods", {"programme": "BERAS_SPHP"}),
        ("qty", {"qty": 2}),
        ("empties", {"empties": 2}),
        ("empties", {"empties": 0}),
        ("empties", {"stays": "LOAN"}),
        ("deposit", {"empties": 0, "stays": "DEPOSIT", "deposit_rp": DEPOSIT_RP - 1}),
    ):
        answer = counter.sells_gas(1, **more)
        assert (answer.code, answer.facts.get("wrong")) == ("subsidised.ration.refused", wrong)
    assert counter.sells_gas(1, last4="3573011203900042").code == "subsidised.ration.unread"
    assert counter.sells_gas(31).code in {"inventory.stock.refused", "inventory.container.refused"}
    assert (counter.book(), counter.books(DRAWER), counter.sales()) == ((30, 10, 0, 0, 0), [0], 0)


def test_a_sale_without_a_network_and_one_that_asked_nobody_are_kept_as_they_were_told(counter):
    offline = counter.sells_gas(1, consumer_id=None, box="YWJj", known_by="UNKNOWN", last4="0007")
    (row,) = counter.kept(offline.event_id)
    assert (row.consumer_id, row.buyer, row.nik_last4, row.known_by) == (None, "", "0007", "UNKNOWN")

    line = counter.told_line(counter.gas, counter.gas_unit, 1, GAS_RP)
    (row,) = counter.kept(counter.sells_at_till(line, counter.soap_line(1)).event_id)
    assert (row.nik_last4, row.category, row.official, row.use_id) == ("", "", "WAITING", None)
    # Cylinders move where somebody said how.
    assert (counter.book(), counter.there(counter.gas)) == ((29, 11, 0, 0, 0), 28)


def test_who_went_without_at_the_till_is_counted_once_on_the_day_it_was_asked_and_not_named(counter, world):
    body = counter.of_shift(programme="LPG_3KG", category="", qty=1, reason="EMPTY")
    id_, day = uuid7(), timedelta(days=1)
    event = counter.outbox.write(kind="unmet.noted", body=body, at=NOW - day, id_=id_)
    answers = [take_events(device=counter.device, batch=[event], now=NOW).answers[0] for _ in range(2)]
    assert [one.answer.value for one in answers] == ["ACCEPTED", "DUPLICATE"]
    wrong = counter.tells("unmet.noted", body | {"category": "RAJA"})
    assert (wrong.code, wrong.facts) == ("subsidised.unmet.refused", {"wrong": "category"})
    office = note_unmet(
        actor=world.actor(Role.KASIR),
        programme="LPG_3KG",
        category="",
        qty=1,
        reason="EMPTY",
        request_id=new_id(),
        now=NOW,
    )
    with scope(counter.place.id):
        rows = UnmetRequest.objects.filter(cooperative=counter.place).order_by("day")
        found = list(rows.values_list("id", "qty", "day"))
        acts = AuditEntry.objects.filter(cooperative=counter.place, act="subsidised.unmet.noted")
        assert acts.count() == 2
    assert found == [(id_, 1, counter.today - day), (office, 1, counter.today)]


def test_a_till_hears_what_became_of_its_own_sales_at_the_official_site(counter):
    sale_id = counter.sells_gas().event_id
    counter.sells_at_till(counter.soap_line())

    def told(today):
        with scope(counter.place.id):
            found = slice_of(
                place=counter.place, device_id=counter.device.id, cursor=Cursor(), today=today, now=NOW
            )
        return [(one["sale_id"], one["programme"], one["state"]) for one in found.told_sites]

    assert told(counter.today) == [(sale_id, "LPG_3KG", "WAITING")]
    counter.official(sale_id, OfficialState.DONE)
    assert told(counter.today) == [(sale_id, "LPG_3KG", "DONE")]
    assert told(counter.today + timedelta(days=1)) == []
