"""What a brought table is held against, and what is read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from guyub.community.cooperatives.domain.indicators import Value
    from guyub.community.cooperatives.domain.legal_life import RecordKind
    from guyub.community.cooperatives.domain.officers import Post


@dataclass(frozen=True)
class RowFault:
    """One thing that is not right: line of the spreadsheet, field, what (a word), and what may have been meant."""

    line: int
    field: str
    wrong: str
    suggestion: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper of the legal life."""

    kind: RecordKind
    number: str
    issuer: str
    issued_on: date


@dataclass(frozen=True)
class CooperativeRow:
    """One cooperative; what is empty leaves what stands."""

    line: int
    code: str
    official_name: str
    address: str
    postal_code: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class OfficerRow:
    """One officer of one cooperative; sex, appointment and ex officio may be unsaid."""

    line: int
    code: str
    name: str
    post: Post
    sex: str
    term_from: date
    term_to: date
    appointed_by: str
    is_ex_officio: bool | None


@dataclass(frozen=True)
class ReportRow:
    """One figure reported of one cooperative."""

    line: int
    code: str
    indicator: str
    value: Value
    note: str
    as_of: date
    source: str


ImportRow = CooperativeRow | OfficerRow | ReportRow


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a table is held against.

    Args:
        wards: Code → name of every ward that the city guides or, for a list of cooperatives, could guide.
        today: The business date.
        deeds: Code → day of the deed that is on record.
        holders: Code and single post → name of who is in office.
        posts: Code and name (cells.title_key) → the post that this person holds.
        term_years: The longest term of who does not sit by office; 0: not asked.
    """

    wards: Mapping[str, str]
    today: date
    deeds: Mapping[str, date] = field(default_factory=dict)
    holders: Mapping[tuple[str, Post], str] = field(default_factory=dict)
    posts: Mapping[tuple[str, str], Post] = field(default_factory=dict)
    term_years: int = 0


@dataclass(frozen=True, kw_only=True)
class Table:
    """A brought table: column titles, numbered lines below the header, field → title, what was given once for all."""

    columns: Sequence[str]
    lines: Sequence[tuple[int, Sequence[str]]]
    mapping: Mapping[str, str]
    as_of: date | None = None
    source: str = ""


@dataclass
class Reading:
    """What came of reading a table: the rows that can be taken, the first 500 faults, and how many there are."""

    rows: list[ImportRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    faults_count: int = 0
