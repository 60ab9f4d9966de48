"""News that travels upward: written by a lower context in its own transaction, read by jobs above."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class OutboxLine(TenantModel):
    """One piece of news. ``position`` is gapless per cooperative and follows the order of commits."""

    append_only: ClassVar[bool] = True

    position = models.BigIntegerField()
    topic = models.CharField(max_length=80)
    payload = models.JSONField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="outbox_position_once", fields=("cooperative", "position")),
            models.CheckConstraint(name="outbox_position_from_one", condition=Q(position__gte=1)),
            models.CheckConstraint(
                name="outbox_topic_named", condition=Q(topic__regex=r"^[a-z_]+(\.[a-z_]+)+$")
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.topic}"


class OutboxCursor(TenantModel):
    """How far one reader has come in one cooperative's news. Moved in the transaction of what the reader wrote."""

    id = None  # type: ignore[assignment]  # nothing points at a cursor; its key says whose it is
    pk = models.CompositePrimaryKey("cooperative_id", "reader")
    reader = models.CharField(max_length=80)
    position = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="outbox_cursor_not_negative", condition=Q(position__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.reader}: {self.position}"
