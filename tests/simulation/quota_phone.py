"""One honest till of the simulation of quotas: its outbox, what it heard, its clock."""

from datetime import datetime, timedelta
from uuid import UUID

from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.domain.lending import Word
from guyub.foundation.devices.services import contacts
from guyub.journeys.services import device_events
from guyub.trade.subsidised.services.quota import QuotaRefusedError, Wish, release, reserve
from guyub.trade.subsidised.services.slices import lend_rations
from tests.foundation.devices.outbox import Till

FIRM, SOFT, RT = "LPG_3KG", "MINYAKITA", "RT"


class Phone:
    """One till: its outbox, what it heard, its clock."""

    def __init__(self, network, place, device):
        self.network, self.place, self.device = network, place, device
        self.till, self.answered, self.sales = Till(device.id), 0, {}
        self.lent, self.number, self.heard_seq = {}, 0, 0
        self.skew, self.offset_ms, self.latest = timedelta(0), 0, None
        self.is_online, self.is_revoked, self.is_lost = True, False, False

    @property
    def clock(self):
        """The device's own clock."""
        return self.network.now + self.skew

    @property
    def guess(self):
        """The moment as the device corrects it."""
        return self.clock + timedelta(milliseconds=self.offset_ms)

    def writes(self, kind, body, id_):
        self.till.write(kind=kind, body=body, at=self.clock, id_=id_)
        self.latest = max(self.guess, self.latest or self.guess)

    def left(self, buyer, programme):
        """Tell what it may sell to a buyer without asking."""
        qty, until = self.lent.get((buyer, programme), (0, None))
        if not qty or self.latest is None or self.guess < self.latest or self.guess >= until:
            return 0
        sold = (
            one["qty"]
            for at, one in self.sales.values()
            if at > self.heard_seq and one["known_by"] == "SLICE"
            if (one["consumer_id"], one["programme"]) == (buyer, programme)
        )
        return qty - sum(sold)

    def sells(self, buyer, programme, qty):
        """Sell if the rules of a till let it; give how it was known."""
        chance, use_id = self.network.chance, self.network.id()
        if self.is_online:
            known_by, use_id = self.asks(buyer, programme, qty, use_id)
        else:
            known_by = self.alone(buyer, programme, qty)
        if known_by:
            told = {
                "line": 1,
                "use_id": str(use_id),
                "programme": programme,
                "category": RT,
                "consumer_id": buyer,
                "last4": "0001",
                "known_by": known_by,
                "qty": qty,
            }
            id_ = self.network.id()
            self.writes("sale.made", self.network.body(self, told), id_)
            self.sales[id_] = (len(self.till.events), told)
            self.network.said[known_by] += 1
            if chance.random() < 0.03:
                self.takes_back()

    def alone(self, buyer, programme, qty):
        if self.left(buyer, programme) >= qty:
            return "SLICE"
        return "UNKNOWN" if programme == SOFT and qty == 1 else ""

    def asks(self, buyer, programme, qty, use_id):
        """Ask the network; the answer may be lost, and the sale be made without it, or not at all."""
        chance = self.network.chance
        wish = Wish(
            use_id=use_id,
            programme=programme,
            category=RT,
            consumer_id=UUID(buyer),
            qty=qty,
            reason="hajatan",
        )
        asked = {"place": self.place, "device_id": self.device.id, "wish": wish, "now": self.network.now}
        try:
            reserve(**asked)
            if chance.random() < 0.1:
                reserve(**asked)  # the same again
        except QuotaRefusedError:
            self.network.said["refused"] += 1
            return ("SLICE" if self.left(buyer, programme) >= qty else ""), self.network.id()
        fate = chance.random()
        if fate < 0.06:  # the answer is lost: it sells without a network, if it may
            self.is_online = False
            return self.alone(buyer, programme, qty), self.network.id()
        if fate < 0.12:  # the buyer goes away
            if chance.random() < 0.5:
                release(place=self.place, use_id=use_id)
            return "", use_id
        if fate < 0.2:
            self.is_online = False  # sold by what was set aside, and told later
        return "NETWORK", use_id

    def takes_back(self):
        """Take one of its sales back."""
        open_ones = [id_ for id_ in self.sales if id_ not in self.network.voided]
        if open_ones:
            id_ = self.network.chance.choice(open_ones)
            self.network.voided.add(id_)
            self.writes(*self.network.back(self, id_), self.network.id())

    def sends(self, *, is_calm=False):
        """Send what is not answered; an answer may be lost, a batch may come twice."""
        chance = self.network.chance
        word = contacts.Word(
            device_ms=milliseconds(self.clock),
            last_seq=len(self.till.events),
            waiting=len(self.till.events) - self.answered,
            app_version="1",
            is_persisted=None,
            free_mb=None,
        )
        standing = contacts.contact(device=self.device, word=word, now=self.network.now)
        if standing.is_revoked:
            self.is_revoked = True
            return
        batch = self.till.events[self.answered : self.answered + 50]
        for _ in range(1 if is_calm or chance.random() > 0.1 else 2):
            taken = device_events.take_events(device=self.device, batch=batch, now=self.network.now)
        if is_calm or chance.random() > 0.15:
            self.answered, self.offset_ms = taken.head.seq, standing.offset_ms
            self.latest = self.guess

    def hears(self, *, is_calm=False):
        """Ask what it may sell without a network; sales may be made, or the answer be lost, before it is heard."""
        answered = self.answered
        told = lend_rations(
            place=self.place,
            device_id=self.device.id,
            word=Word(self.number, len(self.till.events)),
            is_whole=not self.number,
            now=self.network.now,
        )
        if not is_calm and self.network.chance.random() < 0.15:
            return
        if told is None:  # as it was: what was answered by then is in it
            self.heard_seq = answered
            return
        if not is_calm and self.network.chance.random() < 0.2:
            was, self.is_online = self.is_online, False
            self.sells(*self.network.wish(self.place))
            self.is_online = was
        self.number, self.heard_seq = told["number"], answered
        self.lent = {
            (one["consumer_id"], key): (qty, datetime.fromisoformat(one["until"]))
            for one in told["buyers"]
            for key, qty in one["left"].items()
        }
