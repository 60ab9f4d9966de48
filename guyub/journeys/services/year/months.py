"""The end of a month: the bank's statement is matched line by line, assets lose their part, the books are closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.books.assets.services.months import run_month
from guyub.books.ledger.selectors.account_days import movements_on
from guyub.books.treasury.selectors.banks import bank_desk, bank_standing
from guyub.books.treasury.services.bank_matches import match_all, match_rows, record_line
from guyub.books.treasury.services.bank_sheets import keep_sheet
from guyub.books.treasury.services.bank_statements import bring_statement
from guyub.books.treasury.services.bank_taking import take_statement
from guyub.foundation.kernel.documents.spreadsheets import render_csv
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.closing import close_month, close_year
from guyub.journeys.services.year.founding import BANK, OPENED

if TYPE_CHECKING:
    from guyub.journeys.services.year.stage import Stage

TITLES = ("TGL_TRAN", "DESK_TRAN", "NO_REFERENSI", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI")
FEE_RP, DECEMBER = 10_000, 12
STATEMENT_ON, CLOSES_ON = 3, 4  # of the next month


class Months:
    """The treasurer's desk in the first days of a month."""

    def __init__(self, stage: Stage, *, bank_rp: int) -> None:
        """Know what the bank held when the books began."""
        self.stage, self.bank_rp = stage, bank_rp
        self.chance = stage.chance("bank")

    def day(self, on: date) -> None:
        """Do for the month before what its day asks."""
        last = on.replace(day=1) - timedelta(days=1)
        if last <= OPENED:
            if on.day == CLOSES_ON:
                close_month(through=OPENED, **self.stage.by("closes the first day", on, without="today"))
            return
        if on.day == STATEMENT_ON:
            self._reconciles(last, on)
        if on.day == CLOSES_ON:
            run_month(month=last.replace(day=1), **self.stage.by(f"assets {last}", on, hour=8))
            close_month(through=last, **self.stage.by(f"closes {last}", on, without="today"))
            if last.month == DECEMBER:
                close_year(
                    year=last.year, **self.stage.by(f"closes year {last.year}", on, hour=11, without="today")
                )

    def _reconciles(self, last: date, on: date) -> None:
        """Bring the bank's statement of a month: what the books say, and its own fee and interest."""
        first = last.replace(day=1)
        with scope(self.stage.place.id):
            moved = movements_on(
                cooperative_id=self.stage.place.id, codes=["1.1.03"], since=first, until=last
            )
        said = [(one.dated_on, one.amount_rp, f"TRF {one.memo.upper()}"[:80]) for one in moved]
        interest_rp = self.chance.randint(9, 30) * 500
        said += [(last, -FEE_RP, "BIAYA ADM"), (last, interest_rp, "JASA GIRO")]
        rows = []
        for number, (day, rp, words) in enumerate(sorted(said, key=lambda one: one[0]), 1):
            self.bank_rp += rp
            rows.append((day, words, f"CONTOH{last:%m}{number:04}", max(-rp, 0), max(rp, 0), self.bank_rp))
        bank_id = self.stage.cash[BANK]
        statement_id = bring_statement(
            bank_id=bank_id,
            name=f"mutasi-bri-contoh-{last:%Y-%m}.csv",
            content=render_csv(titles=TITLES, rows=rows),
            **self.stage.by(f"statement {last}", on, without="today"),
        )
        take_statement(statement_id=statement_id, **self.stage.by(f"statement taken {last}", on))
        match_all(bank_id=bank_id, **self.stage.by(f"matched {last}", on))
        self._tells_apart(last, on)
        keep_sheet(bank_id=bank_id, month=first, **self.stage.by(f"sheet {last}", on, hour=12))

    def _tells_apart(self, last: date, on: date) -> None:
        """Match by hand what has several of its amount, and record what the bank alone knew."""
        bank_id = self.stage.cash[BANK]
        with scope(self.stage.place.id):
            bank = next(row for row in bank_standing(self.stage.place.id) if row.id == bank_id)
            desk = bank_desk(cooperative_id=self.stage.place.id, bank=bank, today=on)
        entries = [entry for entry in desk.entries if entry.on <= last]
        for at, line in enumerate(desk.lines):
            entry = next((one for one in entries if one.amount_rp == line.amount_rp), None)
            act = self.stage.by(f"bank line {last} {at}", on)
            if entry is None:
                kind = "bank.biaya" if line.amount_rp < 0 else "bank.bunga"
                record_line(line_id=line.id, kind=kind, choice="", who="", note="contoh", **act)
                continue
            entries.remove(entry)
            match_rows(bank_id=bank_id, line_ids=[line.id], entry_ids=[entry.id], is_suggested=False, **act)
