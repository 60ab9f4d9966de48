"""What a person puts right in a sale that a till told, before it is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.trade.retail.domain.corrections import CorrectionRefusedError, with_goods
from guyub.trade.retail.selectors.corrections import goods_of_code

if TYPE_CHECKING:
    from collections.abc import Mapping


def put_sale_right(
    cooperative_id: int, body: Mapping[str, Any], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the body of a sale with the goods that its lines were really of. Step.

    Args:
        cooperative_id: Whose.
        body: As the till sealed it.
        changes: ``goods``: the code of a product by the number of the line.

    Raises:
        CorrectionRefusedError: See there.
    """
    raw, goods = body.get("lines"), {}
    lines = raw if isinstance(raw, list) else []
    for written, code in changes.get("goods", {}).items():
        at = int(written)
        line = lines[at - 1] if 0 < at <= len(lines) and isinstance(lines[at - 1], dict) else None
        if line is None:
            raise CorrectionRefusedError(wrong="line", line=at)
        found = goods_of_code(cooperative_id=cooperative_id, code=code, unit=str(line.get("unit") or ""))
        if found is None:
            raise CorrectionRefusedError(wrong="product", code=code)
        goods[at] = found
    return with_goods(body, goods)
