"""Third-party files are what their packages shipped, and nothing else lies beside them."""

import hashlib
import json
from pathlib import Path

from tests.tidy.test_bans import ROOT

KERNEL = ROOT / "guyub/foundation/kernel"
FOLDERS = ("static/vendor", "static/kernel/icons", "documents/fonts")


def differences(kernel: Path):
    """List what differs between the manifest and the files of a kernel folder."""
    manifest = json.loads((KERNEL / "vendored.json").read_text())
    present = {
        p.relative_to(kernel).as_posix(): p for f in FOLDERS for p in (kernel / f).rglob("*") if p.is_file()
    }
    changed = {
        name
        for name, path in present.items()
        if name in manifest and hashlib.sha256(path.read_bytes()).hexdigest() != manifest[name]["sha256"]
    }
    return sorted(changed | (present.keys() ^ manifest.keys()))


def test_vendored_files_are_unchanged():
    assert differences(KERNEL) == []


def test_every_package_has_its_licence():
    manifest = json.loads((KERNEL / "vendored.json").read_text())
    folders = {Path(name).parent for name in manifest}

    assert not [folder for folder in folders if f"{folder.as_posix()}/LICENSE" not in manifest]
    assert all(entry["licence"] for entry in manifest.values())


def test_the_pages_use_the_versions_that_the_lock_names():
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    manifest = json.loads((KERNEL / "vendored.json").read_text())

    for entry in manifest.values():
        assert lock[f"node_modules/{entry['package']}"]["version"] == entry["version"]
