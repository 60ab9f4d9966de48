"""Assets enter the list: bought or given (by the treasury), out of the opening position, or in the books already."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.assets.domain.registers import (
    ACCOUNTS,
    CONTEXT,
    OPENING_COST,
    OPENING_TAKEN,
    SERIES,
    AssetClass,
    AssetRefusedError,
    AssetTyped,
    Ending,
    Source,
    checked,
)
from guyub.books.assets.domain.sharing import first_month
from guyub.books.assets.models import FixedAsset, MonthLine
from guyub.books.assets.selectors.register import (
    PHOTO,
    gaps_between,
    opening_totals,
    register_of,
    standing,
)
from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_complete, post_entry
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from guyub.books.ledger.domain.periods import Periods
    from guyub.foundation.kernel.models import Cooperative

DELAY = "aset.susut_mulai"
FROM_OPENING = "assets.opening"
LONGEST_REASON = 60
MOST_ROWS = 900  # of one table: its entry holds two lines for each unit and class, and stays readable


def delay_of(*, cooperative_id: int, on: date) -> int:
    """Tell in which month assets begin to lose value: 0 that of buying, 1 the one after. One query."""
    return int(value_of(DELAY, cooperative_id=cooperative_id, on=on))


def acquire(
    *,
    place: Cooperative,
    typed: AssetTyped,
    source: Source,
    entry_id: UUID,
    asset_id: UUID,
    photo_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> FixedAsset:
    """List an asset whose entry was posted. Step of who posted it, in the same transaction; the books are locked.

    Args:
        place: Whose.
        typed: The asset, checked.
        source: BELI or HIBAH.
        entry_id: What brought it onto its account.
        asset_id: The id that the entry names.
        photo_id: Its picture.
        actor: The person.
        now: The moment, aware.
    """
    (row,) = _listed(place, [typed], source, actor, now)
    row.id, row.entry_id, row.photo_id = asset_id, entry_id, photo_id
    row.save(force_insert=True)
    return row


def register_assets(
    *,
    actor: Actor,
    place: Cooperative,
    rows: Sequence[AssetTyped],
    source: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> list[UUID]:
    """List assets that the books have: in their accounts already, or in the total of the opening position. Use-case.

    What was in the total moves onto the accounts of the assets, in one entry on the first day of the books.

    Args:
        actor: Who lists them.
        place: Whose.
        rows: One, or those of a table; all or none.
        source: TERDAFTAR or SALDO_AWAL.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        AssetRefusedError: As of ``checked``; ``month``: the first month is closed; ``more`` than the books have.
    """
    if source not in {Source.TERDAFTAR, Source.SALDO_AWAL} or not 0 < len(rows) <= MOST_ROWS:
        raise AssetRefusedError(wrong="more", left_rp=0)
    is_table = len(rows) > 1
    typed = [checked(row, today=today, at=no if is_table else 0) for no, row in enumerate(rows, 1)]

    def work() -> list[str]:
        periods = lock_books(place_id=place.id)
        listed = _listed(place, typed, Source(source), actor, now)
        _refuse_closed(listed, periods)
        if source == Source.TERDAFTAR:
            _refuse_beyond_books(place, listed)
        else:
            entry_id = _out_of_opening(place, listed, periods, actor, today, request_id)
            for row in listed:
                row.entry_id = entry_id
        FixedAsset.objects.bulk_create(listed)
        facts = {
            "count": len(listed),
            "name": listed[0].name,
            "amount_rp": sum(row.cost_rp for row in listed),
        }
        record(cooperative_id=place.id, actor=actor, act="assets.listed", facts=facts, now=now)
        return [str(row.id) for row in listed]

    made = act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="assets.register_assets",
        facts={"rows": [asdict(row) for row in typed], "source": source},
        now=now,
        work=work,
    )
    return [UUID(id_) for id_ in made]


def undo_registered(
    *,
    actor: Actor,
    place: Cooperative,
    asset_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a registration back while nothing followed, with all that came in the same table. Use-case.

    Raises:
        AssetRefusedError: ``reason``, ``gone``, ``listed`` (bought or given: taken back there) or ``followed``.
    """
    why = reason_of(reason)

    def work() -> None:
        lock_books(place_id=place.id)
        row = standing_asset(place, asset_id)
        if row.source not in {Source.TERDAFTAR, Source.SALDO_AWAL}:
            raise AssetRefusedError(wrong="listed")
        rows = [row]
        if row.entry_id:
            rows = list(FixedAsset.objects.filter(cooperative_id=place.id, entry_id=row.entry_id))
        void_assets(place=place, rows=rows, today=today)
        if row.entry_id:
            draft = taken_back(
                stored_lines(cooperative_id=place.id, entry_id=row.entry_id),
                memo=f"Batal daftar aset: {why}",
                series=SERIES,
                occurred_on=row.entry.dated_on,
                reverses_id=row.entry_id,
                request_id=request_id,
                phase=Phase.ORDINARY,
            )
            post_complete(
                place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=True, act=None
            )
        facts = {"count": len(rows), "name": row.name, "reason": why}
        record(cooperative_id=place.id, actor=actor, act="assets.unlisted", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="assets.undo_registered",
        facts={"asset": asset_id, "reason": why},
        now=now,
        work=work,
    )


def change_asset(
    *,
    actor: Actor,
    place: Cooperative,
    asset_id: UUID,
    name: str,
    location: str,
    serial: str,
    outlet_id: UUID | None,
    photo: tuple[str, bytes] | None,
    request_id: UUID,
    now: datetime,
) -> None:
    """Say where an asset stands and what it is called; a new photo takes the place of the old one. Use-case.

    Raises:
        AssetRefusedError: ``gone``, ``name``, ``place`` or ``serial``.
        FileRefusedError: The photo is none.
    """

    def work() -> None:
        row = standing_asset(place, asset_id)
        typed = checked(
            AssetTyped(
                name=name,
                asset_class=row.asset_class,
                acquired_on=row.acquired_on,
                cost_rp=row.cost_rp,
                months=row.months,
                location=location,
                serial=serial,
            ),
            today=row.acquired_on,
        )
        fields: dict[str, Any] = {
            "name": typed.name,
            "location": typed.location,
            "serial": typed.serial,
            "outlet_id": outlet_id,
        }
        if photo:
            fields["photo_id"] = keep_photo(place, photo, typed.name, now)
        FixedAsset.objects.filter(cooperative_id=place.id, id=row.id).update(**fields)
        facts = {"name": typed.name}
        record(cooperative_id=place.id, actor=actor, act="assets.changed", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="assets.change_asset",
        facts={"asset": asset_id, "name": name, "location": location, "serial": serial, "outlet": outlet_id},
        now=now,
        work=work,
    )


def keep_photo(place: Cooperative, photo: tuple[str, bytes], title: str, now: datetime) -> UUID:
    """Keep a picture of something; give its id. Step."""
    name, content = photo
    return store_photo(
        cooperative_id=place.id, content=content, original_name=name, kind=PHOTO, title=title, now=now
    ).id


def reason_of(reason: str) -> str:
    """Check why something is taken back.

    Raises:
        AssetRefusedError: ``reason``: none, or longer than 60 letters.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise AssetRefusedError(wrong="reason")
    return why


def standing_asset(place: Cooperative, asset_id: UUID) -> FixedAsset:
    """Find an asset that has not ended.

    Raises:
        AssetRefusedError: ``gone``.
    """
    mine = FixedAsset.objects.filter(cooperative_id=place.id, ended_on__isnull=True).select_related("entry")
    row = mine.filter(id=asset_id).first()
    if row is None:
        raise AssetRefusedError(wrong="gone")
    return row


def void_assets(*, place: Cooperative, rows: Collection[FixedAsset], today: date) -> None:
    """Take assets off the list whose entry is taken back. Step; the books are locked.

    Raises:
        AssetRefusedError: ``followed``: one has ended, or a month bears of it.
    """
    ids = [row.id for row in rows]
    if any(row.ended_on for row in rows) or (
        MonthLine.objects.filter(cooperative_id=place.id, asset_id__in=ids).exists()
    ):
        raise AssetRefusedError(wrong="followed")
    FixedAsset.objects.filter(cooperative_id=place.id, id__in=ids).update(
        ended_on=today, ended_how=Ending.DIBATALKAN.value
    )


def _listed(
    place: Cooperative, typed: Sequence[AssetTyped], source: Source, actor: Actor, now: datetime
) -> list[FixedAsset]:
    """Make rows with the next numbers, not written yet."""
    delays = {row.acquired_on: 0 for row in typed}
    for day in delays:
        delays[day] = delay_of(cooperative_id=place.id, on=day)
    numbers = next_numbers(cooperative_id=place.id, series="assets.asset", count=len(typed))
    return [
        FixedAsset(
            cooperative_id=place.id,
            number=number,
            name=row.name,
            asset_class=row.asset_class,
            acquired_on=row.acquired_on,
            cost_rp=row.cost_rp,
            residual_rp=row.residual_rp,
            taken_rp=row.taken_rp,
            first_month=row.first or first_month(row.acquired_on, delay=delays[row.acquired_on]),
            months=row.months,
            unit_id=row.unit_id,
            outlet_id=row.outlet_id,
            location=row.location,
            serial=row.serial,
            source=source.value,
            person_id=actor.person_id,
            recorded_at=now,
        )
        for number, row in zip(numbers, typed, strict=True)
    ]


def _refuse_closed(fresh: Sequence[FixedAsset], periods: Periods) -> None:
    """Refuse what would have had to lose something in a month that is closed."""
    for no, row in enumerate(fresh, 1):
        if row.months and month_end(row.first_month) <= periods.closed_through:
            raise AssetRefusedError(wrong="month", **({"at": no} if len(fresh) > 1 else {}))


def _refuse_beyond_books(place: Cooperative, fresh: Sequence[FixedAsset]) -> None:
    """Refuse what the accounts do not hold: the list explains them, it adds nothing."""
    gaps = {
        gap.account: gap
        for gap in gaps_between(register_of(cooperative_id=place.id), standing(cooperative_id=place.id))
    }
    wanted: dict[str, int] = {}
    for row in fresh:
        accounts = ACCOUNTS[AssetClass(row.asset_class)]
        wanted[accounts.cost] = wanted.get(accounts.cost, 0) + row.cost_rp
        if row.taken_rp:
            wanted[accounts.lost] = wanted.get(accounts.lost, 0) + row.taken_rp
    for account, amount_rp in wanted.items():
        if amount_rp > gaps[account].left_rp:
            raise AssetRefusedError(wrong="more", left_rp=gaps[account].left_rp)


def _out_of_opening(
    place: Cooperative,
    fresh: Sequence[FixedAsset],
    periods: Periods,
    actor: Actor,
    today: date,
    request_id: UUID,
) -> UUID:
    """Move assets from the totals of the opening position onto their accounts; gives the entry."""
    totals = opening_totals(standing(cooperative_id=place.id))
    cost_rp, taken_rp = sum(row.cost_rp for row in fresh), sum(row.taken_rp for row in fresh)
    for wanted_rp, held_rp in zip((cost_rp, taken_rp), totals, strict=True):
        if wanted_rp > held_rp:
            raise AssetRefusedError(wrong="more", left_rp=held_rp)
    sums: dict[tuple[str, UUID | None], int] = {}
    for row in fresh:
        accounts = ACCOUNTS[AssetClass(row.asset_class)]
        for account, amount_rp in ((accounts.cost, row.cost_rp), (accounts.lost, -row.taken_rp)):
            sums[account, row.unit_id] = sums.get((account, row.unit_id), 0) + amount_rp
    lines = [
        LineDraft(code, amount_rp, unit_id=unit) for (code, unit), amount_rp in sums.items() if amount_rp
    ]
    lines += [LineDraft(OPENING_COST, -cost_rp)]
    lines += [LineDraft(OPENING_TAKEN, taken_rp)] if taken_rp else []
    draft = EntryDraft(
        occurred_on=periods.opened_on,
        memo=f"Rincian saldo awal aset: {len(fresh)} aset",
        lines=lines,
        request_id=request_id,
        series=SERIES,
        source_kind=FROM_OPENING,
    )
    return post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor).entry_id
