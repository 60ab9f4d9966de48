"""What the pengawas should look at among devices: losses that were taken, numbers given up, devices revoked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from guyub.foundation.devices.domain.resolving import How
from guyub.foundation.devices.models import Device, DeviceGap, EventResolution, GapState
from guyub.foundation.kernel.dates import business_date
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher


def devices_watched(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what people decided about devices. One query."""
    start = datetime.combine(watched.since, time(), watched.zone.info).astimezone(UTC)
    end = datetime.combine(watched.until + timedelta(days=1), time(), watched.zone.info).astimezone(UTC)
    mine, zone = {"cooperative_id": watched.cooperative_id}, watched.zone
    losses = EventResolution.objects.filter(**mine, how=How.LOSS.value, at__gte=start, at__lt=end)
    gaps = DeviceGap.objects.filter(
        **mine, state=GapState.GIVEN_UP.value, closed_at__gte=start, closed_at__lt=end
    )
    revoked = Device.objects.filter(**mine, revoked_at__gte=start, revoked_at__lt=end)
    for found in asked(
        Inquiry.of(
            losses.order_by("-at", "id").values_list("at", "event__seq", "event__device__name", "reason")[
                :MOST_FOUND
            ],
            read=lambda rows: [
                ExceptionFound(
                    kind="devices.loss",
                    on=business_date(at, zone),
                    said=f"catatan {seq} dari {name} jadi kerugian: {reason}",
                    about="trail",
                )
                for at, seq, name, reason in rows
            ],
        ),
        Inquiry.of(
            gaps.order_by("-closed_at", "id").values_list(
                "closed_at", "from_seq", "to_seq", "device__name", "reason"
            )[:MOST_FOUND],
            read=lambda rows: [
                ExceptionFound(
                    kind="devices.given_up",
                    on=business_date(at, zone),
                    said=f"nomor {first} sampai {last} dari {name} dilepas: {reason}",
                    about="trail",
                )
                for at, first, last, name, reason in rows
            ],
        ),
        Inquiry.of(
            revoked.order_by("-revoked_at", "id").values_list("revoked_at", "name", "revoked_why")[
                :MOST_FOUND
            ],
            read=lambda rows: [
                ExceptionFound(
                    kind="devices.revoked",
                    on=business_date(at, zone),
                    said=f"{name} dicabut: {why}",
                    about="trail",
                )
                for at, name, why in rows
            ],
        ),
    ):
        yield from found


EXCEPTIONS: Iterable[Watcher] = (devices_watched,)
