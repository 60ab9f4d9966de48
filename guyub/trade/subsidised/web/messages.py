"""What the refusals of rationed goods say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.subsidised.web.buyer_messages import MESSAGES as BUYERS
from guyub.trade.subsidised.web.log_messages import LOG_MESSAGES
from guyub.trade.subsidised.web.queue_messages import QUEUE_MESSAGES
from guyub.trade.subsidised.web.quota_messages import QUOTA_MESSAGES
from guyub.trade.subsidised.web.supply_messages import MESSAGES as SUPPLY
from guyub.trade.subsidised.web.till_messages import TILL_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    **BUYERS,
    **QUOTA_MESSAGES,
    **SUPPLY,
    **TILL_MESSAGES,
    **LOG_MESSAGES,
    **QUEUE_MESSAGES,
}
