"""The books of a cooperative and of the network go into a file, are checked without Guyub, and come back the same."""

import datetime as dt
import hashlib
import importlib.util
import json
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

import guyub.journeys
from guyub.books.ledger.domain.seal import Link, facts_text
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.selectors.statements import Question, statement_of
from guyub.community.members.models import OwnRequest
from guyub.community.members.selectors.sealed_forms import opened_words
from guyub.community.members.services.own_requests import ask_correction
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.identity.selectors.people import person_by_login
from guyub.foundation.identity.selectors.vault import owner_of
from guyub.foundation.identity.services.people import add_login_name
from guyub.foundation.identity.services.vault import full_number, identify
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.file_contents import ContentLostError, content_of
from guyub.foundation.kernel.services.files import store_file
from guyub.foundation.kernel.tenancy.schema import schema_differences
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from guyub.journeys.domain.archives import ArchiveRefusedError
from guyub.journeys.selectors.archive_tables import archived_tables
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.services.archive_bringing import bring_archive
from guyub.journeys.services.archive_writing import write_archive
from guyub.trade.subsidised.models import Consumer, QuotaUse
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik, nik_indexes, numbers_of
from tests.conftest import EMPTY, KEPT, logged_in_as
from tests.trade.subsidised.buyers import KK, nik, rationed, registered
from tests.trade.subsidised.city import City
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "sawah hijau pagi"
WANTED, PASSWORD = "3573034105900008", "argon2$kata sandi"
NUMBERS = {
    SecretKind.NIK: "3573034105900001",
    SecretKind.KK: "3573031708840007",
    SecretKind.PHONE: "+6281234567890",
}
PRIVATE, PUBLIC = b"kertas rahasia", b"pengumuman rapat"
MONTHS = [dt.date(2026, 10, 31), dt.date(2026, 11, 30)]
SCRIPT = Path(guyub.journeys.__file__).parent / "data/periksa.py"
_spec = importlib.util.spec_from_file_location("periksa", SCRIPT)
periksa = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(periksa)


class Kept:
    """What was written, and what the books said before."""

    def __init__(self, folder):
        world = World()
        world.cash()
        rationed()
        self.place, member = world.bumiayu, world.member()
        self.person = member.person
        for kind, number in NUMBERS.items():
            identify(
                actor=world.actor(Role.SEKRETARIS), person_id=self.person.id, kind=kind, written=number,
                today=NOW.date(), request_id=new_id(), now=NOW,
            )  # fmt: skip
        with scope(self.place.id):
            add_login_name(person=self.person, login=NUMBERS[SecretKind.PHONE], now=NOW)
            for content, is_public in ((PRIVATE, False), (PUBLIC, True)):
                store_file(
                    cooperative_id=self.place.id, content=content, original_name="a.txt", kind="AKTA",
                    title="Akta", now=NOW, is_public=is_public,
                )  # fmt: skip
        Person.objects.filter(id=self.person.id).update(password=PASSWORD, pin=PASSWORD)
        seat = Membership.objects.get(person=self.person, cooperative=self.place, role="ANGGOTA")
        self.asked = ask_correction(
            actor=Actor(self.person.id, self.person.name, Role.ANGGOTA, self.place.id, seat.id),
            field="nik", value=WANTED, why="NIK saya keliru ditulis.", today=NOW.date(), request_id=new_id(),
            now=NOW,
        )  # fmt: skip
        registered(world)
        for index in (nik_indexes(nik())[0], nik_indexes(nik(9))[0]):
            used(self.place, index)
        City(world).tells_anew(self.place.code)
        self.statements, self.counts, self.broken = statements(self.place), counts(), broken(self.place)
        self.files = {
            name: write_archive(
                place=place, passphrase=words, path=folder / f"{name}.zip", now=NOW, tell=lambda _: None
            ).path
            for name, place, words in (
                ("network", None, WORDS),
                ("open", None, ""),
                ("one", self.place, WORDS),
            )
        }


def used(place, index):
    """Use some of a quota, known by the index of a NIK alone."""
    QuotaUse.objects.create(
        programme_id="LPG_3KG", category="RT", nik_index=index, cooperative=place, qty=4, at=NOW, day=NOW.date(),
        state="USED", known_by="NETWORK", decision={}, recorded_at=NOW,
    )  # fmt: skip


def statements(place):
    """Draw up the position, the result and the cash flow at the end of each month."""
    names = (StatementName.NERACA, StatementName.HASIL_USAHA, StatementName.ARUS_KAS)
    with scope(place.id):
        return [
            statement_of(
                cooperative_id=place.id, question=Question(name=name, since=until.replace(day=1), until=until)
            )
            for name in names
            for until in MONTHS
        ]


def broken(place):
    with scope(place.id):
        return sorted(
            str(one) for one in broken_rules(cooperative_id=place.id, examination=Examination.AUDIT)
        )


def counts():
    """Count the rows of every table that travels."""
    found = {}
    with all_cooperatives("a test counts"), connection.cursor() as cursor:
        for table in archived_tables(place_id=None, is_sealed=True):
            cursor.execute(f"SELECT count(*) FROM {table.model._meta.db_table}")  # noqa: S608  names of our own
            found[table.label] = cursor.fetchone()[0]
    return found


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, postgresql, tmp_path_factory):
    """A small world, written three times; afterwards its tables are empty."""
    with django_db_blocker.unblock():
        made = Kept(tmp_path_factory.mktemp("archives"))
        with logged_in_as(postgresql, "postgres"), connection.cursor() as cursor:
            tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
            cursor.execute(EMPTY, [sorted(tables)])
    return made


@pytest.fixture
def elsewhere(settings, tmp_path):
    """Another installation: keys and a folder of its own."""
    settings.VAULT_KEYS, settings.INDEX_KEYS = "k1:other-vault", "k1:other-index"
    settings.FILE_KEY, settings.DATA_DIR = "other files", tmp_path


@pytest.fixture
def bring(postgresql, elsewhere):
    """Bring an archive in as the owner, without the guard of the application's statements."""

    def bring(path, words=WORDS):
        with logged_in_as(postgresql, "guyub_owner"):
            return bring_archive(path=path, passphrase=words, tell=lambda _: None)

    return bring


def checked(path, capsys):
    """Let the script of the archive check it; gives its exit code and what it said."""
    return periksa.main(str(path)), capsys.readouterr().out


def test_the_network_comes_back_the_same(kept, bring, capsys):
    code, said = checked(kept.files["network"], capsys)
    assert code == 0, said
    assert "KKMP Bumiayu (35.73.03.1003), neraca saldo" in said
    assert "semua cocok" in said

    brought = bring(kept.files["network"])

    assert (brought.places, brought.entries, brought.documents, brought.has_numbers) == (1, 4, 2, True)
    assert statements(kept.place) == kept.statements
    assert kept.counts["subsidised.householdestimate"] == 2  # the city's, of which one replaces the other
    assert counts() == kept.counts | {
        "subsidised.quotakey": 2
    }  # whoever is sealed anew gets what limits count by
    assert schema_differences() == []
    assert broken(kept.place) == kept.broken  # uses of a quota that no sale told, made by hand
    assert_numbers_are_at_home(kept)
    person = Person.objects.get(id=kept.person.id)
    assert (person.name, person.password, person.pin) == (kept.person.name, "!", "")
    # what is made from now on goes on after what came
    assert Cooperative.objects.create(code="35.73.05.1001", name="Baru", zone="WIB").id > kept.place.id


def assert_numbers_are_at_home(kept):
    """Everything that was sealed opens with the new keys alone, and is found by the new index."""
    for kind, number in NUMBERS.items():
        assert full_number(person_id=kept.person.id, kind=kind) == number
    assert owner_of(SecretKind.NIK, NUMBERS[SecretKind.NIK]) == kept.person.id
    assert person_by_login(NUMBERS[SecretKind.PHONE]).id == kept.person.id
    with scope(kept.place.id):
        waiting = OwnRequest.objects.get(cooperative=kept.place, id=kept.asked)
    assert opened_words(waiting.sealed, f"own request {kept.asked}") == WANTED
    buyer = consumer_by_nik(nik())
    assert numbers_of(Consumer.objects.get())["kk"] == KK
    known = [bytes(use.nik_index) == buyer.nik_index for use in QuotaUse.objects.all()]
    assert sorted(known) == [False, True]  # nobody registered the other
    assert content_of(hashlib.sha256(PRIVATE).hexdigest(), is_public=False) == PRIVATE
    assert content_of(hashlib.sha256(PUBLIC).hexdigest(), is_public=True) == PUBLIC


def test_a_cooperative_takes_its_books_along(kept, bring, capsys):
    assert checked(kept.files["one"], capsys)[0] == 0

    brought = bring(kept.files["one"])

    assert (brought.places, brought.entries, brought.documents) == (1, 4, 2)
    assert statements(kept.place) == kept.statements
    assert list(Cooperative.objects.values_list("code", flat=True)) == [kept.place.code]
    assert full_number(person_id=kept.person.id, kind=SecretKind.NIK) == NUMBERS[SecretKind.NIK]
    assert (Consumer.objects.count(), QuotaUse.objects.count()) == (0, 0)


def test_without_a_passphrase_numbers_and_private_papers_stay(kept, bring, capsys):
    code, said = checked(kept.files["open"], capsys)
    assert (code, "1 berkas pribadi tidak ikut" in said) == (0, True)

    brought = bring(kept.files["open"], words="")

    assert (brought.documents, brought.documents_left, brought.has_numbers) == (1, 1, False)
    assert statements(kept.place) == kept.statements
    assert (VaultEntry.objects.count(), person_by_login(NUMBERS[SecretKind.PHONE])) == (0, None)
    with pytest.raises(ContentLostError):
        content_of(hashlib.sha256(PRIVATE).hexdigest(), is_public=False)


def test_no_number_and_nothing_that_lets_somebody_in_stands_in_an_archive(kept):
    for path in kept.files.values():
        with zipfile.ZipFile(path) as file:
            content = b"".join(file.read(name) for name in file.namelist())
        for number in (*NUMBERS.values(), WANTED, nik(), KK, NUMBERS[SecretKind.PHONE].removeprefix("+62")):
            assert number.encode() not in content
            assert number.encode().hex().encode() not in content
        assert PASSWORD.encode() not in content
        assert PRIVATE not in content


def rewritten(kept, into, change, *, name="network", told=lambda about: None):
    """Copy an archive, each of its parts as ``change`` gives it; None leaves it out. ``told`` changes the manifest."""
    with zipfile.ZipFile(kept.files[name]) as old, zipfile.ZipFile(into / "changed.zip", "w") as new:
        about = json.loads(old.read("manifest.json"))
        for part in old.namelist():
            content = change(part, old.read(part))
            label = part.removeprefix("tables/").removesuffix(".jsonl")
            if content is None or part == "manifest.json":
                continue
            if content != old.read(part) and told is forged and label in about["tables"]:
                about["tables"][label] |= {
                    "sha256": hashlib.sha256(content).hexdigest(), "rows": content.count(b"\n"),
                }  # fmt: skip
            new.writestr(part, content)
        told(about)
        new.writestr("manifest.json", json.dumps(about))
    return into / "changed.zip"


def forged(about):
    """Somebody who changes a row puts its sum in the manifest right, too."""


def in_table(label, change):
    return lambda part, content: change(content) if part == f"tables/{label}.jsonl" else content


def without_last(content):
    return b"".join(content.splitlines(keepends=True)[:-1])


def ends_elsewhere(about):
    about["places"]["35.73.03.1003"]["journal"]["hash"] = "00" * 32


def other_balance(about):
    about["places"]["35.73.03.1003"]["trial_balance"]["sha256"] = "00" * 32


TAMPERINGS = [
    ("a byte of a row", in_table("members.member", lambda c: c.replace(b"2026", b"2025", 1)), None, "members.member"),
    ("a row less", in_table("kernel.request", without_last), None, "kernel.request"),
    ("a table less", lambda part, c: None if part == "tables/ledger.account.jsonl" else c, None, "ledger.account"),
    ("a public document", lambda p, c: c + b"." if p.startswith("documents/public") else c, None, "erkas"),
    ("a private document", lambda p, c: c[:-1] + b"." if p.startswith("documents/private") else c, None, "erkas"),
    ("a document less", lambda part, c: None if part.startswith("documents/") else c, None, "documents/"),
    ("another end", lambda part, c: c, ends_elsewhere, "tidak berakhir seperti"),
    ("another balance", lambda part, c: c, other_balance, "tidak berakhir seperti"),
    (
        "a forged amount", in_table("ledger.journalline", lambda c: c.replace(b"750000", b"760000")), forged,
        "does not balance",
    ),
    ("a forged memo", in_table("ledger.journalentry", lambda c: c.replace(b"Etalase", b"Etalaze")), forged, "segelnya"),
    ("a forged act", in_table("identity.auditentry", lambda c: c.replace(b"NIK", b"NIX", 1)), forged, "Jejak tindakan"),
    (
        "an entry cut off", lambda part, c: without_last(c) if part.endswith(".journalentry.jsonl") else c, forged,
        "menolak",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "change", "told", "word"), TAMPERINGS, ids=[one[0] for one in TAMPERINGS])
def test_what_was_changed_is_found_by_the_script_and_comes_in_nowhere(
    kept, bring, tmp_path, capsys, case, change, told, word
):
    changed = rewritten(kept, tmp_path, change, told=told or (lambda about: None))

    code, said = checked(changed, capsys)
    assert code == 1, said
    with pytest.raises(ArchiveRefusedError, match=word):
        bring(changed)
    assert (Cooperative.objects.count(), Person.objects.count()) == (0, 0)
    assert schema_differences() == []


@pytest.mark.parametrize(
    ("_case", "words", "word"),
    [
        ("none", "", "passphrase-file"),
        ("another", "sawah hijau sore", "ejaannya"),
        ("short", "sawah", "5 huruf"),
    ],
)
def test_another_passphrase_is_refused(kept, bring, _case, words, word):
    with pytest.raises(ArchiveRefusedError, match=word):
        bring(kept.files["network"], words=words)
    assert Cooperative.objects.count() == 0


def test_other_versions_and_other_files_are_refused(kept, bring, tmp_path):
    def older(about):
        about["migrations"]["ledger"] = "0001_journal"

    def unknown(about):
        about["format"] = 2

    for told, word in ((older, "lalu perbarui"), (unknown, "belum dikenal")):
        with pytest.raises(ArchiveRefusedError, match=word):
            bring(rewritten(kept, tmp_path, lambda part, c: c, told=told))
    (tmp_path / "bukan.zip").write_bytes(b"bukan")
    with pytest.raises(ArchiveRefusedError, match="bukan arsip"):
        bring(tmp_path / "bukan.zip")


def test_an_installation_with_data_is_left_alone(kept, bring):
    mine = Person.objects.create(name="Sudah di sini", password="!", created_at=NOW)

    with pytest.raises(ArchiveRefusedError, match="sudah berisi"):
        bring(kept.files["network"])

    assert list(Person.objects.all()) == [mine]


def test_a_lost_document_is_told_and_no_file_is_left(world, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    with scope(world.bumiayu.id):
        file = store_file(
            cooperative_id=world.bumiayu.id, content=PUBLIC, original_name="a.txt", kind="AKTA", title="Akta",
            now=NOW, is_public=True,
        )  # fmt: skip
    next((tmp_path / "data").rglob(file.sha256)).unlink()

    with pytest.raises(ArchiveRefusedError, match="cadangan"):
        write_archive(place=None, passphrase="", path=tmp_path / "a.zip", now=NOW, tell=lambda _: None)

    assert list(tmp_path.glob("*.zip*")) == []


def test_the_script_seals_as_the_books_do():
    entry = {
        "context": "ledger", "memo": "Bayar “listrik” é", "occurred_on": "2026-11-05", "part": 0, "phase": 0,
        "series": "JU", "source_kind": "", "actor_id": None, "corrects_id": None, "file_id": None,
        "request_id": "0b5c2a34-0000-7000-8000-000000000001", "reverses_id": None, "source_id": None,
        "chain_no": 7, "id": "0b5c2a34-0000-7000-8000-000000000002", "number": 5, "dated_on": "2026-11-06",
        "posted_at": "2026-11-06T03:04:05.0607+00:00",
    }  # fmt: skip
    lines = [["6.1.02", None, 5, "", None, None, "x"], ["1.1.02", None, -5, "beban", None, 3, ""]]
    text = facts_text(
        place="35.73", lines=[tuple(line) for line in lines], actor=None, corrects=None, file=None, reverses=None,
        source=None, request=entry["request_id"], **{name: entry[name] for name in periksa.FACTS},
    )  # fmt: skip
    facts = hashlib.sha256(text.encode()).digest()
    posted = dt.datetime(2026, 11, 6, 3, 4, 5, 60_700, tzinfo=dt.UTC)
    link = Link(7, UUID(entry["id"]), 5, dt.date(2026, 11, 6), posted)

    assert periksa.facts_hash(entry, lines, "35.73") == facts
    assert periksa.link_hash(bytes(32), entry, facts) == link.hash(bytes(32), facts)
