"""Random histories of a register: people join, pay, fall behind, leave and come back; everything still holds.

A seed decides who tries what. Refusals are part of it: they must change nothing, which the last look would show.
"""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from guyub.community.members.domain.register import member_number
from guyub.community.members.models import Application, ExitCase, Member, PassiveCase
from guyub.community.members.services.applications import ask_again, close_application
from guyub.community.members.services.cards import issue_cards
from guyub.community.members.services.groups import make_rt_groups
from guyub.community.members.services.leaving import call_off_exit
from guyub.community.members.services.standing import lift_notice, make_active, make_passive
from guyub.finance.savings.models import SavingsMovement
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules, said
from guyub.journeys.services.joining import pay_pokok, take_back_pokok
from guyub.journeys.services.leaving import SettleTyped, settle_exit
from tests.community.members.application_world import FORM, ApplicationWorld
from tests.community.members.case_world import asked_exit, decided, given_notice, saved, seen
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()
STEPS = 120
PEOPLE = 12  # few, so that they meet themselves: twice applied, gone and come back


class Register:
    """One seed's people, what they try, and how often it was done or refused."""

    def __init__(self, seed):
        self.chance, self.world = random.Random(seed), ApplicationWorld()  # noqa: S311  a seed, no secret
        self.place, self.places, self.done = self.world.bumiayu, self.world.cash(), Counter()
        self.now, self.asked, self.numbers = NOW, [], {}
        self.forms = [
            replace(
                FORM,
                name=f"Orang {at} (contoh)",
                nik=f"35739952059000{at + 10:02}",
                kk=f"35739901012{at // 2:05}",
                phone=f"0812345601{at:02}",
                born_on=date(1990, 5, 12),
                rt=str(1 + at % 3),
                instalments=1 + at % 2,
            )
            for at in range(PEOPLE)
        ]

    def shared(self, role):
        self.now += timedelta(minutes=1)
        return {
            "actor": self.world.actor(role),
            "place": self.place,
            "today": TODAY,
            "request_id": new_id(),
            "now": self.now,
        }

    def by(self, role, *names):
        return {name: value for name, value in self.shared(role).items() if name in names}

    def one(self, model, **which):
        """Give somebody of a kind, or an id that is nobody's."""
        with scope(self.place.id):
            rows = list(model.objects.filter(cooperative=self.place, **which).order_by("id"))
        return self.chance.choice(rows) if rows and self.chance.random() < 0.95 else None

    def applies(self):
        self.asked.append(asked := new_id())
        form = self.chance.choice(self.forms)
        ward = form.ward_code if self.chance.random() < 0.9 else "35.73.01.1001"
        self.world.checked(form=replace(form, ward_code=ward), request_id=asked)

    def moves_an_application(self):
        row = self.one(Application)
        application_id = row.id if row else new_id()
        if self.chance.random() < 0.5:
            shared = self.by(Role.SEKRETARIS, "actor", "today", "request_id", "now")
            self.asked.append(shared["request_id"])
            ask_again(application_id=application_id, **shared)
        else:
            close_application(
                application_id=application_id,
                is_refused=self.chance.random() < 0.5,
                reason="tidak jadi bergabung",
                **self.by(Role.SEKRETARIS, "actor", "request_id", "now"),
            )

    def decides(self):
        role = self.chance.choice([Role.KETUA, Role.WAKIL_KETUA_USAHA, Role.SEKRETARIS])
        approval_id = self.chance.choice(self.asked) if self.asked else new_id()
        decided(self.world, approval_id, role, is_approved=self.chance.random() < 0.85)

    def pays(self):
        member = self.one(Member, state="CALON")
        role = self.chance.choice([Role.BENDAHARA, Role.BENDAHARA, Role.KASIR])
        paid = pay_pokok(
            member_id=member.id if member else new_id(),
            amount_rp=self.chance.choice([50_000, 50_000, 100_000, 30_000]),
            cash_place_id=self.chance.choice([*self.places.values()]),
            **self.shared(role),
        )
        if paid.member_number:
            assert paid.member_number not in self.numbers.values()
            self.numbers[len(self.numbers)] = paid.member_number

    def takes_back(self):
        movement = self.one(SavingsMovement, amount_rp__gt=0)
        with scope(self.place.id):
            member_id = movement.account.member_id if movement else new_id()
        take_back_pokok(
            member_id=member_id,
            movement_id=movement.id if movement else new_id(),
            reason="salah hitung",
            **self.shared(Role.BENDAHARA),
        )

    def saves(self):
        member = self.one(Member, state__in=("AKTIF", "PASIF"))
        if member:
            saved(
                self.world,
                member,
                self.chance.choice(["WAJIB", "SUKARELA"]),
                1_000 * self.chance.randrange(1, 90),
            )

    def falls_behind(self):
        member = self.one(Member, state="AKTIF")
        if member:
            given_notice(self.world, member)

    def settles_a_notice(self):
        case = self.one(PassiveCase)
        case_id = case.id if case else new_id()
        if self.chance.random() < 0.5:
            lift_notice(
                case_id=case_id,
                reason="banding diterima",
                **self.by(Role.KETUA, "actor", "request_id", "now"),
            )
        else:
            make_passive(
                case_id=case_id,
                reason="tidak membayar",
                **self.by(Role.KETUA, "actor", "today", "request_id", "now"),
            )

    def comes_back_to_life(self):
        member = self.one(Member, state="PASIF")
        make_active(
            member_id=member.id if member else new_id(),
            reason="membayar lagi simpanan wajib",
            **self.by(Role.SEKRETARIS, "actor", "today", "request_id", "now"),
        )

    def leaves(self):
        member = self.one(Member)
        if member:
            self.asked.append(asked := new_id())
            kind = self.chance.choice(["MUNDUR", "MUNDUR", "BATAL", "DIBERHENTIKAN", "MENINGGAL"])
            hearing = "sudah didengar dalam rapat" if kind == "DIBERHENTIKAN" else ""
            asked_exit(self.world, member, kind, request_id=asked, hearing=hearing)

    def is_settled(self):
        case = self.one(ExitCase)
        if case is None:
            return
        with scope(self.place.id):
            mark = seen(self.world, case.member).mark
        typed = SettleTyped(
            case_id=case.id,
            cash_place_id=self.places[self.chance.choice(["BRANKAS", "BANK", "LACI"])],
            paid_to="",
            seen=mark if self.chance.random() < 0.95 else "lama",
        )
        settle_exit(typed=typed, **self.shared(Role.BENDAHARA))

    def calls_off(self):
        case = self.one(ExitCase)
        call_off_exit(
            case_id=case.id if case else new_id(),
            reason="anggota membatalkan suratnya",
            **self.by(Role.KETUA, "actor", "request_id", "now"),
        )

    def prints_cards(self):
        member = self.one(Member)
        issue_cards(
            member_ids=[member.id if member else new_id()],
            **self.by(Role.SEKRETARIS, "actor", "today", "request_id", "now"),
        )

    def makes_groups(self):
        make_rt_groups(**self.by(Role.SEKRETARIS, "actor", "today", "request_id", "now"))

    def run(self):
        tries = (
            [self.applies, self.decides, self.decides, self.pays] * 4
            + [self.moves_an_application, self.takes_back, self.saves, self.saves]
            + [self.falls_behind, self.settles_a_notice, self.comes_back_to_life]
            + [self.leaves, self.leaves, self.is_settled, self.is_settled, self.calls_off]
            + [self.prints_cards, self.makes_groups]
        )
        for _ in range(STEPS):
            act = self.chance.choice(tries)
            try:
                act()
            except DomainError as refused:
                self.done[f"{act.__name__}: {refused.facts.get('wrong', refused.code)}"] += 1
            else:
                self.done[act.__name__] += 1


@pytest.mark.parametrize(
    "seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 40))]
)
def test_whoever_comes_and_goes_everything_holds(seed):
    register = Register(seed)

    register.run()

    with scope(register.place.id):
        broken = [
            said(one) for one in broken_rules(cooperative_id=register.place.id, examination=Examination.AUDIT)
        ]
        ever = Member.objects.filter(cooperative=register.place, number__isnull=False).order_by("number")
        numbers = [member_number(member.number) for member in ever]
    assert broken == [], register.done
    assert numbers == [*register.numbers.values()]
    assert sum(count for name, count in register.done.items() if ":" not in name) > STEPS / 5, register.done
