"""A payment gateway is believed once two people agreed, by its signature alone, and once for each event."""

import json
import uuid

import pytest
from django.db import connection

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.gateways import GatewayNoticeRefusedError, GatewayRefusedError
from guyub.trade.retail.models import GatewayAccount, GatewayNotice, GatewayPayment
from guyub.trade.retail.selectors.gateways import account_at, address_of, payments_of
from guyub.trade.retail.selectors.invariants_sales import gateway_payments_are_as_told
from guyub.trade.retail.selectors.qris_waiting import qris_waiting
from guyub.trade.retail.services.gateway_notices import hear_notice
from guyub.trade.retail.services.gateways import decide_payment, propose_gateway, withdraw_gateway
from tests.journal_writing import approve
from tests.racing import together
from tests.trade.retail.counter import Counter
from tests.trade.retail.gateways import SERVER_KEY, midtrans
from tests.world import NOW, new_id

REFERENCE = "9F3A1B2C4D5E"


class Gate(Counter):
    """A shop whose gateway two people agreed on."""

    def __init__(self, world):
        super().__init__(world)
        self.world = world
        approve(world, self.proposes(), Role.KETUA)

    def proposes(self, secret=SERVER_KEY):
        typed = {"provider": "MIDTRANS", "merchant": "M-123", "secret": secret}
        return propose_gateway(actor=self.treasurer, request_id=new_id(), now=NOW, **typed)

    def account(self):
        with scope(self.place.id):
            return GatewayAccount.objects.filter(cooperative=self.place).order_by("-asked_at", "-id")[0]

    def hears(self, raw_body, account=None):
        account = account or self.account()
        return hear_notice(account=account, raw_body=raw_body, headers={}, now=NOW)

    def kept(self):
        """Give everything that notifications can change, except the count of refused ones."""
        with scope(self.place.id):
            payments = GatewayPayment.objects.filter(cooperative=self.place).order_by("id")
            notices = GatewayNotice.objects.filter(cooperative=self.place).order_by("id")
            return (
                [(row.reference, row.state, row.amount_rp, row.odd) for row in payments],
                [(row.state, row.outcome) for row in notices],
                AuditEntry.objects.filter(cooperative=self.place).count(),
                self.books("1.1.06", "1.1.03"),
            )

    def waits(self):
        with scope(self.place.id):
            return [
                (row.reference, row.sold_rp) for row in payments_of(cooperative_id=self.place.id) if row.waits
            ]

    def at_gateway(self):
        with scope(self.place.id):
            days = qris_waiting(cooperative_id=self.place.id, asked_before=self.today)
            return [row.gateway_rp for day in days for row in day.rows]

    def sells(self, reference=REFERENCE):
        return self.sells_at_till(
            self.soap_line(qty=3), self.soap_line(qty=1), tenders={"QRIS": 16_000}, reference=reference
        )

    def decides(self, why="uang pembeli dikembalikan"):
        with scope(self.place.id):
            payment = GatewayPayment.objects.get(cooperative=self.place)
        told = {"actor": self.treasurer, "today": self.today, "now": NOW, "request_id": new_id()}
        decide_payment(payment_id=payment.id, why=why, **told)


@pytest.fixture
def gate(world):
    made = Gate(world)
    yield made
    with scope(made.place.id):
        assert list(gateway_payments_are_as_told(made.place.id)) == []


def wrong(act, *args, **more):
    with pytest.raises((GatewayNoticeRefusedError, GatewayRefusedError)) as refusal:
        act(*args, **more)
    return refusal.value.facts["wrong"]


@pytest.mark.django_db
def test_7_13_10_webhooks_bad_signature_replay_wrong_amount_late_expire_after_settlement(gate):
    """7.13, 10: each leaves the sale's money where it was, and a person sees what does not fit."""
    assert gate.sells().answer == "ACCEPTED"
    before = gate.kept()
    assert wrong(gate.hears, midtrans(amount="16000.00", key="bukan-kunci-kita")) == "signature"
    assert wrong(gate.hears, midtrans(amount="16000.00", status="refund")) == "unread"
    assert gate.kept() == before
    assert gate.account().refused_count == 2

    settled = midtrans(amount="16000.00")
    first = gate.hears(settled)
    once = gate.kept()
    assert once[:2] == ([(REFERENCE, "SETTLED", 16_000, "")], [("SETTLED", "MOVED")])
    assert once[3] == before[3], "the bank has not shown it: 1.1.06 stays open"
    assert gate.at_gateway() == [16_000]
    assert gate.hears(settled) == first
    assert gate.kept() == once
    with pytest.raises(RequestReusedError):
        gate.hears(midtrans(amount="15000.00"))
    assert gate.kept() == once

    gate.hears(midtrans(amount="16000.00", status="expire", code="407"))
    assert gate.kept()[:2] == (once[0], [("SETTLED", "MOVED"), ("EXPIRED", "LATE")])
    assert gate.at_gateway() == [16_000]
    assert gate.waits() == []


@pytest.mark.django_db
def test_another_amount_than_the_receipt_waits_for_a_person(gate):
    gate.hears(midtrans(amount="15000.00"))
    assert gate.waits() == [(REFERENCE, None)], "paid at the gateway, and sold to nobody"
    gate.sells()
    assert gate.waits() == [(REFERENCE, 16_000)]
    assert wrong(gate.decides, "x") == "why"
    gate.decides()
    assert gate.waits() == []
    assert wrong(gate.decides) == "gone"


@pytest.mark.django_db
def test_a_second_payment_of_one_order_waits_even_after_a_decision(gate):
    gate.sells()
    gate.hears(midtrans(amount="16000.00", status="pending", code="201"))
    gate.hears(midtrans(amount="15000.00"))
    assert gate.kept()[0] == [(REFERENCE, "PENDING", 16_000, "AMOUNT")]
    gate.decides("gerbang ditanya")
    gate.hears(midtrans(amount="16000.00", transaction_id="kedua"))
    gate.hears(midtrans(amount="16000.00", transaction_id="ketiga"))
    assert gate.kept()[0] == [(REFERENCE, "SETTLED", 16_000, "TWICE")]
    assert gate.waits() == [(REFERENCE, 16_000)]


@pytest.mark.django_db
def test_an_account_is_two_peoples_and_one_ends_it(gate, world):
    account = gate.account()
    address = address_of(account)
    assert account_at(provider="midtrans", door=address).id == account.id
    assert account_at(provider="xendit", door=address) is None
    for door in ("", "x", f"{gate.place.id}-{'0' * 32}", f"999999-{account.door}"):
        assert account_at(provider="midtrans", door=door) is None

    late, other = gate.proposes("kunci-yang-kedua-0001"), gate.proposes("kunci-yang-ketiga-0001")
    assert wrong(approve, world, late, Role.KETUA) == "moved"
    assert account_at(provider="midtrans", door=address) is not None
    approve(world, other, Role.KETUA)
    assert account_at(provider="midtrans", door=address) is None
    assert wrong(gate.hears, midtrans()) == "signature"

    told = {"actor": gate.treasurer, "today": gate.today, "now": NOW}
    withdraw_gateway(why="kunci diketahui orang", request_id=new_id(), **told)
    ended = gate.account()
    assert (bytes(ended.sealed), account_at(provider="midtrans", door=address_of(ended))) == (b"", None)
    assert [wrong(withdraw_gateway, why=why, request_id=new_id(), **told) for why in ("ulang", "x")] == [
        "none",
        "why",
    ]


@pytest.mark.django_db
def test_neither_secret_nor_payer_lies_anywhere_in_clear(gate):
    gate.hears(midtrans(amount="16000.00"))
    with scope(gate.place.id), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("retail_gateway", "approvals_", "identity_audit", "kernel_request")):
                whole = f"SELECT {table}::text FROM {table} WHERE {table}.cooperative_id = %s"  # noqa: S608  names of the database's own
                cursor.execute(whole, [gate.place.id])
                said = json.dumps(cursor.fetchall())
                for hidden in (SERVER_KEY, SERVER_KEY.encode().hex(), "Pembeli Contoh", "081200000000"):
                    assert hidden not in said, table


@pytest.mark.django_db(transaction=True)
def test_two_of_one_notification_at_the_same_moment_have_one_effect(gate):
    gate.sells()
    account, told = gate.account(), midtrans(amount="16000.00")
    heard = []
    assert together(*[lambda: heard.append(gate.hears(told, account))] * 2) == ["done", "done"]
    assert (len(heard), len(set(heard)), type(heard[0])) == (2, 1, uuid.UUID)
    assert gate.kept()[:2] == ([(REFERENCE, "SETTLED", 16_000, "")], [("SETTLED", "MOVED")])
