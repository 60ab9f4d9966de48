"""Reaching members: whom, a text to many, the links that staff open one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.members.domain.reach import (
    LABEL_SHEETS,
    LONGEST_LETTER,
    LONGEST_MESSAGE,
    MOST_REACHED,
    OPENED_AT_ONCE,
    PATTERNS,
    WHOM_WORDS,
    Way,
    Whom,
    filled,
    unknown_fields,
)
from guyub.community.members.selectors.reach import (
    Chosen,
    mailed,
    mailings,
    one_mailing,
    reached_by_phone,
    recipients,
    words_of,
)
from guyub.community.members.selectors.register import groups_now, neighbourhoods
from guyub.community.members.services.reach import MailingTyped, make_mailing, mark_sent, open_phones
from guyub.community.members.web.book_tables import PAPERS
from guyub.community.members.web.rooms import rooms
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    own_rows,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, QueryDict

    from guyub.community.members.selectors.reach import Recipient
    from guyub.community.members.services.reach import OpenedPhone

WAYS = {"wa": Way.WA, "surat": Way.SURAT}
LISTED = 50  # names on the page of a mailing
ROOM = "reach:reach"


@require_safe
@never_cache
@acts(Action.REACH_MEMBERS)
def reach(request: HttpRequest) -> HttpResponse:
    """Choose whom, see how many they are, and go on to a message, letters, labels or a list for a meeting."""
    chosen, place = chosen_in(request.GET), here(request)
    with own_rows(request):
        meant = recipients(cooperative_id=place.id, chosen=chosen, most=MOST_REACHED + 1)
        by_phone = reached_by_phone(cooperative_id=place.id, people=meant)
        rts, groups = neighbourhoods(cooperative_id=place.id), groups_now(cooperative_id=place.id)
        words, made = words_of(cooperative_id=place.id, chosen=chosen), mailings(cooperative_id=place.id)
    context = {
        "place": place,
        "tabs": list(rooms(request, ROOM)),
        "chosen": chosen,
        "words": words,
        "whom": _choices(WHOM_WORDS, chosen.whom),
        "rts": _choices({"": "Semua RT", **{rt: f"RT {rt}" for rt in rts}}, chosen.rt),
        "groups": _choices(
            {"": "Semua kelompok", **{str(id_): name for id_, name in groups}}, str(chosen.group_id or "")
        ),
        "count": len(meant),
        "is_too_many": len(meant) > MOST_REACHED,
        "most": MOST_REACHED,
        "phone_count": len(by_phone),
        "query": query_of(chosen),
        "hidden": fields_of(chosen),
        "sheets": _choices({name: sheet.words for name, sheet in LABEL_SHEETS.items()}, "3x8"),
        "papers": _choices(PAPERS, "f4"),
        "today": today_of(request),
        "mailings": made,
    }
    return render(request, "members/reach.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.REACH_MEMBERS)
def mailing_new(request: HttpRequest, way: str) -> HttpResponse:
    """Write a text to the chosen members; a look at the first of them before it is made."""
    if way not in WAYS:
        raise Http404
    is_post, refusal = request.method == "POST", ""
    chosen = chosen_in(request.POST if is_post else request.GET)
    typed = MailingTyped(
        way=WAYS[way].value,
        chosen=chosen,
        title=request.POST.get("title", ""),
        text=request.POST.get("text", ""),
    )
    if is_post and "check" not in request.POST:
        done, refusal = tried(
            lambda: make_mailing(
                actor=actor_of(request),
                typed=typed,
                today=today_of(request),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if done:
            return redirect("reach:mailing", mailing_id=done)
    return _writing(request, WAYS[way], chosen, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.REACH_MEMBERS)
def mailing(request: HttpRequest, mailing_id: UUID) -> HttpResponse:
    """Show a mailing and how far it came; a reason opens the next phones, once, as WhatsApp links."""
    refusal, opened = "", None
    if request.method == "POST":
        opened, refusal = tried(
            lambda: open_phones(
                actor=actor_of(request),
                mailing_id=mailing_id,
                reason=request.POST.get("reason", ""),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
    return _mailing(request, mailing_id, opened=opened or [], refusal=refusal)


@require_POST
@never_cache
@acts(Action.REACH_MEMBERS)
def mailing_sent(request: HttpRequest, mailing_id: UUID) -> HttpResponse:
    """Mark to whom a message was sent: one tap after the other, or those ticked together."""
    picked = [id_ for id_ in map(id_in, request.POST.getlist("sent")[: OPENED_AT_ONCE * 2]) if id_]
    _, refusal = tried(
        lambda: mark_sent(
            actor=actor_of(request),
            mailing_id=mailing_id,
            member_ids=picked,
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if refusal:
        return _mailing(request, mailing_id, opened=[], refusal=refusal)
    if request.POST.get("tap") == "1":  # sent-marks.js, whose page stays where it is
        return HttpResponse(status=204)
    return redirect("reach:mailing", mailing_id=mailing_id)


def chosen_in(asked: QueryDict) -> Chosen:
    """Read whom an address or a form means; what it does not know is everybody who is active."""
    whom = asked.get("siapa", "")
    return Chosen(
        whom=Whom(whom) if whom in list(Whom) else Whom.AKTIF,
        rt=asked.get("rt", "")[:7],
        group_id=id_in(asked.get("kelompok", "")),
    )


def fields_of(chosen: Chosen) -> list[tuple[str, str]]:
    """Give the fields that say whom, for a form or an address."""
    asked = {"siapa": chosen.whom.value, "rt": chosen.rt, "kelompok": str(chosen.group_id or "")}
    return [(name, value) for name, value in asked.items() if value]


def query_of(chosen: Chosen) -> str:
    """Give the part of an address that says whom."""
    return urlencode(fields_of(chosen))


def _writing(request: HttpRequest, way: Way, chosen: Chosen, *, refusal: str) -> HttpResponse:
    place, is_post = here(request), request.method == "POST"
    pattern = PATTERNS.get(request.GET.get("pola", ""), PATTERNS["undangan"])
    begun = {"title": pattern.title, "text": pattern.message if way is Way.WA else pattern.letter}
    typed = request.POST if is_post else begun
    with own_rows(request):
        people = recipients(cooperative_id=place.id, chosen=chosen, most=MOST_REACHED + 1)
        if way is Way.WA:
            people = reached_by_phone(cooperative_id=place.id, people=people)
        words = words_of(cooperative_id=place.id, chosen=chosen)
    query = query_of(chosen)
    context = {
        "place": place,
        "is_letters": way is Way.SURAT,
        "title": f"{'Pesan' if way is Way.WA else 'Surat'} untuk {number(len(people))} anggota",
        "lead": f"{words}, yang setuju dihubungi dan nomornya tercatat" if way is Way.WA else words,
        "count": len(people),
        "typed": typed,
        "most": LONGEST_MESSAGE if way is Way.WA else LONGEST_LETTER,
        "patterns": [
            {"label": one.label, "href": f"?{query}&pola={name}", "current": not is_post and one is pattern}
            for name, one in PATTERNS.items()
        ],
        "query": query,
        "hidden": fields_of(chosen),
        "looked": _looked(people, str(typed.get("text", "")), place.name),
        "refusal": refusal,
    }
    return render(request, "members/mailing_new.html", context, status=422 if refusal else 200)


def _looked(people: list[Recipient], text: str, cooperative: str) -> str:
    """Show the text as the first of them will read it."""
    if not people or unknown_fields(text):
        return ""
    first = people[0]
    return filled(text, name=first.name, number=first.number, cooperative=cooperative)


def _mailing(
    request: HttpRequest, mailing_id: UUID, *, opened: list[OpenedPhone], refusal: str
) -> HttpResponse:
    place = here(request)
    with own_rows(request):
        found = one_mailing(cooperative_id=place.id, mailing_id=mailing_id)
        if found is None:
            raise Http404
        waiting = mailed(
            cooperative_id=place.id, mailing_id=mailing_id, most=LISTED, unsent=not found.is_letters
        )
    context = {
        "place": place,
        "mailing": found,
        "waiting": [] if opened else waiting,
        "more": max((found.count if found.is_letters else found.left) - LISTED, 0),
        "open_words": f"Buka {min(OPENED_AT_ONCE, found.left)} nomor berikutnya",
        # wa.me takes the number without its plus sign.
        "opened": [
            (one, f"https://wa.me/{one.phone.removeprefix('+')}?text={quote(one.text)}") for one in opened
        ],
        "reason": request.POST.get("reason", "") if refusal else found.title,
        "refusal": refusal,
    }
    return render(request, "members/mailing.html", context, status=422 if refusal else 200)


def _choices(words: Any, selected: str) -> list[dict[str, object]]:
    return [{"value": value, "label": label, "selected": value == selected} for value, label in words.items()]
