"""The permission table: every address, who may open it, what the others get.

A new address without a row fails, and so does a row whose address is gone. There are no accounts yet, so the only
visitor is nobody; the column for each role comes with the roles.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One address: what nobody gets in a demo, and what nobody gets where real people work."""

    url_name: str
    in_demo: int
    in_service: int
    arguments: dict = field(default_factory=dict)


ROWS = (
    Row("api:api-root", 404, 404),  # no page of its own
    Row("api:openapi-json", 200, 200),
    Row("api:about", 200, 200),
    Row("kernel:healthz", 200, 200),
    Row("kernel:readyz", 503, 503),  # no worker runs in tests
    Row("kernel:metrics", 200, 200),  # for this machine alone: test_health.py
    Row("kernel:palette", 200, 200),
    Row(
        "kernel:stored_file",
        404,
        404,
        {"cooperative_id": 1, "file_id": "0193a1b2-1234-7abc-8def-0123456789ab"},
    ),
    Row("kernel:styleguide", 200, 404),
    Row("kernel:system", 200, 404),
    Row("public_site:home", 200, 200),
)
