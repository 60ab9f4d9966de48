"""Who speaks, what it says, and what that may change, in whatever order it comes."""

import hashlib
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.gateways import (
    GatewayNoticeRefusedError,
    GatewayRefusedError,
    Known,
    Outcome,
    PaidState,
    Provider,
    Told,
    checked_account,
    heard,
    step,
)
from tests.trade.retail.gateways import SERVER_KEY, TOKEN, midtrans, xendit

S = PaidState


def hears_midtrans(raw_body, secret=SERVER_KEY):
    return heard(Provider.MIDTRANS, raw_body=raw_body, headers={}, secret=secret)


def hears_xendit(raw_body, token=TOKEN):
    headers = {} if token is None else {"x-callback-token": token}
    return heard(Provider.XENDIT, raw_body=raw_body, headers=headers, secret=TOKEN)


def wrong(act, *args, **more):
    with pytest.raises((GatewayNoticeRefusedError, GatewayRefusedError)) as refusal:
        act(*args, **more)
    return refusal.value.facts["wrong"]


def test_the_worked_signature():
    # printf '%s' 'ORDER-118000.00...' | sha512sum, as docs/algorithms/qris.md works it.
    made = hashlib.sha512(b"K1-31820018000.00" + SERVER_KEY.encode()).hexdigest()
    told = hears_midtrans(midtrans(reference="K1-318", signature_key=made))
    assert (told.reference, told.amount_rp, told.state) == ("K1-318", 18_000, S.SETTLED)
    assert told.event_key == "b1f9-contoh:settlement"
    assert "Pembeli" not in str(told)
    assert "0812" not in str(told)


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        ("pending", "201", S.PENDING),
        ("settlement", "200", S.SETTLED),
        ("expire", "407", S.EXPIRED),
        ("deny", "202", S.FAILED),
        ("cancel", "200", S.FAILED),
    ],
)
def test_midtrans_says_how_far_a_payment_is(status, code, state):
    assert hears_midtrans(midtrans(status=status, code=code)).state is state


@pytest.mark.parametrize(
    ("_case", "body"),
    [
        ("another key", midtrans(key="SB-Mid-server-lain")),
        ("another amount than was signed", midtrans().replace(b"18000.00", b"1800.00")),
        ("no signature", midtrans(signature_key=None)),
        ("an amount that is no text", midtrans(gross_amount=18000)),
        ("a signature of other signs", midtrans(signature_key="é" * 128)),
        ("no JSON", b"{"),
        ("no object", b"[]"),
        ("no text", b"\xff\xfe"),
        ("deep", b"[" * 20_000),
        ("nothing", b""),
    ],
)
def test_what_midtrans_did_not_sign_is_not_its(_case, body):
    assert wrong(hears_midtrans, body) == "signature"


@pytest.mark.parametrize(
    ("_case", "body"),
    [
        ("a signature of a pending payment put on a settled one", midtrans(code="201")),
        ("a state without a name here", midtrans(status="refund")),
        ("no state", midtrans(transaction_status=None)),
        ("not whole", midtrans(amount="18000.50")),
        ("no number", midtrans(amount="banyak")),
        ("nothing", midtrans(amount="0.00")),
        ("endless", midtrans(amount="Infinity")),
        ("no number at all", midtrans(amount="NaN")),
        ("too much", midtrans(amount="1000000000001")),
        ("not rupiah", midtrans(currency="USD")),
        ("a reference with blanks", midtrans(reference="dua kata")),
        ("no payment", midtrans(transaction_id=None)),
    ],
)
def test_what_midtrans_signed_and_is_no_payment_is_not_read(_case, body):
    assert wrong(hears_midtrans, body) == "unread"


def test_xendit_is_known_by_its_token():
    told = hears_xendit(xendit())
    assert (told.event_key, told.amount_rp, told.state) == ("qrpy_contoh:SUCCEEDED", 18_000, S.SETTLED)
    assert "Pembeli" not in str(told)
    newer = hears_xendit(xendit(payment_id="py-contoh", request_amount=17_500))
    assert (newer.payment_key, newer.amount_rp) == ("py-contoh", 17_500)
    assert [wrong(hears_xendit, xendit(), token) for token in ("", None, TOKEN[:-1], "é")] == [
        "signature"
    ] * 4
    for body in (b"{}", b'{"event": "x", "data": 1}', xendit(amount=True), xendit(status="REFUNDED")):
        assert wrong(hears_xendit, body) == "unread"
    assert hears_xendit(xendit(metadata=None, created=True)).kept["status"] == "SUCCEEDED"


def test_what_is_typed_of_an_account():
    typed = {"provider": "MIDTRANS", "merchant": " M-123 ", "secret": f" {SERVER_KEY} "}
    assert checked_account(**typed) == (Provider.MIDTRANS, "M-123", SERVER_KEY)
    for name, bad in (("provider", "LAIN"), ("merchant", "dua kata"), ("secret", "pendek")):
        assert wrong(checked_account, **typed | {name: bad}) == name


def told(state, amount_rp=18_000, payment_key="p1"):
    return Told("e", payment_key, "R", amount_rp, state, {})


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        (None, S.PENDING, Outcome.MOVED),
        (S.PENDING, S.PENDING, Outcome.SAME),
        (S.PENDING, S.EXPIRED, Outcome.MOVED),
        (S.PENDING, S.SETTLED, Outcome.MOVED),
        (S.EXPIRED, S.PENDING, Outcome.LATE),
        (S.EXPIRED, S.FAILED, Outcome.LATE),
        (S.EXPIRED, S.SETTLED, Outcome.MOVED),
        (S.SETTLED, S.SETTLED, Outcome.SAME),
        (S.SETTLED, S.PENDING, Outcome.LATE),
        (S.SETTLED, S.EXPIRED, Outcome.LATE),
        (S.SETTLED, S.FAILED, Outcome.LATE),
    ],
)
def test_the_table_of_steps(before, after, outcome):
    assert step(before and Known("p1", before, 18_000), told(after)) is outcome


def test_what_contradicts_itself_waits_for_a_person():
    pending, settled = (Known("p1", state, 18_000) for state in (S.PENDING, S.SETTLED))
    assert step(pending, told(S.SETTLED, 17_000)) is Outcome.AMOUNT
    assert step(pending, told(S.PENDING, 17_000)) is Outcome.AMOUNT
    assert step(settled, told(S.SETTLED, 17_000)) is Outcome.AMOUNT
    assert step(settled, told(S.EXPIRED, 17_000)) is Outcome.LATE
    assert step(settled, told(S.SETTLED, payment_key="p2")) is Outcome.TWICE
    assert step(pending, told(S.SETTLED, payment_key="p2")) is Outcome.MOVED


def run(states):
    known = None
    for state in states:
        if step(known, told(state)) is Outcome.MOVED:
            known = Known("p1", state, 18_000)
    return known.state


@given(st.lists(st.sampled_from(PaidState), min_size=1, max_size=12))
def test_settled_is_final_and_repetitions_change_nothing(states):
    end = run(states)
    assert (end is S.SETTLED) == (S.SETTLED in states)
    assert run([*states, *states]) is end


@given(st.lists(st.sampled_from([S.PENDING, S.EXPIRED, S.SETTLED]), min_size=1, max_size=4))
def test_the_order_of_arrival_does_not_matter(states):
    assert len({run(order) for order in permutations(states)}) == 1
