"""The first time, and the doors of the demonstration."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.selectors.examples import example_seat, examples
from guyub.foundation.identity.services.getting_in import accept_code
from guyub.foundation.identity.web.doors import tried
from guyub.foundation.identity.web.middleware import SEAT
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.web.rate_limits import rate_limited

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class LoginPage(LoginView):
    """The login, and in a demonstration the people as whom one may look around."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invented people."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        people = examples() if settings.IS_DEMO else []
        return context | {"demo_people": [(one, ROLE_WORDS[one.role]) for one in people]}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@rate_limited(what="invitation", most=30, within=timedelta(minutes=10))
def invitation(request: HttpRequest) -> HttpResponse:
    """Open a one-time code: set password and PIN, and go in."""
    typed = request.POST
    context: dict[str, Any] = {"code": typed.get("code", ""), "refusal": "", "password_errors": []}
    if request.method == "POST":
        try:
            validate_password(typed.get("password", ""))
        except ValidationError as error:
            context["password_errors"] = error.messages
        else:
            person, context["refusal"] = tried(
                lambda: accept_code(
                    written=typed.get("code", ""),
                    password=typed.get("password", ""),
                    pin=typed.get("pin", ""),
                    now=utc_now(),
                )
            )
            if person is not None:
                answer: HttpResponse = perform_login(request, person)
                return answer
    is_refused = bool(context["refusal"] or context["password_errors"])
    return render(request, "identity/invitation.html", context, status=422 if is_refused else 200)


@require_POST
def example_login(request: HttpRequest) -> HttpResponse:
    """Go in as one of the invented people of a demonstration; elsewhere this page does not exist."""
    seat = example_seat(request.POST.get("role", "")) if settings.IS_DEMO else None
    if seat is None:
        raise Http404
    answer: HttpResponse = perform_login(request, seat.person)
    request.session[SEAT] = str(seat.id)  # who holds several roles sits in the one that was chosen
    return answer
