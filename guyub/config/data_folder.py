"""The folder in which one installation keeps everything: database, files, secrets, logs.

::

    guyub.json      says whose folder this is (demo or serve); without it `--reset` removes nothing
    lock            held for life by the process that runs this folder
    state.json      where the running one answers, and how far its clock is from the machine's
    migrated.json   of which code its tables are
    clock.json      of a demonstration: where its clock stood at its last stop
    again.json      of a demonstration: somebody asked for it to begin anew
    secrets.json    of `serve`, readable by its owner alone; keep a copy apart from the backups
    postgres/ files/ logs/ metrics/ static/
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import shutil
from pathlib import Path
from typing import IO, Any

from guyub.config.environment import DEMO_SECRETS, Mode

MARKER, AGAIN = "guyub.json", "again.json"
SECRETS = ("GUYUB_SECRET_KEY", "GUYUB_FILE_KEY")
KEY_RINGS = ("GUYUB_VAULT_KEYS", "GUYUB_INDEX_KEYS")  # written id:secret, so that they can be renewed


class FolderTakenError(Exception):
    """Another process runs this folder; the message is the address where it answers, as far as known."""


class FolderRefusedError(Exception):
    """This folder is not what it must be; the message is a sentence for the person at the keyboard."""


def default_folder(mode: Mode) -> Path:
    """Where data lies when nobody says: the platform's place, and for root one that the database's user reaches."""
    if os.name == "nt":
        return Path(os.environ["LOCALAPPDATA"]) / "guyub" / mode
    if os.geteuid() == 0:
        return Path("/var/lib/guyub") / mode
    if platform.system() == "Darwin":
        return Path.home() / "Library" / "Application Support" / "guyub" / mode
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "guyub" / mode


def mode_of(path: Path) -> str:
    """Tell whose folder this is, `demo` or `serve`; empty where nobody took it yet."""
    marker = path / MARKER
    return str(json.loads(marker.read_text())["mode"]) if marker.exists() else ""


class DataFolder:
    """One installation's folder, locked by the process that runs it."""

    def __init__(self, path: Path, mode: Mode) -> None:
        """Name the folder; nothing is touched before ``take``."""
        self.path = path.absolute()
        self.mode = mode
        self._lock: IO[str] | None = None

    def take(self) -> None:
        """Make the folder if needed and lock it until this process ends, however it ends.

        Raises:
            FolderTakenError: Another process holds it.
            FolderRefusedError: It belongs to another mode, or holds things that are not ours.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        # Root's database runs as another user, who must be able to pass through.
        self.path.chmod(0o711 if os.name != "nt" and os.geteuid() == 0 else 0o700)
        self._check_marker()
        lock = (self.path / "lock").open("a+")
        if not _lock(lock):
            lock.close()
            raise FolderTakenError(self.read("state.json").get("address", ""))
        self._lock = lock
        self.write(MARKER, {"product": "guyub", "mode": self.mode.value})

    def release(self) -> None:
        """Let the next process have the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _check_marker(self) -> None:
        marker = self.read(MARKER)
        if not marker and any(self.path.iterdir()):
            raise FolderRefusedError(
                f"Folder {self.path} berisi hal lain, bukan data Guyub. Pilih folder kosong dengan --data-dir."
            )
        if marker and marker["mode"] != self.mode:
            raise FolderRefusedError(
                f"Folder {self.path} dibuat oleh guyub {marker['mode']}, bukan guyub {self.mode.value}. "
                "Pilih folder lain dengan --data-dir."
            )

    def empty(self) -> None:
        """Remove everything but the lock. Only a folder that is taken, and so ours, is ever emptied."""
        if self._lock is None:
            raise RuntimeError("take the folder first")
        for entry in self.path.iterdir():
            if entry.name in {"lock", MARKER}:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    @property
    def is_empty(self) -> bool:
        """True while nothing but what ``take`` makes lies here."""
        return {entry.name for entry in self.path.iterdir()} <= {"lock", MARKER}

    def secrets(self) -> dict[str, str]:
        """Give the installation's secrets, each made at the first start that needs it: variable → secret.

        A demonstration has the published ones.
        """
        if self.mode is not Mode.SERVE:
            return DEMO_SECRETS
        kept = self.read("secrets.json")
        made = {name: secrets.token_urlsafe(48) for name in SECRETS}
        made |= {name: f"k1:{secrets.token_urlsafe(48)}" for name in KEY_RINGS}
        if made.keys() - kept.keys():
            kept = made | kept
            self.write("secrets.json", kept)
        return kept

    def renew_keys(self) -> bool:
        """Put a new key before the one of each key ring; False when the last renewal is not finished yet."""
        kept = self.secrets()
        if any(" " in kept[name] for name in KEY_RINGS):
            return False
        for name in KEY_RINGS:
            number = int(kept[name].partition(":")[0].removeprefix("k")) + 1
            kept[name] = f"k{number}:{secrets.token_urlsafe(48)} {kept[name]}"
        self.write("secrets.json", kept)
        return True

    def forget_old_keys(self) -> None:
        """Keep the first key of each ring: everything is sealed with it."""
        kept = self.secrets()
        self.write("secrets.json", kept | {name: kept[name].split()[0] for name in KEY_RINGS})

    def read(self, name: str) -> dict[str, Any]:
        """Read one of the small files; empty when it is missing or was cut off by a kill."""
        try:
            found: dict[str, Any] = json.loads((self.path / name).read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return found

    def write(self, name: str, content: dict[str, Any]) -> None:
        """Write one of the small files whole or not at all, readable by its owner alone."""
        draft = self.path / f"{name}.new"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file, indent=1)
        draft.replace(self.path / name)


def _lock(file: IO[str]) -> bool:
    """Lock a file for the life of this process; False when another one has it."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415  Windows only

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        else:
            import fcntl  # noqa: PLC0415  not on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
