"""Reading a table of members: who stands in it, what is not right on which line, whether its own totals are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.cells import read_sex
from guyub.community.members.domain.files import LONGEST_ADDRESS, LONGEST_BIRTHPLACE, LONGEST_WORK
from guyub.community.members.domain.import_cells import (
    EMPTY_MONEY,
    any_day,
    bare_number,
    birth,
    is_nothing,
    mobile,
    neighbourhood,
    own_number,
    rt_and_rw,
    rt_and_rw_within,
    rupiah,
)
from guyub.community.members.domain.import_fields import SAVINGS, SHARED
from guyub.community.members.domain.import_shapes import Brought, Reading, TotalRead
from guyub.foundation.identity.domain.names import LONGEST_NAME, NameRefusedError, person_name
from guyub.foundation.identity.domain.nik import NikFault, Sex, read_nik
from guyub.foundation.intake.domain.notes import Note
from guyub.foundation.intake.domain.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.community.members.domain.import_shapes import Table
    from guyub.foundation.identity.domain.nik import Nik

MANY_OF_ONE_KK = 15
OLDEST = 100  # by the NIK alone; who is older says the day of birth
KK_DIGITS = 16
_TOTALS = ("jumlah", "total", "jml", "grand total", "subtotal", "sub total", "sub jumlah", "saldo")
_SEX_OF_NIK = {Sex.MALE: "L", Sex.FEMALE: "P"}


def read_members(table: Table) -> Reading:
    """Read a whole table. A line with an error is not among the people; every error and warning is named."""
    reader = _Reader(table)
    for line, cells in table.lines:
        reader.read(line, cells)
    reader.finish()
    return reader.reading


def age_on(born_on: date, day: date) -> int:
    """Count whole years from a birth to a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


class _Reader:
    """Reads one line after the other; gathers people, notes and sums."""

    def __init__(self, table: Table) -> None:
        self.table, self.reading = table, Reading()
        places = {title: place for place, title in enumerate(table.columns)}
        self.places = {code: places[title] for code, title in table.mapping.items() if title in places}
        self.money = [code for code in SAVINGS if code in self.places]
        self.titles = [title_key(title) for title in table.columns]
        self.shared = _shared(table, {self.places[code] for code in SHARED if code in self.places})
        self.line, self.name, self.is_faulty, self.after_totals = 0, "", False, False
        self.cells: Sequence[str] = ()
        self.counted = dict.fromkeys(self.money, 0)  # since the last totals row
        self.counted_all = dict.fromkeys(self.money, 0)
        self.lines_of_nik: dict[str, int] = {}
        self.lines_of_name: dict[tuple[str, date | None], int] = {}
        self.of_kk: dict[str, list[int]] = {}
        self.numbers: list[int | None] = []

    def read(self, line: int, cells: Sequence[str]) -> None:
        self.line, self.cells, self.is_faulty = line, cells, False
        self.name = " ".join(self.cell("name").split())[:LONGEST_NAME]
        if self.is_totals():
            self.totals()
        elif self.is_no_person():
            self.reading.passed_over += 1
        else:
            self.after_totals = False
            person = self.person()
            if self.is_faulty:
                self.reading.faulty_lines += 1
            else:
                self.reading.rows.append(person)
                self.numbers.append(person.number)

    def finish(self) -> None:
        for lines in self.of_kk.values():
            if len(lines) >= MANY_OF_ONE_KK:
                self.line, self.name = lines[0], ""
                self.warn("kk", "kk_many", str(len(lines)))
        told = [number for number in self.numbers if number is not None]
        self.reading.keeps_numbers = bool(told) and len(set(told)) == len(self.numbers)
        if told and not self.reading.keeps_numbers:
            self.line, self.name = 0, ""
            self.warn("number", "numbers_dropped")

    # -- what a line is ------------------------------------------------------------------------------------------

    def cell(self, code: str) -> str:
        place = self.places.get(code)
        if place is None or place >= len(self.cells):
            return self.shared.get((self.line, place), "") if place is not None else ""
        return self.cells[place] or self.shared.get((self.line, place), "")

    def is_totals(self) -> bool:
        """A word for a sum where nobody's name and number stand."""
        if not is_nothing(self.cell("nik")) or self.cell("phone"):
            return False
        key = title_key(self.name)
        label = key or next((title_key(cell) for cell in self.cells if title_key(cell)), "")
        is_word = any(label == word or label.startswith(f"{word} ") for word in _TOTALS)
        # Beside a number of the own, somebody of that name is a person.
        return is_word and (not key or key in _TOTALS or not self.is_counted())

    def is_counted(self) -> bool:
        """The line bears its number in front, as people do."""
        return bool(self.cells) and self.cells[0].rstrip(".").isdecimal()

    def is_no_person(self) -> bool:
        """A heading of a part, the titles again, columns counted from 1, or who signed below."""
        filled = [cell for cell in self.cells if cell]
        if [title_key(cell) for cell in self.cells[: len(self.titles)]] == self.titles[: len(self.cells)]:
            return True
        if len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]:
            return True
        told = [code for code in self.places if self.cell(code)]
        has_money = any(rupiah(self.cell(code)) for code in self.money)
        if self.after_totals and is_nothing(self.cell("nik")) and not self.is_counted() and not has_money:
            return True
        # A name beside the count of lines is a person; a text alone is a heading.
        return not told or len(filled) == 1

    def totals(self) -> None:
        self.reading.passed_over += 1
        for code in self.money:
            said_rp = rupiah(self.cell(code))
            if said_rp is None or (not said_rp and self.cell(code).casefold() in EMPTY_MONEY):
                continue
            part_rp, all_rp = self.counted[code], self.counted_all[code]
            counted_rp = all_rp if said_rp == all_rp else part_rp
            self.reading.totals.append(TotalRead(self.line, code, said_rp, counted_rp))
            if said_rp != counted_rp:
                self.name = ""
                self.warn(code, "total_differs", str(said_rp - counted_rp))
        self.counted, self.after_totals = dict.fromkeys(self.money, 0), True

    # -- a person ------------------------------------------------------------------------------------------------

    def person(self) -> Brought:
        name = self.checked_name()
        nik = self.checked_nik()
        birthplace, born_on = self.born()
        sex = self.checked_sex(nik)
        self.check_age(born_on, nik)
        if nik is None and name:
            self.check_namesake(name, born_on)
        rt, rw = self.homes()
        joined_on = self.day("joined_on", "joined_bad")
        if joined_on and born_on and joined_on <= born_on:
            self.soft("joined_on", "joined_before_birth")
            joined_on = None
        return Brought(
            line=self.line,
            name=name,
            nik=nik.digits if nik else "",
            kk=self.kk(),
            phone=self.phone(),
            number=own_number(self.cell("number")) if self.cell("number") else None,
            sex=sex,
            birthplace=birthplace,
            born_on=born_on,
            address=self.text("address", LONGEST_ADDRESS),
            rt=rt,
            rw=rw,
            work="" if is_nothing(self.cell("work")) else self.text("work", LONGEST_WORK),
            joined_on=joined_on,
            savings=self.savings(),
        )

    def checked_name(self) -> str:
        try:
            return person_name(self.cell("name"))
        except NameRefusedError as refused:
            self.error("name", "no_name" if refused.facts["wrong"] == "empty" else "bad_name")
            return ""

    def checked_nik(self) -> Nik | None:
        written = self.cell("nik")
        if is_nothing(written):
            if "nik" in self.places:
                self.warn("nik", "nik_missing")
            return None
        nik = read_nik(bare_number(written), today=self.table.today)
        if isinstance(nik, NikFault):
            self.soft("nik", "nik_lost" if nik is NikFault.LOST_DIGITS else "nik_bad", nik.value)
            return None
        first = self.lines_of_nik.setdefault(nik.digits, self.line)
        if first != self.line:
            self.error("nik", "nik_twice", str(first))
        return nik

    def kk(self) -> str:
        written = self.cell("kk")
        if is_nothing(written):
            return ""
        digits = bare_number(written)
        if "e" in digits.casefold():
            self.soft("kk", "kk_lost")
            return ""
        if not (digits.isascii() and digits.isdecimal() and len(digits) == KK_DIGITS):
            self.soft("kk", "kk_bad")
            return ""
        self.of_kk.setdefault(digits, []).append(self.line)
        return digits

    def phone(self) -> str:
        written = self.cell("phone")
        if is_nothing(written):
            return ""
        found = mobile(written)
        if found is None:
            self.warn("phone", "phone_bad")
        return found or ""

    def born(self) -> tuple[str, date | None]:
        place, born_on = self.text("birthplace", LONGEST_BIRTHPLACE), self.day("born_on", "born_bad")
        both = self.cell("birth")
        if both and not is_nothing(both):
            said, day = birth(both, today=self.table.today)
            place = place or said[:LONGEST_BIRTHPLACE]
            if day is None and any(letter.isdecimal() for letter in both):
                self.soft("birth", "born_bad")
            elif day and day > self.table.today:
                self.soft("birth", "future")
            else:
                born_on = born_on or day
        return place, born_on

    def day(self, code: str, wrong: str) -> date | None:
        written = self.cell(code)
        if is_nothing(written):
            return None
        found = any_day(written, today=self.table.today)
        if found is None:
            self.soft(code, wrong)
        elif found > self.table.today:
            self.soft(code, "future")
            return None
        return found

    def checked_sex(self, nik: Nik | None) -> str:
        written = self.cell("sex")
        sex = read_sex("" if is_nothing(written) else written)
        if sex is None:
            self.warn("sex", "sex_bad")
        if sex and nik and _SEX_OF_NIK[nik.sex] != sex:
            self.warn("sex", "sex_other", _SEX_OF_NIK[nik.sex])
        return sex or ""

    def check_age(self, born_on: date | None, nik: Nik | None) -> None:
        days = [born_on] if born_on else list(nik.birth_date_candidates) if nik else []
        ages = [age_on(day, self.table.today) for day in days]
        # Of the two centuries that a NIK leaves open, one is no member's.
        if days and not any(self.table.least_age <= age and (born_on or age <= OLDEST) for age in ages):
            self.error("born_on", "young", str(self.table.least_age))
        elif nik and born_on and born_on not in nik.birth_date_candidates:
            self.warn("born_on", "born_other", nik.birth_date_candidates[-1].isoformat())

    def check_namesake(self, name: str, born_on: date | None) -> None:
        first = self.lines_of_name.setdefault((title_key(name), born_on), self.line)
        if first != self.line:
            self.warn("name", "name_twice", str(first))

    def homes(self) -> tuple[str, str]:
        found = []
        for code in ("rt", "rw"):
            written = self.cell(code)
            read = "" if not written or is_nothing(written) else neighbourhood(written)
            if read is None:
                self.warn(code, "rt_bad")
            found.append(read or "")
        both = self.cell("rt_rw")
        if both and not is_nothing(both):
            pair = rt_and_rw(both)
            if pair is None:
                self.warn("rt_rw", "rt_bad")
            else:
                found = [own or other for own, other in zip(found, pair, strict=True)]
        if not any(found) and not {"rt", "rw", "rt_rw"} & self.places.keys():
            return rt_and_rw_within(self.cell("address"))
        return found[0], found[1]

    def text(self, code: str, most: int) -> str:
        kept = " ".join(self.cell(code).split())
        if is_nothing(kept):
            return ""
        if len(kept) > most:
            self.soft(code, "too_long", str(most))
            return ""
        return kept

    def savings(self) -> dict[str, int]:
        found = {}
        for code in self.money:
            amount_rp = rupiah(self.cell(code))
            if amount_rp is None:
                self.error(code, "money_bad")
            elif amount_rp < 0:
                self.error(code, "money_below")
            elif amount_rp:
                found[code] = amount_rp
                self.counted[code] += amount_rp
                self.counted_all[code] += amount_rp
        return found

    # -- notes ---------------------------------------------------------------------------------------------------

    def error(self, code: str, wrong: str, suggestion: str = "") -> None:
        self.is_faulty = True
        self.reading.add(Note(self.line, self.name, code, wrong, is_error=True, suggestion=suggestion))

    def soft(self, code: str, wrong: str, suggestion: str = "") -> None:
        """Note what keeps a line out, unless it may be told later."""
        if self.table.is_later:
            self.warn(code, wrong, suggestion)
        else:
            self.error(code, wrong, suggestion)

    def warn(self, code: str, wrong: str, suggestion: str = "") -> None:
        self.reading.add(Note(self.line, self.name, code, wrong, is_error=False, suggestion=suggestion))


def _shared(table: Table, places: set[int]) -> dict[tuple[int, int | None], str]:
    """Give the text of merged cells to every line that they cover, in the columns where that is right."""
    texts = dict(table.lines)
    found: dict[tuple[int, int | None], str] = {}
    for top, left, bottom, right in table.merged:
        if top == bottom or left != right or left not in places or top not in texts:
            continue
        cells = texts[top]
        if left < len(cells) and cells[left]:
            for line in range(top + 1, bottom + 1):
                found[line, left] = cells[left]
    return found
