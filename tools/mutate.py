"""Ask the tests of pure rules whether they would notice a mistake.

    .venv/bin/python -m tools.mutate guyub/finance/loans/domain --tests tests/finance/loans/domain

Every mutant (tools/mutants.py says which) is tried by itself: a fork of a process that has loaded the libraries, but
nothing of ours, imports the module with the mistake in it and runs the tests until the first one fails. Nothing is
written into the tree. The tests run without conftest.py and without Django, so no database starts; where the tests of
a rule import models, ``--with-django`` loads it. Hypothesis draws the same examples each time and does not shrink.

A mutant that runs out of time (five times what the tests take, ten seconds at least) or of memory is noticed as well.
Exit 0: the promised share was noticed; 1: it was not; 2: the tests fail without any mistake, or cannot run.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.mutants import Mutant, mutants_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

ROOT = Path(__file__).resolve().parent.parent
PROMISED = 80
MEMORY_BYTES = 4 * 2**30
NO_TESTS = 5  # pytest's word for it: a mistake that makes the cases vanish is not noticed
# Left to each fork: what is ours, pytest's plugins, and what registers itself where Django is set up.
NOT_SHARED = (
    *("guyub", "tests", "__m", "_hypothesis_pytestplugin", "pytest_django"),
    *("django", "allauth", "ninja", "procrastinate"),
)


@dataclass(frozen=True)
class Trial:
    """What is run for each mutant."""

    tests: tuple[str, ...]
    with_django: bool
    seconds: dict[str, float]  # of each test, so that the quick ones go first
    timeout: float


# -- in the fork ---------------------------------------------------------------------------------------------------


class MistakenLoader(SourceFileLoader):
    """Loads a module with the mistake in it; no cache is read or written."""

    changed: bytes

    def get_code(self, fullname: str) -> CodeType:
        """Compile the changed source under the module's own path."""
        code: CodeType = compile(self.changed, self.get_filename(fullname), "exec", dont_inherit=True)
        return code


class MistakenFinder:
    """Finds one module, the one with the mistake."""

    def __init__(self, mutant: Mutant) -> None:
        path = ROOT / mutant.path
        self.name = module_name(mutant.path)
        self.loader = MistakenLoader(self.name, str(path))
        self.loader.changed = mutant.source(path.read_bytes())

    def find_spec(self, fullname: str, *_: object) -> Any:
        """Answer for the one module only."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, self.loader)


class Plugin:
    """What pytest is told: quick tests first, and the seconds of each."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.seconds: dict[str, float] = {}

    def pytest_addoption(self, parser: Any) -> None:
        """Know pytest-django's setting where pytest-django is left out."""
        if not self.trial.with_django:
            parser.addini("DJANGO_SETTINGS_MODULE", "not used here")

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Put the quick tests first."""
        items.sort(key=lambda item: self.trial.seconds.get(item.nodeid, 0))

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note how long a test took."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration


def run_tests(trial: Trial, plugin: Plugin) -> int:
    """Run the tests in this process; returns pytest's exit code."""
    import pytest
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutate",
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutate")
    named = ["-p", "_hypothesis_pytestplugin", *(["-p", "pytest_django.plugin"] if trial.with_django else [])]
    chosen = ["-m", "not database and not browser and not long"]
    return int(
        pytest.main(
            ["-x", "-q", "--noconftest", "--tb=short", *named, *chosen, *trial.tests], plugins=[plugin]
        )
    )


def fork(trial: Trial, mutant: Mutant | None, words: Path, told: Path | None = None) -> int:
    """Start a fork that tries a mutant, or none; returns its process id. Its words go to a file."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 3
    try:
        os.setsid()
        limit_memory()
        out = os.open(words, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        if mutant:
            sys.meta_path.insert(0, MistakenFinder(mutant))
        plugin = Plugin(trial)
        code = run_tests(trial, plugin)
        if told:
            told.write_text(json.dumps({"seconds": plugin.seconds, "modules": sorted(sys.modules)}))
    except BaseException:  # noqa: BLE001  what a mistake does to the fork stays in the fork
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def limit_memory() -> None:
    """Refuse memory to a mutant that never stops asking for it."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


# -- in the parent -------------------------------------------------------------------------------------------------


def module_name(path: str) -> str:
    """Name the module of a path: guyub/a/b.py is guyub.a.b, guyub/a/__init__.py is guyub.a."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def rules_in(given: list[str]) -> list[str]:
    """List the modules of files and folders, relative to the root."""
    found: set[Path] = set()
    for path in (Path(word).resolve() for word in given):
        found.update(path.rglob("*.py") if path.is_dir() else [path])
    return sorted(str(path.relative_to(ROOT)) for path in found)


def try_without(tests: tuple[str, ...], modules: list[str], *, with_django: bool) -> Trial | None:
    """Run the tests without a mistake: they must pass, and tell how long they take and what they load."""
    trial = Trial(tests, with_django, {}, 0)
    with tempfile.TemporaryDirectory() as folder:
        words, told = Path(folder, "words"), Path(folder, "told")
        began = time.monotonic()
        _, status = os.waitpid(fork(trial, None, words, told), 0)
        took = time.monotonic() - began
        if os.waitstatus_to_exitcode(status):
            print(f"{words.read_text()}\nWithout any mistake the tests do not pass.", file=sys.stderr)
            return None
        known = json.loads(told.read_text())
    unseen = [name for name in modules if name not in known["modules"]]
    if unseen:
        print(f"No test imports {', '.join(unseen)}.", file=sys.stderr)
        return None
    for name in known["modules"]:
        if not name.startswith(NOT_SHARED) and name not in sys.modules:
            preload(name)
    return Trial(tests, with_django, known["seconds"], max(10.0, 5 * took))


def passes_now(trial: Trial) -> bool:
    """Try no mistake once more, as the mutants are tried: what is loaded by now must not itself fail the tests."""
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "words")
        _, status = os.waitpid(fork(trial, None, words), 0)
        if os.waitstatus_to_exitcode(status):
            print(
                f"{words.read_text()}\nA fork without any mistake does not pass. ({status})", file=sys.stderr
            )
        return status == 0


def preload(name: str) -> None:
    """Load a library once for all forks; one that cannot be loaded by itself is left to them."""
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001  whatever a library's inner module raises when loaded out of turn
        return


def verdicts(trial: Trial, mutants: list[Mutant], processes: int) -> Iterator[tuple[Mutant, str]]:
    """Try mutants, several at a time; yields each with what became of it, as they end."""
    waiting, running = mutants[::-1], dict[int, tuple[Mutant, float]]()
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                mutant = waiting.pop()
                running[fork(trial, mutant, Path(os.devnull))] = (mutant, time.monotonic() + trial.timeout)
            for process, (mutant, until) in list(running.items()):
                verdict = ended(process, until)
                if verdict:
                    del running[process]
                    yield mutant, verdict
            time.sleep(0.005)
    finally:
        for process in running:
            os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)


def ended(process: int, until: float) -> str:
    """Tell what became of a fork; nothing while it runs in its time."""
    done, status = os.waitpid(process, os.WNOHANG)
    if done:
        return "survived" if os.waitstatus_to_exitcode(status) in {0, NO_TESTS} else "killed"
    if time.monotonic() < until:
        return ""
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "timeout"


def report(found: list[tuple[Mutant, str]], sources: dict[str, bytes]) -> list[str]:
    """Write one line for each mutant: verdict, place, kind, the line as the mistake leaves it."""
    return [
        f"{verdict}\t{mutant.path}:{mutant.line(sources[mutant.path])}\t{mutant.kind}"
        f"\t{mutant.changed_line(sources[mutant.path])}"
        for mutant, verdict in sorted(found)
    ]


def arguments_of(words: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutate", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("paths", nargs="+", help="modules or folders of rules")
    parser.add_argument("--tests", nargs="+", required=True, help="what must notice the mistakes")
    parser.add_argument("--sample", type=int, help="try only so many, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, help="a file for every verdict, tab-separated")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--floor", type=int, default=PROMISED, help="per cent that must be noticed")
    parser.add_argument("--with-django", action="store_true", help="for tests that import models")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Try the mutants and say what the tests let pass; returns the exit code."""
    given = arguments_of(words)
    if not hasattr(os, "fork"):
        print("Mutants are tried in forks, which this system does not have.", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OPENBLAS_NUM_THREADS": "1"}
    began = time.monotonic()
    sources = {path: Path(path).read_bytes() for path in rules_in(given.paths)}
    mutants = [mutant for path, source in sources.items() for mutant in mutants_of(path, source)]
    trial = try_without(
        tuple(given.tests),
        sorted({module_name(mutant.path) for mutant in mutants}),
        with_django=given.with_django,
    )
    if trial is None or not passes_now(trial):
        return 2
    if given.sample is not None and given.sample < len(mutants):
        print(f"{given.sample} of {len(mutants)} mutants, seed {given.seed}")
        mutants = sorted(random.Random(given.seed).sample(mutants, given.sample))  # noqa: S311  no secret
    found = list(verdicts(trial, mutants, given.processes))
    lines = report(found, sources)
    if given.report:
        given.report.write_text("".join(f"{line}\n" for line in lines))
    for line in lines:
        if line.startswith("survived"):
            print(line.replace("\t", "  "))
    counts = Counter(verdict for _, verdict in found)
    share = 100 * (counts["killed"] + counts["timeout"]) / max(1, len(found))
    print(
        f"{counts['killed']} killed, {counts['timeout']} timeout, {counts['survived']} survived: "
        f"{share:.1f} % noticed, {time.monotonic() - began:.0f} s"
    )
    return 0 if share >= given.floor else 1


if __name__ == "__main__":
    sys.exit(main())
