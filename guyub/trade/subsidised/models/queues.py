"""Queues for a rationed good that is short, and the tickets of households in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.subsidised.domain.programmes import Mode
from guyub.trade.subsidised.domain.queues import OFF_TURN_WORDS, QueueOrder, QueueState
from guyub.trade.subsidised.models.consumers import Consumer
from guyub.trade.subsidised.models.programmes import Programme


class BuyerQueue(TenantModel):
    """One handing out of a good that is short: how much, when, in which order. Written by services.queues.

    ``seed`` decides a lot and is shown once it is drawn; ``seed_sha`` is shown from the opening on. Quantities are in
    the good's smallest unit, both ends of the days are inside. ``off_turn`` is what a till does with a sale to somebody
    whose turn it is not. One that was taken back says when, by whom and why; its tickets stay and count for nothing.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawn_by = models.CharField(max_length=4)
    state = models.CharField(max_length=9)
    supply_qty = models.BigIntegerField()
    is_estimate = models.BooleanField()
    each_qty = models.BigIntegerField()
    hands_on = models.DateField()
    until_on = models.DateField()
    turn_days = models.PositiveSmallIntegerField()
    off_turn = models.CharField(max_length=5, default=Mode.WARN.value)
    by_members = models.BooleanField(default=False)
    seed = models.CharField(max_length=64, blank=True)
    seed_sha = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="buyer_queue_codes_known",
                condition=Q(
                    drawn_by__in=[one.value for one in QueueOrder],
                    state__in=[one.value for one in QueueState],
                    off_turn__in=[one.value for one in OFF_TURN_WORDS],
                ),
            ),
            models.CheckConstraint(
                name="buyer_queue_amounts",
                condition=Q(each_qty__gt=0, supply_qty__gte=F("each_qty"), turn_days__gt=0)
                & Q(until_on__gte=F("hands_on")),
            ),
            models.CheckConstraint(
                name="buyer_queue_lot_is_sealed",
                condition=Q(drawn_by=QueueOrder.LOT.value) & ~Q(seed="") & ~Q(seed_sha="")
                | Q(drawn_by=QueueOrder.TURN.value, seed="", seed_sha=""),
            ),
            models.CheckConstraint(
                name="buyer_queue_drawn_at_some_time",
                condition=Q(state=QueueState.DRAWN.value, drawn_at__isnull=False)
                | Q(state=QueueState.OPEN.value, drawn_at__isnull=True)
                | Q(state=QueueState.CANCELLED.value),
            ),
            models.CheckConstraint(
                name="buyer_queue_cancelled_with_a_reason",
                condition=Q(
                    state=QueueState.CANCELLED.value, cancelled_at__isnull=False, cancelled_by__isnull=False
                )
                & ~Q(cancelled_why="")
                | ~Q(state=QueueState.CANCELLED.value)
                & Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancelled_why=""),
            ),
        )
        indexes = (models.Index(name="buyer_queue_by_day", fields=("cooperative", "programme", "hands_on")),)

    def __str__(self) -> str:
        return f"{self.programme_id} {self.hands_on}"


class QueueTicket(TenantModel):
    """The place of one household in a queue, entered by one of its registered buyers. Written by services.queues.

    ``no`` says nothing of the person. ``last_on`` and ``waited`` are what the order was drawn by; ``turn_no`` is its
    place, empty until then. Whether it was served is read from what the household bought, never written.
    """

    queue = TenantForeignKey(BuyerQueue, on_delete=models.PROTECT, related_name="tickets", is_indexed=False)
    no = models.PositiveIntegerField()
    consumer = models.ForeignKey(Consumer, on_delete=models.PROTECT, related_name="+", db_index=False)
    last_on = models.DateField(null=True)
    waited = models.PositiveSmallIntegerField(default=0)
    turn_no = models.PositiveIntegerField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="queue_ticket_number_once", fields=("cooperative", "queue", "no")),
            models.UniqueConstraint(name="queue_ticket_once", fields=("cooperative", "queue", "consumer")),
            models.UniqueConstraint(
                name="queue_ticket_turn_once", fields=("cooperative", "queue", "turn_no")
            ),
            models.CheckConstraint(
                name="queue_ticket_counts",
                condition=Q(no__gt=0) & (Q(turn_no__isnull=True) | Q(turn_no__gt=0)),
            ),
        )

    def __str__(self) -> str:
        return str(self.no)
