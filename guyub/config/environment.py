"""What the surroundings tell this process: mode, folders, database addresses, secrets.

Read once from environment variables that the command line sets (docs/operations/settings.md). No Django here,
so the command line can use it before settings exist.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import CLOCK_SETTING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEMO_SECRET_PREFIX = "guyub-demo-"  # noqa: S105  published on purpose; `serve` refuses any secret that holds it
DEMO_SECRETS = {
    "GUYUB_SECRET_KEY": f"{DEMO_SECRET_PREFIX}secret-key",
    "GUYUB_FILE_KEY": f"{DEMO_SECRET_PREFIX}file-key",
    "GUYUB_VAULT_KEYS": f"k1:{DEMO_SECRET_PREFIX}vault-key",
    "GUYUB_INDEX_KEYS": f"k1:{DEMO_SECRET_PREFIX}index-key",
}


class Mode(StrEnum):
    """What this process is for."""

    DEMO = "demo"
    SERVE = "serve"
    DEV = "dev"
    TEST = "test"


class DatabaseRole(StrEnum):
    """Which login this process uses (ADR 0007): `app` for work, `owner` for migrations and backups."""

    APP = "app"
    OWNER = "owner"


class DemoSecretRefusedError(Exception):
    """`serve` was given a secret that every demo knows, or a demo's clock; names the setting."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings that differ between machines; everything else is a constant in settings.py."""

    mode: Mode
    data_dir: Path
    database_url: str
    secret_key: str
    file_key: str
    vault_keys: str
    index_keys: str
    allowed_hosts: tuple[str, ...]
    https: bool

    @property
    def is_demo(self) -> bool:
        """True where invented people and amounts may be shown, always marked "contoh"."""
        return self.mode in {Mode.DEMO, Mode.DEV, Mode.TEST}


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the surroundings of this process.

    Args:
        variables: The environment variables, by name.

    Raises:
        DemoSecretRefusedError: The mode is `serve` and a secret is missing or one that every demo knows, or the clock
            is another than the machine's.
    """
    mode = Mode(variables.get("GUYUB_MODE", Mode.DEV))
    role = DatabaseRole(variables.get("GUYUB_DATABASE_ROLE", DatabaseRole.APP))
    database_variable = "DATABASE_OWNER_URL" if role is DatabaseRole.OWNER else "DATABASE_URL"
    secrets = {name: variables.get(name, demo) for name, demo in DEMO_SECRETS.items()}
    if mode is Mode.SERVE:
        for name, secret in secrets.items():
            if DEMO_SECRET_PREFIX in secret:
                raise DemoSecretRefusedError(name)
        if variables.get(CLOCK_SETTING, "0") != "0":
            raise DemoSecretRefusedError(CLOCK_SETTING)
    return Environment(
        mode=mode,
        data_dir=Path(variables.get("GUYUB_DATA_DIR", ".guyub")).absolute(),
        database_url=variables.get(database_variable, ""),
        secret_key=secrets["GUYUB_SECRET_KEY"],
        file_key=secrets["GUYUB_FILE_KEY"],
        vault_keys=secrets["GUYUB_VAULT_KEYS"],
        index_keys=secrets["GUYUB_INDEX_KEYS"],
        allowed_hosts=tuple(variables.get("GUYUB_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]").split()),
        https=variables.get("GUYUB_HTTPS", "0") == "1",
    )
