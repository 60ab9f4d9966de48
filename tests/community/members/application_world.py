"""What tests of applications share: a form that passes, officers who act on it."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.hashers import make_password

from guyub.community.members.domain.applicants import ApplicantTyped
from guyub.community.members.models import Application
from guyub.community.members.selectors.applications import one_application
from guyub.community.members.services.application_forms import ApplicationRefusedError
from guyub.community.members.services.application_links import invite_applicant, send_application
from guyub.community.members.services.applications import check_application
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Person
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, World, new_id

TODAY = NOW.date()
NIK, KK, PHONE = "3573035205900004", "3573031201150003", "081234560007"
FORM = ApplicantTyped(
    name="Siti Rahayu",
    nik=NIK,
    kk=KK,
    phone=PHONE,
    sex="P",
    birthplace="Malang",
    born_on=date(1990, 5, 12),
    address="Jl. Contoh 4",
    rt="3",
    rw="02",
    ward_code="35.73.03.1003",
    kk_relation="PASANGAN",
    work="Penjahit",
    instalments=2,
    wish="Ingin menabung.",
    consents=("MEMBER_REGISTER", "MESSAGES"),
)
PIN = "271828"


class ApplicationWorld(World):
    """Bumiayu with its rules, an officer who keeps the register, a chair who decides."""

    def __init__(self):
        super().__init__()
        load_national(now=NOW)
        self.officer, self.chair = self.actor(Role.SEKRETARIS), self.actor(Role.KETUA)

    def checked(self, *, actor=None, place=None, request_id=None, form=None, **more):
        """Type a form at the counter, or check one that was sent."""
        fields = {name: more.pop(name) for name in list(more) if hasattr(FORM, name)}
        actor = actor or self.officer
        given = {"has_seen_ktp": True, "consent_version": 1} | more
        return check_application(
            actor=actor,
            place=place or self.bumiayu,
            typed=replace(form or FORM, **fields),
            today=TODAY,
            request_id=request_id or new_id(),
            now=NOW,
            **given,
        )

    def invited(self, **more):
        """Make a link; give the application."""
        given = {"name": "Siti Rahayu", "today": TODAY, "request_id": new_id(), "now": NOW} | more
        return self.row(invite_applicant(actor=self.officer, **given))

    def sent(self, token, *, now=NOW, request_id=None, **fields):
        """Send the form of a link."""
        send_application(
            place=self.bumiayu,
            token=token,
            typed=replace(FORM, **fields),
            today=TODAY,
            request_id=request_id or new_id(),
            now=now,
        )

    def decided(self, application_id, *, is_approved=True, reason="", actor=None):
        """Let the chair decide what the application asks."""
        actor = actor or self.chair
        Person.objects.filter(id=actor.person_id).update(pin=make_password(PIN))
        row = self.row(application_id)
        return decide(
            actor=actor,
            approval_id=row.approval_id,
            is_approved=is_approved,
            proof=PIN,
            reason=reason,
            request_id=new_id(),
            now=NOW,
        )

    def row(self, application_id, place=None):
        """Read an application."""
        place = place or self.bumiayu
        with scope(place.id):
            return one_application(cooperative_id=place.id, application_id=application_id, now=NOW)

    def applications(self):
        """Count the applications of Bumiayu."""
        with scope(self.bumiayu.id):
            return Application.objects.filter(cooperative=self.bumiayu).count()


def wrong(act, error=ApplicationRefusedError):
    """Give why an act is refused."""
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts.get("wrong")


def mine(world, model):
    """Give Bumiayu's rows of a table."""
    return model.objects.filter(cooperative=world.bumiayu)
