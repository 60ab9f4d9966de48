"""A migrated database that is made once and copied: the parts of the suite need not each make their own.

Kept in the system's folder for temporary files by what it was made of; another line of code makes another one.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PREFIX = f"guyub-prepared-{os.getuid()}-"
OLD_S = 24 * 3600


def stamp():
    """Tell what a migrated database is made of: the product's code, the tests' own tables, the libraries."""
    digest = hashlib.sha256()
    folders = (ROOT / "guyub", ROOT / "tests/sample", ROOT / "requirements")
    for path in sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".sql", ".txt"}
    ):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def copy_prepared(folder, make):
    """Copy the prepared server's folder; whoever comes first makes it, and others wait.

    Args:
        folder: Where it is copied to; not there yet.
        make: Makes a stopped server with the database in the folder it is given.
    """
    shared = Path(tempfile.gettempdir()) / f"{PREFIX}{stamp()}"
    shared.mkdir(mode=0o755, exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "postgres").exists():
            _forget_old(shared)
            draft = shared / "draft"
            shutil.rmtree(draft, ignore_errors=True)
            make(draft)
            (draft / "port").unlink()
            draft.rename(shared / "postgres")
    # whose the files are must stay: the server's user is not always ours
    subprocess.run(["cp", "-a", str(shared / "postgres"), str(folder)], check=True)


def _forget_old(shared):
    for other in shared.parent.glob(f"{PREFIX}*"):
        if other != shared and time.time() - other.stat().st_mtime > OLD_S:
            shutil.rmtree(other, ignore_errors=True)
