"""Programmes as they hold for a cooperative: goods, who may buy them, limits of law, of its city and its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Left

from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.foundation.parameters.selectors.values import CITY_CODE_LENGTH
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.programmes import (
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
from guyub.trade.subsidised.models import BuyerCategory as KeptCategory
from guyub.trade.subsidised.models import LimitRule as KeptLimit
from guyub.trade.subsidised.models import Programme as KeptProgramme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.db.models import QuerySet

_PROGRAMME = ("key", "title", "unit", "official", "has_containers", "order")
_CATEGORY = (
    *("programme_id", "code", "title", "registers", "proofs", "usual_qty"),
    *("valid_from", "valid_to", "legal_basis", "source", "confidence"),
)
_LIMIT = (
    *(
        "id",
        "programme_id",
        "category",
        "scope",
        "period",
        "counts",
        "max_qty",
        "mode",
        "unknown_qty",
        "region",
    ),
    *("valid_from", "valid_to", "legal_basis", "source", "confidence"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rationing(Row):
    """All that programmes say in a cooperative, whichever day is asked about.

    Args:
        programmes: In their order.
        categories: Of all programmes and days.
        limits: Of all programmes and days.
    """

    programmes: tuple[Programme, ...]
    categories: tuple[BuyerCategory, ...]
    limits: tuple[LimitRule, ...]

    def programme(self, key: str) -> Programme | None:
        """Find a programme; None: there is none of that key."""
        return next((one for one in self.programmes if one.key == key), None)

    def categories_on(self, on: date, programme: str | None = None) -> list[BuyerCategory]:
        """List who may buy on a day, of one programme or of all."""
        return [one for one in self.categories if one.holds_on(on) and programme in {None, one.programme}]

    def category(self, programme: str, code: str, on: date) -> BuyerCategory | None:
        """Find a category that holds on a day."""
        return next((one for one in self.categories_on(on, programme) if one.code == code), None)

    def limits_on(self, on: date, programme: str | None = None) -> list[LimitRule]:
        """List the limits that hold on a day and are looked at, of one programme or of all."""
        return [
            one
            for one in self.limits
            if one.holds_on(on) and one.mode is not Mode.OFF and programme in {None, one.programme}
        ]

    def words(self, programme: str, code: str) -> str:
        """Call a category by its newest title and its good: ``Rumah tangga, LPG 3 kg``."""
        found = self.programme(programme)
        return f"{self.category_title(programme, code) or code}, {found.title if found else programme}"

    def category_title(self, programme: str, code: str) -> str:
        """Give the newest title of a category; empty: there never was one."""
        same = [one for one in self.categories if (one.programme, one.code) == (programme, code)]
        return max(same, key=lambda one: one.valid_from).title if same else ""

    def asks_who_buys(self, programme: str, on: date) -> bool:
        """Tell whether a sale of a day needs a registered buyer: a limit holds, or a site is to be told."""
        found = self.programme(programme)
        return bool(found and (found.official or self.limits_on(on, programme)))


def rationing_inquiry(*, cooperative_id: int) -> Inquiry[Rationing]:
    """Ask for all that programmes say in a cooperative, for whichever day.

    Each sale asks: the three lists come as texts in one statement, and are read anew only where one has changed.
    """
    parts = [
        *Inquiry.kept(_programmes, read=list).statements,
        *Inquiry.kept(_categories, read=list).statements,
        *Inquiry.kept(_limits, cooperative_id, read=list).statements,
    ]
    texts = (f"(SELECT coalesce(json_agg(x), '[]')::text FROM ({sql}) x)" for sql, _ in parts)  # noqa: S608  Django's
    values = [value for _, given in parts for value in given]
    return Inquiry([(f"SELECT {', '.join(texts)}", values)], lambda rows: _rationing(*rows[0]), is_kept=True)


def rationing_of(*, cooperative_id: int) -> Rationing:
    """Give all that programmes say in a cooperative; one round trip."""
    (found,) = asked(rationing_inquiry(cooperative_id=cooperative_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


@lru_cache(maxsize=256)  # one for each cooperative with rules of its own, or of its city
def _rationing(programmes: str, categories: str, limits: str) -> Rationing:
    return Rationing(
        programmes=tuple(map(_programme, json.loads(programmes))),
        categories=tuple(map(_category, json.loads(categories))),
        limits=tuple(map(_limit, json.loads(limits))),
    )


def _programme(row: Mapping[str, Any]) -> Programme:
    return Programme(**{**row, "unit": RuleUnit(row["unit"]), "official": Official(row["official"])})


def _category(row: dict[str, Any]) -> BuyerCategory:
    return BuyerCategory(
        programme=row.pop("programme_id"),
        registers=Registers(row.pop("registers")),
        proofs=tuple(row.pop("proofs").split()),
        confidence=Confidence(row.pop("confidence")),
        valid_from=date.fromisoformat(row.pop("valid_from")),
        valid_to=_day(row.pop("valid_to")),
        **row,
    )


def _limit(row: dict[str, Any]) -> LimitRule:
    return LimitRule(
        id=str(row.pop("id")),
        programme=row.pop("programme_id"),
        scope=Scope(row.pop("scope")),
        period=Period(row.pop("period")),
        counts=Counts(row.pop("counts")),
        mode=Mode(row.pop("mode")),
        confidence=Confidence(row.pop("confidence")),
        valid_from=date.fromisoformat(row.pop("valid_from")),
        valid_to=_day(row.pop("valid_to")),
        **row,
    )


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)


def _programmes() -> QuerySet[KeptProgramme, Any]:
    return KeptProgramme.objects.order_by("order", "key").values_list(*_PROGRAMME)


def _categories() -> QuerySet[KeptCategory, Any]:
    return KeptCategory.objects.order_by(
        "programme__order", "registers", "title", "valid_from", "id"
    ).values_list(*_CATEGORY)


def _limits(cooperative_id: int) -> QuerySet[KeptLimit, Any]:
    """Rules of law, of the city whose code begins the cooperative's, and its own."""
    city = Cooperative.objects.filter(id=cooperative_id).values(prefix=Left("code", CITY_CODE_LENGTH))
    mine = Q(set_for__isnull=True) | Q(set_for_id=cooperative_id) | Q(set_for__code__in=city)
    rows = KeptLimit.objects.filter(mine)
    return rows.order_by("programme__order", "category", "scope", "valid_from", "id").values_list(*_LIMIT)
