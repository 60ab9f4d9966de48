"""The bank of the example cooperative: last month's statement matched and kept, this month's with lines that wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.ledger.selectors.account_days import balance_on, movements_on
from guyub.books.treasury.domain.bank_matching import matching
from guyub.books.treasury.selectors.bank_sheets import sheet_of
from guyub.books.treasury.selectors.banks import bank_desk, bank_standing
from guyub.books.treasury.services.bank_matches import match_rows
from guyub.books.treasury.services.bank_sheets import keep_sheet
from guyub.books.treasury.services.bank_statements import bring_statement
from guyub.books.treasury.services.bank_taking import take_statement
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.documents.spreadsheets import render_csv
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.treasury_examples_cash import BANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from guyub.books.ledger.selectors.account_days import AccountMovement
    from guyub.books.treasury.selectors.banks import BankStanding
    from guyub.foundation.identity.domain.roles import Actor

TITLES = ("TGL_TRAN", "DESK_TRAN", "NO_REFERENSI", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI")
MERGED, SPLIT = "Jasa giro", ("BUNGA TABUNGAN", "BIAYA ADM")  # one entry, two lines of the bank
FEE_RP = 10_000
# What only the bank knows: day of the month, rupiah, its words.
ONLY_AT_BANK = (
    (6, -6_500, "BIAYA TRANSFER BIFAST"),
    (12, 3_200, "BUNGA TABUNGAN"),
    (12, -640, "PAJAK BUNGA"),
)
Said = tuple["date", int, str]


def make_bank_examples(*, now: datetime) -> None:
    """Take two statements in, keep the sheet of the first; repeating it changes nothing. Only for a demonstration.

    After everything else that moves the bank's account: statements are made of what the books say.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    today = business_date(now, Zone.WIB)
    bank = _bank(place)
    if bank is None or bank.first_on:
        return
    treasurer, this_month = actor_in(place, Role.BENDAHARA), today.replace(day=1)
    month = add_months(this_month, -1)
    with scope(place.id):
        start_rp = balance_on(
            cooperative_id=place.id, code=bank.account_code, until=month - timedelta(days=1)
        )
        moved = movements_on(cooperative_id=place.id, codes=[bank.account_code], since=month, until=today)
    # The bank sees the last deposit of the month on the second of the next, and the newest entry not yet.
    late = next((one for one in reversed(moved) if one.dated_on < this_month and one.amount_rp > 0), None)
    first = [*_said(one for one in moved if one.dated_on < this_month and one is not late)]
    second = [*_said(one for one in moved[:-1] if one.dated_on >= this_month)]
    second += [(this_month.replace(day=day), rp, text) for day, rp, text in ONLY_AT_BANK if day <= today.day]
    if late and today.day > 1:
        second += [(this_month.replace(day=2), late.amount_rp, f"TRF {late.memo.upper()}")]
    end_rp = start_rp + sum(rp for _, rp, _ in first)
    _take(place, treasurer, bank, first, start_rp, now)
    _accept_all(place, treasurer, today, now)
    bank = _bank(place)
    if bank and _ties(place, bank, month, today):
        keep_sheet(
            actor=treasurer,
            place=place,
            bank_id=bank.id,
            month=month,
            today=today,
            request_id=uuid5(SPACE, "bank/sheet"),
            now=now,
        )
        _take(place, treasurer, bank, second, end_rp, now)


def _bank(place: Cooperative) -> BankStanding | None:
    with scope(place.id):
        return next((row for row in bank_standing(place.id) if row.name == BANK), None)


def _ties(place: Cooperative, bank: BankStanding, month: date, today: date) -> bool:
    with scope(place.id):
        sheet = sheet_of(cooperative_id=place.id, bank=bank, month=month, today=today)
    return bool(sheet and sheet.tie and not sheet.tie.gap_rp)


def _said(moved: Iterator[AccountMovement]) -> Iterator[Said]:
    """Say entries as the bank would: interest and fee, which the books tell as one, apart."""
    for one in moved:
        if one.memo.startswith(MERGED):
            yield one.dated_on, one.amount_rp + FEE_RP, SPLIT[0]
            yield one.dated_on, -FEE_RP, SPLIT[1]
        else:
            yield one.dated_on, one.amount_rp, f"TRF {one.memo.upper()}"


def _take(
    place: Cooperative,
    actor: Actor,
    bank: BankStanding,
    said: Sequence[Said],
    start_rp: int,
    now: datetime,
) -> None:
    rows, balance_rp = [], start_rp
    for number, (day, rp, text) in enumerate(sorted(said, key=lambda one: one[0]), 1):
        balance_rp += rp
        rows.append((day, text, f"CONTOH{number:04}", max(-rp, 0), max(rp, 0), balance_rp))
    if not rows:
        return
    month = f"{rows[0][0]:%Y-%m}"
    statement_id = bring_statement(
        actor=actor,
        place=place,
        bank_id=bank.id,
        name=f"mutasi-bri-contoh-{month}.csv",
        content=render_csv(titles=TITLES, rows=rows),
        request_id=uuid5(SPACE, f"bank/{month}"),
        now=now,
    )
    take_statement(
        actor=actor,
        place=place,
        statement_id=statement_id,
        today=business_date(now, Zone.WIB),
        request_id=uuid5(SPACE, f"bank/{month}/taken"),
        now=now,
    )


def _accept_all(place: Cooperative, actor: Actor, today: date, now: datetime) -> None:
    """Accept every suggestion, as a treasurer does who has looked at each; interest and fee are one entry."""
    bank = _bank(place)
    if bank is None:
        return
    with scope(place.id):
        desk = bank_desk(cooperative_id=place.id, bank=bank, today=today)
    pairs = [([*one.lines], [*one.entries], True) for one in matching(desk.lines, desk.entries).likely]
    told_as_one = [line for line in desk.lines if line.text.startswith(SPLIT)]
    pairs += [(told_as_one, [entry], False) for entry in desk.entries if entry.text.startswith(MERGED)]
    for number, (lines, entries, is_suggested) in enumerate(pairs):
        match_rows(
            actor=actor,
            place=place,
            bank_id=bank.id,
            line_ids=[line.id for line in lines],
            entry_ids=[entry.id for entry in entries],
            is_suggested=is_suggested,
            today=today,
            request_id=uuid5(SPACE, f"bank/accepted/{number}"),
            now=now,
        )
