"""Starting: a clean clone to its first page with pip, a second start, and what the running house takes of memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CLONES, STARTS, SETTLE_S = 5, 7, 4.0


class _Demo:
    """A demo that is timed until it prints its address."""

    def __init__(self, command: list[str], data: Path, environment: dict[str, str]) -> None:
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*command, "demo", "--data-dir", str(data)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        if not self.process.stdout.readline():
            raise SystemExit("the demo did not start")
        self.seconds = time.perf_counter() - began

    def stop(self) -> None:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def _clean_clone(environment: dict[str, str]) -> float:
    with tempfile.TemporaryDirectory(prefix="guyub-bench-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        subprocess.run(["git", "clone", "-q", str(ROOT), str(place / "guyub")], check=True)
        demo = _Demo([str(place / "guyub/run")], place / "data", environment)
        demo.stop()
        return demo.seconds


def _proportional_megabytes(root: int) -> float:
    """Sum the proportional set size of everything below a process, itself left out."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    below = {root}
    while new := {pid for pid, parent in parents.items() if parent in below} - below:
        below |= new
    kilobytes = 0
    for pid in below - {root}:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        kilobytes += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def measure() -> Iterator[Figure]:
    """Second starts and memory on one folder, then whole clones without uv and without pip's cache."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GUYUB_", "PYTHON", "VIRTUAL_"))}
    starts, megabytes = [], []
    with tempfile.TemporaryDirectory(prefix="guyub-bench-") as folder:
        Path(folder).chmod(0o755)
        ours, data = [sys.executable, "-m", "guyub"], Path(folder) / "data"
        _Demo(ours, data, environment).stop()
        for _ in range(STARTS):
            demo = _Demo(ours, data, environment)
            starts.append(demo.seconds)
            time.sleep(SETTLE_S)
            megabytes.append(_proportional_megabytes(demo.process.pid))
            demo.stop()
    yield Figure("second start", "s", tuple(starts), limit=5, is_at_least=False)
    yield Figure("idle web, worker and database (PSS)", "MB", tuple(megabytes), limit=600, is_at_least=False)

    with_pip = environment | {"GUYUB_INSTALLER": "pip", "PIP_NO_CACHE_DIR": "1"}
    clones = tuple(_clean_clone(with_pip) for _ in range(CLONES))
    yield Figure("clean clone to first page with pip", "s", clones, limit=90, is_at_least=False)
