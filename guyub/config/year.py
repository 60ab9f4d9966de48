"""`guyub make-year`: an empty demonstration in which KKMP Bumiayu lives a year, proved at its end."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.processes import StartError, code_stamp, say

if TYPE_CHECKING:
    from guyub.config.data_folder import DataFolder


def make_year(*, folder: DataFolder, seed: int, until: str) -> None:
    """Migrate, live the year, verify and audit what came of it; `guyub demo` opens the folder afterwards.

    Args:
        folder: Taken already, and empty.
        seed: The same seed, the same year to the rupiah.
        until: The last day, as in ``2026-11-27``.

    Raises:
        StartError: There is a database already, or a step does not end well.
        EmbeddedPostgresError: The database does not start.
    """
    if (folder.path / "postgres").exists():
        raise StartError(f"Folder {folder.path} sudah berisi. Pilih folder kosong.")
    database = EmbeddedPostgres(folder.path / "postgres")
    server = database.start()
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "GUYUB_"))}
    environment = surroundings | folder.secrets()
    environment |= {
        "GUYUB_MODE": folder.mode.value,
        "GUYUB_DATA_DIR": str(folder.path),
        "DATABASE_URL": server.url("guyub_app"),
        "DATABASE_OWNER_URL": server.url("guyub_owner"),
    }
    steps = (
        ("owner", "migrate", "-v0"),
        ("app", "load_network"),
        ("app", "live_year", f"--seed={seed}", f"--until={until}"),
        ("app", "examine_books", "verify"),
        ("app", "examine_books", "audit"),
    )
    try:
        for role, *command in steps:
            say(" ".join(command))
            done = subprocess.run(
                [sys.executable, "-m", "guyub", "manage", *command],
                env=environment | {"GUYUB_DATABASE_ROLE": role},
                stdin=subprocess.DEVNULL,
                check=False,
            )
            if done.returncode:
                raise StartError(f"Langkah {command[0]} tidak selesai; penyebabnya tertulis di atas.")
        folder.write("migrated.json", {"code": code_stamp()})  # nothing is seeded beside the year
    finally:
        database.stop()
