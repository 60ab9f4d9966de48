"""`guyub make-year`: an empty demonstration in which KKMP Bumiayu lives a year, proved at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.config.backup import carry_out, filling
from guyub.config.processes import MIGRATED, code_stamp

if TYPE_CHECKING:
    from guyub.config.data_folder import DataFolder


def make_year(*, folder: DataFolder, seed: int, until: str) -> None:
    """Migrate, live the year, verify and audit what came of it; `guyub demo` opens the folder afterwards.

    Args:
        folder: Taken already, and empty.
        seed: The same seed, the same year to the rupiah.
        until: The last day, as in ``2026-11-27``.

    Raises:
        BackupRefusedError: The folder is not empty, or a step does not end well; the folder is empty again.
        EmbeddedPostgresError: The database does not start.
    """
    with filling(folder) as database:
        carry_out(
            database.start(),
            folder,
            ("owner", "migrate", "-v0"),
            ("app", "load_network"),
            ("app", "live_year", f"--seed={seed}", f"--until={until}"),
            ("app", "examine_books", "verify"),
            ("app", "examine_books", "audit"),
        )
    folder.write(MIGRATED, {"code": code_stamp()})  # the demonstration's file is not opened over the year
