from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.privacy import breaches_of, consents_of, requests_of
from guyub.foundation.identity.services.privacy import (
    RequestClosedError,
    TextMissingError,
    answer_request,
    receive_request,
    record_consent,
    report_breach,
    tell_of_breach,
)
from guyub.foundation.identity.services.vault import PersonUnknownError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

WITHIN = timedelta(hours=72)


def ids(world):
    return {"actor": world.actor(Role.SEKRETARIS), "request_id": new_id(), "now": NOW}


def test_the_newest_word_on_a_purpose_holds(world):
    person = world.person(Role.ANGGOTA)
    for given in (True, False, True):
        record_consent(**ids(world), person_id=person.id, purpose="MESSAGES", version=1, is_given=given)

    with scope(world.bumiayu.id):
        (consent,) = consents_of(cooperative_id=world.bumiayu.id, person_id=person.id)
    assert consent.is_given


def test_a_request_has_seventy_two_hours_and_one_answer(world):
    receive_request(**ids(world), person_id=world.person(Role.ANGGOTA).id, kind="ACCESS", within=WITHIN)
    with scope(world.bumiayu.id):
        (asked,) = requests_of(cooperative_id=world.bumiayu.id, now=NOW + timedelta(hours=2))
    assert asked.hours_left == 70

    with pytest.raises(TextMissingError):
        answer_request(**ids(world), subject_request_id=asked.request_id, answer="  ")
    answer_request(**ids(world), subject_request_id=asked.request_id, answer="Sudah diperlihatkan.")
    with pytest.raises(RequestClosedError):
        answer_request(**ids(world), subject_request_id=asked.request_id, answer="Lagi.")


def test_a_stranger_of_the_cooperative_has_no_request_here(world):
    with pytest.raises(PersonUnknownError):
        receive_request(
            **ids(world),
            person_id=world.person(Role.ANGGOTA, world.arjosari).id,
            kind="ACCESS",
            within=WITHIN,
        )


def test_a_breach_is_told_to_both_once(world):
    chair = {"actor": world.actor(Role.KETUA), "now": NOW}
    report_breach(
        **chair,
        request_id=new_id(),
        found_at=NOW - timedelta(hours=5),
        what="Daftar anggota",
        how="HP sekretaris hilang",
        handling="Akses dicabut",
        people_count=130,
        within=WITHIN,
    )
    with scope(world.bumiayu.id):
        (case,) = breaches_of(cooperative_id=world.bumiayu.id)
    assert case.due_at == NOW + timedelta(hours=67)

    for whom in ("people", "authority"):
        tell_of_breach(**chair, case_id=case.id, whom=whom, request_id=new_id())
    with pytest.raises(RequestClosedError):
        tell_of_breach(**chair, case_id=case.id, whom="people", request_id=new_id())
