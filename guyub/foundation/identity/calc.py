"""`guyub calc nik`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.nik import NikFault, read_nik
from guyub.foundation.kernel.calculation import Rule, nullable, record, strings
from guyub.foundation.kernel.dates import Zone, business_date, utc_now

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json

DATE = {"type": "string", "format": "date"}


def _nik(given: dict[str, Json]) -> dict[str, Json]:
    today = given["today"]
    day = date.fromisoformat(str(today)) if today else business_date(utc_now(), Zone.WIB)
    read = read_nik(str(given["nik"]), today=day)
    if isinstance(read, NikFault):
        nothing: dict[str, Json] = dict.fromkeys(
            ("province_code", "regency_code", "district_code", "sex", "serial")
        )
        return {"valid": False, "reason": read.value, "birth_date_candidates": [], **nothing}
    return {
        "valid": True,
        "reason": None,
        "province_code": read.province_code,
        "regency_code": read.regency_code,
        "district_code": read.district_code,
        "birth_date_candidates": [born.isoformat() for born in read.birth_date_candidates],
        "sex": read.sex.value,
        "serial": read.serial,
    }


RULES = (
    Rule(
        name="nik",
        title="Membaca NIK: tempat, kemungkinan tanggal lahir, jenis kelamin, nomor urut.",
        given=record(nik={"type": "string"}, today=nullable(DATE) | {"default": None}),
        answer=record(
            valid={"type": "boolean"},
            reason=nullable({"type": "string", "enum": [fault.value for fault in NikFault]}),
            province_code=nullable(strings()),
            regency_code=nullable(strings()),
            district_code=nullable(strings()),
            birth_date_candidates={"type": "array", "items": DATE},
            sex=nullable({"type": "string", "enum": ["M", "F"]}),
            serial=nullable(strings()),
        ),
        calculate=_nik,
    ),
)
