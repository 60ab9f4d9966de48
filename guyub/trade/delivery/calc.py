"""`guyub calc route`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from guyub.foundation.kernel.calculation import Rule, nullable, record, strings
from guyub.trade.delivery.domain.route_words import reason_words
from guyub.trade.delivery.domain.routes import plan_routes
from guyub.trade.delivery.domain.stops import Problem, RouteRefusedError

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json
    from guyub.trade.delivery.domain.routes import Trip, Unserved

MOST_SECONDS = 600
SLOWEST = 10  # times slower than a usual machine
WHOLE = {"type": "integer"}
WHOLES = {"type": "array", "items": WHOLE}
TABLE = {"type": "array", "items": WHOLES}
LEFT_OUT = {"default": None}
ONE_OR_MORE = {"type": ["integer", "array"], "items": WHOLE}


def _route(given: dict[str, Json]) -> dict[str, Json]:
    seconds, windows, must = given["seconds"], given["time_windows"], given["must_visit"]
    if not 0 <= seconds <= MOST_SECONDS:
        raise RouteRefusedError(
            field="seconds", wrong="many", message=f"Lama menghitung antara 0 dan {MOST_SECONDS} detik."
        )
    problem = Problem(
        matrix=given["matrix"],
        demands=[_units(one) for one in given["demands"]],
        capacity=_units(given["capacity"]),
        vehicles=given["vehicles"],
        windows=None if windows is None else [_window(place, one) for place, one in enumerate(windows)],
        service=given["service_times"],
        travel=given["travel_times"],
        longest=given["longest"],
        must=frozenset(must),
    )
    # The work is counted, so that the same seed gives the same plan; only a very slow machine is stopped by the clock.
    ends = time.monotonic() + SLOWEST * (seconds + 1)
    plan = plan_routes(problem, seconds=seconds, seed=given["seed"], go_on=lambda: time.monotonic() < ends)
    return {
        "routes": [list(trip.stops) for trip in plan.trips],
        "cost": plan.cost,
        "unserved": [one.stop for one in plan.unserved],
        "reasons": [_reason(one) for one in plan.unserved],
        "trips": [_trip(trip) for trip in plan.trips],
    }


def _units(amount: Json) -> list[int]:
    return amount if isinstance(amount, list) else [amount]


def _window(place: int, hours: list[int] | None) -> tuple[int, int] | None:
    if hours is None:
        return None
    if len(hours) != 2:
        raise RouteRefusedError(
            field=f"time_windows[{place}]", wrong="window", message="Tulis dua angka: jam buka dan jam tutup."
        )
    return hours[0], hours[1]


def _reason(one: Unserved) -> dict[str, Json]:
    words = reason_words(one, quantity=lambda amount, _: str(amount), at=str, lasting=str)
    return {
        "stop": one.stop,
        "reason": one.reason.value,
        "wants": one.wants,
        "limit": one.limit,
        "sentence": words,
    }


def _trip(trip: Trip) -> dict[str, Json]:
    return {
        "load": list(trip.load),
        "cost": trip.cost,
        "leaves": trip.times.leaves,
        "arrivals": list(trip.times.arrivals),
        "returns": trip.times.returns,
    }


RULES = (
    Rule(
        name="route",
        title="Merencanakan kiriman: truk mana ke mana, urutannya, dan mengapa satu tempat tidak terlayani.",
        given=record(
            matrix=TABLE,
            demands={"type": "array", "items": ONE_OR_MORE},
            capacity=ONE_OR_MORE,
            vehicles=nullable(WHOLE) | LEFT_OUT,
            time_windows=nullable({"type": "array", "items": nullable(WHOLES)}) | LEFT_OUT,
            service_times=nullable(WHOLES) | LEFT_OUT,
            seconds=WHOLE | {"default": 0},
            seed=WHOLE | {"default": 0},
            travel_times=nullable(TABLE) | LEFT_OUT,
            longest=nullable(WHOLE) | LEFT_OUT,
            must_visit=WHOLES | {"default": []},
        ),
        answer=record(
            routes=TABLE,
            cost=WHOLE,
            unserved=WHOLES,
            reasons={
                "type": "array",
                "items": record(stop=WHOLE, reason=strings(), wants=WHOLE, limit=WHOLE, sentence=strings()),
            },
            trips={
                "type": "array",
                "items": record(load=WHOLES, cost=WHOLE, leaves=WHOLE, arrivals=WHOLES, returns=WHOLE),
            },
        ),
        calculate=_route,
    ),
)
