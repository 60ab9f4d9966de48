"""A shop whose people work with stock: who moves, who counts, who approves, and the use-cases as they do them."""

import threading
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import connection

from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Person
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.documents import GoodsTyped
from guyub.trade.inventory.models import StockCount, StockCountLine, StockLoss, Transfer, TransferLine
from guyub.trade.inventory.services.counting import begin_count, tally
from guyub.trade.inventory.services.counts_deciding import compare_count, decide_count
from guyub.trade.inventory.services.losses import undo_loss, write_off
from guyub.trade.inventory.services.repacking import repack, undo_repack
from guyub.trade.inventory.services.transfers import receive_goods, send_goods
from guyub.trade.inventory.services.transfers_back import call_back_goods, undo_transfer
from tests.trade.inventory.shop import Shop
from tests.world import NOW, new_id

PIN = "204060"


class StockWork(Shop):
    """The shop, and the people in it."""

    def __init__(self, world):
        super().__init__(world)
        self.manager = world.actor(Role.PENGELOLA_GERAI)
        self.deputy = world.actor(Role.WAKIL_KETUA_USAHA)
        self.cashier = world.actor(Role.KASIR)
        self.chair = world.actor(Role.KETUA)

    def of(self, actor=None, **more):
        return {
            "actor": actor or self.manager,
            "place": self.place,
            "today": self.today,
            "request_id": new_id(),
            "now": NOW,
        } | more

    @staticmethod
    def goods(*pairs):
        return [GoodsTyped(pair[0].id, *pair[1:]) for pair in pairs]

    def transfer(self, *pairs, giver=None, taker=None, is_direct=False, on=None, actor=None):
        return send_goods(
            giver_id=(giver or self.store).id,
            taker_id=(taker or self.shelf).id,
            goods=self.goods(*pairs),
            on=on or self.today,
            is_direct=is_direct,
            **self.of(actor),
        )

    def lines(self, transfer_id):
        with scope(self.place.id):
            rows = TransferLine.objects.filter(cooperative=self.place, transfer=transfer_id)
            return list(rows.order_by("rank"))

    def state_of(self, transfer_id):
        with scope(self.place.id):
            return Transfer.objects.get(cooperative=self.place, id=transfer_id).state

    def arrive(self, transfer_id, *came, reason="", actor=None):
        lines = self.lines(transfer_id)
        told = {line.id: qty for line, qty in zip(lines, came, strict=False)}
        receive_goods(transfer_id=transfer_id, came=told, reason=reason, **self.of(actor or self.deputy))

    def call_back(self, transfer_id):
        call_back_goods(transfer_id=transfer_id, reason="Salah alamat", **self.of())

    def undo(self, transfer_id):
        undo_transfer(transfer_id=transfer_id, reason="Salah tulis", **self.of())

    def lose(self, *pairs, kind="RUSAK", at=None, on=None, photo=None, purpose=""):
        return write_off(
            kind=kind,
            purpose=purpose,
            location_id=(at or self.store).id,
            goods=self.goods(*pairs),
            reason="Kena hujan",
            on=on or self.today,
            photo=photo,
            **self.of(),
        )

    def loss(self, loss_id):
        with scope(self.place.id):
            return StockLoss.objects.get(cooperative=self.place, id=loss_id)

    def unlose(self, loss_id):
        undo_loss(loss_id=loss_id, reason="Ternyata masih baik", **self.of())

    def pack(self, given, made, *, at=None, on=None, **more):
        return repack(
            location_id=(at or self.store).id,
            given=self.goods(*given),
            made=self.goods(*made),
            on=on or self.today,
            **self.of(),
            **more,
        )

    def unpack(self, repack_id):
        undo_repack(repack_id=repack_id, reason="Salah timbang", **self.of())

    def begin(self, *, at=None, scope_of="SEMUA", **more):
        return begin_count(location_id=(at or self.store).id, scope=scope_of, **self.of(**more))

    def count(self, count_id, product, qty, actor, **more):
        with scope(self.place.id):
            line = StockCountLine.objects.get(cooperative=self.place, count=count_id, product=product)
        given = {"count_id": count_id, "line_id": line.id, "qty": qty, "written": str(qty)}
        return tally(**given, **self.of(actor, **more))

    def compare(self, count_id):
        return compare_count(count_id=count_id, **self.of(self.cashier))

    def conclude(self, count_id, reason="Timbangan kurang teliti", **more):
        return decide_count(count_id=count_id, reason=reason, **self.of(**more))

    def counting(self, count_id):
        with scope(self.place.id):
            return StockCount.objects.get(cooperative=self.place, id=count_id)

    def decide(self, *, is_approved=True, now=NOW, actor=None):
        """Let the chair decide what waits."""
        chair = actor or self.chair
        with scope(self.place.id):
            rows = ApprovalRequest.objects.filter(cooperative=self.place, state="PENDING")
            waiting = rows.order_by("id").first()
        Person.objects.filter(id=chair.person_id).update(pin=make_password(PIN))
        decide(
            actor=chair,
            approval_id=waiting.id,
            is_approved=is_approved,
            proof=PIN,
            reason="" if is_approved else "Periksa lagi",
            request_id=new_id(),
            now=now,
        )


LONG_AGO = date(2026, 11, 1)


def at_once(*acts):
    """Let people act at the same moment, each on a connection of its own; give what came of each act."""
    said, gate = [None] * len(acts), threading.Barrier(len(acts))

    def press(at):
        try:
            gate.wait()
            said[at] = acts[at]()
        except DomainError as error:
            said[at] = error.facts.get("wrong", error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(at,)) for at in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return said
