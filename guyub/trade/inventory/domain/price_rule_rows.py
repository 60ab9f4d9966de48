"""Rows of a file of price rules, read and checked: what stands in data/aturan_harga.csv, or what a city brings."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rules import (
    Channel,
    PriceKind,
    PriceRule,
    PriceRuleRefusedError,
    refuse_overlap,
)
from guyub.trade.inventory.domain.regulated import REGULATED, RuleUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

COLUMNS = (
    *("good", "kind", "region", "channel", "unit", "amount_rp", "valid_from", "valid_to"),
    *("legal_basis", "source", "confidence", "hotline"),
)
FIRST_LINE = 2  # below the titles
HIGHEST_RP = 10**9
_REGION = re.compile(r"(?:\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)?", re.ASCII)
_AMOUNT = re.compile(r"[1-9]\d{0,9}", re.ASCII)


def read_rules(rows: Iterable[Mapping[str, str]]) -> tuple[PriceRule, ...]:
    """Read rules from rows of text, one rule a row, titles as in ``COLUMNS``.

    Args:
        rows: Amounts as plain digits, days ``YYYY-MM-DD``, an empty ``valid_to``: until further notice.

    Returns:
        The rules in the order of the rows; no two of them hold for one key on one day.

    Raises:
        PriceRuleRefusedError: ``row`` at the first cell that cannot be read (facts ``line``, ``column``), then
            ``overlap``.
    """
    rules = tuple(_rule(row, line) for line, row in enumerate(rows, FIRST_LINE))
    refuse_overlap(rules)
    return rules


def _rule(row: Mapping[str, str], line: int) -> PriceRule:
    for column in COLUMNS:
        if row.get(column) is None:
            raise _refused(line, column)
    if row["good"] not in REGULATED:
        raise _refused(line, "good")
    unit = RuleUnit(_one_of(RuleUnit, row, "unit", line))
    if unit is not REGULATED[row["good"]].unit:
        raise _refused(line, "unit")
    if _REGION.fullmatch(row["region"]) is None:
        raise _refused(line, "region")
    if _AMOUNT.fullmatch(row["amount_rp"]) is None or int(row["amount_rp"]) > HIGHEST_RP:
        raise _refused(line, "amount_rp")
    valid_from = _day(row, "valid_from", line)
    valid_to = _day(row, "valid_to", line) if row["valid_to"] else None
    if valid_to is not None and valid_to < valid_from:
        raise _refused(line, "valid_to")
    for column in ("legal_basis", "source"):
        if not row[column].strip():
            raise _refused(line, column)
    return PriceRule(
        good=row["good"],
        kind=PriceKind(_one_of(PriceKind, row, "kind", line)),
        region=row["region"],
        channel=Channel(_one_of(Channel, row, "channel", line)),
        unit=unit,
        amount_rp=int(row["amount_rp"]),
        valid_from=valid_from,
        valid_to=valid_to,
        legal_basis=row["legal_basis"].strip(),
        source=row["source"].strip(),
        confidence=Confidence(_one_of(Confidence, row, "confidence", line)),
        hotline=row["hotline"].strip(),
    )


def _one_of(choices: type[StrEnum], row: Mapping[str, str], column: str, line: int) -> str:
    if row[column] not in set(choices):
        raise _refused(line, column)
    return row[column]


def _day(row: Mapping[str, str], column: str, line: int) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError as error:
        raise _refused(line, column) from error


def _refused(line: int, column: str) -> PriceRuleRefusedError:
    return PriceRuleRefusedError(wrong="row", line=line, column=column)
