"""`guyub calc qris`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.calculation import Rule, choice, nullable, record, strings
from guyub.trade.retail.domain import qris as rules
from guyub.trade.retail.domain.qris import Fee, Qris, QrisFault, computed_crc, read_qris, with_amount

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json, Schema

AMOUNT: Schema = {"type": ["integer", "string"]}
NUMBER: Schema = {"type": ["string", "number"]}
# Field of the answer → tag of the code.
PLAIN = {
    "merchant_category": rules.CATEGORY,
    "currency": rules.CURRENCY,
    "amount": rules.AMOUNT,
    "country": rules.COUNTRY,
    "merchant_name": rules.NAME,
    "city": rules.CITY,
    "postal_code": rules.POSTAL_CODE,
    "tip_indicator": rules.TIP,
    "fixed_fee": rules.FIXED_FEE,
    "percent_fee": rules.PERCENT_FEE,
}
NAMED = ("acquirer_domain", "national_merchant_id", "merchant_criteria")


def _qris(given: dict[str, Json]) -> dict[str, Json]:
    payload = str(given["payload"])
    read = read_qris(payload)
    if given["action"] == "decode":
        return _answer(payload, read)
    if isinstance(read, QrisFault):
        raise rules.refused("payload", "payload", "Kode QRIS ini tidak utuh.", fault=read.value)
    reference = given["reference"]
    made = with_amount(read, amount=_text(given["amount"]), fee=_fee(given["fee"]), reference=reference)
    return _answer(made, read_qris(made))


def _answer(payload: str, read: Qris | QrisFault) -> dict[str, Json]:
    if isinstance(read, QrisFault):
        nothing: dict[str, Json] = dict.fromkeys(("initiation", *PLAIN, *NAMED, "additional"))
        return {
            "valid": False,
            "reason": read.value,
            "crc": computed_crc(payload),
            **nothing,
            "payload": payload,
        }
    return {
        "valid": True,
        "reason": None,
        "crc": read.crc,
        "initiation": read.initiation,
        **{name: read.value(tag) for name, tag in PLAIN.items()},
        **{name: getattr(read, name) for name in NAMED},
        "additional": dict(read.inner(rules.ADDITIONAL)) or None,
        "payload": payload,
    }


def _fee(given: dict[str, Json] | None) -> Fee | None:
    return Fee(_text(given["amount"]), _text(given["percent"])) if given is not None else None


def _text(value: Json) -> str:
    return "" if value is None else str(value)


RULES = (
    Rule(
        name="qris",
        title="Membaca kode QRIS, dan membuat kode sekali bayar dari stiker.",
        given=record(
            action=choice(("decode", "make_dynamic")),
            payload=strings(),
            amount=nullable(AMOUNT) | {"default": None},
            fee=nullable(
                record(
                    amount=nullable(AMOUNT) | {"default": None}, percent=nullable(NUMBER) | {"default": None}
                )
            )
            | {"default": None},
            reference=nullable(strings()) | {"default": None},
        ),
        answer=record(
            valid={"type": "boolean"},
            reason=nullable({"type": "string", "enum": [fault.value for fault in QrisFault]}),
            crc=nullable(strings()),
            initiation=nullable({"type": "string", "enum": [rules.STATIC, rules.DYNAMIC]}),
            **{name: nullable(strings()) for name in (*PLAIN, *NAMED)},
            additional=nullable({"type": "object", "additionalProperties": strings()}),
            payload=strings(),
        ),
        calculate=_qris,
    ),
)
