"""Reading the rows of a brought table: what each says, and every fault with its line. Nothing doubtful is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from guyub.community.cooperatives.domain.cells import (
    is_formula,
    is_rounded,
    name_key,
    post_like,
    read_code,
    read_day,
    read_post,
    read_sex,
    read_yes_no,
)
from guyub.community.cooperatives.domain.import_shapes import (
    CooperativeRow,
    OfficerRow,
    Paper,
    Reading,
    ReportRow,
    RowFault,
)
from guyub.community.cooperatives.domain.imports import PAPERS, ImportKind, is_long
from guyub.community.cooperatives.domain.indicators import (
    INDICATORS,
    Indicator,
    exactness,
    plain_words,
    read_value,
)
from guyub.community.cooperatives.domain.legal_life import NumberFault, RecordKind, checked_number
from guyub.community.cooperatives.domain.officers import (
    SINGLE_POSTS,
    SUPERVISING_POSTS,
    Post,
    ends_of_term,
)
from guyub.foundation.intake.domain.titles import closest, title_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from guyub.community.cooperatives.domain.import_shapes import ImportRow, Known, Table

T = TypeVar("T")
MOST_FAULTS = 500  # shown; all are counted
NOTHING = ("-", "–", "—")  # as people fill an empty cell
LONGEST = {
    "official_name": 160,
    "address": 200,
    "notary": 120,
    "name": 120,
    "appointed_by": 120,
    "source": 160,
}


def read_rows(kind: ImportKind, table: Table, known: Known) -> Reading:
    """Read a whole table. A row with a fault is not among the rows; every one of its faults is named.

    Time grows with the rows alone: names are compared for the faults that are shown, not for all.
    """
    reader = _Reader(table, known)
    readers: Mapping[ImportKind, Callable[[_Reader], Iterator[ImportRow]]] = {
        ImportKind.COOPERATIVES: _cooperative,
        ImportKind.OFFICERS: _officer,
        ImportKind.REPORTS: _figure if is_long(table.mapping) else _figures,
    }
    for line, cells in table.lines:
        reader.begin(line, cells)
        rows = list(readers[kind](reader))
        if not reader.is_faulty:
            reader.reading.rows += rows
    return reader.reading


class _Reader:
    """Reads one line after the other and gathers the faults."""

    def __init__(self, table: Table, known: Known) -> None:
        self.table, self.known, self.reading = table, known, Reading()
        self.line, self.is_faulty = 0, False
        self.seen: dict[tuple[object, ...], int] = {}
        self.posts = dict(known.posts)
        self._cells: Sequence[str] = ()
        places = {title: place for place, title in enumerate(table.columns)}
        self._places = {code: places[title] for code, title in table.mapping.items() if title in places}
        self._by_name: dict[str, list[str]] = {}
        for code, name in known.wards.items():
            self._by_name.setdefault(name_key(name), []).append(code)

    def begin(self, line: int, cells: Sequence[str]) -> None:
        self.line, self._cells, self.is_faulty = line, cells, False

    def fault(self, code: str, wrong: str, suggest: Callable[[], str] = str) -> None:
        self.is_faulty = True
        self.reading.faults_count += 1
        if len(self.reading.faults) < MOST_FAULTS:
            self.reading.faults.append(RowFault(self.line, code, wrong, suggest()))

    def has(self, code: str) -> bool:
        return code in self._places

    def cell(self, code: str) -> str:
        place = self._places.get(code)
        text = self._cells[place] if place is not None and place < len(self._cells) else ""
        return "" if text in NOTHING else text

    def words(self, code: str, *, is_required: bool = False) -> str:
        """Read words; what looks like a formula stays the text that it is."""
        text = " ".join(self.cell(code).split())
        if not text and is_required:
            self.fault(code, "missing")
        if len(text) > LONGEST[code]:
            self.fault(code, "too_long", lambda: str(LONGEST[code]))
        return text

    def exact(self, code: str, *, is_required: bool = False) -> str:
        """Read what is a code, a day or a number: no formula."""
        text = self.cell(code).strip()
        if not text and is_required:
            self.fault(code, "missing")
        if is_formula(text):
            self.fault(code, "formula")
            return ""
        return text

    def choice(
        self,
        code: str,
        read: Callable[[str], T | None],
        wrong: str,
        suggest: Callable[[str], str] = lambda _: "",
        *,
        is_required: bool = False,
    ) -> T | None:
        """Read one of several words."""
        text = self.exact(code, is_required=is_required)
        found = read(text) if text or not is_required else None
        if found is None and text:
            self.fault(code, wrong, lambda: suggest(text))
        return found

    def day(self, code: str, *, is_required: bool = False, may_be_later: bool = False) -> date | None:
        text = self.exact(code, is_required=is_required)
        if not text:
            return None
        found = read_day(text)
        if found is None:
            self.fault(code, "bad_date")
        elif found > self.known.today and not may_be_later:
            self.fault(code, "future")
        return found

    def once(self, code: str, *key: object) -> None:
        """Refuse what a line above has said already."""
        first = self.seen.setdefault(key, self.line)
        if first != self.line:
            self.fault(code, "duplicate", lambda: str(first))

    def one_post(self, code: str, name: str, post: Post) -> None:
        """Refuse a second post of one person in one cooperative."""
        held = self.posts.setdefault((code, title_key(name)), post)
        if held is not post:
            self.fault("post", "two_posts", lambda: held)

    def place(self) -> str:
        """Read whose row it is: by its code; the ward's name must agree."""
        written, ward = self.exact("code"), " ".join(self.cell("ward").split())
        if not written:
            if not self.cell("code"):
                self.fault("code", "missing", lambda: self._like(ward))
            return ""
        code = read_code(written)
        if code is None and is_rounded(written):
            self.fault("code", "rounded", lambda: self._like(ward))
        elif code is None or code not in self.known.wards:
            self.fault("code", "unknown_code", lambda: self._like(ward))
        elif ward and name_key(ward) != name_key(self.known.wards[code]):
            self.fault("ward", "name_other", lambda: self.known.wards[code])
        return code or ""

    def _like(self, ward: str) -> str:
        key = name_key(ward)
        if not key:
            return ""
        found = self._by_name.get(key) or self._by_name.get(closest(key, self._by_name) or "", [])
        return ", ".join(f"{code} {self.known.wards[code]}" for code in found[:3])


def _cooperative(reader: _Reader) -> Iterator[CooperativeRow]:
    code = reader.place()
    if code:
        reader.once("code", code)
    official = reader.words("official_name")
    ward = reader.known.wards.get(code, "")
    if official and ward and not reader.cell("ward") and not name_key(official).startswith(name_key(ward)):
        reader.fault("official_name", "name_other", lambda: ward)
    postal = reader.exact("postal_code")
    if postal and not (postal.isascii() and postal.isdigit() and len(postal) == 5):
        reader.fault("postal_code", "bad_postal")
    papers = tuple(_papers(reader, code))
    yield CooperativeRow(reader.line, code, official, reader.words("address"), postal, papers)


def _papers(reader: _Reader, code: str) -> Iterator[Paper]:
    deed_on = reader.known.deeds.get(code)
    notary = reader.words("notary")
    for paper in PAPERS:
        written = reader.exact(paper.number)
        issued_on = reader.day(paper.issued_on, is_required=bool(written))
        if not written:
            continue
        if paper.kind is RecordKind.AKTA:
            deed_on = issued_on or deed_on
        elif issued_on and deed_on and issued_on < deed_on:
            reader.fault(paper.issued_on, "before_deed", deed_on.isoformat)
        number = checked_number(paper.kind, written)
        if is_rounded(written):
            reader.fault(paper.number, "rounded")
        elif isinstance(number, NumberFault):
            reader.fault(paper.number, "bad_number")
        elif issued_on:
            yield Paper(paper.kind, number, notary if paper.kind is RecordKind.AKTA else "", issued_on)


def _officer(reader: _Reader) -> Iterator[OfficerRow]:
    code, name = reader.place(), reader.words("name", is_required=True)
    post = reader.choice("post", read_post, "bad_post", lambda text: post_like(text) or "", is_required=True)
    sex = reader.choice("sex", read_sex, "bad_sex")
    is_ex_officio = reader.choice("is_ex_officio", read_yes_no, "bad_yes_no")
    term_from = reader.day("term_from", is_required=True)
    term_to = reader.day("term_to", is_required=True, may_be_later=True)
    if term_from and term_to and term_to < term_from:
        reader.fault("term_to", "ends_before_start")
    years = reader.known.term_years
    if years and term_from and term_to and not is_ex_officio:
        longest = ends_of_term(term_from, years=years)
        if term_to > longest:
            reader.fault("term_to", "term_long", longest.isoformat)
    if is_ex_officio and post and post not in SUPERVISING_POSTS:
        reader.fault("is_ex_officio", "ex_officio")
    if code and post:
        is_single = post in SINGLE_POSTS
        reader.once("post", code, post, "" if is_single else title_key(name))
        holder = reader.known.holders.get((code, post), "")
        if holder and title_key(holder) != title_key(name):
            reader.fault("post", "post_taken", lambda: holder)
        reader.one_post(code, name, post)
    appointed_by = reader.words("appointed_by")
    if post and term_from and term_to:
        yield OfficerRow(
            reader.line,
            code,
            name,
            post,
            sex or "",
            term_from,
            term_to,
            appointed_by,
            is_ex_officio,
        )


def _figure(reader: _Reader) -> Iterator[ReportRow]:
    code, said_by = reader.place(), _day_and_source(reader)
    indicator = reader.choice("indicator", _indicator, "unknown_indicator", _indicator_like, is_required=True)
    said = reader.exact("value", is_required=True)
    if indicator and said:
        yield from _said(reader, (code, *said_by), indicator, "value", said)


def _figures(reader: _Reader) -> Iterator[ReportRow]:
    code, said_by = reader.place(), _day_and_source(reader)
    for indicator in INDICATORS.values():
        if reader.has(indicator.code) and (said := reader.exact(indicator.code)):
            yield from _said(reader, (code, *said_by), indicator, indicator.code, said)


def _day_and_source(reader: _Reader) -> tuple[date | None, str]:
    as_of = reader.day("as_of", is_required=True) if reader.has("as_of") else reader.table.as_of
    source = reader.words("source", is_required=True) if reader.has("source") else reader.table.source
    return as_of, source


def _said(
    reader: _Reader, where: tuple[str, date | None, str], indicator: Indicator, column: str, said: str
) -> Iterator[ReportRow]:
    value = read_value(indicator, plain_words(said))
    if is_rounded(said):
        reader.fault(column, "rounded")
    elif value is None:
        reader.fault(column, "bad_value", lambda: indicator.measure.value)
    code, as_of, source = where
    if code and as_of and source:
        reader.once(column, code, indicator.code, as_of, source)
        if value is not None:
            note = exactness(reader.cell("unit"))
            yield ReportRow(reader.line, code, indicator.code, value, note, as_of, source)


def _indicator(text: str) -> Indicator | None:
    return INDICATORS.get(text) or _BY_TITLE.get(title_key(text))


def _indicator_like(text: str) -> str:
    found = closest(title_key(text), _BY_TITLE)
    return _BY_TITLE[found].title if found else ""


_BY_TITLE = {
    title_key(name): indicator
    for indicator in INDICATORS.values()
    for name in (indicator.code, indicator.title)
}
