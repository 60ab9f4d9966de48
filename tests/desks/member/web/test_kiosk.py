"""A kiosk in the browser: nothing but its own pages, a minute for each member, ended by its officer."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from guyub.desks.member.web.views import kiosk as views
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Person
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW

PIN, OFFICER_PIN = "471902", "830264"


@pytest.fixture
def member(world):
    cache.clear()
    load_national(now=NOW)
    member = world.member()
    Person.objects.filter(id=member.person_id).update(pin=make_password(PIN))
    return member


@pytest.fixture
def device(client, world, member):
    """A device that a cashier turned into a kiosk."""
    cashier = world.person(Role.KASIR)
    Person.objects.filter(id=cashier.id).update(pin=make_password(OFFICER_PIN))
    client.force_login(cashier)
    assert client.post("/kios/mulai/").url == "/kios/"
    return client


@pytest.fixture
def later(monkeypatch):
    """Let time pass for the kiosk."""

    def passes(**much):
        monkeypatch.setattr(views, "utc_now", lambda: utc_now() + timedelta(**much))

    return passes


def text_of(answer):
    return answer.content.decode()


def test_the_officer_is_signed_out_of_the_device(device):
    assert device.get("/kios/").status_code == 200
    assert "_auth_user_id" not in device.session
    for address in ("/beranda/", "/akun/", "/kios/mulai/", "/surat/"):
        assert device.get(address).url.startswith("/masuk/")


def test_a_member_reads_the_own_summary_for_a_minute(device, later):
    opened = device.post("/kios/", {"card": "A-0001", "pin": PIN})
    shown = device.get("/kios/saya/")

    assert opened.url == "/kios/saya/"
    assert "Siti Aminah · A-0001 · Aktif" in text_of(shown)
    assert shown["Refresh"] == "60;url=/kios/"
    assert "no-store" in shown["Cache-Control"]
    later(seconds=61)
    assert device.get("/kios/saya/").url == "/kios/"


def test_another_minute_is_a_tap_away(device, later):
    device.post("/kios/", {"card": "A-0001", "pin": PIN})
    later(seconds=50)
    assert device.post("/kios/saya/").url == "/kios/saya/"
    later(seconds=100)
    assert device.get("/kios/saya/").status_code == 200


def test_whoever_comes_next_begins_anew(device):
    device.post("/kios/", {"card": "A-0001", "pin": PIN})
    device.get("/kios/")

    assert device.get("/kios/saya/").url == "/kios/"


def test_what_does_not_fit_says_so_and_keeps_the_number_alone(device):
    answer = device.post("/kios/", {"card": "A-0001", "pin": "111222"})

    assert (answer.status_code, device.get("/kios/saya/").url) == (422, "/kios/")
    assert 'value="A-0001"' in text_of(answer)
    assert "111222" not in text_of(answer)


def test_a_pin_is_set_at_the_counter(device, member, later):
    assert device.get("/kios/pin/baru/").url == "/kios/pin/"
    known = device.post("/kios/pin/", {"card": "1", "seen": "1", "proof": OFFICER_PIN})
    differs = device.post("/kios/pin/baru/", {"pin": "295183", "again": "295184"})
    done = device.post("/kios/pin/baru/", {"pin": "295183", "again": "295183"})

    assert (known.url, differs.status_code) == ("/kios/pin/baru/", 422)
    assert "PIN terpasang" in text_of(done)
    assert device.post("/kios/pin/baru/", {"pin": "195183", "again": "195183"}).url == "/kios/pin/"
    assert device.post("/kios/", {"card": "1", "pin": "295183"}).url == "/kios/saya/"


def test_the_officers_word_holds_five_minutes(device, later):
    device.post("/kios/pin/", {"card": "1", "seen": "1", "proof": OFFICER_PIN})
    later(minutes=6)

    assert device.post("/kios/pin/baru/", {"pin": "295183", "again": "295183"}).url == "/kios/pin/"


def test_the_kiosk_ends_with_its_officers_proof(device):
    assert device.post("/kios/tutup/", {"proof": PIN}).status_code == 422
    assert device.post("/kios/tutup/", {"proof": OFFICER_PIN}).url == "/masuk/"
    assert device.get("/kios/").status_code == 404


def test_the_kiosk_ends_with_its_officers_role(device, world):
    seat = world.seat(Role.KASIR)
    seat.ends_at = utc_now() - timedelta(minutes=1)
    seat.save()

    assert device.get("/kios/").status_code == 404


def test_the_kiosk_ends_after_twelve_hours(device, later):
    later(hours=13)

    assert device.get("/kios/").status_code == 404


def test_who_signs_in_on_the_device_has_no_kiosk_in_hand(device, world):
    device.force_login(world.person(Role.SEKRETARIS))

    assert device.get("/kios/").status_code == 404


def test_one_device_tries_no_end_of_numbers(device, monkeypatch):
    answers = [device.post("/kios/", {"card": f"{turn}", "pin": PIN}).status_code for turn in range(2, 130)]

    assert answers[0] == 422
    assert answers[-1] == 429
