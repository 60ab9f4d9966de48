"""Copy third-party front-end files from node_modules into the product, with licence and checksum.

    npm ci && python -m tools.vendor

Users need no Node: what is served lies in static/vendor/NAME-VERSION/. The kernel's vendored.json says of each file
which package it is from and its SHA-256; tests/tidy/test_vendored_files.py compares. With the word ``fonts`` it also
makes the static TTFs that typst needs (it reads neither WOFF2 nor variable fonts); that takes fonttools and brotli,
installed by hand.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
KERNEL = ROOT / "guyub/foundation/kernel"
VENDOR = KERNEL / "static/vendor"
FONTS = KERNEL / "documents/fonts"
ICONS = KERNEL / "static/kernel/icons"
MANIFEST = KERNEL / "vendored.json"


@dataclass(frozen=True)
class Package:
    """What is taken of a package."""

    module: str
    folder: str
    licence: str
    files: tuple[tuple[str, str], ...]  # path in the package, name here


PACKAGES = (
    Package("htmx.org", "htmx", "0BSD", (("dist/htmx.min.js", "htmx.min.js"), ("LICENSE", "LICENSE"))),
    Package("idb", "idb", "ISC", (("build/index.js", "index.js"), ("LICENSE", "LICENSE"))),
    Package(
        "@fontsource-variable/plus-jakarta-sans",
        "plus-jakarta-sans",
        "OFL-1.1",
        (
            ("files/plus-jakarta-sans-latin-wght-normal.woff2", "plus-jakarta-sans-latin-wght-normal.woff2"),
            ("LICENSE", "LICENSE"),
        ),
    ),
)


def main(arguments: list[str]) -> None:
    """Renew the vendored files and their manifest."""
    if arguments == ["fonts"]:
        make_print_fonts()
    shutil.rmtree(VENDOR, ignore_errors=True)
    entries = {}
    for package in PACKAGES:
        version = version_of(package.module)
        target = VENDOR / f"{package.folder}-{version}"
        target.mkdir(parents=True)
        for source, name in package.files:
            shutil.copyfile(MODULES / package.module / source, target / name)
            entries |= entry(target / name, package.module, package.licence)
    for path in sorted(FONTS.iterdir()):
        entries |= entry(path, "@fontsource/plus-jakarta-sans", "OFL-1.1")
    for path in sorted(ICONS.iterdir()):
        entries |= entry(path, "lucide-static", "ISC")
    MANIFEST.write_text(json.dumps(entries, indent=1) + "\n")


def entry(path: Path, module: str, licence: str) -> dict[str, dict[str, str]]:
    """Describe one vendored file."""
    described = {"package": module, "version": version_of(module), "licence": licence}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {path.relative_to(KERNEL).as_posix(): described | {"sha256": digest}}


def version_of(module: str) -> str:
    """Read the installed version of a package."""
    version: str = json.loads((MODULES / module / "package.json").read_text())["version"]
    return version


def make_print_fonts() -> None:
    """Write the four weights that documents use as TTF."""
    from fontTools.ttLib import TTFont  # not among the locked packages: needed once per version of the font

    module = MODULES / "@fontsource/plus-jakarta-sans"
    FONTS.mkdir(parents=True, exist_ok=True)
    for weight in (400, 600, 700):
        font = TTFont(module / f"files/plus-jakarta-sans-latin-{weight}-normal.woff2")
        font.flavor = None
        font.save(FONTS / f"PlusJakartaSans-{weight}.ttf")
    shutil.copyfile(module / "LICENSE", FONTS / "LICENSE")


if __name__ == "__main__":
    main(sys.argv[1:])
