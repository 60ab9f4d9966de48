"""A PostgreSQL of its own for one benchmark, migrated."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.config.embedded_postgres import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def migrated_database(*, mode: str, role: str = "guyub_app") -> Iterator[dict[str, str]]:
    """Start a database, migrate it, and give the environment in which programs of the product use it.

    Args:
        mode: GUYUB_MODE of those programs.
        role: The login that they use.
    """
    with tempfile.TemporaryDirectory(prefix="guyub-bench-") as folder:
        Path(folder).chmod(0o755)
        database = EmbeddedPostgres(Path(folder) / "postgres")
        running = database.start()
        try:
            environment = os.environ | {
                "GUYUB_MODE": mode,
                "GUYUB_DATA_DIR": folder,
                "DATABASE_URL": running.url(role),
                "DATABASE_OWNER_URL": running.url("guyub_owner"),
                "DATABASE_SUPER_URL": running.url("postgres"),
                "DJANGO_SETTINGS_MODULE": "guyub.config.settings",
            }
            as_owner = environment | {"GUYUB_DATABASE_ROLE": "owner"}
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=as_owner, check=True)
            yield environment
        finally:
            database.stop()
