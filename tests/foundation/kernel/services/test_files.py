import hashlib
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.selectors.files import current_files, file_history
from guyub.foundation.kernel.selectors.invariants import INVARIANTS
from guyub.foundation.kernel.services.file_contents import (
    ContentLostError,
    content_of,
    keep_content,
    seal,
    unseal,
)
from guyub.foundation.kernel.services.files import FileRefusedError, store_file
from guyub.foundation.kernel.tenancy.scope import scope

pytestmark = pytest.mark.database

NOW = datetime(2026, 11, 24, 3, 24, tzinfo=UTC)
DEED = b"%PDF-1.7 akta pendirian"


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def store_for(bumiayu):
    """Store Bumiayu's deed, or what is said instead."""

    def store(**facts):
        return store_file(
            **{
                "cooperative_id": bumiayu.id,
                "content": DEED,
                "original_name": "akta.pdf",
                "kind": "AKTA",
                "title": "Akta pendirian",
                "now": NOW,
            }
            | facts
        )

    return store


@pytest.fixture
def store(store_for, bumiayu):
    """Store inside the cooperative's scope, where use-cases work."""
    with scope(bumiayu.id):
        yield store_for


def files_on_disk(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_document_keeps_what_it_says_of_itself(store, bumiayu):
    kept = store(number="AHU-1", issued_on=date(2025, 7, 1), expires_on=date(2030, 7, 1))

    assert current_files(cooperative_id=bumiayu.id) == [kept]
    kept.refresh_from_db()
    assert (kept.number, kept.version, kept.media_type, kept.size_bytes) == (
        "AHU-1",
        1,
        "application/pdf",
        23,
    )
    assert kept.sha256 == hashlib.sha256(DEED).hexdigest()
    assert content_of(kept.sha256, is_public=False) == DEED


def test_a_private_content_is_not_readable_on_disk(store, data_folder):
    store()

    (path,) = files_on_disk(data_folder)
    assert b"akta" not in path.read_bytes()


def test_a_public_content_is_itself(store, data_folder):
    store(is_public=True)

    (path,) = files_on_disk(data_folder)
    assert path.read_bytes() == DEED


def test_the_same_content_lies_there_once(store, data_folder):
    store()
    store(title="Akta lagi")

    assert len(files_on_disk(data_folder)) == 1


@pytest.mark.parametrize("is_public", [True, False])
def test_a_content_changed_on_disk_is_not_given_out(data_folder, is_public):
    digest = keep_content(DEED, is_public=is_public)
    (path,) = files_on_disk(data_folder)
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))

    with pytest.raises(ContentLostError):
        content_of(digest, is_public=is_public)


def test_a_content_under_another_key_is_lost_and_so_is_a_missing_one(settings, data_folder):
    digest = keep_content(DEED, is_public=False)
    settings.FILE_KEY = "another"

    with pytest.raises(ContentLostError):
        content_of(digest, is_public=False)
    with pytest.raises(ContentLostError):
        content_of(digest, is_public=True)


@pytest.mark.parametrize(
    ("_case", "facts", "wrong"),
    [
        ("nothing in it", {"content": b""}, "empty"),
        ("more than 10 MB", {"content": b"%PDF-" + bytes(10_000_000)}, "too_large"),
        ("a page", {"content": b"<html>"}, "type"),
        ("a photo called pdf", {"content": b"\xff\xd8\xff\xe0"}, "extension"),
        ("ends before it begins", {"issued_on": date(2026, 1, 2), "expires_on": date(2026, 1, 1)}, "dates"),
    ],
)
def test_what_is_refused_leaves_nothing(_case, facts, wrong, store, bumiayu, data_folder):
    with pytest.raises(FileRefusedError) as refusal:
        store(**facts)

    assert refusal.value.facts["wrong"] == wrong
    assert current_files(cooperative_id=bumiayu.id) == []
    assert files_on_disk(data_folder) == []


def test_a_new_version_replaces_the_old_and_the_old_stays(store, bumiayu):
    first = store()
    second = store(content=b"%PDF-1.7 perubahan", replaces=first)

    assert second.version == 2
    assert current_files(cooperative_id=bumiayu.id) == [second]
    assert file_history(cooperative_id=bumiayu.id, kind="AKTA") == [second, first]
    assert not [broken for rule in INVARIANTS for broken in rule(bumiayu.id)]


def test_only_the_last_version_of_the_same_kind_can_be_replaced(store):
    first = store()
    store(replaces=first)

    for facts in ({"replaces": first}, {"replaces": first, "kind": "NIB"}):
        with pytest.raises(FileRefusedError) as refusal:
            store(**facts)
        assert refusal.value.facts["wrong"] == "replaced"


def test_the_database_refuses_a_second_successor(store, bumiayu):
    first = store()
    second = store(replaces=first)

    with pytest.raises(IntegrityError, match="file_replaced_once"), transaction.atomic():
        StoredFile.objects.create(
            **{
                field.attname: getattr(second, field.attname)
                for field in StoredFile._meta.concrete_fields
                if field.attname != "id"
            }
        )


def test_a_version_that_skips_is_found_by_the_audit(store, bumiayu):
    first = store()
    second = store(replaces=first)
    StoredFile.objects.filter(cooperative_id=bumiayu.id, id=second.id).update(version=5)

    assert [broken.rule for rule in INVARIANTS for broken in rule(bumiayu.id)] == ["kernel.file.version"]


def test_folders_of_the_sender_are_dropped(store):
    assert store(original_name=r"C:\Users\sri\akta.pdf").original_name == "akta.pdf"
    assert store(original_name="../../etc/akta.pdf").original_name == "akta.pdf"


def test_anybody_may_fetch_a_public_document_and_nobody_a_private_one(store_for, bumiayu, arjosari, client):
    with scope(bumiayu.id):
        public, private = store_for(is_public=True, original_name="akta – baru.pdf"), store_for()

    def fetch(cooperative, file):
        return client.get(reverse("kernel:stored_file", args=(cooperative.id, file.id)))

    answer = fetch(bumiayu, public)
    assert answer.content == DEED
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''akta%20%E2%80%93%20baru.pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert fetch(bumiayu, private).status_code == 404
    assert fetch(arjosari, public).status_code == 404


def test_what_is_sealed_opens_under_its_own_label_alone(settings):
    sealed = seal(DEED, "satu")

    assert DEED not in sealed
    assert unseal(sealed, "satu") == DEED
    assert seal(DEED, "satu") != sealed
    for kept, label in ((sealed, "dua"), (sealed[:-1], "satu"), (b"", "satu")):
        with pytest.raises(ContentLostError):
            unseal(kept, label)
    settings.FILE_KEY = "x" * 43
    with pytest.raises(ContentLostError):
        unseal(sealed, "satu")
