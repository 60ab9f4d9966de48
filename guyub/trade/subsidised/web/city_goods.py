"""What pages of a city begin with: its rationed goods, and the one that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from guyub.community.cooperatives.web.forms import typed_of
from guyub.foundation.identity.selectors.guiding import place_by_id
from guyub.foundation.identity.web.doors import actor_of, own_rows
from guyub.trade.subsidised.selectors.programmes import rationing_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.programmes import Programme


def goods_of(request: HttpRequest) -> tuple[Cooperative, tuple[Programme, ...], Programme]:
    """Find the city, the goods, and the one that the address or the form names; else the first.

    Raises:
        Http404: There is no rationed good.
    """
    city = place_by_id(actor_of(request).cooperative_id)
    with own_rows(request):
        goods = rationing_of(cooperative_id=city.id).programmes
    named = typed_of(request, "programme") or request.GET.get("barang", "")
    good = next((one for one in goods if one.key == named), goods[0] if goods else None)
    if good is None:
        raise Http404
    return city, goods, good
