"""The product as it runs: `guyub demo` in real processes, for tests that look from outside."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from hypothesis import settings

import guyub

ROOT = Path(guyub.__file__).resolve().parent.parent
DEADLINE_S = 90


def is_short():
    """Tell whether what takes long is left out of this run (``conftest.pytest_configure``)."""
    return settings.get_current_profile_name() == "short"


def wait_until(met, what):
    """Poll until something holds and return it; fail by name when it never does."""
    end = time.monotonic() + DEADLINE_S
    while not (found := met()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Demo:
    """One run of the demo on a folder."""

    def __init__(self, folder, *arguments, port=None):
        self.folder, self.port = folder, port or free_port()
        self.said = folder.parent / "said.txt"
        with self.said.open("ab") as output:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "guyub",
                    "demo",
                    "--data-dir",
                    str(folder),
                    "--port",
                    str(self.port),
                    *arguments,
                ],
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=output,
                cwd="/",
            )

    def address(self):
        """Wait for the line on standard output that the newcomer opens."""
        return self.process.stdout.readline().decode().strip()

    def answers(self, path="/"):
        """Fetch a page; None while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return None

    def is_ready(self):
        """True when database and worker are there too."""
        return self.answers("/readyz") is not None

    def ends(self):
        """Wait for the end; returns its exit code."""
        code = self.process.wait(DEADLINE_S)
        self.process.stdout.close()
        return code

    def stop(self):
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.ends()


def processes_of(folder, word=""):
    """Number the living processes whose command line or environment names this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
            if (
                command
                and str(folder).encode() in command + (entry / "environ").read_bytes()
                and word.encode() in command
            ):
                found.append(int(entry.name))
        except OSError:
            continue
    return sorted(found)


def main_of(folder, word):
    """The oldest process of a kind."""
    return wait_until(lambda: processes_of(folder, word), f"no {word}")[0]
