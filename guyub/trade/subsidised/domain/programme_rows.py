"""Rows of the files of programmes, read and checked: data/program.csv, kategori.csv, batas.csv.

The files come with the release, so what cannot be read is our own mistake: a ``ValueError`` with line and column.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NoReturn, TypeVar
from uuid import NAMESPACE_URL, uuid5

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.programmes import (
    PROOF_WORDS,
    BuyerCategory,
    Counts,
    LimitRule,
    Mode,
    Official,
    Period,
    Programme,
    Registers,
    Scope,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from enum import StrEnum

FIRST_LINE = 2  # below the titles
HIGHEST_QTY = 10**9
WHOLE_SHARE = 10_000
_YES = {"ya": True, "tidak": False}
_REGION = re.compile(r"(?:\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)?", re.ASCII)
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,19}", re.ASCII)
_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_Choice = TypeVar("_Choice", bound="StrEnum")


def read_programmes(rows: Iterable[Mapping[str, str]]) -> tuple[Programme, ...]:
    """Read the goods, one a row, in the order of the rows.

    Raises:
        ValueError: A cell that cannot be read, or a good that stands there twice; the message names line and column.
    """
    found = []
    for line, row in enumerate(rows, FIRST_LINE):
        key = _matching(_CODE, row, "key", line)
        found.append(
            Programme(
                key=key,
                title=_filled(row, "title", line),
                unit=_choice(RuleUnit, row, "unit", line),
                official=_choice(Official, row, "official", line),
                has_containers=_YES[row["has_containers"]]
                if row["has_containers"] in _YES
                else _fail(line, "has_containers"),
                order=_number(row, "order", line),
            )
        )
    _refuse_twice([one.key for one in found], "key")
    return tuple(found)


def read_categories(rows: Iterable[Mapping[str, str]]) -> tuple[BuyerCategory, ...]:
    """Read who may buy what, one category a row; an empty ``valid_to``: until further notice.

    Raises:
        ValueError: As ``read_programmes``.
    """
    found = []
    for line, row in enumerate(rows, FIRST_LINE):
        proofs = tuple(row["proofs"].split())
        if not set(proofs) <= set(PROOF_WORDS):
            _fail(line, "proofs")
        found.append(
            BuyerCategory(
                programme=_matching(_CODE, row, "programme", line),
                code=_matching(_CODE, row, "code", line),
                title=_filled(row, "title", line),
                registers=_choice(Registers, row, "registers", line),
                proofs=proofs,
                usual_qty=_number(row, "usual_qty", line) or _fail(line, "usual_qty"),
                valid_from=_day(row, "valid_from", line),
                valid_to=_end(row, line),
                legal_basis=_filled(row, "legal_basis", line),
                source=_filled(row, "source", line),
                confidence=_choice(Confidence, row, "confidence", line),
            )
        )
    _refuse_twice([(one.programme, one.code, one.valid_from) for one in found], "code")
    return tuple(found)


def read_limits(rows: Iterable[Mapping[str, str]]) -> tuple[LimitRule, ...]:
    """Read the limits, one a row. The id of each is made of its key, and stays the same from release to release.

    Raises:
        ValueError: As ``read_programmes``; also a limit that blocks and lets something go unknown.
    """
    found = []
    for line, row in enumerate(rows, FIRST_LINE):
        mode, scope = _choice(Mode, row, "mode", line), _choice(Scope, row, "scope", line)
        most, unknown = _number(row, "max_qty", line), _number(row, "unknown_qty", line)
        if mode is Mode.BLOCK and unknown:
            _fail(line, "unknown_qty")
        if scope is Scope.SHARE and (most > WHOLE_SHARE or not row["category"]):
            _fail(line, "max_qty")
        found.append(
            LimitRule(
                id=rule_id(_filled(row, "key", line)),
                programme=_matching(_CODE, row, "programme", line),
                category=row["category"],
                scope=scope,
                period=_choice(Period, row, "period", line),
                counts=_choice(Counts, row, "counts", line),
                max_qty=most,
                mode=mode,
                unknown_qty=unknown,
                region=_matching(_REGION, row, "region", line),
                valid_from=_day(row, "valid_from", line),
                valid_to=_end(row, line),
                legal_basis=_filled(row, "legal_basis", line),
                source=_filled(row, "source", line),
                confidence=_choice(Confidence, row, "confidence", line),
            )
        )
    _refuse_twice([one.id for one in found], "key")
    return tuple(found)


def rule_id(key: str) -> str:
    """Give the id of a limit of the release, which is named by a key such as ``lpg.cap.kk_month``."""
    return str(uuid5(NAMESPACE_URL, f"guyub:limit:{key}"))


def _filled(row: Mapping[str, str], column: str, line: int) -> str:
    return row[column].strip() or _fail(line, column)


def _matching(pattern: re.Pattern[str], row: Mapping[str, str], column: str, line: int) -> str:
    return row[column] if pattern.fullmatch(row[column]) else _fail(line, column)


def _choice(choices: type[_Choice], row: Mapping[str, str], column: str, line: int) -> _Choice:
    return choices(row[column]) if row[column] in set(choices) else _fail(line, column)


def _number(row: Mapping[str, str], column: str, line: int) -> int:
    number = int(_matching(_NUMBER, row, column, line))
    return number if number <= HIGHEST_QTY else _fail(line, column)


def _day(row: Mapping[str, str], column: str, line: int) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        return _fail(line, column)


def _end(row: Mapping[str, str], line: int) -> date | None:
    if not row["valid_to"]:
        return None
    ends = _day(row, "valid_to", line)
    return ends if ends >= _day(row, "valid_from", line) else _fail(line, "valid_to")


def _fail(line: int, column: str) -> NoReturn:
    raise ValueError(f"line {line}, column {column}")


def _refuse_twice(keys: Iterable[Hashable], column: str) -> None:
    twice = [key for key, often in Counter(keys).items() if often > 1]
    if twice:
        raise ValueError(f"column {column}: {twice[0]} stands there twice")
