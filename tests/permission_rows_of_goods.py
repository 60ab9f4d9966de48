"""All pages of goods, of those from whom they come, and of the devices that sell them."""

from tests.permission_rows_devices import DEVICES_ROWS
from tests.permission_rows_goods_buyers import GOODS_BUYERS_ROWS
from tests.permission_rows_goods_buying import GOODS_BUYING_ROWS
from tests.permission_rows_goods_catalogue import GOODS_CATALOGUE_ROWS
from tests.permission_rows_goods_consignment import GOODS_CONSIGNMENT_ROWS
from tests.permission_rows_goods_containers import GOODS_CONTAINERS_ROWS
from tests.permission_rows_goods_debt_openings import GOODS_DEBT_OPENINGS_ROWS
from tests.permission_rows_goods_openings import GOODS_OPENINGS_ROWS
from tests.permission_rows_goods_queues import GOODS_QUEUES_ROWS
from tests.permission_rows_goods_rationed import GOODS_RATIONED_ROWS
from tests.permission_rows_goods_rations_log import GOODS_RATIONS_LOG_ROWS
from tests.permission_rows_goods_rules import GOODS_RULES_ROWS
from tests.permission_rows_goods_sales import GOODS_SALES_ROWS
from tests.permission_rows_goods_stock import GOODS_STOCK_ROWS
from tests.permission_rows_goods_supply import GOODS_SUPPLY_ROWS
from tests.permission_rows_partners import PARTNER_ROWS

ALL_GOODS_ROWS = (
    *DEVICES_ROWS,
    *GOODS_RULES_ROWS,
    *GOODS_CATALOGUE_ROWS,
    *GOODS_CONTAINERS_ROWS,
    *GOODS_OPENINGS_ROWS,
    *GOODS_BUYERS_ROWS,
    *GOODS_CONSIGNMENT_ROWS,
    *GOODS_QUEUES_ROWS,
    *GOODS_RATIONS_LOG_ROWS,
    *GOODS_SALES_ROWS,
    *GOODS_RATIONED_ROWS,
    *GOODS_BUYING_ROWS,
    *GOODS_DEBT_OPENINGS_ROWS,
    *GOODS_STOCK_ROWS,
    *GOODS_SUPPLY_ROWS,
    *PARTNER_ROWS,
)
