"""The permission rows of members: cases, and the objects that their addresses name."""

from datetime import timedelta

from guyub.community.members.models import Member, PassiveCase
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.case_world import agreed_exit, given_notice, joined, saved
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW

A = Action


def of_leaver(world):
    """The address of a member of Bumiayu who pays no dues."""

    def make():
        world.cash()
        return joined(world, "Lama Contoh").id

    return {"member_id": made_once(world, "leaver_id", make)}


def of_notice(world):
    """The address of a notice of missed dues, whose last day is over."""

    def make():
        leaver_id = of_leaver(world)["member_id"]
        with scope(world.bumiayu.id):
            member = Member.objects.get(cooperative=world.bumiayu, id=leaver_id)
        given_notice(world, member, today=NOW.date() - timedelta(days=20))
        with scope(world.bumiayu.id):
            return PassiveCase.objects.get(cooperative=world.bumiayu, member=member).id

    return {"case_id": made_once(world, "notice_id", make)}


def of_exit(world, **more):
    """The address of a leaving that was agreed to, of a member with savings."""

    def make():
        world.cash()
        member = joined(world, "Pamit Contoh")
        saved(world, member, "POKOK", 100_000)
        return agreed_exit(world, member)

    return {"case_id": made_once(world, "exit_id", make)} | more


MEMBER_CASES_ROWS = (
    Row("member_cases:cases", requires=A.VIEW_MEMBER_FILE),
    Row("member_cases:exit_new", requires=A.KEEP_MEMBERS, arguments=of_leaver),
    Row(
        "member_cases:exit_file",
        requires=A.VIEW_MEMBER_FILE,
        arguments=lambda world: of_exit(world, which="surat"),
    ),
    Row("member_cases:passive", requires=A.VIEW_MEMBER_FILE),
    Row(
        "member_cases:passive_notice",
        requires=A.KEEP_MEMBERS,
        method="post",
        fields=lambda world: {"member": of_leaver(world)["member_id"]},
    ),
    Row("member_cases:passive_paid", requires=A.KEEP_MEMBERS, method="post"),
    Row("member_cases:passive_letters", requires=A.KEEP_MEMBERS),
    Row("member_cases:passive_case", requires=A.VIEW_MEMBER_FILE, arguments=of_notice),
    Row(
        "member_cases:passive_appeal",
        requires=A.KEEP_MEMBERS,
        method="post",
        arguments=of_notice,
        fields={"appeal": "Sakit sejak Maret"},
    ),
    Row(
        "member_cases:passive_decide",
        requires=A.APPROVE_MEMBERS,
        method="post",
        arguments=of_notice,
        fields={"outcome": "tetap", "reason": "Sakit sejak Maret"},
    ),
    Row("member_cases:passive_phone", requires=A.REACH_MEMBERS, method="post", arguments=of_notice),
    Row(
        "member_cases:member_active",
        requires=A.KEEP_MEMBERS,
        method="post",
        arguments=of_leaver,
        fields={"reason": "Sudah membayar lagi"},
    ),
    Row("leaving:case", requires=A.VIEW_MEMBER_FILE, arguments=of_exit),
    Row(
        "leaving:settle",
        requires=A.SETTLE_MEMBER,
        method="post",
        arguments=of_exit,
        fields={"seen": "x", "cash_place": SOME_ID},
    ),
    Row(
        "leaving:call_off",
        requires=A.APPROVE_MEMBERS,
        method="post",
        arguments=of_exit,
        fields={"reason": "Surat dicabut lagi"},
    ),
    Row("leaving:sheet", requires=A.VIEW_MEMBER_FILE, arguments=of_exit),
    Row("leaving:sign", requires=A.SETTLE_MEMBER, method="post", arguments=of_exit),
)
