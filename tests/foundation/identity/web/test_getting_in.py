import time
from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.people import add_login_name
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

PASSWORD, SECRET = "sawah hijau pagi", "JBSWY3DPEHPK3PXP"


@pytest.fixture
def treasurer(world):
    cache.clear()
    person = world.person(Role.BENDAHARA)
    person.password = make_password(PASSWORD)
    person.save()
    with scope(world.bumiayu.id):
        for name in ("0812 0000 0042", "sri@contoh.example", "BUMIAYU-0042"):
            add_login_name(person=person, login=name, now=NOW)
    return person


def log_in(client, login, password=PASSWORD):
    return client.post("/masuk/", {"login": login, "password": password})


@pytest.mark.parametrize("login", ["0812-0000-0042", "+6281200000042", "SRI@contoh.example ", "bumiayu-0042"])
def test_by_phone_mail_or_member_number(login, client, treasurer):
    answer = log_in(client, login)

    assert answer.url == "/beranda/"
    assert client.session["_auth_user_id"] == str(treasurer.id)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("081200000042", "lain"),
        ("081200000043", PASSWORD),
        ("sri", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("081200000042", "x" * 199),
    ],
)
def test_who_does_not_fit_is_told_the_same_thing(login, password, client, treasurer):
    answer = log_in(client, login, password)

    assert answer.status_code == 200
    assert "Nama masuk atau kata sandi belum cocok" in answer.content.decode()


def test_somebody_who_may_not_get_in_any_more_is_told_no_more(client, treasurer):
    treasurer.is_active = False
    treasurer.save()

    assert "belum cocok" in log_in(client, "081200000042").content.decode()


def test_who_guesses_is_stopped_whatever_browser_they_use(client, treasurer):
    from django.test import Client

    for _ in range(5):
        log_in(Client(), "081200000042", "tebakan")

    assert "Terlalu banyak percobaan" in log_in(Client(), "+62 812 0000 0042").content.decode()


@pytest.mark.parametrize(("late_s", "gets_in"), [(0, True), (30, True), (-30, True), (120, False)])
def test_a_phones_clock_may_be_half_a_minute_off(late_s, gets_in, client, treasurer):
    Authenticator.objects.create(user=treasurer, type="totp", data={"secret": get_adapter().encrypt(SECRET)})
    assert log_in(client, "081200000042").url == "/masuk/kode/"

    code = format_hotp_value(hotp_value(SECRET, int(time.time() - late_s) // 30))
    answer = client.post("/masuk/kode/", {"code": code})

    assert (answer.status_code == 302) is gets_in
    assert (client.get("/akun/").status_code == 200) is gets_in


def test_the_secret_of_an_app_is_not_in_the_database(treasurer):
    stored = Authenticator.objects.create(
        user=treasurer, type="totp", data={"secret": get_adapter().encrypt(SECRET)}
    )

    assert SECRET not in str(stored.data)
    assert get_adapter().decrypt(stored.data["secret"]) == SECRET


def test_nobody_signs_up_by_themselves(client, db):
    for address in ("/accounts/signup/", "/akun/daftar/", "/signup/"):
        assert client.get(address).status_code in {302, 404}


def test_one_ends_a_sitting_elsewhere_and_nobody_elses(client, treasurer, world):
    from django.test import Client

    phone = Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/156.0 Mobile"})
    log_in(phone, "081200000042")
    log_in(client, "081200000042")
    page = client.get("/akun/").content.decode()
    assert "Chrome di Android" in page
    sitting = treasurer.usersession_set.exclude(session_key=client.session.session_key).get()

    stranger = Client()
    stranger.force_login(world.person(Role.KETUA))
    stranger.post(f"/akun/keluarkan/{sitting.id}/")
    assert phone.get("/saya/").status_code == 200

    client.post(f"/akun/keluarkan/{sitting.id}/")
    assert phone.get("/saya/").status_code == 302


def test_ten_megabytes_of_name_are_turned_away(client, world):
    client.force_login(world.person(Role.SEKRETARIS))

    answer = client.post("/undang/", {"name": "a" * 10_000_000, "login": "081200000099", "role": "KASIR"})

    assert answer.status_code == 400


def test_a_form_sent_again_with_other_words_is_refused(client, world):
    client.force_login(world.person(Role.SEKRETARIS))
    form = {"name": "Wati", "login": "081200000098", "role": "KASIR", "request_id": str(new_id())}

    assert client.post("/undang/", form).status_code == 302
    assert client.post("/undang/", form).status_code == 302
    again = client.post("/undang/", form | {"name": "Wati N."})
    assert again.status_code == 422
    assert "sudah pernah dikirim" in again.content.decode()


def test_in_service_the_operator_sees_the_system_and_no_other_does(client, world, settings):
    settings.IS_DEMO = False
    operator = world.person(Role.OPERATOR)
    client.force_login(operator)
    assert client.get("/sistem/").status_code == 200
    client.force_login(world.person(Role.KASIR))
    assert client.get("/sistem/").status_code == 404


def test_the_people_of_a_demonstration_are_nobody_elsewhere(client, world, settings):
    person = world.person(Role.KASIR)
    person.is_example = True
    person.save()
    settings.IS_DEMO = False

    assert client.post("/masuk/contoh/", {"role": "KASIR"}).status_code == 404
    settings.IS_DEMO = True
    assert client.post("/masuk/contoh/", {"role": "KASIR"}).status_code == 302


def test_who_holds_an_office_works_in_it_though_a_member_for_longer(client, world):
    cashier = world.seat(Role.KASIR)
    with scope(world.bumiayu.id):
        Membership.objects.create(
            person=cashier.person,
            cooperative=world.bumiayu,
            role=Role.ANGGOTA.value,
            starts_at=cashier.starts_at - timedelta(days=1),
        )
    client.force_login(cashier.person)

    assert client.get("/saya/").wsgi_request.visit.seat.role is Role.KASIR
