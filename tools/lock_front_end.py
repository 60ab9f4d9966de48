"""Take addresses out of package-lock.json: where packages come from is the machine's business.

Run after `npm install`; `./run lock` does. The hashes stay, so a package is the same wherever it comes from.
"""

from __future__ import annotations

import json
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "package-lock.json"
ADDRESSES = ("resolved", "funding")


def main() -> None:
    """Rewrite the lock without addresses."""
    lock = json.loads(LOCK.read_text())
    for package in lock["packages"].values():
        for name in ADDRESSES:
            package.pop(name, None)
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")


if __name__ == "__main__":
    main()
