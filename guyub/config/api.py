"""The root of the API: OpenAPI 3.1 at /api/openapi.json; contexts add their routers here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http.request import RawPostDataException
from ninja import NinjaAPI, Schema

from guyub.books.ledger.api.routes import router as books_router
from guyub.city.development.api.routes import router as needs_router
from guyub.community.cooperatives.api.routes import router as cooperatives_router
from guyub.community.members.api.routes import router as members_router
from guyub.community.partners.api.routes import router as partners_router
from guyub.finance.loans.api.routes import router as loans_router
from guyub.finance.savings.api.routes import router as savings_router
from guyub.foundation.devices.api.routes import router as devices_router
from guyub.foundation.identity.api.routes import router as people_router
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.web.messages import sentence
from guyub.foundation.parameters.api.routes import router as parameters_router
from guyub.journeys.api.till import router as till_router
from guyub.trade.inventory.api.routes import router as goods_router
from guyub.trade.procurement.api.routes import router as buying_router
from guyub.trade.retail.api.routes import router as buyer_orders_router
from guyub.trade.subsidised.api.routes import router as rations_router

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class About(Schema):
    """What answers here."""

    product: str
    version: str
    is_demo: bool


class Refusal(Schema):
    """A rule of the house refused; nothing has changed. ``at``: which of several, from 1."""

    code: str
    message: str
    at: int | None = None


# No interactive page: it would load scripts from elsewhere, which the content policy refuses.
api = NinjaAPI(
    title="Guyub", version=settings.VERSION, docs_url=None, openapi_url="/openapi.json", urls_namespace="api"
)


api.add_router("", people_router)
api.add_router("", parameters_router)
api.add_router("", devices_router)
api.add_router("", till_router)
api.add_router("", rations_router)
api.add_router("", cooperatives_router)
api.add_router("", members_router)
api.add_router("", partners_router)
api.add_router("", buying_router)
api.add_router("", buyer_orders_router)
api.add_router("", needs_router)
api.add_router("", books_router)
api.add_router("", savings_router)
api.add_router("", loans_router)
api.add_router("", goods_router)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer a refusal with its stable code and its sentence."""
    at = error.facts.get("at")
    said = Refusal(code=error.code, message=sentence(error), at=at if isinstance(at, int) else None)
    return api.create_response(request, said, status=409)


@api.exception_handler(RawPostDataException)
def not_json(request: HttpRequest, _error: RawPostDataException) -> HttpResponse:
    """Answer a form where JSON is wanted, at a door that no key guards."""
    return api.create_response(request, {"detail": "Kirim JSON."}, status=400)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """Answer more than is read at once: whoever sends a list sends half of it."""
    return api.create_response(request, {"detail": "Kirim sebagian dahulu."}, status=413)


@api.get("/about", response=About, tags=["about"], operation_id="about")
def about(request: HttpRequest) -> About:
    """Tell which product and version answers, and whether what it holds is a demonstration."""
    return About(product="Guyub", version=settings.VERSION, is_demo=settings.IS_DEMO)
