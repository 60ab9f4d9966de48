"""Assets leave the list: sold, broken, lost; and come back while nothing followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.assets.domain.registers import (
    ACCOUNTS,
    CONTEXT,
    DEPRECIATION,
    ENDING_WORDS,
    GAIN,
    LOSS,
    SERIES,
    AssetClass,
    AssetRefusedError,
    Ending,
)
from guyub.books.assets.domain.sharing import last_month, month_of
from guyub.books.assets.models import FixedAsset, MonthLine
from guyub.books.assets.selectors.months import plan_of
from guyub.books.assets.services.registering import delay_of, standing_asset
from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_complete, post_entries
from guyub.foundation.kernel.dates import month_end

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

FROM_ENDING = "assets.ending"


@dataclass(frozen=True, slots=True)
class Ended:
    """What an ending did, in rupiah: what the books still said it was worth, and what it brought."""

    row: FixedAsset
    value_rp: int
    proceeds_rp: int

    @property
    def gain_rp(self) -> int:
        """Above zero a gain, below a loss."""
        return self.proceeds_rp - self.value_rp


@dataclass(frozen=True, slots=True)
class _Told:
    """What the entries of one ending have in common."""

    row: FixedAsset
    on: date
    request_id: UUID
    part: int

    def draft(self, memo: str, number: int, *lines: tuple[str, int]) -> EntryDraft:
        row = self.row
        return EntryDraft(
            occurred_on=self.on,
            memo=f"{memo} AT-{row.number:04} {row.name}",
            lines=[LineDraft(code, amount_rp, unit_id=row.unit_id) for code, amount_rp in lines if amount_rp],
            request_id=self.request_id,
            part=self.part + number,
            series=SERIES,
            source_kind=FROM_ENDING,
            source_id=row.id,
        )


def end_asset(
    *,
    place: Cooperative,
    asset_id: UUID,
    how: Ending,
    on: date,
    proceeds_rp: int,
    today: date,
    actor: Actor,
    request_id: UUID,
    part: int,
) -> Ended:
    """Take an asset off its accounts: what its last month bears, then cost and what it lost. Step, in a use-case.

    What it brought stands as a gain by now (the event of the sale): the worth that it still had is set against that,
    and what goes beyond it is a loss.

    Args:
        place: Whose.
        asset_id: Which.
        how: DIJUAL, RUSAK or HILANG.
        on: The day it went.
        proceeds_rp: What it brought, in rupiah; 0 where it was not sold.
        today: The business date.
        actor: The person.
        request_id: Of the use-case.
        part: The first free part of it; two are taken.

    Raises:
        AssetRefusedError: ``gone``; ``day``; ``due``: a month before it is not run; ``later``: one after it is.
    """
    lock_books(place_id=place.id)
    row = standing_asset(place, asset_id)
    if not row.acquired_on <= on <= today:
        raise AssetRefusedError(wrong="day")
    accounts = ACCOUNTS[AssetClass(row.asset_class)]
    worn_rp = _last_share(place, row, on)
    borne = MonthLine.objects.filter(cooperative_id=place.id, asset_id=row.id)
    lost_rp = row.taken_rp + worn_rp + sum(borne.values_list("amount_rp", flat=True))
    value_rp = row.cost_rp - lost_rp
    covered_rp = min(proceeds_rp, value_rp)

    told = _Told(row, on, request_id, part)
    drafts = [
        told.draft(
            f"{ENDING_WORDS[how]}:",
            1,
            (accounts.lost, lost_rp),
            (accounts.cost, -row.cost_rp),
            (GAIN, covered_rp),
            (LOSS, value_rp - covered_rp),
        )
    ]
    if worn_rp:
        worn = (DEPRECIATION, worn_rp), (accounts.lost, -worn_rp)
        drafts.insert(0, told.draft("Penyusutan terakhir", 0, *worn))
    posted = post_entries(place=place, context=CONTEXT, drafts=drafts, today=today, actor=actor)
    if worn_rp:
        MonthLine.objects.create(
            cooperative_id=place.id,
            asset_id=row.id,
            month=month_of(on),
            amount_rp=worn_rp,
            entry_id=posted[0].entry_id,
        )
    row.ended_on, row.ended_how, row.ended_entry_id = on, how.value, posted[-1].entry_id
    row.save(update_fields=["ended_on", "ended_how", "ended_entry_id"])
    return Ended(row, value_rp, proceeds_rp)


def undo_ending(
    *, place: Cooperative, asset_id: UUID, reason: str, today: date, actor: Actor, request_id: UUID, part: int
) -> FixedAsset:
    """Bring an asset back onto its accounts, on the day it went; its last month's part stays. Step, in a use-case.

    Raises:
        AssetRefusedError: ``gone``: it has not ended, or its registration was taken back; ``closed``.
    """
    periods = lock_books(place_id=place.id)
    mine = FixedAsset.objects.filter(cooperative_id=place.id, id=asset_id, ended_entry__isnull=False)
    row = mine.first()
    if row is None or row.ended_on is None or row.ended_entry_id is None:
        raise AssetRefusedError(wrong="gone")
    if month_end(row.ended_on) <= periods.closed_through:
        raise AssetRefusedError(wrong="closed")
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=row.ended_entry_id),
        memo=f"Batal {ENDING_WORDS[row.ended_how].lower()} AT-{row.number:04}: {reason}",
        series=SERIES,
        occurred_on=row.ended_on,
        reverses_id=row.ended_entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
        part=part,
    )
    post_complete(
        place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=True, act=None
    )
    row.ended_on, row.ended_how, row.ended_entry_id = None, "", None
    row.save(update_fields=["ended_on", "ended_how", "ended_entry_id"])
    return row


def _last_share(place: Cooperative, row: FixedAsset, on: date) -> int:
    """Tell what the month of the ending still has to bear; those before it are run, those after it are not.

    Raises:
        AssetRefusedError: ``due`` or ``later``.
    """
    plan = plan_of(row)
    through = last_month(on, delay=delay_of(cooperative_id=place.id, on=on))
    borne = set(
        MonthLine.objects.filter(cooperative_id=place.id, asset_id=row.id).values_list("month", flat=True)
    )
    if any(month > through for month in borne):
        raise AssetRefusedError(wrong="later")
    missing = [month for month in plan.until(through) if month not in borne]
    if missing and missing[0] < month_of(on):
        raise AssetRefusedError(wrong="due", month=missing[0])
    return sum(plan.share(month) for month in missing)
