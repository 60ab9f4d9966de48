from datetime import timedelta

import pytest

from guyub.community.members.domain.books import BookKind
from guyub.community.members.domain.reach import LONGEST_LETTER, LONGEST_MESSAGE, Whom
from guyub.community.members.domain.register import Happened
from guyub.community.members.models import Group, GroupSeat, Mailing, MailingLine
from guyub.community.members.selectors.books import Span, book_lines
from guyub.community.members.selectors.reach import (
    Chosen,
    mailed,
    mailings,
    one_mailing,
    reached_by_phone,
    recipients,
    words_of,
)
from guyub.community.members.services import reach as reaching
from guyub.community.members.services.reach import ReachRefusedError, mark_sent, open_phones
from guyub.community.members.services.register import change_standing
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import ReasonTooShortError, ShownAlreadyError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows_member_registers import agree, mail, reachable
from tests.world import NOW, new_id

TODAY = NOW.date()
WHY = "Undangan rapat anggota"


@pytest.fixture
def three(world):
    """Three members: one who may be written to, one without a phone, one who said no."""
    siti = reachable(world, world.member("Siti Aminah", rt="004", rw="002"))
    budi = world.member("Budi Santoso", rt="004", rw="001")
    yuni = reachable(world, world.member("Yuni Wati"), "+6281200000098")
    with scope(world.bumiayu.id):
        agree(world, budi)
        agree(world, yuni, is_given=False, at=NOW + timedelta(minutes=1))
    return siti, budi, yuni


def read(world, selector, **asked):
    with scope(world.bumiayu.id):
        return selector(cooperative_id=world.bumiayu.id, **asked)


def names(world, **chosen):
    return [one.name for one in read(world, recipients, chosen=Chosen(**chosen), most=10)]


def opened(world, mailing_id, *, reason=WHY, request_id=None, place=None):
    return open_phones(
        actor=world.actor(Role.SEKRETARIS, place),
        mailing_id=mailing_id,
        reason=reason,
        request_id=request_id or new_id(),
        now=NOW,
    )


def mark(world, mailing_id, *members, place=None):
    return mark_sent(
        actor=world.actor(Role.SEKRETARIS, place),
        mailing_id=mailing_id,
        member_ids=[member.id for member in members],
        request_id=new_id(),
        now=NOW,
    )


def counted(world):
    with scope(world.bumiayu.id):
        mine = {"cooperative_id": world.bumiayu.id}
        return (
            Mailing.objects.filter(**mine).count(),
            MailingLine.objects.filter(**mine).count(),
            MailingLine.objects.filter(**mine, sent_at__isnull=False).count(),
            AuditEntry.objects.filter(**mine).count(),
        )


def acts(world):
    with scope(world.bumiayu.id):
        rows = AuditEntry.objects.filter(cooperative_id=world.bumiayu.id, act__startswith="members.reach")
        return [(row.act, row.facts) for row in rows.order_by("position")]


def test_whom_a_choice_means(world, three):
    siti, budi, yuni = three
    with scope(world.bumiayu.id):
        group = Group.objects.create(
            cooperative=world.bumiayu, kind="KELOMPOK", name="Melati", begun_on=TODAY
        )
        GroupSeat.objects.create(cooperative=world.bumiayu, group=group, member=budi, from_on=TODAY)
        GroupSeat.objects.create(
            cooperative=world.bumiayu, group=group, member=siti, from_on=TODAY, until_on=TODAY
        )
        for member, happened in ((yuni, Happened.DIPASIFKAN), (budi, Happened.DIPASIFKAN)):
            change_standing(
                member=member,
                happened=happened,
                on=TODAY,
                reason="Lama tidak setor",
                person_id=None,
                today=TODAY,
                now=NOW,
            )
    world.candidate("Calon Saja")

    assert names(world) == ["Siti Aminah"]
    assert names(world, whom=Whom.PASIF) == ["Budi Santoso", "Yuni Wati"]
    assert names(world, whom=Whom.SEMUA) == ["Siti Aminah", "Budi Santoso", "Yuni Wati"]
    assert names(world, whom=Whom.SEMUA, rt="004/002") == ["Siti Aminah"]
    assert names(world, whom=Whom.SEMUA, group_id=group.id) == ["Budi Santoso"]
    chosen = Chosen(whom=Whom.PASIF, rt="004/001", group_id=group.id)
    assert read(world, words_of, chosen=chosen) == "Anggota pasif, RT 004/001, kelompok Melati"


def test_by_phone_only_who_agreed_last_and_has_one(world, three):
    people = read(world, recipients, chosen=Chosen(), most=10)
    assert [one.name for one in read(world, reached_by_phone, people=people)] == ["Siti Aminah"]


def test_a_message_goes_to_those_and_its_phones_are_opened_once_with_a_reason(world, three):
    siti, *_ = three
    mailing_id, request_id = mail(world, way="WA"), new_id()
    assert read(world, one_mailing, mailing_id=mailing_id).count == 1

    [one] = opened(world, mailing_id, request_id=request_id)
    assert (one.name, one.phone, one.text) == (
        "Siti Aminah",
        "+6281200000099",
        "Yth. Siti Aminah, anggota A-0001.",
    )
    with pytest.raises(ShownAlreadyError):
        opened(world, mailing_id, request_id=request_id)
    assert acts(world) == [
        ("members.reach.messages_made", {"title": "Undangan rapat anggota", "people_count": 1}),
        (
            "members.reach.phones_opened",
            {
                "title": "Undangan rapat anggota",
                "people_count": 1,
                "reason": WHY,
                "people": [str(siti.person_id)],
            },
        ),
    ]
    assert "6281200000099" not in str(acts(world))

    assert mark(world, mailing_id, siti) == 1
    assert mark(world, mailing_id, siti) == 0
    found = read(world, one_mailing, mailing_id=mailing_id)
    assert (found.sent, found.left) == (1, 0)
    with scope(world.bumiayu.id):
        line = MailingLine.objects.get(cooperative=world.bumiayu, mailing_id=mailing_id)
        assert (line.sent_at, line.sent_by_id) == (NOW, world.person(Role.SEKRETARIS).id)
    with pytest.raises(ReachRefusedError) as refused:
        opened(world, mailing_id)
    assert refused.value.facts["wrong"] == "nobody"


def test_who_takes_the_consent_back_or_leaves_is_not_opened_any_more(world, three):
    siti, _, yuni = three
    with scope(world.bumiayu.id):
        agree(world, yuni, at=NOW + timedelta(minutes=2))
    mailing_id = mail(world, way="WA")
    assert read(world, one_mailing, mailing_id=mailing_id).count == 2
    with scope(world.bumiayu.id):
        agree(world, siti, is_given=False, at=NOW + timedelta(minutes=3))
    assert [one.name for one in opened(world, mailing_id)] == ["Yuni Wati"]
    with scope(world.bumiayu.id):
        change_standing(
            member=yuni,
            happened=Happened.MUNDUR,
            on=TODAY,
            reason="Pindah",
            person_id=None,
            today=TODAY,
            now=NOW,
        )
    with pytest.raises(ReachRefusedError) as refused:
        opened(world, mailing_id)
    assert refused.value.facts["wrong"] == "nobody"


def test_only_so_many_phones_are_opened_at_once(world, three, monkeypatch):
    with scope(world.bumiayu.id):
        agree(world, three[2], at=NOW + timedelta(minutes=2))
    monkeypatch.setattr(reaching, "OPENED_AT_ONCE", 1)
    mailing_id = mail(world, way="WA")
    assert [one.name for one in opened(world, mailing_id)] == ["Siti Aminah"]
    mark(world, mailing_id, three[0])
    assert [one.name for one in opened(world, mailing_id)] == ["Yuni Wati"]


def test_letters_go_to_all_and_have_one_number_in_the_agenda(world, three):
    mailing_id = mail(world, way="SURAT", title="Undangan rapat akhir tahun")

    found = read(world, one_mailing, mailing_id=mailing_id)
    assert (found.count, found.letter_number, found.whom) == (3, "001/KKMP/XI/2026", "Anggota aktif")
    people = read(world, mailed, mailing_id=mailing_id, most=10)
    assert [one.name for one in people] == ["Siti Aminah", "Budi Santoso", "Yuni Wati"]
    [line], _ = read(world, book_lines, kind=BookKind.SURAT_KELUAR, span=Span())
    assert (line.number, line.who, line.text) == (
        "1/2026",
        "Anggota aktif (3 surat)",
        "Undangan rapat akhir tahun",
    )
    assert [row.mailing_id for row in read(world, mailings)] == [mailing_id]
    before = counted(world)
    for act in (opened, mark):
        with pytest.raises(ReachRefusedError) as refused:
            act(world, mailing_id)
        assert refused.value.facts["wrong"] == "letters"
    assert counted(world) == before


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"way": "SMS"}, "way"),
        ({"title": "Rapat"}, "title"),
        ({"text": "  "}, "text"),
        ({"title": "a" * 81}, "too_long"),
        ({"text": "a" * (LONGEST_MESSAGE + 1)}, "too_long"),
        ({"way": "SURAT", "text": "a" * (LONGEST_LETTER + 1)}, "too_long"),
        ({"text": "NIK {nik}"}, "field"),
        ({"text": "Rapat pada hari …, di balai RW"}, "gap"),
        ({"chosen": Chosen(whom=Whom.PASIF)}, "nobody"),
    ],
)
def test_what_is_no_mailing(world, three, typed, wrong):
    before = counted(world)
    with pytest.raises(ReachRefusedError) as refused:
        mail(world, **{"way": "WA"} | typed)
    assert refused.value.facts["wrong"] == wrong
    assert counted(world) == before


def test_too_many_are_not_reached_at_once(world, three, monkeypatch):
    monkeypatch.setattr(reaching, "MOST_REACHED", 2)
    before = counted(world)
    with pytest.raises(ReachRefusedError) as refused:
        mail(world, way="SURAT")
    assert (refused.value.facts["wrong"], refused.value.facts["most"]) == ("many", 2)
    assert counted(world) == before


def test_a_short_reason_another_place_and_another_role_open_nothing(world, three):
    mailing_id = mail(world, way="WA")
    before = counted(world)
    with pytest.raises(ReasonTooShortError):
        opened(world, mailing_id, reason="iseng")
    for act in (opened, mark):
        with pytest.raises(ReachRefusedError) as refused:
            act(world, mailing_id, place=world.arjosari)
        assert refused.value.facts["wrong"] == "gone"
    with pytest.raises(NotAllowedError):
        open_phones(
            actor=world.actor(Role.KASIR), mailing_id=mailing_id, reason=WHY, request_id=new_id(), now=NOW
        )
    assert counted(world) == before
