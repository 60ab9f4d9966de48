"""The permission rows of devices."""

from guyub.foundation.devices.models import Device, DeviceEvent
from guyub.foundation.devices.services.admitting import admit
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.devices.till import Books, RefusedSaleError, bound
from tests.permission_rows import SOME_ID, Row, made_once, of
from tests.world import NOW

A = Action


def _device(world):
    return bound(world, by=Role.KETUA)[0].id


def of_device(world):
    """The address of a device of Bumiayu."""
    return {"device_id": made_once(world, "device_id", lambda: _device(world))}


def of_event(world):
    """The address of an event of that device that was not applied."""

    def refused():
        _, till, _ = made_once(world, "till", lambda: bound(world, by=Role.KETUA))
        till.write()
        with scope(world.bumiayu.id):
            device = Device.objects.get(cooperative=world.bumiayu, id=till.device_id)
            admit(device=device, batch=till.events, now=NOW, apply=Books({1: RefusedSaleError}))
            return DeviceEvent.objects.get(cooperative=world.bumiayu, device=device).id

    return {"row_id": made_once(world, "event_row_id", refused)}


def of_part(name):
    """The address of something of a device that is not there."""
    return lambda world: of_device(world) | {name: SOME_ID}


DEVICES_ROWS: tuple[Row, ...] = (
    Row(
        "api:device_bind", 400, 400, method="post"
    ),  # a code opens it, no login: tests/foundation/devices/api/
    Row("api:device_hello", 401, 401, method="post"),
    Row("api:till_events", 401, 401, method="post"),  # a device's key opens it: tests/journeys/api/
    Row("api:till_slice", 401, 401),
    Row("api:till_buyers", 401, 401, method="post"),
    Row("api:till_consumers", 401, 401, method="post"),
    Row("api:till_reserve", 401, 401, method="post"),
    Row("api:till_release", 401, 401, method="post"),
    Row("till:till", 200, 200),
    Row("till:worker", 200, 200),
    Row("till:manifest", 200, 200),
    Row("bon:bon", requires=A.VIEW_LOANS),
    Row("bon:table", requires=A.VIEW_LOANS),
    Row("bon:reminders", requires=A.REACH_MEMBERS),
    Row("bon:reminders_sent", requires=A.REACH_MEMBERS, method="post"),
    Row("bon:release", requires=A.RESOLVE_EVENTS, method="post", arguments=of("till_id")),
    Row("bon:receipt", requires=A.VIEW_LOANS, arguments=of("payment_id")),
    Row("bon:payment_back", requires=A.HANDLE_CASH, method="post", arguments=of("payment_id")),
    Row("bon:member", requires=A.VIEW_LOANS, arguments=of("member_id")),
    Row("bon:pay", requires=A.HANDLE_CASH, method="post", arguments=of("member_id")),
    Row("qris:waiting", requires=A.VIEW_JOURNAL),
    Row("qris:missing", requires=A.RECORD_EVENT, arguments=of("sale_id")),
    Row("qris:settlement_undo", requires=A.RECORD_EVENT, method="post", arguments=of("settlement_id")),
    Row("gateway:told", 404, 404, method="post", arguments={"provider": "midtrans", "door": "1-x"}),
    Row("gateway:account", requires=A.VIEW_DEVICES),
    Row("gateway:account_propose", requires=A.RECORD_EVENT, method="post"),
    Row("gateway:account_withdraw", requires=A.RECORD_EVENT, method="post"),
    Row("gateway:payments", requires=A.VIEW_JOURNAL),
    Row("gateway:payment_decide", requires=A.RECORD_EVENT, method="post", arguments=of("payment_id")),
    Row("qris:code", requires=A.VIEW_DEVICES),
    Row("qris:code_propose", requires=A.RECORD_EVENT, method="post"),
    Row("qris:code_withdraw", requires=A.RECORD_EVENT, method="post"),
    Row("till_desk:tills", requires=A.VIEW_DEVICES),
    Row("till_desk:till_pin", requires=A.HANDLE_CASH),
    Row("till_desk:till_set", requires=A.BIND_DEVICES, arguments=of_device),
    Row("devices:devices", requires=A.VIEW_DEVICES),
    Row("devices:device", requires=A.VIEW_DEVICES, arguments=of_device),
    Row("devices:device_revoke", requires=A.BIND_DEVICES, method="post", arguments=of_device),
    Row("devices:events", requires=A.VIEW_DEVICES),
    Row("devices:event", requires=A.VIEW_DEVICES, arguments=of_event),
    Row("devices:event_refuse", requires=A.RESOLVE_EVENTS, method="post", arguments=of_event),
    Row("device_work:code", requires=A.BIND_DEVICES),
    Row("device_work:till_try", requires=A.VIEW_DEVICES, method="post"),  # of a demonstration alone
    Row("device_work:event_apply", requires=A.RESOLVE_EVENTS, method="post", arguments=of_event),
    Row("device_work:event_correct", requires=A.RESOLVE_EVENTS, method="post", arguments=of_event),
    Row("device_work:events_alike", requires=A.RESOLVE_EVENTS, method="post"),
    Row("device_work:event_loss", requires=A.RESOLVE_EVENTS, method="post", arguments=of_event),
    Row("device_work:gap_give_up", requires=A.RESOLVE_EVENTS, method="post", arguments=of_part("gap_id")),
    Row("device_work:outbox_bring", requires=A.RESOLVE_EVENTS, method="post", arguments=of_device),
    Row("device_work:outbox_admit", requires=A.RESOLVE_EVENTS, method="post", arguments=of_part("outbox_id")),
)
