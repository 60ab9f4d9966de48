"""One figure: what it promises, what was measured, and the floor it was measured beside."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """The rounds of one speed line.

    ``values`` and ``floors`` hold one number per round; with floors the figure is the median of the ratios taken
    inside their rounds, without it is the median of the values.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    limit: float
    is_at_least: bool
    floors: tuple[float, ...] = ()

    @property
    def rounds(self) -> tuple[float, ...]:
        """What each round says: a ratio where there is a floor."""
        if not self.floors:
            return self.values
        return tuple(value / floor for value, floor in zip(self.values, self.floors, strict=True))

    @property
    def is_met(self) -> bool:
        """True when the median keeps the promise."""
        middle = median(self.rounds)
        return middle >= self.limit if self.is_at_least else middle <= self.limit

    def line(self) -> str:
        """Write the figure as one line of the report."""
        sign = "≥" if self.is_at_least else "≤"
        shown = f"{median(self.rounds):.3g} [{min(self.rounds):.3g} … {max(self.rounds):.3g}]"
        beside = ""
        if self.floors:
            beside = f"  ({median(self.values):.3g} beside {median(self.floors):.3g} {self.unit})"
        unit = "of the floor" if self.floors else self.unit
        verdict = "met" if self.is_met else "MISSED"
        promise = f"promised {sign} {self.limit:g}, {len(self.rounds)} rounds"
        return f"{verdict:7} {self.name}: {shown} {unit}, {promise}{beside}"
