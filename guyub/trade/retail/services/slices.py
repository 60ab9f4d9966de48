"""Lending tills a part of what members may still owe, and judging what a till sold on bon.

Whoever changes what a member may owe holds the member's row: so what is set aside for tills and what is open of bon
never come to more than the limit, whatever two tills do at once (devices.domain.lending says why).
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Sum

from guyub.community.members.domain.register import MemberState
from guyub.community.members.models import Member
from guyub.community.members.services.register import locked_member
from guyub.finance.credit.domain.limits import OwnCap
from guyub.finance.credit.selectors.rooms import rooms_inquiry
from guyub.finance.credit.services.limits import hold_limits
from guyub.foundation.devices.domain.lending import Lent, Word, heard, share, told, used
from guyub.foundation.devices.models import BroughtOutbox
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import over_time_inquiry
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.retail.domain.bon import BonRefusedError
from guyub.trade.retail.models import CreditSlice, Till
from guyub.trade.retail.selectors.exposures import open_bon_inquiry, open_by_member_inquiry
from guyub.trade.retail.services.acting import note, once

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.parameters.selectors.values import OverTime

LIMIT = "bon.paling_banyak"
AT_ONCE = 2_000  # members whose amounts change at one contact; the others follow at the next
_KEPT = ("lent_rp", "told_rp", "lowered_no")


def lend_slices(*, place: Cooperative, device_id: UUID, word: Word, today: date) -> int:
    """Set aside for a till what it may sell on bon, and let go of what it does not need. Use-case of the device.

    Where nothing changes, nothing is locked but the till. Otherwise the members concerned are locked, and all is
    counted anew.

    Args:
        place: Whose.
        device_id: The device; one that is revoked or has no place is lent nothing.
        word: What it says.
        today: The business date.

    Returns:
        The number of the answer, which the till says the next time.
    """
    with scope(place.id, durable=True):
        tills = Till.objects.filter(cooperative_id=place.id, device_id=device_id, device__revoked_at=None)
        till = tills.select_for_update(of=("self",), no_key=True).select_related("device").first()
        if till is None:
            return 0
        _return_settled(place.id)
        changed = sorted(_changes(place.id, till, word, today))[:AT_ONCE]
        if changed:
            members = Member.objects.filter(cooperative_id=place.id, id__in=changed)
            list(members.select_for_update(no_key=True).order_by("id").values_list("id"))
            _write(till, _changes(place.id, till, word, today, only=changed))
        return till.lending


def owe_bon(*, cooperative_id: int, till_id: UUID, member_id: UUID, amount_rp: int, on: date) -> None:
    """Let a member owe more on bon by a till: out of what it was lent, beyond that by the limits. Step.

    Whoever calls writes what is owed in the same transaction.

    Args:
        cooperative_id: Whose.
        till_id: Which till.
        member_id: Who owes it.
        amount_rp: How much more, whole rupiah above zero.
        on: The day of judging.

    Raises:
        StandingRefusedError: ``gone``.
        LimitRefusedError, NothingHoldsError: It goes beyond what was lent, and a limit does not let it.
    """
    locked_member(cooperative_id=cooperative_id, member_id=member_id)
    slices = CreditSlice.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    row = slices.filter(till_id=till_id).select_for_update(no_key=True).first()
    before = Lent(row.lent_rp, row.told_rp, row.lowered_no) if row else Lent()
    if row:
        after = used(before, amount_rp)
        row.lent_rp, row.told_rp = after.lent, after.told
        row.save(update_fields=["lent_rp", "told_rp"])
    if amount_rp <= before.lent:
        return
    rules, open_rp = asked(
        over_time_inquiry(LIMIT, cooperative_id=cooperative_id),
        open_bon_inquiry(cooperative_id=cooperative_id, member_id=member_id),
    )
    lent_rp = slices.aggregate(rp=Sum("lent_rp"))["rp"] or 0
    own = OwnCap(
        name="Batas bon",
        basis=_basis(rules, on),
        most_rp=most_of(rules, on),
        used_rp=open_rp + lent_rp,
    )
    hold_limits(cooperative_id=cooperative_id, member_id=member_id, amount_rp=amount_rp, on=on, own=own)


def release_slices(*, actor: Actor, till_id: UUID, why: str, request_id: UUID, now: datetime) -> int:
    """Let go of all that is set aside for a till whose device is revoked and will not send any more. Use-case.

    What it sold on bon and still sends as a file is judged by the limits when it comes.

    Args:
        actor: Who answers for tills.
        till_id: Which till.
        why: 5 to 200 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How much was let go of, whole rupiah.

    Raises:
        BonRefusedError: ``why till``: no such till, or its device is not revoked.
    """
    reason = checked_why(why, BonRefusedError)

    def work() -> int:
        rows = Till.objects.filter(cooperative_id=actor.cooperative_id, id=till_id)
        till = rows.filter(device__revoked_at__isnull=False).first()
        if till is None:
            raise BonRefusedError(wrong="till")
        slices = CreditSlice.objects.filter(cooperative_id=actor.cooperative_id, till=till, lent_rp__gt=0)
        freed_rp = sum(row.lent_rp for row in slices.select_for_update(no_key=True).order_by("id"))
        slices.update(lent_rp=0, told_rp=0)
        note(actor, "bon.released", {"name": str(till), "reason": reason}, now)
        return freed_rp

    facts = {"till": till_id, "why": reason}
    return int(once(actor, Action.RESOLVE_EVENTS, "release_slices", facts, request_id, now, work))


def most_of(rules: OverTime, on: date) -> int:
    """Give the most that one member may owe on bon, whole rupiah; 0: nobody has set it."""
    row = rules.on(LIMIT, on)
    return int(Decimal(row.value)) if row else 0


def _basis(rules: OverTime, on: date) -> str:
    row = rules.on(LIMIT, on)
    return row.legal_basis if row else ""


def _return_settled(cooperative_id: int) -> None:
    """Let go of what is set aside for revoked devices whose whole outbox was brought as a file since."""
    brought = BroughtOutbox.objects.filter(
        cooperative_id=cooperative_id,
        device_id=OuterRef("till__device_id"),
        brought_at__gte=OuterRef("till__device__revoked_at"),
        let_in_at__isnull=False,
        admitted=F("count"),
    )
    settled = CreditSlice.objects.filter(
        Exists(brought), cooperative_id=cooperative_id, lent_rp__gt=0, till__device__revoked_at__isnull=False
    )
    ids = list(settled.values_list("id", flat=True))
    if ids:
        rows = CreditSlice.objects.filter(cooperative_id=cooperative_id, id__in=ids)
        list(rows.select_for_update(no_key=True).order_by("id").values_list("id"))
        rows.update(lent_rp=0, told_rp=0)


def _changes(
    cooperative_id: int, till: Till, word: Word, today: date, *, only: Collection[UUID] | None = None
) -> dict[UUID, Lent]:
    """Count what the till is to be lent for each member, and give what differs from what it is."""
    members = Member.objects.filter(cooperative_id=cooperative_id, state=MemberState.AKTIF.value)
    slices = CreditSlice.objects.filter(cooperative_id=cooperative_id)
    if only is not None:
        members, slices = members.filter(id__in=only), slices.filter(member_id__in=only)
    tills = Till.objects.filter(cooperative_id=cooperative_id, device__revoked_at__isnull=True)
    active, rows, live, rooms, rules, owed = asked(
        Inquiry.of(members.values_list("id"), read=lambda found: {id_ for (id_,) in found}),
        Inquiry.of(slices.values_list("till_id", "member_id", *_KEPT), read=list),
        Inquiry.of(tills.values_list("id"), read=len),
        rooms_inquiry(cooperative_id=cooperative_id, on=today),
        over_time_inquiry(LIMIT, cooperative_id=cooperative_id),
        open_by_member_inquiry(cooperative_id=cooperative_id),
    )
    most_rp = most_of(rules, today)
    mine: dict[UUID, Lent] = {}
    all_rp: dict[UUID, int] = defaultdict(int)
    for till_id, member_id, lent_rp, told_rp, lowered_no in rows:
        all_rp[member_id] += lent_rp
        if till_id == till.id:
            mine[member_id] = Lent(lent_rp, told_rp, lowered_no)
    is_all_in = word.written is not None and word.written <= till.device.head_seq
    changes = {}
    for id_ in active | mine.keys():
        before = mine.get(id_, Lent())
        free_rp = min(most_rp - owed.get(id_, 0), rooms.left_rp(id_) + all_rp[id_])
        others_rp = all_rp[id_] - before.lent
        target_rp = share(free=free_rp, others=others_rp, parts=live) if id_ in active else 0
        after = told(
            heard(before, number=word.heard_no, is_all_in=is_all_in),
            target=target_rp,
            number=till.lending + 1,
        )
        if after != before:
            changes[id_] = after
    return changes


def _write(till: Till, changes: Mapping[UUID, Lent]) -> None:
    CreditSlice.objects.bulk_create(
        [
            CreditSlice(
                id=uuid7(),
                cooperative_id=till.cooperative_id,
                till=till,
                member_id=id_,
                lent_rp=lent.lent,
                told_rp=lent.told,
                lowered_no=lent.lowered_no,
            )
            for id_, lent in sorted(changes.items())
        ],
        update_conflicts=True,
        unique_fields=["cooperative", "till", "member"],
        update_fields=_KEPT,
    )
    till.lending += 1
    till.save(update_fields=["lending"])
