"""What the refusals of buying say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.procurement.web.rule_messages import RULE_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    **RULE_MESSAGES,
}
