"""A small world for tests: people in every role of two cooperatives and of the city."""

import uuid
from datetime import UTC, date, datetime, timedelta

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.services.places import open_place
from guyub.community.members.models import JoinRequest, MemberImport
from guyub.community.members.services.files import FileTyped, open_file
from guyub.community.members.services.letters import Wish, ask_to_join, write_suggestion
from guyub.community.members.services.register import accept_candidate, admit
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.identity.domain.roles import CITY_ROLES, Actor, Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.papers import issue_paper
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
RESIDENT = {
    "name": "Warga Baru",
    "phone": "0813-9876-5432",
    "neighbourhood": "RT 04 RW 02",
    "text": "Ingin menabung.",
}
ENTRIES = (
    (1, "Hibah pemerintah kota", (("1.1.03", 25_000_000), ("3.2.01", -25_000_000))),
    (5, "Etalase gerai", (("1.6.03", 4_500_000), ("1.1.03", -4_500_000))),
    (12, "Layanan antar bukan anggota", (("1.1.02", 750_000), ("4.2.02", -750_000))),
    (20, "Bayar listrik", (("6.1.02", 200_000), ("1.1.02", -200_000))),
)
BEGAN = NOW - timedelta(days=400)


class World:
    """Bumiayu, Arjosari and the city, made or found; one person for each role and place."""

    def __init__(self):
        self.bumiayu = _place("35.73.03.1003", "KKMP Bumiayu")
        self.arjosari = _place("35.73.01.1011", "KKMP Arjosari")
        self.city = _place("35.73", "Diskopindag Kota Malang", kind="KOTA")
        self.seats = {}
        self.letters = {}

    def seat(self, role, place=None, *, name=""):
        """Give the membership of a role in a place, made the first time."""
        place = place or (self.city if role in CITY_ROLES else self.bumiayu)
        key = (role, place.id, name)
        if key not in self.seats:
            person = Person.objects.create(
                name=name or f"{role.value.title()} {place.name}", password="!", created_at=BEGAN
            )
            self.seats[key] = Membership.objects.create(
                person=person, cooperative=place, role=role.value, starts_at=BEGAN
            )
        return self.seats[key]

    def actor(self, role, place=None, *, name=""):
        """Give somebody who acts in a role."""
        seat = self.seat(role, place, name=name)
        return Actor(seat.person_id, seat.person.name, role, seat.cooperative_id, seat.id)

    def person(self, role, place=None, *, name=""):
        """Give the person of a role."""
        return self.seat(role, place, name=name).person

    def join_request(self):
        """Give the id of a wish to join Bumiayu, written the first time."""
        if "join" not in self.letters:
            wish = Wish(**RESIDENT, has_consented=True)
            ask_to_join(
                cooperative_id=self.bumiayu.id,
                wish=wish,
                consent_version=1,
                today=NOW.date(),
                request_id=new_id(),
                now=NOW,
            )
            with scope(self.bumiayu.id):
                self.letters["join"] = JoinRequest.objects.get(cooperative=self.bumiayu).id
        return self.letters["join"]

    def suggestion(self):
        """Give the id of a complaint to Bumiayu, written the first time."""
        if "suggestion" not in self.letters:
            load_national(now=NOW)
            self.letters["suggestion"] = write_suggestion(
                cooperative_id=self.bumiayu.id,
                kind="KELUHAN",
                text="Gerai tutup lebih awal.",
                name="",
                today=NOW.date(),
                request_id=new_id(),
                now=NOW,
            )
        return self.letters["suggestion"]

    def books(self):
        """Open the books of Bumiayu and post a few entries, the first time; give the id of the last."""
        if "books" not in self.letters:
            load_national(now=NOW)
            self.open_books(self.bumiayu)
            for day, memo, lines in ENTRIES:
                with scope(self.bumiayu.id):
                    draft = EntryDraft(
                        occurred_on=date(2026, 11, day),
                        memo=memo,
                        lines=[LineDraft(code, amount_rp) for code, amount_rp in lines],
                        request_id=new_id(),
                    )
                    posted = post_entry(
                        place=self.bumiayu,
                        context="ledger",
                        draft=draft,
                        today=NOW.date(),
                        actor=self.actor(Role.BENDAHARA, name="Bendahara lama"),
                    )
            self.letters["books"] = posted.entry_id
        return self.letters["books"]

    def cash(self):
        """Give the ids of Bumiayu's cash places by kind, made the first time: 0, 550,000, 20,500,000 rupiah."""
        if "cash" not in self.letters:
            self.books()
            names = {"LACI": "Laci gerai", "BRANKAS": "Kotak bendahara", "BANK": "BRI Kedungkandang"}
            self.letters["cash"] = {
                kind: open_place(
                    actor=self.actor(Role.BENDAHARA, name="Bendahara lama"),
                    place=self.bumiayu,
                    kind=kind,
                    name=name,
                    today=NOW.date(),
                    request_id=new_id(),
                    now=NOW,
                    bank_name="BRI",
                )
                for kind, name in names.items()
            }
        return self.letters["cash"]

    def candidate(self, name="Siti Aminah", place=None, **file):
        """Give a candidate whom the board of Bumiayu accepted, made the first time: pokok 100,000 in two parts."""
        place = place or self.bumiayu
        key = ("candidate", place.id, name)
        if key not in self.letters:
            with scope(place.id):
                person = Person.objects.create(name=name, password="!", created_at=BEGAN)
                typed = FileTyped(name=name, **{"sex": "P", "born_on": date(1990, 5, 1), **file})
                opened = open_file(
                    cooperative_id=place.id, person=person, typed=typed, today=NOW.date(), now=NOW
                )
                on = NOW.date() - timedelta(days=30)
                self.letters[key] = accept_candidate(
                    file=opened, pokok_rp=100_000, instalments=2, on=on, now=NOW
                )
        return self.letters[key]

    def member(self, name="Siti Aminah", place=None, **file):
        """Give a member of Bumiayu with a number, made the first time; ``person`` of it holds the role ANGGOTA."""
        member = self.candidate(name, place, **file)
        if member.number is None:
            with scope(member.cooperative_id):
                admit(member=member, on=NOW.date() - timedelta(days=20), now=NOW)
        return member

    def saved_before(self, kind, opening_rp, on):
        """Give one member all that the older books held of a kind; how a table brings them is the import's test."""
        whose, by = {"cooperative": self.bumiayu}, self.person(Role.SEKRETARIS)
        with scope(self.bumiayu.id):
            table = MemberImport.objects.create(
                **whose, state="DIMASUKKAN", original_name="x", sealed=b"", brought_by=by, brought_at=NOW
            )
            SavingsAccount.objects.create(
                **whose,
                member=self.member(),
                batch=table,
                kind=kind,
                product_id=ensure_products(cooperative_id=self.bumiayu.id)[SavingsKind(kind)],
                opened_on=on,
                opening_rp=opening_rp,
                balance_rp=opening_rp,
            )

    def open_books(self, *places):
        """Begin the books of cooperatives on 1 January 2026."""
        for place in places:
            with scope(place.id):
                begin_books(place=place, opened_on=date(2026, 1, 1))

    def paper(self):
        """Give the id of a paper that Bumiayu issued, issued the first time."""
        if "paper" not in self.letters:
            self.letters["paper"] = new_id()
            with scope(self.bumiayu.id, durable=True):
                issue_paper(
                    cooperative_id=self.bumiayu.id,
                    paper_id=self.letters["paper"],
                    kind="LAPORAN",
                    title="Laporan contoh",
                    facts=[("Bulan", "Oktober 2026")],
                    content={"bulan": "2026-10"},
                    now=NOW,
                )
        return self.letters["paper"]


def _place(code, name, kind="KOPERASI"):
    """Find a tenant that a test has loaded already, or make it."""
    return Cooperative.objects.get_or_create(code=code, defaults={"name": name, "zone": "WIB", "kind": kind})[
        0
    ]


def new_id():
    """Make a request_id."""
    return uuid.uuid4()


ROLES = tuple(Role)
