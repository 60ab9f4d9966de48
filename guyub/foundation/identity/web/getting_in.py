"""How allauth meets our people: login names instead of user names, our words, our ciphertext."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.internal import flows
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from guyub.foundation.identity.selectors.keys import app_keys
from guyub.foundation.identity.selectors.people import login_keys, person_by_id, person_by_login
from guyub.foundation.kernel.documents.qr import qr_svg

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.identity.models import Person

ISSUER = "Guyub"


class LoginNameBackend(BaseBackend):
    """Checks a password for whoever gets in by a login name."""

    def authenticate(
        self, request: HttpRequest | None, login: str | None = None, password: str | None = None, **_: Any
    ) -> Person | None:
        """Find the person and check the password; as slow for nobody as for somebody."""
        if login is None or password is None:
            return None
        person = person_by_login(login)
        if person is None or not person.is_active:
            make_password(password)
            return None
        return person if check_password(password, person.password) else None

    def get_user(self, user_id: Any) -> Person | None:
        """Find the person of a session."""
        return person_by_id(user_id)


class LoginForm(AllauthLoginForm):
    """E-mail, phone or member number, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(max_length=120)
        self.fields["password"] = forms.CharField(max_length=200, widget=forms.PasswordInput)

    def user_credentials(self) -> dict[str, str]:
        """Give what is counted against guessing: the key of the login name, which holds no phone."""
        keys = login_keys(self.cleaned_data["login"])
        return {
            "username": keys[0][1] if keys else "",
            "login": self.cleaned_data["login"],
            "password": self.cleaned_data["password"],
        }

    def _clean_with_password(self, credentials: dict[str, str]) -> dict[str, Any]:
        adapter = AccountAdapter(self.request)
        person = adapter.authenticate(self.request, **credentials)
        if person is None:
            raise adapter.validation_error("username_password_mismatch")
        login = Login(user=person)
        if flows.login.is_login_rate_limited(context.request, login):
            raise adapter.validation_error("too_many_login_attempts")
        self._login, self.user = login, person
        return dict(self.cleaned_data)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on to the second factor or in; the session keeps no name that was typed."""
        self._login.redirect_url = redirect_url
        answer: HttpResponse = flows.login.perform_password_login(request, {}, self._login)
        request.session.set_expiry(None if self.cleaned_data.get("remember") else 0)
        return answer


class AccountAdapter(DefaultAccountAdapter):
    """Our words, and passwords checked for the person who is there."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "Nama masuk atau kata sandi belum cocok. Periksa keduanya, lalu coba lagi."
        ),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
        "incorrect_password": _("Kata sandi belum cocok."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; people are invited."""
        return False

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Check the password again."""
        return check_password(password, user.password)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Stay silent: pages say what happened."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of apps as ciphertext, QR codes of our own, names of people instead of e-mails."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode belum cocok. Periksa jam HP, lalu ketik kode yang baru."),
        "cannot_delete_authenticator": _("Pengaman kedua ini belum bisa dilepas."),
    }

    def encrypt(self, text: str) -> str:
        """Seal the secret of an app."""
        return app_keys().seal(text, bound_to="second factor").hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open the secret of an app."""
        ring = app_keys()
        return ring.open(bytes.fromhex(encrypted_text), key_id=ring.current, bound_to="second factor")

    def get_totp_issuer(self) -> str:
        """Name the product in the app."""
        return ISSUER

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code."""
        return qr_svg(url, title="Kode QR untuk aplikasi pengaman")

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.name)

    def _get_site_name(self) -> str:
        return ISSUER

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  allauth's name
        """Name a passkey."""
        return str(_("Kunci sandi"))
