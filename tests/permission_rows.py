"""What a row of the permission table is, and the objects that its addresses name."""

from collections.abc import Callable
from dataclasses import dataclass, field

from guyub.city.development.services.help_requests import ask_help
from guyub.city.development.services.needs import Wish, raise_need
from guyub.city.development.services.visits import plan_visit
from guyub.foundation.identity.domain.roles import TABLE, Action, Role
from tests.world import NOW, new_id

LOGIN = 302  # strangers are led to the login
SOME_ID = "0193a1b2-1234-7abc-8def-0123456789ab"


@dataclass(frozen=True)
class Row:
    """One address: what strangers get in a demo and in service, and which act opens it to whom."""

    url_name: str
    in_demo: int = LOGIN
    in_service: int = LOGIN
    requires: Action | None = None
    also: Action | None = None  # another act that opens it
    method: str = "get"
    arguments: Callable | dict = field(default_factory=dict)
    fields: Callable | dict = field(default_factory=dict)

    def opens_to(self, role):
        """Tell whether the table of roles allows a role one of the acts."""
        return not TABLE[role].isdisjoint({self.requires, self.also})

    def address_arguments(self, world=None):
        """Give the arguments of the address: of objects of Bumiayu where the world is there."""
        return self.arguments(world) if callable(self.arguments) else self.arguments


def of_person(world):
    """The address of Bumiayu's member."""
    return {"person_id": world.person(Role.ANGGOTA).id if world else SOME_ID}


def of_request(world):
    """The address of a request for a second person in Bumiayu."""
    return {"approval_id": world.open_request() if world else SOME_ID}


def of_join_request(world):
    """The address of a wish to join Bumiayu."""
    return {"letter_id": world.join_request() if world else SOME_ID}


def of_suggestion(world):
    """The address of a complaint to Bumiayu."""
    return {"letter_id": world.suggestion() if world else SOME_ID}


def of_paper(world):
    """The address of a paper that Bumiayu issued."""
    place, paper = (world.bumiayu.id, world.paper()) if world else (1, SOME_ID)
    return {"cooperative_id": place, "paper_id": paper}


def of_place(name="", value=SOME_ID):
    """Bumiayu by the code of its ward, as addresses name it; with an id of nothing where the address has one more."""
    return lambda _world: {"code": "35.73.03.1003"} | ({name: value} if name else {})


def of(name):
    """An address with an id of nothing."""
    return {name: SOME_ID}


def made_once(world, name, make):
    """Make an object of Bumiayu the first time that an address asks for it."""
    if not world:
        return SOME_ID
    if name not in vars(world):
        setattr(world, name, make())
    return getattr(world, name)


def of_need(world):
    """The address of a need of Bumiayu."""
    wish = Wish(
        kind="TIMBANGAN",
        title="Timbangan 50 kg",
        quantity=1,
        unit="buah",
        estimate_rp=750_000,
        reason="Menimbang beras",
        urgency=2,
    )
    need_id = made_once(
        world,
        "need_id",
        lambda: raise_need(
            actor=world.actor(Role.KETUA, name="Ketua lama"),
            place_id=world.bumiayu.id,
            wish=wish,
            request_id=new_id(),
            now=NOW,
        ),
    )
    return {"code": "35.73.03.1003", "need_id": need_id}


def of_help(world):
    """The address of a call for help of Bumiayu."""
    help_id = made_once(
        world,
        "help_id",
        lambda: ask_help(
            actor=world.actor(Role.KETUA, name="Ketua lama"),
            place_id=world.bumiayu.id,
            step="NIB",
            text="Alamat berbeda",
            request_id=new_id(),
            now=NOW,
        ),
    )
    return {"code": "35.73.03.1003", "help_id": help_id}


def of_visit(world):
    """The address of a planned visit to Bumiayu."""
    visit_id = made_once(
        world,
        "visit_id",
        lambda: plan_visit(
            actor=world.actor(Role.PENDAMPING, name="Pendamping lama"),
            place_id=world.bumiayu.id,
            planned_on=NOW.date(),
            purpose="Mendampingi NIB",
            plan="",
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        ),
    )
    return {"code": "35.73.03.1003", "visit_id": visit_id}


def of_books(name="", value=SOME_ID):
    """An address of Bumiayu's books, with something in them."""

    def arguments(world):
        if world:
            world.books()
        return of_place(name, value)(world)

    return arguments


def of_entry(world):
    """The address of an entry in Bumiayu's journal."""
    return {"code": "35.73.03.1003", "entry_id": world.books() if world else SOME_ID}
