"""`guyub calc quota`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from guyub.foundation.kernel.calculation import BadInputError, Rule, nullable, record, strings
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.limits import Allocation, Outcome, Request, Used, decide
from guyub.trade.subsidised.domain.programmes import Counts, LimitRule, Mode, Period, Scope
from guyub.trade.subsidised.domain.spans import day_of

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json, Schema

WHOLE: Schema = {"type": "integer"}
TEXT = nullable({"type": ["string", "integer"]}) | {"default": None}
DAY = nullable({"type": "string", "format": "date"}) | {"default": None}
WORD: Schema = {"type": "string", "default": ""}
NO: Schema = {"type": "boolean", "default": False}
YES: Schema = {"type": "boolean", "default": True}
SHARE = "OUTLET_CLASS_SHARE"  # as the programme's papers call it
CONFIDENCES = [one.value for one in Confidence]
UNKNOWN_QTY = 1  # of a rule that warns and says nothing of it


def _quota(given: dict[str, Json]) -> dict[str, Json]:
    asked = given["request"]
    item = asked["item"]
    history = [
        _used(one, f"history[{at}]")
        for at, one in enumerate(given["history"])
        if not one["voided"] and one["item"] in {None, item}
    ]
    rules = [_rule(one, at, item) for at, one in enumerate(given["rules"])]
    found = decide(rules=rules, history=history, request=_request(asked))
    return {
        "decision": found.decision.value,
        "rule": found.rule.id if found.rule else None,
        "remaining": found.remaining,
        "sentence": found.sentence,
        "most": found.most,
        "findings": found.kept()["findings"],
    }


def _rule(one: dict[str, Json], at: int, item: Json) -> LimitRule:
    for field in ("max_qty", "unknown_qty"):
        if one[field] is not None and one[field] < 0:
            raise _wrong(f"rules[{at}].{field}")
    mode = Mode(one["mode"])
    unknown = UNKNOWN_QTY if one["unknown_qty"] is None else one["unknown_qty"]
    return LimitRule(
        id=str(at + 1) if one["id"] is None else str(one["id"]),
        programme=_text(item) if one["item"] is None else _text(one["item"]),
        scope=Scope.SHARE if one["scope"] == SHARE else Scope(one["scope"]),
        period=Period(one["period"]),
        counts=Counts(one["counts"]),
        max_qty=one["max_qty"],
        mode=mode,
        category=_text(one["category"]),
        unknown_qty=0 if mode is Mode.BLOCK else unknown,
        region=one["region"],
        valid_from=date.fromisoformat(one["valid_from"]) if one["valid_from"] else date.min,
        valid_to=date.fromisoformat(one["valid_to"]) if one["valid_to"] else None,
        legal_basis=one["basis"],
        source="",
        confidence=Confidence(one["confidence"]),
    )


def _used(one: dict[str, Json], field: str) -> Used:
    at = _moment(one["at"], f"{field}.at")
    if one["qty"] < 0:
        raise _wrong(f"{field}.qty")
    return Used(
        nik=one["nik"],
        kk=one["kk"],
        nib=one["nib"],
        category=_text(one["category"]),
        outlet=one["outlet"],
        qty=one["qty"],
        at=at,
        day=day_of(at),
    )


def _request(one: dict[str, Json]) -> Request:
    at = _moment(one["at"], "request.at")
    if one["qty"] < 1:
        raise _wrong("request.qty")
    given = one["allocation"]
    return Request(
        programme=_text(one["item"]),
        category=_text(one["category"]),
        nik=one["nik"],
        kk=one["kk"],
        nib=one["nib"],
        outlet=one["outlet"],
        qty=one["qty"],
        at=at,
        day=day_of(at),
        region=one["region"],
        known=one["known"],
        allocation=Allocation(
            qty=given["qty"],
            since=_moment(given["since"], "request.allocation.since"),
            until=_moment(given["until"], "request.allocation.until") if given["until"] else None,
        )
        if given
        else None,
        unit=RuleUnit(one["unit"]) if one["unit"] else None,
    )


def _moment(written: str, field: str) -> datetime:
    """Read a moment; without a zone it is one of Jakarta, a day alone its beginning."""
    try:
        read = datetime.fromisoformat(written)
        if read.tzinfo is None:
            read = read.replace(tzinfo=Zone.WIB.info)
        day_of(read)
    except (ValueError, OverflowError) as error:
        raise BadInputError(field=field, wrong="date", wanted="YYYY-MM-DDTHH:MM:SS+07:00") from error
    return read


def _text(value: Json) -> str:
    return "" if value is None else str(value)


def _wrong(field: str) -> BadInputError:
    return BadInputError(field=field, wrong="choice", wanted="0, 1, 2, …")


_RULE = record(
    id=TEXT,
    item=TEXT,
    scope={"type": "string", "enum": [*(one.value for one in Scope), SHARE]},
    period={"type": "string", "enum": [one.value for one in Period]},
    max_qty=WHOLE,
    category=TEXT,
    mode={"type": "string", "enum": [one.value for one in Mode]},
    counts={"type": "string", "enum": [one.value for one in Counts], "default": Counts.QTY.value},
    unknown_qty=nullable(WHOLE) | {"default": None},
    region=WORD,
    valid_from=DAY,
    valid_to=DAY,
    basis=WORD,
    confidence={"type": "string", "enum": CONFIDENCES, "default": Confidence.OURS.value},
)
_WHO = {"item": TEXT, "nik": TEXT, "kk": TEXT, "nib": TEXT, "outlet": TEXT, "category": TEXT}
_GIVEN = record(qty=WHOLE, since=strings(), until=nullable(strings()) | {"default": None})
_ASKED = record(
    **_WHO,
    qty=WHOLE,
    at=strings(),
    region=WORD,
    known=YES,
    allocation=nullable(_GIVEN) | {"default": None},
    unit=nullable({"type": "string", "enum": [one.value for one in RuleUnit]}) | {"default": None},
)
_FOUND = record(rule=strings(), counted=WHOLE, max=WHOLE, remaining=WHOLE, passed={"type": "boolean"})

RULES = (
    Rule(
        name="quota",
        title="Memeriksa batas pembelian barang yang dijatah: boleh, diperingatkan, ditolak, atau belum tahu.",
        given=record(
            rules={"type": "array", "items": _RULE},
            history={
                "type": "array",
                "items": record(**_WHO, qty=WHOLE, at=strings(), voided=NO),
                "default": [],
            },
            request=_ASKED,
        ),
        answer=record(
            decision={"type": "string", "enum": [one.value for one in Outcome]},
            rule=nullable(strings()),
            remaining=nullable(WHOLE),
            sentence=strings(),
            most=nullable(WHOLE),
            findings={"type": "array", "items": _FOUND},
        ),
        calculate=_quota,
    ),
)
