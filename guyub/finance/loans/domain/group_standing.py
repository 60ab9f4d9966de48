"""How a group of joint liability stands: one word, and the sentence why.

The word warns and refuses nothing: lending to a group is the decision of people. The limits are the house's own, no
rule of law. Source: docs/algorithms/tanggung_renteng.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import number, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping

MEETINGS = 12  # so many of the last ones are looked at
LATE_DAYS, BAD_DAYS = 0, 90  # overdue for more than so many days
COVER_DAYS, COVER_BAD_DAYS = 30, 90  # a cover open for more than so many days
GOOD_PERCENT, BAD_PERCENT = 90, 50  # of what was due at the last meetings, brought by the members themselves


class GroupClass(StrEnum):
    """How a group stands, best first."""

    BARU = "BARU"
    LANCAR = "LANCAR"
    PERHATIAN = "PERHATIAN"
    BERMASALAH = "BERMASALAH"


CLASS_WORDS: Mapping[GroupClass, str] = {
    GroupClass.BARU: "Baru",
    GroupClass.LANCAR: "Lancar",
    GroupClass.PERHATIAN: "Perlu perhatian",
    GroupClass.BERMASALAH: "Bermasalah",
}


_TONES: Mapping[GroupClass, str] = {
    GroupClass.BARU: "plain",
    GroupClass.LANCAR: "ok",
    GroupClass.PERHATIAN: "warn",
    GroupClass.BERMASALAH: "bad",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What is known of a group; amounts in whole rupiah.

    Args:
        loans: How many loans run.
        overdue_rp: What of them is past its due date.
        overdue_days: Of the oldest of it; 0: nothing is.
        covers_rp: Covers that were not given back.
        cover_days: How old the oldest of these is; 0 where there is none.
        due_rp: What was due at the last meetings.
        brought_rp: What of it the members brought themselves, not more than was due.
        meetings: How many meetings that is, at most ``MEETINGS``.
    """

    loans: int = 0
    overdue_rp: int = 0
    overdue_days: int = 0
    covers_rp: int = 0
    cover_days: int = 0
    due_rp: int = 0
    brought_rp: int = 0
    meetings: int = 0

    @property
    def on_time_percent(self) -> int | None:
        """What share of what was due came from the members themselves, rounded down; None: nothing was due."""
        return self.brought_rp * 100 // self.due_rp if self.due_rp else None


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """The word and the sentence why."""

    grade: GroupClass
    why: str

    @property
    def words(self) -> str:
        """The word as people read it."""
        return CLASS_WORDS[self.grade]

    @property
    def tone(self) -> str:
        """The tone of the word: of a chip on a page."""
        return _TONES[self.grade]

    @property
    def is_warning(self) -> bool:
        """Somebody should look before the group gets another loan."""
        return self.grade in {GroupClass.PERHATIAN, GroupClass.BERMASALAH}


def standing_of(facts: GroupFacts) -> GroupStanding:
    """Tell how a group stands: the worst of arrears, covers and the last meetings; the sentence names all of them."""
    found = [*_arrears(facts), *_covers(facts), *_meetings(facts)]
    worst = [grade for grade, _ in found]
    if found:
        grade = GroupClass.BERMASALAH if GroupClass.BERMASALAH in worst else GroupClass.PERHATIAN
        why = "; ".join(said for _, said in found)
        return GroupStanding(grade, f"{why[0].upper()}{why[1:]}.")
    if not facts.loans and not facts.meetings:
        return GroupStanding(GroupClass.BARU, "Belum ada pinjaman dan pertemuan yang dibukukan.")
    return GroupStanding(GroupClass.LANCAR, f"Tidak ada tunggakan{_in_time(facts)}.")


def _in_time(facts: GroupFacts) -> str:
    if facts.on_time_percent is None:
        return " dan tidak ada talangan lama"
    return f"; {facts.on_time_percent}% angsuran {number(facts.meetings)} pertemuan terakhir dibayar sendiri"


def _arrears(facts: GroupFacts) -> list[tuple[GroupClass, str]]:
    if facts.overdue_days <= LATE_DAYS:
        return []
    grade = GroupClass.BERMASALAH if facts.overdue_days > BAD_DAYS else GroupClass.PERHATIAN
    return [(grade, f"menunggak {rupiah(facts.overdue_rp)}, paling lama {number(facts.overdue_days)} hari")]


def _covers(facts: GroupFacts) -> list[tuple[GroupClass, str]]:
    if facts.cover_days <= COVER_DAYS:
        return []
    grade = GroupClass.BERMASALAH if facts.cover_days > COVER_BAD_DAYS else GroupClass.PERHATIAN
    said = f"talangan {rupiah(facts.covers_rp)} belum diganti, paling lama {number(facts.cover_days)} hari"
    return [(grade, said)]


def _meetings(facts: GroupFacts) -> list[tuple[GroupClass, str]]:
    percent = facts.on_time_percent
    if percent is None or percent >= GOOD_PERCENT:
        return []
    grade = GroupClass.BERMASALAH if percent < BAD_PERCENT else GroupClass.PERHATIAN
    said = f"hanya {percent}% angsuran {number(facts.meetings)} pertemuan terakhir dibayar sendiri"
    return [(grade, said)]
