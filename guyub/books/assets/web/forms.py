"""Reading what people typed about assets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.assets.domain.lending import LentRefusedError, LentTyped
from guyub.books.assets.domain.registers import ACCOUNTS, AssetClass, AssetRefusedError, AssetTyped
from guyub.books.assets.web.pages import amount_of, month_in
from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.community.cooperatives.web.forms import maybe_day_of, maybe_id_of, maybe_whole_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def asset_of(request: HttpRequest) -> AssetTyped:
    """Read an asset; months that were left out are the usual ones of its class.

    Raises:
        AssetRefusedError: A day, month, count or choice is none.
        AmountNotUnderstoodError: An amount is none.
    """
    kind = typed_of(request, "kind")
    months = maybe_whole_of(request, "months", AssetRefusedError, "months")
    usual = ACCOUNTS[AssetClass(kind)].months if kind in set(AssetClass) else 0
    return AssetTyped(
        name=typed_of(request, "name"),
        asset_class=kind,
        acquired_on=day_of(request, "on", AssetRefusedError, "day"),
        cost_rp=amount_of(request, "cost"),
        residual_rp=amount_of(request, "residual"),
        taken_rp=amount_of(request, "taken"),
        months=usual if months is None else months,
        first=month_in(request, "first", AssetRefusedError, "month"),
        unit_id=maybe_id_of(request, "unit", AssetRefusedError, "place"),
        outlet_id=maybe_id_of(request, "outlet", AssetRefusedError, "place"),
        location=typed_of(request, "location"),
        serial=typed_of(request, "serial"),
    )


def lent_of_form(request: HttpRequest) -> LentTyped:
    """Read something lent.

    Raises:
        LentRefusedError: A day, count or choice is none.
        AmountNotUnderstoodError: Its worth is none.
    """
    quantity = maybe_whole_of(request, "quantity", LentRefusedError, "quantity")
    return LentTyped(
        name=typed_of(request, "name"),
        lender=typed_of(request, "lender"),
        document=typed_of(request, "paper"),
        lent_on=day_of(request, "on", LentRefusedError, "day"),
        due_on=maybe_day_of(request, "due_on", LentRefusedError, "day"),
        quantity=1 if quantity is None else quantity,
        condition=typed_of(request, "condition"),
        insured_rp=amount_of(request, "worth"),
        outlet_id=maybe_id_of(request, "outlet", LentRefusedError, "words"),
        location=typed_of(request, "location"),
    )
