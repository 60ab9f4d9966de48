"""The operator of an installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.domain.codes import grouped
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.people import seats_of
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.getting_in import issue_code
from guyub.foundation.identity.services.people import add_person, give_role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class NoCityError(DomainError):
    """There is no city office yet to which an operator could belong."""

    code: ClassVar[str] = "journeys.operator.no_city"


def invite_operator(*, name: str, login: str, request_id: UUID, now: datetime) -> str:
    """Make somebody operator of the first city office, from the machine's own command line. Use-case.

    Asked again for the same person it issues a new code: the way back in for an operator who lost everything.

    Returns:
        The one-time code, in two groups.

    Raises:
        NoCityError: ``load_network`` has not run.
        NameRefusedError, LoginNameNotUnderstoodError, RoleRefusedError: As the steps say.
    """
    city = Cooperative.objects.filter(kind=CooperativeKind.KOTA).order_by("id").first()
    if city is None:
        raise NoCityError
    with scope(city.id, durable=True):
        person = add_person(name=name, login=login, now=now)
        if not any(seat.role is Role.OPERATOR for seat in seats_of(person.id, now=now)):
            give_role(person=person, cooperative_id=city.id, role=Role.OPERATOR, now=now)
        code = issue_code(
            invitation_id=request_id,
            person=person,
            cooperative_id=city.id,
            issued_by=person.id,
            is_reset=person.has_usable_password(),
            now=now,
        )
        record(cooperative_id=city.id, act="identity.invitation.issued", facts={"name": person.name}, now=now)
    return grouped(code)
