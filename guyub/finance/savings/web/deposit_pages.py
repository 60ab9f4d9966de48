"""What the pages of simpanan berjangka share: how a page is shown, what was typed, where money may go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.deposits import ROLL_WORDS, DepositRefusedError, Roll
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.selectors.deposits import jasa_so_far, one_deposit
from guyub.finance.savings.web.frame import cash_places, framed
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, own_rows, today_of
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.savings.selectors.deposits import DepositRow
    from guyub.foundation.kernel.models import Cooperative

TAB = "term_deposits:deposits"
TO_SAVINGS, SAVINGS_WORDS = "sukarela", "Simpanan sukarela anggota"


page = partial(framed, tab=TAB)


def roll_in(request: HttpRequest) -> Roll:
    """Read what happens at the end.

    Raises:
        DepositRefusedError: ``roll``.
    """
    try:
        return Roll(typed_of(request, "roll"))
    except ValueError as error:
        raise DepositRefusedError(wrong="roll") from error


def roll_choices(chosen: str, *, is_monthly: bool) -> list[dict[str, object]]:
    """Give what may happen at the end; jasa that comes each month cannot go on with the deposit."""
    words = {
        one.value: said for one, said in ROLL_WORDS.items() if not (is_monthly and one is Roll.POKOK_DAN_JASA)
    }
    return choices(words, chosen)


def money_choices(
    request: HttpRequest, place: Cooperative, *, savings_words: str, chosen: str
) -> list[dict[str, object]]:
    """Give where money comes from or goes: the own drawer, safe and bank for the treasurer, the simpanan sukarela."""
    words = {str(one["value"]): str(one["label"]) for one in cash_places(request, place)}
    if savings_words:
        words[TO_SAVINGS] = savings_words
    return choices(words, chosen)


def place_in(request: HttpRequest) -> UUID | None:
    """Read the cash place; None: the member's simpanan sukarela.

    Raises:
        DepositRefusedError: ``place``: none was chosen.
    """
    written = typed_of(request, "money")
    if written == TO_SAVINGS:
        return None
    found = id_in(written)
    if found is None:
        raise DepositRefusedError(wrong="place")
    return found


def deposit_page(request: HttpRequest, account_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Show one deposit: what it is, when it matures, what it earned, what may be done."""
    actor, place, today = actor_of(request), here(request), today_of(request)
    with own_rows(request):
        row = one_deposit(cooperative_id=place.id, account_id=account_id)
        if row is None:
            raise Http404
        came_rp = jasa_so_far(cooperative_id=place.id, account_id=account_id)
        places = (
            money_choices(request, place, savings_words=SAVINGS_WORDS, chosen=typed_of(request, "money"))
            if can(actor, Action.TAKE_SAVINGS, place.id) and not row.closed_on
            else []
        )
    dues = row.schedule()
    chosen = typed_of(request, "roll") or row.now.roll.value
    context = {
        "row": row,
        "lead": lead_of(row, request),
        "came_rp": came_rp,
        "early": row.early(today) if row.is_running else None,
        "early_rate": rate_words(row.now.early_ppm),
        "rate": rate_words(row.now.agreed_ppm),
        "roll_words": ROLL_WORDS[row.now.roll],
        "rolls": roll_choices(chosen, is_monthly=row.now.is_monthly),
        "money": places,
        "dues": dues,
        "dues_rp": sum(one.jasa_rp for one in dues),
        "steps": [(one, rate_words(one.agreed_ppm), rate_words(one.ppm)) for one in reversed(row.periods)],
        "is_own": row.person_id == actor.person_id,
        "may_take_back": row.is_running and row.now.no == 1 and row.opened_on == today and not row.held_rp,
    }
    return page(request, "deposit", context, refusal=refusal)


def lead_of(row: DepositRow, request: HttpRequest) -> str:
    """Say in a line how a deposit stands."""
    if row.closed_on:
        return f"{row.state_words}."
    if row.is_waiting:
        return f"{row.now.note or 'Sudah jatuh tempo.'} Jasa tidak dihitung lagi sampai diambil."
    days = row.days_left(today_of(request))
    return f"{days} hari lagi jatuh tempo." if days else "Jatuh tempo hari ini."
