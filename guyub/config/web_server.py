"""The web process: granian in front of Django."""

from __future__ import annotations

import os
import signal
import threading
import time


def _end_with(parent: int) -> None:
    """End this worker when granian's main process is gone: an orphan would hold the port."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()


def serve(*, host: str, port: int, workers: int, threads: int, should_reload: bool = False) -> None:
    """Answer requests until a signal.

    Args:
        host: The address to listen on.
        port: The port.
        workers: Processes.
        threads: Requests that one process works on at a time.
        should_reload: Start again when a file changes, for developers.
    """
    from granian import Granian  # noqa: PLC0415  only the web process needs it
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    if hasattr(os, "fork") and not should_reload:
        # Loaded once before the workers fork: they start at once and share the memory.
        from django.urls import get_resolver  # noqa: PLC0415

        import guyub.config.wsgi  # noqa: PLC0415

        _ = get_resolver().url_patterns, guyub.config.wsgi.application
        parent = os.getpid()
        os.register_at_fork(after_in_child=lambda: _end_with(parent))
    Granian(
        "guyub.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        log_level=LogLevels.warning,
        reload=should_reload,
    ).serve()
