"""Django's settings. What differs between machines comes from environment.py; the rest is said here once."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from guyub.config.data_folder import AGAIN
from guyub.config.environment import Mode, read_environment
from guyub.foundation.kernel.observability.logs import logging_settings

ENVIRONMENT = read_environment()
PACKAGE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.mode is Mode.DEV
IS_DEMO = ENVIRONMENT.is_demo
VERSION = "0.1.0"
DATA_DIR = ENVIRONMENT.data_dir
BEGIN_AGAIN = DATA_DIR / AGAIN
FILE_KEY = ENVIRONMENT.file_key
VAULT_KEYS = ENVIRONMENT.vault_keys
INDEX_KEYS = ENVIRONMENT.index_keys
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "guyub.foundation.kernel",
    "guyub.foundation.identity",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guyub.foundation.approvals",
    "guyub.foundation.parameters",
    "guyub.foundation.intake",
    "guyub.foundation.devices",
    "guyub.community.cooperatives",
    "guyub.community.partners",
    "guyub.community.members",
    "guyub.books.ledger",
    "guyub.books.assets",
    "guyub.books.treasury",
    "guyub.books.planning",
    "guyub.books.oversight",
    "guyub.finance.savings",
    "guyub.finance.credit",
    "guyub.finance.loans",
    "guyub.trade.inventory",
    "guyub.trade.procurement",
    "guyub.trade.consignment",
    "guyub.trade.subsidised",
    "guyub.trade.retail",
    "guyub.trade.delivery",
    "guyub.journeys",
    "guyub.city.development",
    "guyub.city.supervision",
    "guyub.city.public_site",
    "guyub.desks.cooperative",
    "guyub.desks.member",
]

MIDDLEWARE = [
    "guyub.foundation.kernel.web.middleware.RequestRecordMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "guyub.foundation.kernel.web.middleware.DemoClockMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "guyub.foundation.kernel.web.middleware.NoNullMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guyub.foundation.identity.web.middleware.ActorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "guyub.config.urls"
WSGI_APPLICATION = "guyub.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["guyub.foundation.kernel.templatetags.guyub"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "guyub.foundation.kernel.web.context.frame",
                "guyub.foundation.identity.web.context.person",
                "guyub.city.public_site.web.touring.tour",
            ],
        },
    },
]


def database_settings(url: str) -> dict[str, Any]:
    """Turn a database address into Django's settings."""
    parts = urlsplit(url)
    return {
        "ENGINE": "guyub.foundation.kernel.tenancy.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # A connection keeps the plans of the functions it has called, so it is kept too.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Without it psycopg keeps no plan, even where it is asked to (kernel.tenancy.postgresql.calls).
        "OPTIONS": {"prepare_threshold": 5},
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {"default": database_settings(ENVIRONMENT.database_url)}
# Tables that come with libraries, declared here because their models cannot declare themselves (kernel.tenancy).
THIRD_PARTY_TABLE_KINDS = {
    "account.emailaddress": "local",
    "account.emailconfirmation": "local",
    "auth.group": "local",
    "auth.group_permissions": "local",
    "auth.permission": "local",
    "mfa.authenticator": "reference",
    "sessions.session": "local",
    "usersessions.usersession": "local",
    "contenttypes.contenttype": "local",
    "procrastinate.procrastinateevent": "local",
    "procrastinate.procrastinatejob": "local",
    "procrastinate.procrastinateperiodicdefer": "local",
    "procrastinate.procrastinateworker": "local",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all web processes: rate limits that each process counts for itself are not limits.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"},
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["guyub.foundation.identity.web.getting_in.LoginNameBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "cooperative_desk:home"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ACCOUNT_ADAPTER = "guyub.foundation.identity.web.getting_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "guyub.foundation.identity.web.getting_in.LoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "public_site:home"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "guyub.foundation.identity.web.getting_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: clocks of phones are never right
# Browsers allow passkeys on localhost without TLS; everywhere else they ask for it themselves.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_demo
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # amounts go through the money components, which know the no-break space
TIME_ZONE = "Asia/Jakarta"  # the web's default; business dates use the cooperative's own zone (kernel.dates)
USE_TZ = True

STATIC_URL = "static/"
# Only `serve` collects and hashes; elsewhere the finders read the packages as they lie.
STATIC_ROOT = DATA_DIR / "static" if ENVIRONMENT.mode is Mode.SERVE else None
WHITENOISE_USE_FINDERS = ENVIRONMENT.mode is not Mode.SERVE
WHITENOISE_AUTOREFRESH = ENVIRONMENT.mode is Mode.DEV
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "guyub.foundation.kernel.web.static_storage.HashedStaticFiles"
        if ENVIRONMENT.mode is Mode.SERVE
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "guyub.foundation.kernel.web.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
TRUSTS_PROXY = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING = logging_settings(level="WARNING" if ENVIRONMENT.mode is Mode.TEST else "INFO")
