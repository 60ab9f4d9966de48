"""What groups of joint liability keep about one person in one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.finance.loans.domain.group_meetings import CAUSE_WORDS, FundCause, meeting_name
from guyub.finance.loans.domain.lifecycle import loan_name
from guyub.finance.loans.models import (
    GroupCover,
    GroupCoverPayment,
    GroupFundMovement,
    MeetingLine,
    MeetingLoan,
)
from guyub.finance.loans.selectors.group_covers import FUND_WORDS
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _meetings(owner: Owner) -> Iterator[dict[str, Fact]]:
    mine = {"cooperative_id": owner.cooperative_id}
    lines = MeetingLine.objects.filter(**mine, member__person_id=owner.person_id)
    loans = MeetingLoan.objects.filter(**mine, line__member__person_id=owner.person_id)
    paid: dict[object, list[MeetingLoan]] = {}
    for row in loans.order_by("id"):
        paid.setdefault(row.line_id, []).append(row)
    for line in lines.select_related("of__group").order_by("of__met_on", "id"):
        brought = paid.get(line.id, [])
        yield {
            "Pertemuan": meeting_name(line.of.year, line.of.no),
            "Kelompok": line.of.group.name,
            "Tanggal": line.of.met_on,
            "Hadir": line.is_present,
            "Jatuh tempo (rupiah)": sum(row.due_rp for row in brought),
            "Dibayar sendiri (rupiah)": sum(row.paid_rp for row in brought),
            "Ke dana kelompok (rupiah)": line.fund_rp,
        }


def _covers(owner: Owner) -> Iterator[dict[str, Fact]]:
    mine = Q(loan__member__person_id=owner.person_id) | Q(by__person_id=owner.person_id)
    rows = GroupCover.objects.filter(mine, cooperative_id=owner.cooperative_id)
    for row in rows.select_related("loan", "by").order_by("on", "id"):
        is_mine = row.by is not None and row.by.person_id == owner.person_id
        yield {
            "Tanggal": row.on,
            "Pinjaman": loan_name(row.loan.year, row.loan.no),
            "Siapa menalangi": "Saya" if is_mine else FUND_WORDS if row.by is None else "Anggota lain",
            "Talangan (rupiah)": row.amount_rp,
        }


def _covers_back(owner: Owner) -> Iterator[dict[str, Fact]]:
    mine = Q(cover__loan__member__person_id=owner.person_id) | Q(cover__by__person_id=owner.person_id)
    rows = GroupCoverPayment.objects.filter(mine, cooperative_id=owner.cooperative_id)
    for row in rows.select_related("cover__loan").order_by("on", "recorded_at", "id"):
        yield {
            "Tanggal": row.on,
            "Pinjaman": loan_name(row.cover.loan.year, row.cover.loan.no),
            "Talangan diganti (rupiah)": row.amount_rp,
            "Catatan": row.note,
        }


def _funds(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = GroupFundMovement.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    )
    for row in rows.select_related("fund__group").order_by("on", "recorded_at", "id"):
        yield {
            "Tanggal": row.on,
            "Kelompok": row.fund.group.name,
            "Gerak": CAUSE_WORDS[FundCause(row.cause)],
            "Masuk atau keluar (rupiah)": row.amount_rp,
            "Catatan": row.note,
        }


GROUP_PARTS = (
    OwnPart("Pertemuan kelompok", (MeetingLine,), _meetings, rank=60),
    OwnPart("Talangan tanggung renteng", (GroupCover,), _covers, rank=61),
    OwnPart("Talangan yang diganti", (GroupCoverPayment,), _covers_back, rank=62),
    OwnPart("Dana kelompok", (GroupFundMovement,), _funds, rank=63),
)
