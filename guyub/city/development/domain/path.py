"""The path "dari akta ke usaha": where a cooperative stands, and the one next step.

What the steps are is data (data/path-N.toml); what stands here is how proofs, words and reports make a standing.
docs/algorithms/path.md works it by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


@dataclass(frozen=True)
class Preparation:
    """One thing to have at hand; ``paper`` names the kind of paper that proves it is there."""

    text: str
    paper: str = ""


@dataclass(frozen=True)
class PathStep:
    """One step: what it is, who does it, what proves it, what it needs and holds back. Minutes, days: estimates."""

    code: str
    title: str
    goal: str
    why: str
    owner: str
    minutes: int
    days: int
    needs: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    prepare: tuple[Preparation, ...] = ()
    guide: tuple[str, ...] = ()
    yearly: str = ""  # a parameter: the day of the year by which it is due


@dataclass(frozen=True)
class Path:
    """One version of the path, in force from a day on."""

    version: int
    valid_from: date
    steps: tuple[PathStep, ...]

    def step(self, code: str) -> PathStep | None:
        """Find a step by its code."""
        return next((step for step in self.steps if step.code == code), None)

    def held_by(self, code: str) -> set[str]:
        """Name the steps that cannot be done before this one, through others too."""
        held: set[str] = set()
        while True:
            more = {
                step.code
                for step in self.steps
                if step.code not in held and (code in step.needs or held & set(step.needs))
            }
            if not more:
                return held
            held |= more


class PathFaultError(ValueError):
    """A path's data names a step that is not there, or steps that need each other in a circle."""


def read_path(raw: Mapping[str, Any]) -> Path:
    """Build a path from its data and check that it can be walked.

    Raises:
        PathFaultError: Its steps do not fit together.
    """
    steps = tuple(_read_step(one) for one in raw["step"])
    seen: set[str] = set()
    codes = {step.code for step in steps}
    for step in steps:
        if not set(step.needs) <= seen:
            raise PathFaultError(f"{step.code} needs what does not come before it")
        if not set(step.implies) <= codes:
            raise PathFaultError(f"{step.code} implies what is not there")
        seen.add(step.code)
    if len(seen) != len(steps):
        raise PathFaultError("a step stands twice")
    return Path(raw["version"], raw["valid_from"], steps)


def _read_step(raw: Mapping[str, Any]) -> PathStep:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()
    }
    values["prepare"] = tuple(Preparation(**one) for one in raw.get("prepare", ()))
    return PathStep(**values)


class ProofKind(StrEnum):
    """Who says that a step is done: a paper, the system's own use, or somebody's report."""

    PAPER = "PAPER"
    USE = "USE"
    REPORT = "REPORT"


@dataclass(frozen=True)
class Proof:
    """What proves a step: the day it speaks of, and its number or source."""

    kind: ProofKind
    on: date
    words: str


@dataclass(frozen=True)
class Word:
    """What somebody wrote on a step under way: since when, who holds the ball, what for."""

    started_on: date
    waits_for: str = ""
    note: str = ""
    responsible: str = ""
    target_on: date | None = None


@dataclass(frozen=True)
class Evidence:
    """All that is known of one cooperative.

    Args:
        papers: Kind of a current paper → its day and number.
        uses: What the system itself has seen → the first day.
        said_yes: Indicator → the day and source of the newest report, where it says yes (or more than none).
        said_no: The same where it says no.
        words: Step → the newest word on it.
    """

    papers: Mapping[str, tuple[date, str]] = field(default_factory=dict)
    uses: Mapping[str, date] = field(default_factory=dict)
    said_yes: Mapping[str, tuple[date, str]] = field(default_factory=dict)
    said_no: Mapping[str, tuple[date, str]] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)


class StepState(StrEnum):
    """How far a step is."""

    DONE = "DONE"  # proved by a paper or by use
    REPORTED = "REPORTED"  # somebody said so; nobody has shown it
    UNDERWAY = "UNDERWAY"
    WAITING = "WAITING"  # for another step
    OPEN = "OPEN"


class Basis(StrEnum):
    """From what the day is known since when a step waits."""

    NOTE = "NOTE"
    REPORT = "REPORT"  # said to be undone on that day: it waits at least since then
    STEP = "STEP"  # the steps before it were done then


@dataclass(frozen=True)
class StepStanding:
    """One step of one cooperative."""

    step: PathStep
    state: StepState
    proof: Proof | None
    word: Word | None
    since_on: date | None
    since_basis: Basis | None
    missing: tuple[str, ...]  # steps before it that are not done

    @property
    def is_done(self) -> bool:
        """Proved or reported."""
        return self.state in {StepState.DONE, StepState.REPORTED}


@dataclass(frozen=True)
class Standing:
    """Where one cooperative stands on the path."""

    steps: tuple[StepStanding, ...]
    next: StepStanding | None
    stage: str

    @property
    def done_count(self) -> int:
        """How many steps are proved or reported."""
        return sum(step.is_done for step in self.steps)

    def step(self, code: str) -> StepStanding:
        """Give one step."""
        return next(step for step in self.steps if step.step.code == code)


SELLING = "JUALAN"


def stand(path: Path, evidence: Evidence) -> Standing:
    """Tell where a cooperative stands.

    A step is done by a paper or by the system's own use, reported where only a report says so, and carries with it
    what it implies (who has a NIB has a deed). The next step is, among those whose needs are met, the one that holds
    back most others that are not done; the earlier of two. The stage is the selling where that is proved or reported,
    otherwise the next step.
    """
    proofs = _proofs(path, evidence)
    steps = tuple(_standing(step, proofs, evidence) for step in path.steps)
    undone = {step.step.code for step in steps if not step.is_done}
    ready = [step for step in steps if not step.is_done and not step.missing]
    first = max(ready, key=lambda one: len(path.held_by(one.step.code) & undone), default=None)
    stage = SELLING if SELLING in proofs else first.step.code if first else path.steps[-1].code
    return Standing(steps, first, stage)


def _proofs(path: Path, evidence: Evidence) -> dict[str, Proof]:
    """Find the proof of each step; a later step's proof stands in for what it implies, unless a stronger is there."""
    own = {step.code: proof for step in path.steps for proof in _own_proofs(step, evidence)}
    found = dict(own)
    for step in path.steps:
        for code in step.implies if step.code in own else ():
            if code not in found or found[code].kind is ProofKind.REPORT is not own[step.code].kind:
                found[code] = own[step.code]
    return found


def _own_proofs(step: PathStep, evidence: Evidence) -> Iterator[Proof]:
    """Give the strongest proof of a step, or none: paper before use before report."""
    for kind in step.papers:
        if kind in evidence.papers:
            yield Proof(ProofKind.PAPER, *evidence.papers[kind])
            return
    for use in step.uses:
        if use in evidence.uses:
            yield Proof(ProofKind.USE, evidence.uses[use], "tercatat di Guyub")
            return
    for indicator in step.reports:
        if indicator in evidence.said_yes:
            yield Proof(ProofKind.REPORT, *evidence.said_yes[indicator])
            return


def _standing(step: PathStep, proofs: Mapping[str, Proof], evidence: Evidence) -> StepStanding:
    proof, word = proofs.get(step.code), evidence.words.get(step.code)
    missing = tuple(code for code in step.needs if code not in proofs)
    if proof is not None:
        state = StepState.REPORTED if proof.kind is ProofKind.REPORT else StepState.DONE
        return StepStanding(step, state, proof, word, None, None, ())
    since, basis = _since(step, word, proofs, evidence)
    state = StepState.UNDERWAY if word else StepState.WAITING if missing else StepState.OPEN
    return StepStanding(step, state, None, word, since, basis, missing)


def _since(
    step: PathStep, word: Word | None, proofs: Mapping[str, Proof], evidence: Evidence
) -> tuple[date | None, Basis | None]:
    if word is not None:
        return word.started_on, Basis.NOTE
    denied = [evidence.said_no[indicator][0] for indicator in step.reports if indicator in evidence.said_no]
    if denied:
        return max(denied), Basis.REPORT
    before = [proofs[code] for code in step.needs if code in proofs]
    shown = [proof.on for proof in before if proof.kind is not ProofKind.REPORT]
    # Known only when every step before it was shown, not merely reported.
    if shown and len(shown) == len(step.needs):
        return max(shown), Basis.STEP
    return None, None


def days_since(since_on: date | None, *, today: date) -> int | None:
    """Count the days for which a step waits; None where nobody knows since when."""
    return None if since_on is None else (today - since_on).days


def is_stuck(since_on: date | None, *, today: date, limit_days: int) -> bool:
    """Tell whether a step waits longer than the limit, not exactly as long."""
    days = days_since(since_on, today=today)
    return days is not None and days > limit_days
