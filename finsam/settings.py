"""All settings, from the environment, safe for production by default (docs/running.md)."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from finsam.database import connection_settings

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("FINSAM_VAR") or (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / "var")


def _kept_secret(file: Path) -> str:
    """Return the installation's own secret, made at the first start and readable by its owner only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(48))
    return file.read_text()


DEBUG = os.environ.get("FINSAM_DEBUG") == "1"
SECRET_KEY = os.environ.get("FINSAM_SECRET_KEY") or _kept_secret(VAR / "secret_key")
ORIGIN = os.environ.get("FINSAM_ORIGIN", "http://127.0.0.1:8000")
DEMO = os.environ.get("FINSAM_DEMO") == "1"

_origin = urlsplit(ORIGIN)
ALLOWED_HOSTS = [_origin.hostname or "", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
_encrypted = _origin.scheme == "https"

ROOT_URLCONF = "finsam.urls"
WSGI_APPLICATION = "finsam.wsgi.application"
DATABASES = {"default": connection_settings(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "finsam.ui",
    "finsam.core",
    "finsam.cases",
    "finsam.signing",
    "finsam.meetings",
    "finsam.figures",
    "finsam.interventions",
    "finsam.money",
    "finsam.participants",
    "finsam.surveys",
    "finsam.funding",
    "finsam.reports",
    "finsam.bundle",
    "finsam.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "finsam.core.security.policies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "finsam.core.navigation.shell",
            ],
        },
    }
]
FORM_RENDERER = "finsam.ui.forms.Renderer"

AUTH_USER_MODEL = "core.Person"
PASSWORD_RESET_TIMEOUT = 7 * 86400  # how long a link to choose a password works, seconds
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "today"

CSRF_FAILURE_VIEW = "finsam.core.refusals.form_refused"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _encrypted
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _encrypted else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _encrypted else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MOST_FILE_BYTES = int(os.environ.get("FINSAM_MOST_FILE_MB", "50")) * 1_000_000  # of a file handed in
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "finsam.cases.uploads.BoundedUploadHandler",
]

MAIL_HOST = os.environ.get("FINSAM_MAIL_HOST", "")  # empty: letters stay in the outbox, to be read there
MAIL_FROM = os.environ.get("FINSAM_MAIL_FROM", f"finsam@{_origin.hostname}")
EMAIL_HOST, EMAIL_PORT = MAIL_HOST, int(os.environ.get("FINSAM_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("FINSAM_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FINSAM_MAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 20

SEAL_PKCS12 = os.environ.get("FINSAM_SEAL_PKCS12", "")  # a file, or a folder with <slug>.p12; empty: self-made
SEAL_PASSPHRASE = os.environ.get("FINSAM_SEAL_PASSPHRASE", "")
SEAL_PKCS11_MODULE = os.environ.get("FINSAM_SEAL_PKCS11_MODULE", "")  # the token's library; goes before PKCS#12
SEAL_PKCS11_TOKEN = os.environ.get("FINSAM_SEAL_PKCS11_TOKEN", "")
SEAL_PKCS11_LABEL = os.environ.get("FINSAM_SEAL_PKCS11_LABEL", "")
SEAL_PKCS11_PIN = os.environ.get("FINSAM_SEAL_PKCS11_PIN", "")
TIMESTAMP_URL = os.environ.get(
    "FINSAM_TIMESTAMP_URL", ""
)  # an RFC 3161 authority; empty: the seal has our own clock's time
SIGNING_PROVIDER = os.environ.get("FINSAM_SIGNING_PROVIDER", "finsam.signing.providers.OwnProvider")

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
