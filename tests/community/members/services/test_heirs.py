import pytest

from guyub.community.members.domain.heirs import HeirTyped
from guyub.community.members.models import FileChange, Heir
from guyub.community.members.services.heirs import HeirsRefusedError, name_heirs
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def world():
    return World()


def named(world, *heirs, why="atas permintaan anggota"):
    name_heirs(
        actor=world.actor(Role.SEKRETARIS),
        member_id=world.member().id,
        heirs=[HeirTyped(*heir) for heir in heirs],
        why=why,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def standing(world):
    member = world.member()
    with scope(member.cooperative_id):
        rows = Heir.objects.filter(cooperative_id=member.cooperative_id, file_id=member.file_id)
        return [
            (row.name, row.relation, row.share_percent) for row in rows.order_by("id") if row.until_on is None
        ], rows.exclude(until_on=None).count()


def test_a_newer_word_ends_the_older_one(world):
    named(world, ("Ani", "anak", 60), ("Budi", "anak", 40))
    named(world, ("  Cici  Lestari ", "istri", 100))

    assert standing(world) == ([("Cici Lestari", "istri", 100)], 2)
    member = world.member()
    with scope(member.cooperative_id):
        line = FileChange.objects.filter(cooperative_id=member.cooperative_id).order_by("-id").first()
    assert (line.field, line.before, line.after) == ("heirs", "Ani 60 %, Budi 40 %", "Cici Lestari 100 %")


def test_the_word_may_be_taken_back(world):
    named(world, ("Ani", "anak", 100))
    named(world)
    assert standing(world) == ([], 1)


@pytest.mark.parametrize(
    ("heirs", "facts"),
    [
        ([("Ani", "anak", 60), ("Budi", "anak", 41)], {"wrong": "sum", "number": 101}),
        ([("Ani", "", 100)], {"wrong": "relation", "number": 1}),
        ([("Ani", "anak", 50), ("ani", "anak", 50)], {"wrong": "twice", "number": 2}),
        ([("Siti", "ibu", 100)], {"wrong": "same", "number": 0}),
    ],
)
def test_what_is_not_whole_changes_nothing(heirs, facts, world):
    named(world, ("Siti", "ibu", 100))
    with pytest.raises(HeirsRefusedError) as refused:
        named(world, *heirs)
    assert refused.value.facts == facts
    assert standing(world) == ([("Siti", "ibu", 100)], 0)
