"""The days on which reports and taxes are due, as parameters hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.planning.domain.calendar import Rules, TaxRules
from guyub.foundation.parameters.selectors.values import over_time_inquiry, written_values

if TYPE_CHECKING:
    from datetime import date

    from guyub.foundation.kernel.selectors.together import Inquiry
    from guyub.foundation.parameters.selectors.values import OverTime

RATE, LIMIT, WARNED, ENDS, PKP = (
    "pajak.umkm_tarif",
    "pajak.umkm_batas",
    "pajak.umkm_ingat",
    "pajak.final_akhir",
    "pajak.pkp",
)
_REPORTS = ("rat.target", "rat.batas", "rat.laporan", "lapor.kkmp_hari")
_TAXES = ("pajak.setor_hari", "pajak.lapor_hari", "pajak.spt_badan", "lapor.usp_hari", "lapor.semester_hari")
TAX_KEYS = (RATE, LIMIT, WARNED, ENDS, PKP, *_TAXES)


def rules_on(today: date, *, cooperative_id: int) -> Rules:
    """Read the days that hold for a city or a cooperative; one query."""
    return _rules(written_values(*_REPORTS, cooperative_id=cooperative_id, on=today))


def values_for_taxes(cooperative_id: int) -> Inquiry[OverTime]:
    """Ask for everything that taxes and the whole calendar need, over time."""
    return over_time_inquiry(*TAX_KEYS, *_REPORTS, cooperative_id=cooperative_id)


def all_rules(values: OverTime, *, on: date) -> tuple[Rules, TaxRules]:
    """Give the days of reports and of taxes that hold on a day.

    Raises:
        NothingHoldsError: One of them has no value for that day.
    """
    held = {key: values.written(key, on=on) for key in (*_REPORTS, *_TAXES)}
    return _rules(held), TaxRules(
        paid_by=int(held["pajak.setor_hari"]),
        reported_by=int(held["pajak.lapor_hari"]),
        annual=_month_and_day(held["pajak.spt_badan"]),
        quarter_days=int(held["lapor.usp_hari"]),
        half_days=int(held["lapor.semester_hari"]),
    )


def _rules(held: dict[str, str]) -> Rules:
    return Rules(
        rat_target=_month_and_day(held["rat.target"]),
        rat_limit=_month_and_day(held["rat.batas"]),
        annual=_month_and_day(held["rat.laporan"]),
        quarter_days=int(held["lapor.kkmp_hari"]),
    )


def _month_and_day(written: str) -> tuple[int, int]:
    month, day = written.split("-")
    return int(month), int(day)
