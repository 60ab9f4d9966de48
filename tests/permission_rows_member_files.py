"""The permission rows of members: files, own businesses, groups, and the objects that their addresses name."""

from guyub.community.members.domain.businesses import BusinessTyped
from guyub.community.members.models import BusinessPaper
from guyub.community.members.services.businesses import add_business, add_paper
from guyub.community.members.services.groups import open_group
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW, new_id

A = Action


def _done(world):
    return {
        "actor": world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
        "request_id": new_id(),
        "now": NOW,
    }


def of_member(world):
    """The address of a member of Bumiayu."""
    return {"member_id": world.member().id if world else SOME_ID}


def of_business(world, **more):
    """The address of a business of a member of Bumiayu."""

    def make():
        typed = BusinessTyped(name="Keripik contoh", makes="Keripik tempe", a_month="200 bungkus")
        return add_business(member_id=world.member().id, typed=typed, today=NOW.date(), **_done(world))

    return {"business_id": made_once(world, "business_id", make)} | more


def of_business_paper(world):
    """The address of a certificate of that business."""
    address = of_business(world)

    def make():
        add_paper(kind="NIB", number="12345", valid_until=None, document=None, **address, **_done(world))
        with scope(world.bumiayu.id):
            return BusinessPaper.objects.get(cooperative=world.bumiayu).id

    return address | {"paper_id": made_once(world, "paper_id", make)}


def of_group(world):
    """The address of a group of Bumiayu."""

    def make():
        return open_group(kind="KELOMPOK", name="Melati contoh", today=NOW.date(), **_done(world))

    return {"group_id": made_once(world, "group_id", make)}


def _keeps(url_name, arguments, method="post"):
    return Row(f"member_files:{url_name}", requires=A.KEEP_MEMBERS, method=method, arguments=arguments)


MEMBER_FILES_ROWS = (
    Row("member_desk:member", requires=A.VIEW_MEMBERS, also=A.VIEW_MEMBER_FILE, arguments=of_member),
    Row(
        "member_desk:member_unmask",
        requires=A.UNMASK_IDENTITY,
        method="post",
        arguments=of_member,
        fields={"kind": "NIK", "reason": "memeriksa kartu"},
    ),
    Row("member_desk:member_pdf", requires=A.VIEW_MEMBER_FILE, arguments=of_member),
    _keeps("data", of_member, "get"),
    Row(
        "member_files:number",
        requires=A.KEEP_MEMBERS,
        method="post",
        arguments=of_member,
        fields={"kind": "NIK"},
    ),
    _keeps("ktp", of_member),
    _keeps("photo_keep", of_member),
    _keeps("photo_remove", of_member),
    Row("member_files:photo", requires=A.VIEW_MEMBER_FILE, arguments=of_member),
    Row(
        "member_files:consent",
        requires=A.KEEP_CONSENT,
        method="post",
        arguments=of_member,
        fields={"purpose": "MESSAGES", "is_given": "1"},
    ),
    _keeps("heirs", of_member, "get"),
    _keeps("business_new", of_member, "get"),
    Row("member_files:businesses", requires=A.VIEW_MEMBERS),
    Row("member_files:businesses_export", requires=A.VIEW_MEMBERS),
    Row("member_files:business", requires=A.VIEW_MEMBER_FILE, arguments=of_business),
    _keeps("business_change", of_business),
    _keeps("business_end", of_business),
    _keeps("paper_add", of_business),
    _keeps("paper_remove", of_business_paper),
    Row("member_files:paper_picture", requires=A.VIEW_MEMBER_FILE, arguments=of_business_paper),
    Row("member_files:groups", requires=A.VIEW_MEMBERS),
    _keeps("group_new", {}),
    _keeps("groups_by_rt", {}),
    Row("member_files:group", requires=A.VIEW_MEMBERS, arguments=of_group),
    _keeps("group_enter", of_group),
    _keeps("group_leave", of_group),
    _keeps("group_lead", of_group),
    _keeps("group_close", of_group),
)
