"""A leaving is settled once: everything owed is paid, the membership ends, the books and the register say the same."""

import threading
from random import Random

import pytest
from django.db import connection

from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.shifts import open_shift
from guyub.community.cooperatives.models import Officer
from guyub.community.members.domain.cases import ExitRefusedError, ExitStanding
from guyub.community.members.domain.register import REGISTER_SERIES
from guyub.community.members.models import Card, ExitCase, Group, GroupSeat, StatusEvent
from guyub.community.members.selectors.cases import exit_case, passive_cases
from guyub.community.members.services.leaving import keep_signed
from guyub.community.members.services.register import accept_candidate, admit
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import AuditEntry, Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.models import IssuedPaper, NumberCounter
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.domain.leaving import Owed, SettlementRefusedError
from guyub.journeys.selectors import owed
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.selectors.owed import Told
from guyub.journeys.services import leaving
from guyub.journeys.services.leaving import SettleTyped, settle_exit
from tests.community.members.case_world import (
    BEGAN,
    LETTER,
    TODAY,
    D,
    again,
    agreed_exit,
    asked_exit,
    given_notice,
    heirs,
    joined,
    saved,
    seen,
)
from tests.world import NOW, new_id

OWN = (("SUKARELA", 300_000), ("WAJIB", 120_000), ("POKOK", 100_000))


@pytest.fixture
def budi(world):
    world.cash()
    member = joined(world)
    for kind, amount_rp in OWN:
        saved(world, member, kind, amount_rp)
    return member


def settle(
    world, member, case_id, *, place="BRANKAS", paid_to="", mark=None, role=Role.BENDAHARA, actor=None,
    request_id=None,
):  # fmt: skip
    settle_exit(
        actor=actor or world.actor(role),
        place=world.bumiayu,
        typed=SettleTyped(
            case_id=case_id,
            cash_place_id=world.cash()[place] if place else None,
            paid_to=paid_to,
            seen=seen(world, member).mark if mark is None else mark,
        ),
        today=TODAY,
        request_id=request_id or new_id(),
        now=NOW,
    )


def case(world, case_id):
    with scope(world.bumiayu.id):
        return exit_case(cooperative_id=world.bumiayu.id, case_id=case_id, now=NOW)


def lies(world):
    with scope(world.bumiayu.id):
        return {row.kind.value: row.balance_rp for row in places_of(cooperative_id=world.bumiayu.id)}


def saves(world, member):
    with scope(world.bumiayu.id):
        rows = savings_of(cooperative_id=world.bumiayu.id, member_id=member.id)
    return {row.kind.value: row.balance_rp for row in rows}


def holds(world):
    with scope(world.bumiayu.id):
        return list(broken_rules(cooperative_id=world.bumiayu.id, examination=Examination.AUDIT))


def refused(act, kind=SettlementRefusedError):
    with pytest.raises(kind) as refusal:
        act()
    return refusal.value.facts["wrong"]


def untouched(world, member, case_id):
    """Nothing was paid and the member is still one."""
    row = case(world, case_id)
    return (
        saves(world, member) == dict(OWN)
        and row.standing is ExitStanding.DISETUJUI
        and again(world, member).state == "AKTIF"
    )


def test_everything_is_paid_at_once_and_the_membership_ends(world, budi):
    with scope(world.bumiayu.id):
        group = Group.objects.create(
            cooperative=world.bumiayu, kind="RT", name="RT 04", begun_on=D(2026, 2, 1)
        )
        seat = {"cooperative": world.bumiayu, "member": budi}
        GroupSeat.objects.create(**seat, group=group, from_on=D(2026, 2, 1))
        Card.objects.create(**seat, no=1, issued_on=D(2026, 2, 1))
    before_rp = lies(world)["BRANKAS"]
    case_id = agreed_exit(world, budi)
    pressed = new_id()

    mark = seen(world, budi).mark
    settle(world, budi, case_id, request_id=pressed, mark=mark)
    settle(world, budi, case_id, request_id=pressed, mark=mark)

    assert saves(world, budi) == {"POKOK": 0, "WAJIB": 0, "SUKARELA": 0}
    assert lies(world)["BRANKAS"] == before_rp - 520_000
    row = case(world, case_id)
    assert (row.standing, row.settled_on, row.settled_by) == (
        ExitStanding.SELESAI, TODAY, world.person(Role.BENDAHARA).name,
    )  # fmt: skip
    assert [(line["side"], line["words"], line["amount_rp"]) for line in row.settlement] == [
        ("HAK", "Simpanan sukarela", 300_000),
        ("HAK", "Simpanan wajib", 120_000),
        ("HAK", "Simpanan pokok", 100_000),
        ("KEPADA", "Budi Contoh", 520_000),
    ]
    assert len({line["number"] for line in row.settlement}) == 4
    member = again(world, budi)
    assert (member.state, member.number, member.left_on, member.left_why) == ("KELUAR", 1, TODAY, "MUNDUR")
    with scope(world.bumiayu.id):
        place = {"cooperative": world.bumiayu}
        (event,) = StatusEvent.objects.filter(**place)
        assert event.reason == f"Mengundurkan diri {day(TODAY)}, KA-2026-0001"
        assert Card.objects.get(**place).revoked_on == TODAY
        assert GroupSeat.objects.get(**place).until_on == TODAY
        assert not Membership.objects.filter(person=budi.person, ends_at__isnull=True).exists()
        paper = IssuedPaper.objects.get(**place, id=case_id)
        assert paper.facts == [["Nomor", "KA-2026-0001"], ["Tanggal", "Rabu, 25 November 2026"]]
        trail = AuditEntry.objects.filter(**place, act="members.exit.settled").values_list("facts", flat=True)
        assert list(trail) == [{"number": "KA-2026-0001", "member": "A-0001"}]
    assert holds(world) == []


def test_the_signed_sheet_is_kept_once(world, budi):
    case_id = agreed_exit(world, budi)
    settle(world, budi, case_id)
    keep = {"actor": world.actor(Role.BENDAHARA), "case_id": case_id, "signed": LETTER, "now": NOW}
    keep_signed(**keep, request_id=new_id())
    assert case(world, case_id).has_signed
    assert refused(lambda: keep_signed(**keep, request_id=new_id()), ExitRefusedError) == "signed"


def test_heirs_get_their_shares_of_what_a_deceased_member_leaves(world, budi):
    heirs(world, budi, ("Sari Contoh", 50), ("Tono Contoh", 25), ("Rini Contoh", 25))
    saved(world, budi, "SUKARELA", 1)
    case_id = agreed_exit(world, budi, "MENINGGAL", happened_on=D(2026, 11, 12), reason="Sakit lama di rumah")

    settle(world, budi, case_id)

    row = case(world, case_id)
    assert [(line["words"], line["amount_rp"]) for line in row.settlement if line["side"] == "KEPADA"] == [
        ("Sari Contoh", 260_001),
        ("Tono Contoh", 130_000),
        ("Rini Contoh", 130_000),
    ]
    assert row.paid_to == "Sari Contoh, Tono Contoh, Rini Contoh"
    assert again(world, budi).left_why == "MENINGGAL"
    assert holds(world) == []


def test_without_named_heirs_somebody_must_be_named(world, budi):
    case_id = agreed_exit(world, budi, "MENINGGAL")
    assert refused(lambda: settle(world, budi, case_id)) == "payee"
    assert refused(lambda: settle(world, budi, case_id, paid_to="x" * 121)) == "payee"
    assert untouched(world, budi, case_id)

    settle(world, budi, case_id, paid_to="Sari Contoh, istri, surat waris 12/2026")

    assert case(world, case_id).paid_to == "Sari Contoh, istri, surat waris 12/2026"


def test_who_is_agreed_to_leave_by_nobody_is_not_paid(world, budi):
    case_id = asked_exit(world, budi)
    assert refused(lambda: settle(world, budi, case_id)) == "state"
    with pytest.raises(NotAllowedError):
        settle(world, budi, case_id, role=Role.KETUA)


def test_nobody_settles_the_own_leaving(world, budi):
    seat = Membership.objects.create(
        person=budi.person, cooperative=world.bumiayu, role="BENDAHARA", starts_at=BEGAN
    )
    case_id = agreed_exit(world, budi)
    treasurer = Actor(budi.person_id, "Budi Contoh", Role.BENDAHARA, world.bumiayu.id, seat.id)
    assert refused(lambda: settle(world, budi, case_id, actor=treasurer)) == "own"
    assert untouched(world, budi, case_id)


def test_what_the_page_did_not_show_is_not_paid(world, budi):
    case_id = agreed_exit(world, budi)
    mark = seen(world, budi).mark
    saved(world, budi, "WAJIB", 15_000)
    assert refused(lambda: settle(world, budi, case_id, mark=mark)) == "changed"
    assert saves(world, budi)["WAJIB"] == 135_000


def test_a_drawer_pays_only_in_the_shift_of_who_pays(world, budi):
    case_id = agreed_exit(world, budi)
    assert refused(lambda: settle(world, budi, case_id, place=None), TillRefusedError) == "place"
    assert refused(lambda: settle(world, budi, case_id, place="LACI"), ShiftRefusedError) == "none"
    assert untouched(world, budi, case_id)

    saved(world, budi, "SUKARELA", 1_000, place="LACI")
    opened = {"actor": world.actor(Role.BENDAHARA), "place": world.bumiayu, "drawer_id": world.cash()["LACI"]}
    open_shift(**opened, today=TODAY, request_id=new_id(), now=NOW, pieces={"K1000": 1})
    assert refused(lambda: settle(world, budi, case_id, place="LACI"), EventRefusedError) == "short"
    assert (saves(world, budi)["SUKARELA"], lies(world)["LACI"]) == (301_000, 1_000)
    assert again(world, budi).state == "AKTIF"


def test_an_office_a_claim_or_a_drawer_holds_it_up(world, budi):
    case_id = agreed_exit(world, budi)
    with scope(world.bumiayu.id):
        Officer.objects.create(
            cooperative=world.bumiayu,
            name="Budi Contoh",
            person=budi.person,
            post="BENDAHARA",
            term_from=D(2026, 2, 1),
            term_to=D(2031, 1, 31),
            appointed_by="Rapat anggota",
            recorded_at=NOW,
        )
    assert seen(world, budi).obstacles == ("masih menjabat bendahara",)
    assert refused(lambda: settle(world, budi, case_id)) == "blocked"
    assert untouched(world, budi, case_id)


def debt_of(amount_rp):
    return lambda _leaver: Told(debts=[Owed("store", "P-1", "Bon toko P-1", amount_rp)])


def test_a_debt_comes_in_first_and_only_the_difference_leaves_the_cash_place(world, budi, monkeypatch):
    taken = []

    def take_in(one, paying):
        saved_by = saved(world, joined(world, "Kas Contoh"), "SUKARELA", one.amount_rp)
        taken.append((one.code, one.amount_rp, paying.part))
        return saved_by.booked.posted

    monkeypatch.setattr(owed, "SOURCES", (*owed.SOURCES, debt_of(350_000)))
    monkeypatch.setattr(leaving, "TAKE_IN", {"store": take_in})
    case_id = agreed_exit(world, budi)
    before_rp = lies(world)["BRANKAS"]

    settle(world, budi, case_id)

    assert taken == [("P-1", 350_000, 0)]
    assert lies(world)["BRANKAS"] == before_rp - 170_000
    row = case(world, case_id)
    assert [(line["side"], line["amount_rp"]) for line in row.settlement] == [
        ("HAK", 300_000), ("HAK", 120_000), ("HAK", 100_000), ("UTANG", 350_000), ("KEPADA", 170_000),
    ]  # fmt: skip


def test_who_owes_more_than_the_savings_pays_the_rest_first(world, budi, monkeypatch):
    monkeypatch.setattr(owed, "SOURCES", (*owed.SOURCES, debt_of(520_001)))
    case_id = agreed_exit(world, budi)
    assert refused(lambda: settle(world, budi, case_id)) == "owes"
    assert untouched(world, budi, case_id)


def test_a_candidate_who_gives_up_gets_back_what_was_paid(world):
    world.cash()
    sri = world.candidate()
    saved(world, sri, "POKOK", 50_000)
    case_id = agreed_exit(world, sri, "BATAL", paper=None)

    settle(world, sri, case_id, place="BANK")

    member = again(world, sri)
    assert (member.state, member.number, member.left_why) == ("KELUAR", None, "BATAL")
    assert saves(world, sri) == {"POKOK": 0}
    assert holds(world) == []


def test_without_savings_nothing_is_paid_and_no_cash_place_is_needed(world):
    world.cash()
    budi = joined(world)
    given_notice(world)
    case_id = agreed_exit(world, budi)
    settle(world, budi, case_id, place=None)
    assert again(world, budi).state == "KELUAR"
    with scope(world.bumiayu.id):
        (row,) = passive_cases(cooperative_id=world.bumiayu.id, is_open=False)
        assert (row.state.value, row.outcome_why) == ("DICABUT", "Keanggotaan berakhir")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_register_and_events_agree_and_numbers_are_never_reused_in_any_history(world, seed):
    world.cash()
    chance, given, here = Random(seed), [], []  # noqa: S311  a history, not a secret
    for step in range(12):
        act = chance.choice(("join", "join", "leave", "return"))
        if act == "join" or not here:
            member = joined(world, f"Orang {step} Contoh", on=D(2026, 1 + step % 10, 3))
            saved(world, member, "POKOK", 100_000)
            given.append(member.number)
            here.append(member)
            continue
        member = here.pop(chance.randrange(len(here)))
        kind, typed = chance.choice(
            [("MUNDUR", {}), ("DIBERHENTIKAN", {"hearing": "Dipanggil dua kali, tidak datang"})]
        )
        settle(world, member, agreed_exit(world, member, kind, **typed))
        if act == "return":
            with scope(world.bumiayu.id):
                back = accept_candidate(file=member.file, pokok_rp=100_000, instalments=1, on=TODAY, now=NOW)
                given.append(admit(member=back, on=TODAY, now=NOW))
            here.append(back)

    assert given == list(range(1, len(given) + 1))
    with scope(world.bumiayu.id):
        counter = NumberCounter.objects.get(cooperative=world.bumiayu, series=REGISTER_SERIES)
    assert counter.last == len(given)
    assert holds(world) == []


def test_a_standing_changed_behind_the_register_is_found(world, budi):
    case_id = agreed_exit(world, budi)
    settle(world, budi, case_id)
    joined(world, "Sri Contoh")
    with scope(world.bumiayu.id):
        mine = type(budi).objects.filter(cooperative=world.bumiayu)
        mine.filter(id=budi.id).update(left_why="MENINGGAL")
        mine.exclude(id=budi.id).update(state="PASIF", number=7)
        ExitCase.objects.filter(cooperative=world.bumiayu).update(number=3)
    assert sorted((one.rule, one.what) for one in holds(world)) == [
        ("members.exit.gapless", "members.exit 2026: 1 cases, last 3, counter 1"),
        ("members.register.events", "A-0001: left by MENINGGAL, by its events MUNDUR"),
        ("members.register.events", "A-0007 is PASIF without an event"),
        ("members.register.numbers", "2 numbers, 2 different, last 7, counter 2"),
    ]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_pay_once(world):
    world.cash()
    budi = joined(world)
    for kind, amount_rp in OWN:
        saved(world, budi, kind, amount_rp)
    case_id = agreed_exit(world, budi)
    mark, before_rp = seen(world, budi).mark, lies(world)["BRANKAS"]
    came, start = [], threading.Barrier(2)
    actors = [world.actor(Role.BENDAHARA), world.actor(Role.BENDAHARA, name="Bendahara kedua")]

    def press(actor):
        try:
            start.wait(10)
            settle(world, budi, case_id, mark=mark, actor=actor)
            came.append("paid")
        except SettlementRefusedError as refusal:
            came.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(came) == ["paid", "state"]
    assert lies(world)["BRANKAS"] == before_rp - 520_000
    assert saves(world, budi) == {"POKOK": 0, "WAJIB": 0, "SUKARELA": 0}
