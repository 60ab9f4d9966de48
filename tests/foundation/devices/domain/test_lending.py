"""Two tills without a network can never sell more on bon than a member may owe, whatever is lost between them."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.foundation.devices.domain.lending import Lent, heard, share, told, used

MOST = 500


@pytest.mark.parametrize(
    ("_case", "free_rp", "others_rp", "tills", "part"),
    [
        ("the only till gets all", 500, 0, 1, 500),
        ("two get half each", 500, 0, 2, 250),
        ("what another still has comes off", 300, 250, 2, 50),
        ("an odd rupiah stays with nobody", 5, 0, 2, 2),
        ("nothing is free", -20, 0, 2, 0),
        ("no till is counted", 100, 0, 0, 100),
    ],
)
def test_an_equal_part_of_what_is_free(_case, free_rp, others_rp, tills, part):
    assert share(free=free_rp, others=others_rp, parts=tills) == part


def test_what_is_set_aside_falls_when_the_till_knows_and_has_sent():
    lent = told(Lent(100, 100), target=40, number=7)
    assert lent == Lent(100, 40, 7)
    assert heard(lent, number=6, is_all_in=True) == lent
    assert heard(lent, number=7, is_all_in=False) == lent
    assert heard(lent, number=7, is_all_in=True) == Lent(40, 40, 7)
    assert told(lent, target=90, number=8) == Lent(100, 90, 7)
    assert told(lent, target=130, number=8) == Lent(130, 130, 7)
    assert used(lent, 60) == Lent(40, 0, 7)
    assert used(lent, 200) == Lent(0, 0, 7)


@dataclass
class Phone:
    """A till: what it heard last, what it wrote, up to where the server answered it."""

    credit: int = 0
    heard_seq: int = 0
    heard_no: int = 0
    sold: list = field(default_factory=list)
    answered: int = 0

    @property
    def left(self):
        return max(0, self.credit - sum(self.sold[self.heard_seq :]))


class Shop:
    """The server for one member and some tills."""

    def __init__(self, tills):
        self.owed = 0
        self.lent = [Lent() for _ in range(tills)]
        self.number = [0] * tills
        self.head = [0] * tills
        self.phones = [Phone() for _ in range(tills)]

    def asks(self, at, *, is_lost):
        phone, answered = self.phones[at], self.phones[at].answered
        mine = heard(self.lent[at], number=phone.heard_no, is_all_in=len(phone.sold) <= self.head[at])
        others = sum(one.lent for one in self.lent) - self.lent[at].lent
        target = share(free=MOST - self.owed, others=others, parts=len(self.lent))
        self.number[at] += 1
        self.lent[at] = told(mine, target=target, number=self.number[at])
        return None if is_lost else (self.lent[at].told, answered, self.number[at])

    def hears(self, at, answer):
        phone = self.phones[at]
        phone.credit, phone.heard_seq, phone.heard_no = answer

    def sends(self, at, *, is_lost):
        phone = self.phones[at]
        for amount in phone.sold[self.head[at] :]:
            assert amount <= self.lent[at].lent, "a sale went beyond what was lent"
            self.lent[at] = used(self.lent[at], amount)
            self.owed += amount
        self.head[at] = len(phone.sold)
        if not is_lost:
            phone.answered = self.head[at]

    def check(self):
        coming = sum(sum(phone.sold[self.head[at] :]) + phone.left for at, phone in enumerate(self.phones))
        assert self.owed + coming <= MOST


STEPS = st.tuples(
    st.sampled_from(["asks", "late", "sells", "sends", "pays"]),
    st.integers(0, 1),
    st.sampled_from([1, 70, MOST]),
    st.booleans(),
)


@settings(max_examples=300)
@given(st.integers(1, 2), st.lists(STEPS, min_size=20, max_size=60))
def test_no_order_of_events_brings_tills_above_the_limit(tills, steps):
    shop, late = Shop(tills), [None] * tills
    for what, number, amount, is_lost in steps:
        at = number % tills
        phone = shop.phones[at]
        if what == "asks":
            answer = shop.asks(at, is_lost=is_lost)
            if answer:
                shop.hears(at, answer)
            late[at] = None
        elif (
            what == "late" and late[at] is None
        ):  # it is answered now and heard after whatever happens meanwhile
            late[at] = shop.asks(at, is_lost=False)
        elif what == "late":
            shop.hears(at, late[at])
            late[at] = None
        elif what == "sells" and phone.left:
            phone.sold.append(min(amount, phone.left))
        elif what == "sends":
            shop.sends(at, is_lost=is_lost)
        elif what == "pays":
            shop.owed -= min(amount, shop.owed)
        shop.check()
