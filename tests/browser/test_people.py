"""People get in, and two of them decide, each in a browser of their own."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest

pytestmark = pytest.mark.browser
EXAMPLE_PIN = "246802"
PASSWORD, PIN = "sawah hijau pagi", "270817"


def app_code(secret):
    """Compute what an app shows now (RFC 6238, SHA-1, 30 s, six digits)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def local(demo):
    """The demo by its name: browsers refuse passkeys on bare addresses."""
    return demo.replace("127.0.0.1", "localhost")


def give_passkeys(page):
    """Put a fingerprint reader into the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def prove_again(page, password):
    """Type the password before something that guards the login is changed."""
    page.get_by_role("heading", name="Pastikan ini Anda").wait_for()
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Lanjut").click()


def test_invited_by_a_code_with_app_and_passkey_she_decides_from_her_phone(visit, local):
    secretary = visit("/undang/", role="SEKRETARIS", base_url=local)
    secretary.get_by_label("Nama", exact=True).fill("Wati Ningsih")
    secretary.get_by_label("Nomor HP, surel").fill("0812 7000 0001")
    secretary.get_by_label("Peran").select_option("BENDAHARA")
    secretary.get_by_label("Alasan").fill("Bendahara lama selesai masa jabatan")
    secretary.get_by_role("button", name="Undang").click()
    code = secretary.locator(".display code").inner_text()
    whatsapp = secretary.get_by_role("link", name="Kirim lewat WhatsApp").get_attribute("href")
    assert re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", code)
    assert "8127" not in whatsapp

    chair = visit("/persetujuan/", role="KETUA", width=360, base_url=local)
    chair.get_by_role("link", name="Wati Ningsih menjadi bendahara").first.click()
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()

    wati = visit("/undangan/", width=360, base_url=local, expects=[422])  # one PIN is wrong on purpose
    give_passkeys(wati)
    wati.get_by_label("Kode undangan").fill(code.lower())
    wati.get_by_label("Kata sandi baru").fill(PASSWORD)
    wati.get_by_label("PIN enam angka").fill(PIN)
    wati.get_by_role("button", name="Pasang dan masuk").click()
    wati.wait_for_url("**/beranda/")
    assert "KKMP Bumiayu" in wati.locator(".top").inner_text()

    wati.goto("/akun/aplikasi/")
    prove_again(wati, PASSWORD)
    secret = wati.locator("#secret").inner_text()
    wati.get_by_label("Enam angka").fill(app_code(secret))
    wati.get_by_role("button", name="Pasang").click()
    wati.get_by_role("heading", name="Kode cadangan").wait_for()
    assert wati.locator("main li code").count() == 10

    wati.goto("/akun/kunci/")
    wati.get_by_label("Nama kunci").fill("HP Wati")
    wati.get_by_role("button", name="Pasang").click()
    wati.wait_for_url("**/akun/")
    wati.get_by_text("HP Wati").wait_for()

    wati.goto("/keluar/")
    wati.get_by_role("button", name="Keluar").first.click()
    wati.goto("/masuk/")
    wati.get_by_role("button", name="Masuk dengan kunci sandi").click()
    wati.wait_for_url("**/beranda/")

    wati.goto("/persetujuan/")
    wati.get_by_role("link", name="Slamet Riyadi menjadi pengawas").first.click()
    wati.get_by_label("PIN atau kode").fill("000000")
    wati.get_by_role("button", name="Setujui").click()
    wati.get_by_text("Tersisa 4 kali coba").wait_for()
    wati.get_by_label("PIN atau kode").fill(PIN)
    wati.get_by_role("button", name="Setujui").click()
    wati.get_by_text("Disetujui").first.wait_for()

    secretary.goto("/jejak/")
    trail = secretary.locator("main").inner_text()
    assert "Wati Ningsih (Bendahara) menyetujui: Slamet Riyadi menjadi pengawas di KKMP Bumiayu" in trail


def test_with_password_and_app(visit, local):
    """The second factor is asked where it is set."""
    page = visit("/akun/aplikasi/", role="PENDAMPING", base_url=local)
    prove_again(page, "contoh-guyub-2026")
    secret = page.locator("#secret").inner_text()
    page.get_by_label("Enam angka").fill(app_code(secret))
    page.get_by_role("button", name="Pasang").click()
    page.get_by_role("heading", name="Kode cadangan").wait_for()
    page.goto("/keluar/")
    page.get_by_role("button", name="Keluar").first.click()

    page.goto("/masuk/")
    page.get_by_label("Nama masuk").fill("081200000052")
    page.get_by_label("Kata sandi").fill("contoh-guyub-2026")
    page.get_by_role("button", name="Masuk", exact=True).first.click()
    page.wait_for_url("**/masuk/kode/**")
    assert page.locator("h1").inner_text() == "Pengaman kedua"


def test_a_wrong_password_says_so_and_keeps_the_name(visit):
    page = visit("/masuk/")
    page.get_by_label("Nama masuk").fill("081200000041")
    page.get_by_label("Kata sandi").fill("bukan ini")
    page.get_by_role("button", name="Masuk", exact=True).first.click()

    page.get_by_role("alert").get_by_text("belum cocok").wait_for()
    assert page.get_by_label("Nama masuk").input_value() == "081200000041"


def test_one_person_changes_seats(visit):
    page = visit("/saya/", role="BENDAHARA")
    page.get_by_role("button", name="Pakai peran Anggota, KKMP Mergosono").click()

    assert "KKMP Mergosono" in page.locator(".switcher").inner_text()
    page.goto(page.url.replace("/saya/ringkasan/", "/saya/"))  # a member's seat begins with the own summary
    page.get_by_role("button", name="Pakai peran Bendahara, KKMP Bumiayu").click()


def test_a_number_is_shown_once_with_a_reason_and_copied(visit):
    page = visit("/orang/", role="SEKRETARIS", expects=[422])  # loading it again is refused
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Slamet Riyadi").click()
    page.get_by_role("button", name="Buka").first.click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Alasan").fill("dicocokkan dengan KTP")
    dialog.get_by_role("button", name="Buka").click()
    page.get_by_role("button", name="Salin").click()

    assert page.evaluate("navigator.clipboard.readText()") == "3573031708840001"
    page.reload()
    assert page.get_by_text("3573031708840001").count() == 0


@pytest.mark.parametrize("width", [1280, 360])
def test_the_request_page_says_why_one_may_not_decide(visit, width):
    page = visit("/persetujuan/", role="SEKRETARIS", width=width)
    page.get_by_role("link", name=re.compile("menjadi pengawas")).first.click()

    page.locator("main h1").wait_for()
    assert page.get_by_role("button", name="Setujui").count() == 0
