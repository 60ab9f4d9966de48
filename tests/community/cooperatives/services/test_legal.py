import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from guyub.community.cooperatives.models import LegalRecord
from guyub.community.cooperatives.selectors.invariants import INVARIANTS
from guyub.community.cooperatives.selectors.papers import deed_on
from guyub.community.cooperatives.selectors.profiles import current_records, records_of
from guyub.community.cooperatives.services.legal import (
    Paper,
    PaperRefusedError,
    keep_paper,
    open_paper,
    void_paper,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.models import OutboxLine, StoredFile
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()
DEED_ON = date(2025, 6, 11)
NIB = "1234567890123"


@pytest.fixture
def keep(world, settings, tmp_path):
    """Keep a paper of Bumiayu."""
    settings.DATA_DIR = tmp_path

    def keep(kind="NIB", number=NIB, *, issued_on=TODAY, actor=None, file=None, request_id=None, **more):
        return keep_paper(
            actor=actor or world.actor(Role.SEKRETARIS),
            place_id=world.bumiayu.id,
            paper=Paper(kind, issued_on, number, **more),
            file=file,
            today=TODAY,
            request_id=request_id or new_id(),
            now=NOW,
        )

    return keep


@pytest.fixture
def void(world):
    def void(record_id, reason="nomornya tertukar", actor=None):
        return void_paper(
            actor=actor or world.actor(Role.SEKRETARIS),
            place_id=world.bumiayu.id,
            record_id=record_id,
            reason=reason,
            request_id=new_id(),
            now=NOW,
        )

    return void


def rows(world):
    with scope(world.bumiayu.id):
        return records_of(cooperative_id=world.bumiayu.id, today=TODAY)


def holding(world):
    with scope(world.bumiayu.id):
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]
        return [row.number for row in current_records(cooperative_id=world.bumiayu.id, today=TODAY)]


def wrong(act):
    with pytest.raises(PaperRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"]


def sentences_of(world):
    with scope(world.bumiayu.id):
        return [said(line) for line in trail(cooperative_id=world.bumiayu.id, most=9)]


def test_a_paper_is_kept_privately_with_trail_and_news(keep, world):
    kept = keep("NPWP", "01.234.567.8-901.000", issuer="KPP Malang", file=("npwp.pdf", b"%PDF-1.7 npwp"))

    (row,) = rows(world)
    assert (row.record_id, row.number, row.shown_number) == (kept, "0012345678901000", "0012 3456 7890 1000")
    assert row.is_current
    with scope(world.bumiayu.id):
        file = StoredFile.objects.get(cooperative_id=world.bumiayu.id)
        news = OutboxLine.objects.get(cooperative_id=world.bumiayu.id)
    assert (file.id, file.is_public, file.kind) == (row.file_id, False, "NPWP")
    assert (news.topic, news.payload["id"]) == ("cooperatives.changed", str(kept))
    assert sentences_of(world) == [
        "Sekretaris KKMP Bumiayu (Sekretaris) mencatat dokumen NPWP 0012 3456 7890 1000"
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"kind": "KTP"}, "kind"),
        ({"number": ""}, "missing"),
        ({"number": "12"}, "length"),
        ({"number": "abc"}, "not_digits"),
        ({"kind": "AKTA", "number": "x" * 81}, "too_long"),
        ({"issuer": "x" * 121}, "issuer"),
        ({"kind": "REKENING", "number": "1"}, "holder"),
        ({"issued_on": TODAY + timedelta(days=1)}, "future"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires"),
        ({"outlet_id": new_id()}, "outlet"),
        ({"kind": "IZIN_USAHA", "number": "1", "outlet_id": new_id()}, "outlet"),
        ({"replaces": new_id()}, "gone"),
        ({"issued_on": DEED_ON - timedelta(days=1)}, "before_deed"),
    ],
)
def test_what_is_no_such_paper_is_refused_and_nothing_is_kept(changed, expected, keep, world):
    keep("AKTA", "12", issued_on=DEED_ON)

    assert wrong(lambda: keep(**changed)) == expected
    assert holding(world) == ["12"]
    assert len(sentences_of(world)) == 1


def test_a_second_one_that_holds_is_refused_until_it_says_what_it_replaces(keep, world):
    first = keep(file=("nib.pdf", b"%PDF-1.7 a"))

    assert wrong(lambda: keep(number="9" * 13)) == "taken"
    second = keep(number="9" * 13, replaces=first, file=("nib.pdf", b"%PDF-1.7 b"))
    assert holding(world) == ["9" * 13]
    assert wrong(lambda: keep(number="8" * 13, replaces=first)) == "gone"
    assert wrong(lambda: keep("NIK_KOPERASI", "8" * 13, replaces=second)) == "replaces"
    with scope(world.bumiayu.id):
        versions = StoredFile.objects.filter(cooperative_id=world.bumiayu.id).values_list(
            "version", flat=True
        )
        assert sorted(versions) == [1, 2]


def test_a_second_account_is_no_second_nib(keep, world):
    for number in ("1", "2"):
        keep("REKENING", number, holder_name="KKMP Bumiayu")

    assert sorted(holding(world)) == ["1", "2"]


def test_a_mistake_is_declared_void_with_a_reason_and_the_right_one_kept(keep, void, world):
    first = keep()

    assert wrong(lambda: void(first, " ")) == "reason"
    void(first)
    assert holding(world) == []
    assert [(row.is_void, row.reason) for row in rows(world)] == [
        (True, "nomornya tertukar"),
        (False, ""),
    ]
    assert wrong(lambda: void(first)) == "gone"
    keep(number="9" * 13)
    assert holding(world) == ["9" * 13]


def test_a_deed_entered_by_mistake_binds_nobody_and_an_amendment_does_not_move_the_day(keep, void, world):
    mistaken = keep("AKTA", "1", issued_on=TODAY)
    void(mistaken)
    first = keep("AKTA", "12", issued_on=DEED_ON)
    keep("AKTA", "44", issued_on=TODAY, replaces=first)

    with scope(world.bumiayu.id):
        assert deed_on(cooperative_id=world.bumiayu.id) == DEED_ON
    keep(issued_on=DEED_ON)


def test_what_an_older_meeting_decided_may_be_kept(keep, world):
    keep("AKTA", "12", issued_on=DEED_ON)
    keep("MUSYAWARAH", "", issued_on=DEED_ON - timedelta(days=20))

    assert len(holding(world)) == 2


def test_pressing_twice_keeps_one_and_other_facts_are_refused(keep, world):
    pressed = new_id()

    assert keep(request_id=pressed) == keep(request_id=pressed)
    with pytest.raises(RequestReusedError):
        keep(number="9" * 13, request_id=pressed)
    assert holding(world) == [NIB]


def test_a_program_that_calls_itself_a_scan_is_refused_and_the_paper_with_it(keep, world):
    with pytest.raises(FileRefusedError):
        keep(file=("nib.jpg", b"<script>alert(1)</script>"))

    assert rows(world) == []


@pytest.mark.parametrize("role", [Role.KASIR, Role.PENGAWAS, Role.KEPALA_DINAS])
def test_who_may_not_keeps_nothing(role, keep, world):
    with pytest.raises(NotAllowedError):
        keep(actor=world.actor(role))

    assert rows(world) == []


def test_the_citys_officer_writes_into_the_cooperatives_own_trail(keep, world):
    keep(actor=world.actor(Role.PETUGAS_DINAS))

    assert sentences_of(world) == [
        "Petugas_Dinas Diskopindag Kota Malang (Petugas dinas) mencatat dokumen NIB 1234567890123"
    ]


def test_another_cooperatives_officer_reaches_nothing(keep, void, world):
    stranger = world.actor(Role.SEKRETARIS, world.arjosari)
    kept = keep()

    with pytest.raises(NotAllowedError):
        keep(actor=stranger)
    with pytest.raises(NotAllowedError):
        void(kept, actor=stranger)
    assert holding(world) == [NIB]


def test_a_scan_is_opened_by_whom_may_see_and_the_trail_says_who(keep, world):
    keep(file=("nib.pdf", b"%PDF-1.7 nib"))
    (row,) = rows(world)

    def opened(actor, file_id=row.file_id):
        return open_paper(
            actor=actor, place_id=world.bumiayu.id, file_id=file_id, request_id=new_id(), now=NOW
        )

    assert opened(world.actor(Role.KASIR)).id == row.file_id
    assert sentences_of(world)[0] == "Kasir KKMP Bumiayu (Kasir) membuka berkas NIB 1234567890123"
    assert opened(world.actor(Role.KASIR), new_id()) is None
    assert len(sentences_of(world)) == 2
    with pytest.raises(NotAllowedError):
        opened(world.actor(Role.ANGGOTA))


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_eight_who_keep_a_nib_at_once_keep_one(keep, world):
    world.actor(Role.SEKRETARIS)
    said = []

    def press(turn):
        try:
            said.append(keep(number=f"{turn:013}"))
        except PaperRefusedError as refusal:
            said.append(refusal.facts["wrong"])
        finally:
            connection.close()

    pressing = [threading.Thread(target=press, args=(turn,)) for turn in range(8)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()

    assert said.count("taken") == 7
    with scope(world.bumiayu.id):
        assert LegalRecord.objects.filter(cooperative_id=world.bumiayu.id).count() == 1
