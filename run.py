"""`./run COMMAND`: makes the virtual environment, then runs the command in it. Standard library only.

The first start installs what the lock names, hash by hash; the next ones see that nothing has changed and go on.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
IS_WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")
STAMP = VENV / "guyub-lock.txt"
USER_COMMANDS = ("demo", "serve", "worker")
DEVELOPER_COMMANDS = ("test", "check", "dev", "bench", "lock")
USAGE = f"""./run {" | ".join(USER_COMMANDS + DEVELOPER_COMMANDS)} | guyub ARGS…

  demo            coba Guyub di komputer ini dengan data contoh
  serve, worker   jalankan sungguhan (docs/operations/one_server.md)
  test [--long]   every check and test, as CI runs them; more words go to pytest
  check           the static checks alone
  dev             demo that reloads when a file changes
  bench [NAME…]   speed figures beside their floors
  lock            renew requirements/*.txt and package-lock.json
  guyub ARGS…     any other command of the product, such as: ./run guyub calc --list"""


def say(text: str) -> None:
    """Tell the person at the keyboard; standard output belongs to the command."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    command, *rest = arguments or ["--help"]
    if command == "guyub":
        install("base")
        return become("-m", "guyub", *rest)
    if command in USER_COMMANDS:
        install("base")
        return become("-m", "guyub", command, *rest)
    if command in DEVELOPER_COMMANDS:
        install("test")
        return DEVELOPER[command](rest)
    say(USAGE)
    return 0 if command in {"-h", "--help", "help"} else 2


# -- the virtual environment -------------------------------------------------------------------------------------


def install(name: str) -> None:
    """Install requirements/NAME.txt unless it, or more, is installed already."""
    locks = {
        n: hashlib.sha256((ROOT / f"requirements/{n}.txt").read_bytes()).hexdigest() for n in ("base", "test")
    }
    wanted = f"{name} {locks[name]} {sys.version_info.major}.{sys.version_info.minor}\n"
    more = f"test {locks['test']} {sys.version_info.major}.{sys.version_info.minor}\n"
    # An environment that a developer links in from elsewhere is the developer's business.
    if VENV.is_symlink() or (PYTHON.exists() and STAMP.exists() and STAMP.read_text() in {wanted, more}):
        return
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)  # a broken-off install is never taken for a whole one
    requirements = str(ROOT / f"requirements/{name}.txt")
    uv = shutil.which("uv") if os.environ.get("GUYUB_INSTALLER") != "pip" else None
    # Foreign paths would be taken for installed packages.
    environment = {
        k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    }
    if uv:
        say("Menyiapkan Guyub dengan uv …")
        environment |= {"UV_PYTHON_DOWNLOADS": "never"}
        if not PYTHON.exists():
            run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], environment)
        pip = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
        run([*pip, "--require-hashes", "-r", requirements], environment)
    else:
        say("Menyiapkan Guyub untuk pertama kali, sekitar satu menit …")
        if not PYTHON.exists():
            make_environment()
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "-r", requirements], environment)
    STAMP.write_text(wanted)
    say(f"Terpasang dalam {time.monotonic() - began:.0f} detik.")


def make_environment() -> None:
    """Make .venv with the standard library, or say what the system lacks for it."""
    try:
        import ensurepip  # noqa: F401, PLC0415  Debian and Ubuntu leave it out
    except ImportError:
        say("Python ini belum bisa membuat lingkungan. Di Debian atau Ubuntu: sudo apt install python3-venv")
        raise SystemExit(1) from None
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], dict(os.environ))


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a step of the installation; end with its words when it fails."""
    done = subprocess.run(command, env=environment, stdout=sys.stderr, cwd=ROOT, check=False)
    if done.returncode:
        say(
            f"Gagal memasang. Perintah yang berhenti: {' '.join(command[:4])} … Periksa internet, lalu ulangi."
        )
        raise SystemExit(1)


def child_environment() -> dict[str, str]:
    """Give the environment of our own programs: this checkout's code, from whatever folder."""
    return (
        os.environ
        | {
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",  # a test run starts a hundred programs: each would compile all of it anew
        }
    )


def become(*arguments: str) -> int:
    """Become the program, so that signals go straight to it (on Windows: wait for it)."""
    command = [str(PYTHON), *arguments]
    if IS_WINDOWS:
        return subprocess.run(command, env=child_environment(), check=False).returncode
    os.execve(command[0], command, child_environment())


# -- tests ---------------------------------------------------------------------------------------------------------


@dataclass
class Step:
    """One step of `./run test` and how it ended."""

    name: str
    is_good: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""


def python_step(name: str, *arguments: str, **variables: str) -> Step:
    """Run a Python program in the environment."""
    return timed(name, [str(PYTHON), *arguments], variables)


def timed(name: str, command: list[str], variables: dict[str, str] | None = None) -> Step:
    """Run a program, show what it prints, note how it ended."""
    began, environment = time.monotonic(), child_environment() | (variables or {})
    say(f"── {name}")
    if threading.current_thread() is threading.main_thread():
        done = subprocess.run(command, env=environment, cwd=ROOT, check=False)
    else:  # beside another: its words come whole when it has ended
        done = subprocess.run(
            command, env=environment, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        say(f"── {name} ended")
        print(done.stdout.decode(errors="replace"), end="", flush=True)
    return Step(name, done.returncode == 0, time.monotonic() - began)


def pytest_step(
    name: str, *arguments: str, program: tuple[str, ...] = ("-m", "pytest", "-q"), **variables: str
) -> Step:
    """Run pytest, or a program that hands its words on to it, and read its counts from the report that it writes."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        step = python_step(name, *program, f"--junit-xml={report}", *arguments, **variables)
        if not report.exists():
            return step
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  our own file
            total, *faults, skips = (int(suite.get(n, 0)) for n in ("tests", "failures", "errors", "skipped"))
            step.failed, step.skipped = sum(faults), skips
            step.passed = total - sum(faults) - skips
            step.note = "; ".join(sorted({skip.get("message", "") for skip in suite.iter("skipped")}))
    return step


STATIC_FOLDERS = ("tidy", "docs")


def static_checks(*, is_long: bool = False) -> list[Step]:
    """Run every check that needs no database; the tests of the pure rules among them."""
    templates = sorted({str(path) for path in (ROOT / "guyub").rglob("templates")})
    steps = [
        python_step("ruff: rules", "-m", "ruff", "check", "--no-cache", "."),
        python_step("ruff: format", "-m", "ruff", "format", "--no-cache", "--check", "."),
        python_step("mypy", "-m", "mypy"),
        python_step(
            "import contracts", "-c", "from importlinter.cli import lint_imports_command as run; run()"
        ),
        python_step("djlint", "-m", "djlint", "--lint", "--quiet", *templates),
        pytest_step("tidy", *(f"tests/{name}" for name in STATIC_FOLDERS)),
        pytest_step(
            "rules, every branch", *unless_long(is_long=is_long), program=("tools/domain_coverage.py",)
        ),
    ]
    if npm := shutil.which("npm"):
        steps.append(timed("page scripts: types", [npm, "run", "--silent", "check"]))
        steps.append(timed("page scripts: tests", [npm, "test", "--silent"]))
    return steps


def front_end() -> list[Step]:
    """Fetch what the page scripts are checked and looked at with."""
    npm = shutil.which("npm")
    if npm is None:
        return [Step("page scripts", True, 0, skipped=1, note="npm is not installed")]
    return [timed("npm ci", [npm, "ci", "--silent", "--no-audit", "--no-fund"])]


def unless_long(*, is_long: bool) -> tuple[str, ...]:
    """Give pytest's words that leave out what takes long."""
    return () if is_long else ("-m", "not long")


# Four at once, for each waits for a database, a browser or a disk much of its time; what takes longest begins first.
# A part of the suite is a folder, a few, or what lies in none; what is named nowhere is the last part.
AT_ONCE = 4
PARTS = (
    ("finance",),
    ("journeys", "simulation"),
    ("foundation",),
    ("trade",),
    ("test_*.py",),
    ("books",),
    ("community", "city"),
)


def suites(arguments: list[str], *, is_long: bool) -> list[Step]:
    """Run the browser's tests, the suite in parts, the static checks, and what guards data on the system's server.

    The tests of the pure rules run among the static checks alone.
    """
    chosen = [word for word in arguments if not word.startswith("-")]
    if chosen:
        return [*front_end(), *static_checks(is_long=is_long), pytest_step("chosen tests", *arguments)]
    long = "" if is_long else " and not long"
    fetched = front_end()  # the browser's tests need it
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        browsing = pool.submit(browser_tests, long, arguments)
        guarding = pool.submit(system_tests, long, arguments)
        checking = pool.submit(static_checks, is_long=is_long)
        parts = [pool.submit(part_of_suite, *part, long, arguments) for part in parts_of_suite()]
        return [
            *fetched,
            *checking.result(),
            *(part.result() for part in parts),
            guarding.result(),
            browsing.result(),
        ]


def parts_of_suite() -> list[tuple[str, list[str]]]:
    """Name each part of the suite and its paths."""
    tests, named = ROOT / "tests", {name for names in PARTS for name in names}
    folders = {path.name for path in tests.iterdir() if any(path.glob("**/test_*.py"))}
    last = sorted(folders - named - {"browser", *STATIC_FOLDERS})
    elsewhere, found = {ROOT / PAGES} if system_postgresql() else set(), []
    for names in (*PARTS, tuple(last)):
        paths = [str(path) for name in names for path in sorted({*tests.glob(name)} - elsewhere)]
        found.append((", ".join(names), paths))
    return found


def part_of_suite(name: str, paths: list[str], long: str, arguments: list[str]) -> Step:
    """Run one part of the suite on an embedded server."""
    return pytest_step(f"suite: {name}", *paths, *rules_left_out(), "-m", f"not browser{long}", *arguments)


def rules_left_out() -> list[str]:
    """Give pytest's words that leave out the tests of the pure rules."""
    return [f"--ignore={path}" for path in sorted((ROOT / "tests").rglob("domain")) if path.is_dir()]


# What an older server may read otherwise: functions, walls, locks, statements of pages and by hand. All with --long.
PAGES = "tests/test_page_queries.py"
ON_SYSTEM = (
    PAGES,
    *("tests/foundation", "tests/books/ledger/services", "tests/journeys/api"),
    *(f"tests/trade/{name}/services" for name in ("inventory", "retail", "subsidised")),
)


def system_tests(long: str, arguments: list[str]) -> Step:
    """Run what guards data again on the system's PostgreSQL."""
    binaries, name = system_postgresql(), "database tests, system PostgreSQL"
    if binaries is None:
        return Step(name, True, 0, skipped=1, note="no PostgreSQL 15+ found")
    ignored = [f"--ignore=tests/{name}" for name in (*STATIC_FOLDERS, "simulation")]  # kills are the suite's
    found = [path for name in ON_SYSTEM for path in [ROOT / name, *sorted((ROOT / name).rglob("test_*.py"))]]
    marked = [str(path) for path in found if path.is_file() and "mark.database" in path.read_text()]
    chosen = (*(marked if long else ignored), "-m", f"database and not browser{long}", *arguments)
    return pytest_step(f"{name} {version_of(binaries)}", *chosen, GUYUB_TEST_PG_BIN=str(binaries))


def browser_tests(long: str, arguments: list[str]) -> Step:
    """Run what needs a browser."""
    if browser() is None:
        return Step("browser tests", True, 0, skipped=1, note="no Chromium found (GUYUB_CHROMIUM names one)")
    return pytest_step("browser tests", "tests/browser", "-m", f"browser{long}", *arguments)


def system_postgresql() -> Path | None:
    """Find the newest PostgreSQL of the system, 15 or newer."""
    given = os.environ.get("GUYUB_TEST_PG_BIN")
    found = [Path(given)] if given else list(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).parent)
    usable = [path for path in found if (path / "initdb").exists() and version_of(path) >= 15]
    return max(usable, key=version_of, default=None)


def version_of(binaries: Path) -> int:
    """Tell the major version of a PostgreSQL."""
    said = subprocess.run(
        [str(binaries / "postgres"), "-V"], capture_output=True, text=True, check=False
    ).stdout
    match = re.search(r"(\d+)", said)
    return int(match[1]) if match else 0


def browser() -> str | None:
    """Find a Chromium; the one without windows takes a third of the other's time for a page."""
    names = "chromium-headless-shell chromium chromium-browser google-chrome".split()
    found = map(shutil.which, filter(None, [os.environ.get("GUYUB_CHROMIUM"), *names]))
    return next(filter(None, found), None)


def test(arguments: list[str]) -> int:
    """Run everything; the last line counts the tests."""
    is_long = "--long" in arguments
    rest = [word for word in arguments if word != "--long"]
    steps = suites(rest, is_long=is_long)
    say("")
    for step in steps:
        verdict = "ok" if step.is_good else "GAGAL"
        counts = f"{step.passed} passed, {step.failed} failed, {step.skipped} skipped" if step.passed else ""
        say(f"{verdict:6}{step.seconds:6.1f} s  {step.name}  {counts}  {step.note}".rstrip())
    passed, failed, skipped = (
        sum(getattr(step, n) for step in steps) for n in ("passed", "failed", "skipped")
    )
    failed += sum(not step.is_good and not step.failed for step in steps)
    is_ci = os.environ.get("CI") == "true"
    if is_ci and skipped:
        say("In CI nothing may be skipped.")
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or (is_ci and skipped) else 0


def check(arguments: list[str]) -> int:
    """Run the static checks alone."""
    steps = [*front_end(), *static_checks()]
    for step in steps:
        say(f"{'ok' if step.is_good else 'GAGAL':6}{step.seconds:6.1f} s  {step.name}")
    return 0 if all(step.is_good for step in steps) else 1


def lock(arguments: list[str]) -> int:
    """Renew the locks: hashes and no addresses."""
    uv = shutil.which("uv")
    if uv is None:
        say("Renewing the locks needs uv: pip install uv")
        return 1
    for name in ("base", "test"):
        options = "--universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade".split()
        files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        if subprocess.run([uv, "pip", "compile", *options, *files], cwd=ROOT, check=False).returncode:
            return 1
    npm = shutil.which("npm")
    if npm and subprocess.run([npm, "install", "--package-lock-only"], cwd=ROOT, check=False).returncode == 0:
        return become(str(ROOT / "tools/lock_front_end.py"))
    return 0


DEVELOPER = {
    "test": test,
    "check": check,
    "lock": lock,
    "dev": lambda arguments: become("-m", "guyub", "dev", *arguments),
    "bench": lambda arguments: become("-m", "bench", *arguments),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
