"""What counts of each of many buyers, looked up by their own index and their household's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from guyub.trade.subsidised.domain.limits import Used
    from guyub.trade.subsidised.domain.set_aside import SetAside
    from guyub.trade.subsidised.selectors.quota import Buyer, Counted

T = TypeVar("T")


class OfBuyers:
    """What counts of each buyer: what they or their household used, and what devices hold of it."""

    def __init__(self, counted: Counted) -> None:
        self._uses: dict[tuple[str, bytes], dict[UUID, Used]] = defaultdict(dict)
        self._slices: dict[tuple[str, bytes], dict[UUID, SetAside]] = defaultdict(dict)
        for id_, programme, use in counted.uses:
            for index in {use.nik, use.kk} - {None}:
                self._uses[programme, cast("bytes", index)][id_] = use
        for programme, one in counted.slices:
            self.put(programme, one)

    def put(self, programme: str, one: SetAside) -> None:
        """Let a slice be what it is from now on."""
        for index in {one.nik, one.kk}:
            if index is not None:
                self._slices[programme, index][one.id] = one

    def uses(self, programme: str, buyer: Buyer) -> list[Used]:
        """Give what a buyer and their household used."""
        return list(_merged(self._uses, programme, buyer).values())

    def slices(self, programme: str, buyer: Buyer) -> dict[UUID, SetAside]:
        """Give what devices hold of a buyer and their household."""
        return _merged(self._slices, programme, buyer)


def _merged(found: Mapping[tuple[str, bytes], dict[UUID, T]], programme: str, buyer: Buyer) -> dict[UUID, T]:
    of_household = found.get((programme, buyer.kk), {}) if buyer.kk is not None else {}
    return {**of_household, **found.get((programme, buyer.nik), {})}
