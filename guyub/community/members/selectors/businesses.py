"""Members' own businesses: of one member, and as a directory of the ward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from guyub.community.members.domain.businesses import PAPER_WORDS, paper_standing
from guyub.community.members.domain.files import BusinessPaperKind
from guyub.community.members.domain.register import member_number
from guyub.community.members.models import Business, BusinessPaper, Member
from guyub.community.members.models.people import HAS_NUMBER
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

MOST_LISTED = 200
_FIELDS = "id file_id name makes a_month turnover_rp workers since_year place ended_on".split()
_PAPER_FIELDS = "id business_id kind number valid_until file_id".split()


@dataclass(frozen=True, slots=True)
class PaperRow(Row):
    """A photo or certificate that stands; ``file_id`` None: known by its number alone."""

    paper_id: UUID
    business_id: UUID
    kind: BusinessPaperKind
    number: str
    valid_until: date | None
    file_id: UUID | None

    @property
    def words(self) -> str:
        """What people call it."""
        return PAPER_WORDS[self.kind]

    @property
    def is_photo(self) -> bool:
        """A picture of the goods or the place, no certificate."""
        return self.kind is BusinessPaperKind.FOTO


@dataclass(frozen=True, slots=True)
class BusinessRow(Row):
    """One business with its papers; ``turnover_rp`` 0: not told."""

    business_id: UUID
    file_id: UUID
    name: str
    makes: str
    a_month: str
    turnover_rp: int
    workers: int
    since_year: int | None
    place: str
    ended_on: date | None
    papers: tuple[PaperRow, ...]

    @property
    def certificates(self) -> list[PaperRow]:
        """Its papers without the photos."""
        return [paper for paper in self.papers if not paper.is_photo]

    @property
    def certificate_words(self) -> str:
        """The certificates in a line, each kind once."""
        return ", ".join(dict.fromkeys(paper.words for paper in self.certificates))


@dataclass(frozen=True, slots=True)
class ListedBusiness(Row):
    """A business in the directory, and whose it is. What it turns over is not told here."""

    business: BusinessRow
    member_id: UUID
    number: str
    owner: str


@dataclass(frozen=True, slots=True)
class Directory(Row):
    """Businesses by name; ``is_more``: there are more than are listed."""

    rows: list[ListedBusiness]
    is_more: bool


def businesses_inquiry(*, cooperative_id: int, file_id: UUID) -> Inquiry[list[BusinessRow]]:
    """Ask for the businesses of a member, those that are run first."""
    rows = Business.objects.filter(cooperative_id=cooperative_id, file_id=file_id)
    papers = _papers(cooperative_id).filter(business__file_id=file_id)
    return Inquiry.of(
        rows.order_by(F("ended_on").desc(nulls_first=True), "name", "id").values_list(*_FIELDS),
        papers.values_list(*_PAPER_FIELDS),
        read=_businesses,
    )


def one_business(*, cooperative_id: int, business_id: UUID) -> ListedBusiness | None:
    """Find one business and its owner; None for another cooperative's or none. Three queries."""
    return next(iter(_listed(cooperative_id, _run(cooperative_id).filter(id=business_id), 1)), None)


def directory(
    *, cooperative_id: int, looked_for: str = "", with_paper: str = "", most: int = MOST_LISTED
) -> Directory:
    """List the businesses that members run, by name. Three queries.

    Args:
        cooperative_id: Whose members.
        looked_for: A part of the name or of what it makes; "" for all.
        with_paper: Only those that show a certificate of this kind, a code of BusinessPaperKind; "" for all.
        most: How many at most.
    """
    rows = _run(cooperative_id)
    if looked_for:
        rows = rows.filter(Q(name__icontains=looked_for) | Q(makes__icontains=looked_for))
    if with_paper:
        rows = rows.filter(id__in=_papers(cooperative_id).filter(kind=with_paper).values("business_id"))
    found = _listed(cooperative_id, rows.order_by("name", "id"), most + 1)
    return Directory(found[:most], is_more=len(found) > most)


def paper_file(*, cooperative_id: int, business_id: UUID, paper_id: UUID) -> StoredFile | None:
    """Find the picture of a paper; None where there is none, or none of this business. One query."""
    papers = _papers(cooperative_id).filter(business_id=business_id, id=paper_id)
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=papers.values("file_id")).first()


def standing_of(paper: PaperRow, *, today: date) -> str:
    """Tell how a paper stands: ``holds``, ``near``, ``over``."""
    return paper_standing(paper.valid_until, today=today)


def _run(cooperative_id: int) -> QuerySet[Business]:
    """The businesses of members of today."""
    owners = Member.objects.filter(cooperative_id=cooperative_id, state__in=HAS_NUMBER)
    return Business.objects.filter(
        cooperative_id=cooperative_id, ended_on__isnull=True, file_id__in=owners.values("file_id")
    )


def _papers(cooperative_id: int) -> QuerySet[BusinessPaper]:
    rows = BusinessPaper.objects.filter(cooperative_id=cooperative_id, removed_on__isnull=True)
    return rows.order_by("kind", "added_at", "id")


def _listed(cooperative_id: int, rows: QuerySet[Business], most: int) -> list[ListedBusiness]:
    found = list(rows.values_list(*_FIELDS)[:most])
    papers = _papers(cooperative_id).filter(business_id__in=[row[0] for row in found])
    owners = Member.objects.filter(
        cooperative_id=cooperative_id, file_id__in=[row[1] for row in found], state__in=HAS_NUMBER
    )
    whose = {
        file_id: (id_, member_number(number or 0), name)
        for file_id, id_, number, name in owners.values_list("file_id", "id", "number", "file__name")
    }
    return [
        ListedBusiness(row, *whose[row.file_id])
        for row in _businesses(found, papers.values_list(*_PAPER_FIELDS))
    ]


def _businesses(rows: Iterable[tuple], papers: Iterable[tuple]) -> list[BusinessRow]:  # type: ignore[type-arg]  # rows as the driver gives them
    of: dict[UUID, list[PaperRow]] = {}
    for paper_id, business_id, kind, *more in papers:
        of.setdefault(business_id, []).append(PaperRow(paper_id, business_id, BusinessPaperKind(kind), *more))
    return [BusinessRow(*(*row, tuple(of.get(row[0], ())))) for row in rows]
