import hashlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, StoredFile, Upload, UploadPart
from guyub.foundation.kernel.services import uploads
from guyub.foundation.kernel.services.file_contents import content_of
from guyub.foundation.kernel.services.files import FileRefusedError, store_photo
from guyub.foundation.kernel.services.uploads import (
    PART_BYTES,
    append_part,
    begin_upload,
    finish_upload,
    forget_uploads,
    sent_file,
)
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo, seen, told_photo
from tests.world import new_id

pytestmark = pytest.mark.database

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
PHOTO = photo(900, 700, noise=True, quality=95)


class Sender:
    """Somebody who sends from one seat."""

    def __init__(self, place, person_id=None):
        self.whose = {"cooperative_id": place.id, "person_id": person_id or new_id()}

    def begin(self, content=PHOTO, *, name="nota.jpg", now=NOW, **told):
        facts = {"size_bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} | told
        return begin_upload(**self.whose, name=name, now=now, **facts)

    def part(self, upload_id, from_byte, content=PHOTO):
        return append_part(
            **self.whose,
            upload_id=upload_id,
            from_byte=from_byte,
            content=content[from_byte : from_byte + PART_BYTES],
        )

    def finish(self, upload_id):
        return finish_upload(**self.whose, upload_id=upload_id)

    def sent(self, upload_id):
        return sent_file(**self.whose, upload_id=upload_id)

    def whole(self, content=PHOTO, **told):
        begun = self.begin(content, **told)
        for from_byte in range(0, len(content), PART_BYTES):
            self.part(begun.id, from_byte, content)
        self.finish(begun.id)
        return begun.id


@pytest.fixture
def sender(bumiayu):
    return Sender(bumiayu)


def refusal(act, *args, **kwargs):
    with pytest.raises(DomainError) as refused:
        act(*args, **kwargs)
    return refused.value.code, refused.value.facts["wrong"]


def held(place):
    """How far each upload of a cooperative is, and how many pieces lie there."""
    with scope(place.id):
        rows = Upload.objects.filter(cooperative=place).order_by("id")
        standing = list(rows.values_list("received_bytes", "is_whole"))
        return standing, UploadPart.objects.filter(cooperative=place).count()


def test_the_example_needs_more_than_two_pieces():
    assert len(PHOTO) > 2 * PART_BYTES


def test_a_photo_in_pieces_comes_out_as_it_was(sender):
    assert sender.sent(sender.whole()) == ("nota.jpg", PHOTO)


def test_after_a_cut_it_goes_on_where_it_was(sender, bumiayu):
    begun = sender.begin()
    sender.part(begun.id, 0)

    again = sender.begin(now=NOW + timedelta(hours=3))

    assert (again.id, again.received_bytes, again.is_whole) == (begun.id, PART_BYTES, False)
    for from_byte in range(PART_BYTES, len(PHOTO), PART_BYTES):
        sender.part(begun.id, from_byte)
    assert sender.finish(begun.id).is_whole
    assert sender.begin().is_whole
    assert held(bumiayu)[0] == [(len(PHOTO), True)]


def test_a_piece_that_comes_twice_counts_once(sender, bumiayu):
    begun = sender.begin()

    assert [sender.part(begun.id, 0).received_bytes for _ in range(3)] == [PART_BYTES] * 3
    assert held(bumiayu) == ([(PART_BYTES, False)], 1)


def test_a_gap_is_refused_with_the_place_to_go_on(sender, bumiayu):
    begun = sender.begin()
    sender.part(begun.id, 0)

    with pytest.raises(DomainError) as refused:
        sender.part(begun.id, 2 * PART_BYTES)

    assert refused.value.facts == {"wrong": "gap", "received": PART_BYTES}
    assert held(bumiayu) == ([(PART_BYTES, False)], 1)


def test_half_a_photo_is_neither_finished_nor_given(sender):
    begun = sender.begin()
    sender.part(begun.id, 0)

    assert refusal(sender.finish, begun.id) == ("kernel.upload.refused", "gap")
    assert refusal(sender.sent, begun.id) == ("kernel.upload.refused", "gap")


@pytest.mark.parametrize(
    ("_case", "from_byte", "content"),
    [
        ("nothing", 0, b""),
        ("too much at once", 0, bytes(PART_BYTES + 1)),
        ("before the beginning", -1, b"x"),
        ("beyond the end", len(PHOTO) - 1, b"xy"),
    ],
)
def test_a_strange_piece_is_refused(_case, from_byte, content, sender, bumiayu):
    begun = sender.begin()

    act = {**sender.whose, "upload_id": begun.id, "from_byte": from_byte, "content": content}
    assert refusal(append_part, **act) == ("kernel.upload.refused", "part")
    assert held(bumiayu) == ([(0, False)], 0)


@pytest.mark.parametrize(
    ("_case", "told", "code", "wrong"),
    [
        ("a photo above 25 MB", {"size_bytes": 25_000_001}, "kernel.photo.refused", "too_large"),
        ("a PDF above 10 MB", {"size_bytes": 10_000_001, "name": "a.pdf"}, "kernel.file.refused", "too_large"),
        ("nothing", {"size_bytes": 0}, "kernel.file.refused", "empty"),
        ("no size", {"size_bytes": -1}, "kernel.file.refused", "empty"),
        ("no hash", {"sha256": ""}, "kernel.upload.refused", "hash"),
        ("half a hash", {"sha256": "ab" * 16}, "kernel.upload.refused", "hash"),
        ("no hash at all", {"sha256": "g" * 64}, "kernel.upload.refused", "hash"),
    ],
)  # fmt: skip
def test_what_is_too_large_is_refused_before_it_is_sent(_case, told, code, wrong, sender, bumiayu):
    assert refusal(sender.begin, **told) == (code, wrong)
    assert held(bumiayu) == ([], 0)


def test_what_came_changed_is_refused_and_begins_anew(sender, bumiayu):
    other = bytes([PHOTO[0] ^ 1]) + PHOTO[1:]
    begun = sender.begin()
    for from_byte in range(0, len(PHOTO), PART_BYTES):
        sender.part(begun.id, from_byte, other)

    assert refusal(sender.finish, begun.id) == ("kernel.upload.refused", "hash")
    again = sender.begin()
    assert (again.id, again.received_bytes) == (begun.id, 0)
    assert held(bumiayu) == ([(0, False)], 0)


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"\0\0\0 ftypheic" + bytes(40)])
def test_what_the_house_does_not_keep_is_refused(content, sender):
    begun = sender.begin(content)
    sender.part(begun.id, 0, content)

    assert refusal(sender.finish, begun.id) == ("kernel.file.refused", "type")


def test_another_person_s_and_another_cooperative_s_are_not_there(sender, bumiayu, arjosari):
    upload_id = sender.whole()
    neighbour, elsewhere = Sender(bumiayu), Sender(arjosari, sender.whose["person_id"])

    for stranger in (neighbour, elsewhere):
        for act in (stranger.sent, stranger.finish):
            assert refusal(act, upload_id) == ("kernel.upload.refused", "gone")
        assert refusal(stranger.part, upload_id, 0) == ("kernel.upload.refused", "gone")
        assert stranger.begin().received_bytes == 0  # the same photo, but not theirs
    assert sender.sent(upload_id)[1] == PHOTO


def test_the_oldest_gives_way(sender, bumiayu, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_KEPT", 3)
    letters = [bytes([letter]) * 9 for letter in range(97, 102)]
    ids = [sender.whole(one, name="a.txt", now=NOW + timedelta(minutes=n)) for n, one in enumerate(letters)]
    other = Sender(bumiayu).whole(b"other", name="a.txt")

    assert [refusal(sender.sent, id_)[1] for id_ in ids[:2]] == ["gone", "gone"]
    assert [sender.sent(id_)[1] for id_ in ids[2:]] == letters[2:]
    assert held(bumiayu)[1] == 4
    assert other


def test_what_nobody_used_is_gone_after_a_day(sender, bumiayu, arjosari):
    sender.whole()
    kept = Sender(arjosari).whole(now=NOW + timedelta(hours=2))

    assert forget_uploads(now=NOW + timedelta(days=1)) == 0
    assert forget_uploads(now=NOW + timedelta(days=1, seconds=1)) == 1
    assert held(bumiayu) == ([], 0)
    assert held(arjosari)[0] == [(len(PHOTO), True)]
    assert kept


def test_pieces_are_unreadable_in_the_database(sender, bumiayu):
    sender.begin()
    upload_id = sender.whole(b"nomor rekening contoh", name="a.txt")

    with scope(bumiayu.id):
        (sealed,) = UploadPart.objects.filter(cooperative=bumiayu, upload_id=upload_id).values_list(
            "sealed", flat=True
        )
    assert b"rekening" not in bytes(sealed)


def test_a_photo_is_kept_small_and_bare(bumiayu, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with scope(bumiayu.id):
        file = store_photo(
            cooperative_id=bumiayu.id,
            content=told_photo(3000, 2000),
            original_name="C:\\Foto\\IMG 1.HEIC",
            kind="BUKTI",
            title="Bukti",
            now=NOW,
        )

    kept = content_of(file.sha256, is_public=False)
    assert (file.original_name, file.media_type, file.size_bytes) == ("IMG 1.jpg", "image/jpeg", len(kept))
    assert seen(kept).size == (1067, 1600)
    assert b"Ponsel" not in kept


def test_a_document_is_kept_as_it_is_and_a_broken_photo_not_at_all(bumiayu, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    about = {"cooperative_id": bumiayu.id, "kind": "BUKTI", "title": "Bukti", "now": NOW}
    with scope(bumiayu.id):
        file = store_photo(content=b"%PDF-1.7 nota", original_name="nota.pdf", **about)
        broken = refusal(store_photo, content=PHOTO[:5000], original_name="nota.jpg", **about)
        unknown = refusal(store_photo, content=b"\0\0\0 ftypheic", original_name="nota.heic", **about)

        assert content_of(file.sha256, is_public=False) == b"%PDF-1.7 nota"
        assert broken == ("kernel.photo.refused", "broken")
        assert unknown == (FileRefusedError.code, "type")
        assert StoredFile.objects.filter(cooperative=bumiayu).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_piece_on_two_lines_at_once_lies_there_once():
    place = Cooperative.objects.create(code="35.73.03.1005", name="KKMP Bumiayu", zone="WIB")
    sender = Sender(place)
    begun, gate, told = sender.begin(), threading.Barrier(2), []

    def send():
        gate.wait()
        told.append(sender.part(begun.id, 0).received_bytes)
        connection.close()

    lines = [threading.Thread(target=send) for _ in range(2)]
    for line in lines:
        line.start()
    for line in lines:
        line.join()

    assert told == [PART_BYTES, PART_BYTES]
    assert held(place) == ([(PART_BYTES, False)], 1)
