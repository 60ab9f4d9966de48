"""Parts of one member's file: the photo itself, consents, heirs."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.members.domain.heirs import MOST_HEIRS, HeirTyped
from guyub.community.members.selectors.files import has_photo_consent, heirs_inquiry, photo_of
from guyub.community.members.services.heirs import HeirsRefusedError, name_heirs
from guyub.community.members.web.file_pages import acted, done_of, member_of, shown, to_member
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.privacy import record_consent
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.words import PURPOSE_VERSION, PURPOSE_WORDS
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

COLUMNS = ("heir_name", "heir_relation", "heir_share")
LEAST_ROWS = 3


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def photo(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Send the photo of a member who agrees to it still."""
    member, place = member_of(request, member_id), actor_of(request).cooperative_id
    with own_rows(request):
        file = photo_of(cooperative_id=place, member_id=member_id)
        if file is None or not has_photo_consent(cooperative_id=place, person_id=member.person_id):
            raise Http404
        return file_answer(file)


@require_POST
@never_cache
@acts(Action.KEEP_CONSENT)
def consent(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Write down a consent that the member gave or withdrew."""
    member, purpose = member_of(request, member_id), request.POST.get("purpose", "")
    if purpose not in PURPOSE_WORDS:
        raise Http404
    _, refusal = tried(
        lambda: record_consent(
            person_id=member.person_id,
            purpose=purpose,
            version=PURPOSE_VERSION,
            is_given=request.POST.get("is_given") == "1",
            **done_of(request),
        )
    )
    return (
        shown(request, "file_refused", {"member": member}, refusal=refusal)
        if refusal
        else to_member(member_id)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def heirs(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show whom the member names, and put down a new set."""
    if request.method != "POST":
        return _heirs(request, member_id)
    return acted(
        lambda: name_heirs(
            member_id=member_id,
            heirs=[
                _heir(*cells, place=place) for place, cells in enumerate(_typed(request), 1) if any(cells)
            ],
            why=request.POST.get("reason", ""),
            today=today_of(request),
            **done_of(request),
        ),
        then=lambda: to_member(member_id),
        else_=lambda refusal: _heirs(request, member_id, refusal=refusal),
    )


def _heirs(request: HttpRequest, member_id: UUID, *, refusal: str = "") -> HttpResponse:
    member, place = member_of(request, member_id), actor_of(request).cooperative_id
    with own_rows(request):
        (standing,) = asked(heirs_inquiry(cooperative_id=place, file_id=member.file_id))
    rows = [cells for cells in _typed(request) if any(cells)]
    if request.method != "POST":
        rows = [(one.name, one.relation, str(one.share_percent)) for one in standing]
    count = min(max(len(rows) + 2, LEAST_ROWS), MOST_HEIRS)
    empty = [("", "", "")] * (count - len(rows))
    context = {"member": member, "standing": standing, "rows": [*rows, *empty], "most": MOST_HEIRS}
    return shown(request, "heirs", context, refusal=refusal)


def _typed(request: HttpRequest) -> list[tuple[str, str, str]]:
    columns = [request.POST.getlist(column)[: MOST_HEIRS + 1] for column in COLUMNS]
    return [
        (name.strip(), relation.strip(), share.strip())
        for name, relation, share in zip_longest(*columns, fillvalue="")
    ]


def _heir(name: str, relation: str, share: str, *, place: int) -> HeirTyped:
    digits = share.removesuffix("%").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3):
        raise HeirsRefusedError(wrong="share", number=place)
    return HeirTyped(name, relation, int(digits))
