"""A page of 200 rows with 12 queries: at least 0.8 of the requests a second of the same SQL by cursor."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS, ROUND_S = 9, 1.5
SEED = """
import django; django.setup()
from datetime import UTC, datetime
from bench.page_views import KINDS
from guyub.foundation.kernel.models import Cooperative, StoredFile
from guyub.foundation.kernel.tenancy.scope import scope
for place in range(57):
    cooperative = Cooperative.objects.create(code=f"35.73.01.{1001 + place}", name=f"KKMP contoh {place}", zone="WIB")
    with scope(cooperative.id):
        StoredFile.objects.bulk_create(
            StoredFile(
                cooperative_id=cooperative.id, kind=KINDS[turn % 8], title=f"Dokumen contoh {turn}", version=1,
                sha256="0" * 64, size_bytes=1000 + turn * 1250, media_type="application/pdf",
                original_name="contoh.pdf", is_public=turn % 3 == 0, stored_at=datetime.now(UTC),
            )
            for turn in range(1000 if place == 0 else 60)
        )
    if place == 0:
        print(cooperative.id)
"""


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _requests_per_second(port: int, path: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    answered, started = 0, time.perf_counter()
    while time.perf_counter() - started < ROUND_S:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        if response.status != 200 or b"</html>" not in body:
            raise SystemExit(f"{path} answered {response.status}")
        answered += 1
    connection.close()
    return answered / (time.perf_counter() - started)


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server stopped")


def measure() -> Iterator[Figure]:
    """Serve both pages from one process and ask for them in turn."""
    with migrated_database(mode="dev") as environment:
        seeded = subprocess.run(
            [sys.executable, "-c", SEED], env=environment, check=True, capture_output=True, text=True
        )
        yield _measure_pages(environment | {"BENCH_COOPERATIVE": seeded.stdout.strip()})


def _measure_pages(environment: dict[str, str]) -> Figure:
    port, cooperative_id = _free_port(), environment["BENCH_COOPERATIVE"]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "1",
        "--no-access-log",
    ]
    server = subprocess.Popen(
        [
            *command,
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--log-level",
            "error",
            "bench.page_server:application",
        ],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers(port, server)
        ours, floors = [], []
        for path in (f"/ours/{cooperative_id}/", f"/floor/{cooperative_id}/"):
            _requests_per_second(port, path)
        for _ in range(ROUNDS):
            ours.append(_requests_per_second(port, f"/ours/{cooperative_id}/"))
            floors.append(_requests_per_second(port, f"/floor/{cooperative_id}/"))
    finally:
        server.terminate()
        server.wait()
    return Figure(
        "page of 200 rows, 12 queries",
        "requests/s",
        tuple(ours),
        limit=0.8,
        is_at_least=True,
        floors=tuple(floors),
    )
