"""A member asks, an officer answers; an accepted correction changes the file in the same transaction."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from guyub.community.members.domain.own_requests import MOST_OPEN, Outcome
from guyub.community.members.models import FileChange, MemberFile, OwnRequest
from guyub.community.members.selectors.exceptions import EXCEPTIONS
from guyub.community.members.selectors.invariants import INVARIANTS
from guyub.community.members.selectors.own_requests import (
    one_own_request,
    own_requests,
    own_requests_inquiry,
    own_requests_of,
)
from guyub.community.members.services.files import FileRefusedError
from guyub.community.members.services.own_requests import (
    OwnRequestRefusedError,
    answer_own_request,
    ask_correction,
    dispute,
    withdraw_own,
)
from guyub.foundation.identity.domain.names import NameRefusedError
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry, Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import NumberRefusedError, full_number, keep_secret
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.selectors.exceptions import Watched
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, new_id

TODAY = NOW.date()
NIK, OTHER_NIK = "3573034105900001", "3573034105900002"


def own_actor(world, member):
    """The member in the seat that the register gave."""
    seat = Membership.objects.get(person=member.person, cooperative=world.bumiayu, role="ANGGOTA")
    return Actor(member.person_id, member.person.name, Role.ANGGOTA, world.bumiayu.id, seat.id)


class Case:
    """One member with a file, and what the tests do with it."""

    def __init__(self, world):
        load_national(now=NOW)
        self.world, self.place = world, world.bumiayu
        self.member = world.member(address="Jalan Melati 1")
        self.actor = own_actor(world, self.member)

    def asks(self, field="address", value="Jalan Melati 12", why="Nomor rumah di KTP 12.", **more):
        given = {"actor": self.actor, "today": TODAY, "request_id": new_id(), "now": NOW} | more
        return ask_correction(field=field, value=value, why=why, **given)

    def disputes(self, text="Saya menyetor 50.000.", about="BKM-1: wajib", **more):
        given = {"actor": self.actor, "today": TODAY, "request_id": new_id(), "now": NOW} | more
        return dispute(about=about, text=text, **given)

    def answers(
        self, asked_id, *, is_accepted=True, answer="Sudah dicocokkan.", role=Role.SEKRETARIS, **more
    ):
        given = {"actor": self.world.actor(role), "today": TODAY, "request_id": new_id(), "now": NOW} | more
        answer_own_request(own_request_id=asked_id, is_accepted=is_accepted, answer=answer, **given)

    def row(self, asked_id):
        with scope(self.place.id):
            return OwnRequest.objects.select_related("file").get(cooperative=self.place, id=asked_id)

    def changes(self):
        with scope(self.place.id):
            rows = FileChange.objects.filter(cooperative=self.place).order_by("changed_at", "id")
            return [(row.field, row.before, row.after, row.why) for row in rows]

    def broken(self):
        with scope(self.place.id):
            return [found for rule in INVARIANTS for found in rule(self.place.id)]


@pytest.fixture
def case(world):
    return Case(world)


def refusal(call, *, error=OwnRequestRefusedError):
    with pytest.raises(error) as refused:
        call()
    return refused.value.facts.get("wrong")


def test_an_accepted_correction_changes_the_file_with_its_line_of_history(case):
    asked_id = case.asks()
    assert (case.row(asked_id).due_on, case.changes()) == (TODAY + timedelta(days=3), [])

    case.answers(asked_id)

    row = case.row(asked_id)
    assert (row.outcome, row.file.address, row.answer) == ("DITERIMA", "Jalan Melati 12", "Sudah dicocokkan.")
    assert case.changes() == [("address", "Jalan Melati 1", "Jalan Melati 12", "Permintaan anggota 1/2026")]
    with scope(case.place.id):
        facts = AuditEntry.objects.filter(cooperative=case.place, act="members.own_request.accepted").get()
    assert facts.facts == {"number": "1/2026", "about": str(case.member.person_id)}
    assert case.broken() == []


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("born_on", "2-6-1991", date(1991, 6, 2)),
        ("sex", "Laki-laki", "L"),
        ("rt", "4", "004"),
        ("kk_relation", "Kepala keluarga", "KEPALA"),
        ("name", "Siti  Aminah Rahayu", "Siti Aminah Rahayu"),
    ],
)
def test_each_field_is_kept_in_its_own_form(case, field, value, kept):
    case.answers(case.asks(field=field, value=value))

    with scope(case.place.id):
        assert getattr(MemberFile.objects.get(cooperative=case.place), field) == kept


def test_a_number_waits_sealed_and_goes_into_the_vault(case):
    with scope(case.place.id):
        keep_secret(person=case.member.person, kind=SecretKind.NIK, value=OTHER_NIK, now=NOW)
    asked_id = case.asks(field="nik", value=NIK)
    row = case.row(asked_id)
    assert NIK.encode() not in bytes(row.sealed)
    assert (row.value, NIK in str(row.__dict__)) == ("", False)

    case.answers(asked_id)

    row = case.row(asked_id)
    assert (bytes(row.sealed), row.outcome) == (b"", "DITERIMA")
    assert full_number(person_id=case.member.person_id, kind=SecretKind.NIK) == NIK
    assert case.changes() == [("nik", "", "", "Permintaan anggota 1/2026")]


def test_a_number_that_is_another_persons_by_now_changes_nothing(case, world):
    asked_id = case.asks(field="nik", value=NIK)
    with scope(case.place.id):
        keep_secret(person=world.person(Role.KASIR), kind=SecretKind.NIK, value=NIK, now=NOW)

    assert refusal(lambda: case.answers(asked_id), error=NumberRefusedError) == "taken"
    assert (case.row(asked_id).outcome, case.changes()) == ("MENUNGGU", [])


def test_a_refused_correction_changes_nothing_and_forgets_the_number(case):
    asked_id = case.asks(field="phone", value="0812 3456 7890")

    case.answers(asked_id, is_accepted=False, answer="Bawa KK ke kantor.")

    row = case.row(asked_id)
    assert (row.outcome, bytes(row.sealed), case.changes()) == ("DITOLAK", b"", [])


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"field": "state"}, "field"),
        ({"why": "  "}, "text"),
        ({"why": "a" * 401}, "too_long"),
        ({"value": "b" * 201}, "too_long"),
        ({"field": "born_on", "value": "kemarin"}, "value"),
        ({"value": "Jalan  Melati 1"}, "same"),
        ({"field": "sex", "value": "Perempuan"}, "same"),
    ],
)
def test_what_cannot_be_asked_is_refused(case, given, wrong):
    assert refusal(lambda: case.asks(**given)) == wrong
    with scope(case.place.id):
        assert not OwnRequest.objects.filter(cooperative=case.place).exists()


def test_what_the_file_would_not_keep_is_refused_at_once(case):
    assert refusal(lambda: case.asks(field="rt", value="RT 4"), error=FileRefusedError) == "rt"
    assert refusal(lambda: case.asks(field="name", value="12345"), error=NameRefusedError) == "letters"
    assert refusal(lambda: case.asks(field="nik", value="12"), error=NumberRefusedError) == "length"


def test_who_has_no_file_here_asks_nothing(case, world):
    actor = world.actor(Role.ANGGOTA)
    assert refusal(lambda: case.disputes(actor=actor)) == "file"


def test_ten_wait_at_most(case):
    for turn in range(MOST_OPEN):
        case.disputes(text=f"Baris {turn} tidak cocok.")

    assert refusal(case.disputes) == "many"


def test_a_dispute_is_answered_within_its_own_days(case):
    asked_id = case.disputes()
    assert case.row(asked_id).due_on == TODAY + timedelta(days=7)

    case.answers(asked_id, answer="Kurang catat, dibetulkan dengan BKM-9.")

    with scope(case.place.id):
        told = own_requests_of(cooperative_id=case.place.id, person_id=case.member.person_id, today=TODAY)[0]
    assert (told.about, told.outcome, told.answer) == (
        "BKM-1: wajib",
        Outcome.DITERIMA,
        "Kurang catat, dibetulkan dengan BKM-9.",
    )
    assert case.changes() == []


def test_only_an_open_request_is_answered_once_and_by_others(case, world):
    asked_id = case.asks()
    mine = Membership.objects.create(
        person=case.member.person, cooperative=case.place, role="SEKRETARIS", starts_at=NOW
    )
    myself = Actor(case.member.person_id, "Siti", Role.SEKRETARIS, case.place.id, mine.id)

    assert refusal(lambda: case.answers(asked_id, actor=myself)) == "own"
    assert refusal(lambda: case.answers(asked_id, answer=" ")) == "answer"
    assert refusal(lambda: case.answers(new_id())) == "gone"
    with pytest.raises(NotAllowedError):
        case.answers(asked_id, role=Role.BENDAHARA)
    case.answers(asked_id)
    assert refusal(lambda: case.answers(asked_id)) == "answered"


def test_another_cooperatives_officer_finds_nothing(case, world):
    asked_id = case.asks()
    other = world.actor(Role.SEKRETARIS, world.arjosari)

    assert refusal(lambda: case.answers(asked_id, actor=other)) == "gone"
    with scope(world.arjosari.id):
        assert one_own_request(cooperative_id=world.arjosari.id, own_request_id=asked_id, today=TODAY) is None


def test_only_the_own_request_is_withdrawn(case, world):
    asked_id = case.asks(field="nik", value=NIK)
    other = own_actor(world, world.member("Budi Santoso"))
    given = {"own_request_id": asked_id, "now": NOW}

    assert refusal(lambda: withdraw_own(actor=other, request_id=new_id(), **given)) == "gone"
    withdraw_own(actor=case.actor, request_id=new_id(), **given)

    row = case.row(asked_id)
    assert (row.outcome, bytes(row.sealed)) == ("DITARIK", b"")
    assert refusal(lambda: withdraw_own(actor=case.actor, request_id=new_id(), **given)) == "answered"
    with scope(case.place.id):
        assert own_requests(cooperative_id=case.place.id, today=TODAY) == []


def test_a_form_sent_twice_is_one_request(case):
    request_id = new_id()

    assert case.disputes(request_id=request_id) == case.disputes(request_id=request_id)


def test_what_is_late_is_counted_and_told_to_the_pengawas(case):
    case.asks()
    later = TODAY + timedelta(days=4)
    with scope(case.place.id):
        counts = asked(own_requests_inquiry(case.place.id, today=later))
        watched = Watched(
            cooperative_id=case.place.id,
            zone=Zone.WIB,
            since=TODAY,
            until=later,
            today=later,
            limits={},
        )
        found = [one for watcher in EXCEPTIONS for one in watcher(watched)]
        on_time = [
            one
            for watcher in EXCEPTIONS
            for one in watcher(
                Watched(
                    cooperative_id=case.place.id,
                    zone=Zone.WIB,
                    since=TODAY,
                    until=TODAY,
                    today=TODAY,
                    limits={},
                )
            )
        ]
    assert counts == [(1, 1)]
    assert on_time == []
    late = [one.said for one in found if one.kind == "members.late_answer"]
    assert late == ["Koreksi data anggota nomor 1/2026 belum dijawab, batasnya 28\u00a0Nov\u00a02026"]


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_answer_at_once(world):
    """The second waits, and is told that it is answered."""
    case = Case(world)
    asked_id, said, gate = case.asks(), [], threading.Barrier(2)
    actors = [world.actor(Role.SEKRETARIS), world.actor(Role.KETUA)]

    def answers(actor):
        gate.wait()
        try:
            case.answers(asked_id, actor=actor)
            said.append("done")
        except OwnRequestRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=answers, args=(actor,)) for actor in actors]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(said) == ["answered", "done"]
    assert len(case.changes()) == 1
