"""What must hold of files: their history, heirs, and groups that answer for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from guyub.community.members.domain.file_changes import FIELD_WORDS, shortened
from guyub.community.members.domain.files import GroupKind
from guyub.community.members.domain.heirs import WHOLE
from guyub.community.members.models import FileChange, GroupSeat, Heir
from guyub.community.members.selectors.files import text_of
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOLD = 5


def histories_fit(cooperative_id: int) -> Iterator[Broken]:
    """What a history says last of a field is what the file says now."""
    rows = FileChange.objects.filter(cooperative_id=cooperative_id, field__in=FIELD_WORDS)
    last = rows.order_by("file_id", "field", "-changed_at", "-id").distinct("file_id", "field")
    told = 0
    for change in last.select_related("file").iterator(chunk_size=1_000):
        if change.after != shortened(text_of(getattr(change.file, change.field))) and told < MOST_TOLD:
            told += 1
            what = f"{change.field} of file {change.file_id} is not what its history says last"
            yield Broken("members.file.history", what)


def heirs_share_the_whole(cooperative_id: int) -> Iterator[Broken]:
    """The shares of the heirs who stand named come to 100 percent."""
    rows = Heir.objects.filter(cooperative_id=cooperative_id, until_on__isnull=True).values("file_id")
    for row in rows.annotate(total=Sum("share_percent")).exclude(total=WHOLE)[:MOST_TOLD]:
        yield Broken("members.heirs.whole", f"file {row['file_id']}: {row['total']} percent")


def one_renteng_at_a_time(cooperative_id: int) -> Iterator[Broken]:
    """A member answers for one group at most."""
    rows = GroupSeat.objects.filter(
        cooperative_id=cooperative_id,
        until_on__isnull=True,
        group__kind=GroupKind.TANGGUNG_RENTENG.value,
    ).values("member_id")
    for row in rows.annotate(count=Count("id")).filter(count__gt=1)[:MOST_TOLD]:
        yield Broken("members.group.renteng", f"member {row['member_id']} sits in {row['count']} groups")
