"""What the cashier tells official sites in the evening, sale by sale, and the sheet of the day, by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.day_closes import Told
from guyub.trade.subsidised.domain.officials import OfficialStep, RefusedFor
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.models import RationedSale
from guyub.trade.subsidised.selectors.day_closes import ours_of
from guyub.trade.subsidised.services.day_closes import check_close, write_close
from guyub.trade.subsidised.services.officials import take_step

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.journeys.services.year.stage import Stage

REFUSED_OF_THOUSAND = 4
WHY_KEPT = "Sudah dicek di MAP: kuota keluarga ada (contoh)"


class Sites:
    """The evening desk of rationed goods."""

    def __init__(self, stage: Stage) -> None:
        """Nothing was told yet."""
        self.stage = stage
        self.chance = stage.chance("sites")

    def day(self, on: date) -> None:
        """Tell what was sold, then set our log beside the site, the money and the floor."""
        with scope(self.stage.place.id):
            waiting = RationedSale.objects.filter(
                cooperative=self.stage.place, official=OfficialState.WAITING.value, sold_on=on
            )
            rows = list(waiting.order_by("sold_at", "id").values_list("id", "number", "programme"))
        for sale_id, number, _ in rows:
            self._tells(sale_id, number, on)
        for programme in sorted({programme for _, _, programme in rows}):
            self._closes(programme, on)

    def _tells(self, sale_id: UUID, number: str, on: date) -> None:
        """Type one sale at its site; now and then it is refused, and stands here with a note."""
        if self.chance.randrange(1_000) >= REFUSED_OF_THOUSAND:
            self._step(sale_id, OfficialStep.DONE, on, ref=f"contoh {number[-4:]}")
            return
        self._step(sale_id, OfficialStep.REFUSED, on, refused=RefusedFor.KK.value, seen_nik="1", seen_kk="0")
        self._step(sale_id, OfficialStep.KEEP, on, Role.PENGELOLA_GERAI, why=WHY_KEPT)

    def _step(
        self, sale_id: UUID, step: OfficialStep, on: date, role: Role = Role.KASIR, **more: Any
    ) -> None:
        act = self.stage.by(f"{step.value} {sale_id}", on, role, hour=17, without="place today")
        take_step(sale_id=sale_id, step=step.value, **act, **more)

    def _closes(self, programme: str, on: date) -> None:
        with scope(self.stage.place.id):
            ours, _ = ours_of(cooperative_id=self.stage.place.id, programme=programme, on=on)
        told = Told(official=ours.qty, cash_rp=ours.paid_rp, cashless_rp=0, full=ours.full, empty=ours.empty)
        written = self.stage.by(f"sheet {programme} {on}", on, Role.KASIR, hour=18, without="place")
        close_id = write_close(programme=programme, on=on, told=told, **written)
        checked = self.stage.by(f"sheet checked {programme} {on}", on, hour=19, without="place today")
        check_close(close_id=close_id, **checked)
