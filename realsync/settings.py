"""Settings, all from the environment; the defaults are for a developer's own machine."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from realsync.watch.logs import logging_settings
from realsync.watch.sentry import begin_reporting

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR = Path(env.str("REALSYNC_VAR", default=str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", default=False)
PRODUCTION = env.bool("PRODUCTION", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="" if PRODUCTION else "only-for-development-" + "0" * 40)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# Where links in our mails lead; a page knows its own address, the worker does not.
SITE_ADDRESS = env.str("SITE_ADDRESS", default="").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0]}"
    if PRODUCTION and ALLOWED_HOSTS
    else f"http://localhost:{env.str('PORT', default='8000')}"
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "realsync.admin_site.contrib.OperatorsAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.messages",
    "django.forms",
    "realsync.pages.static_files.StaticFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "django_htmx",
    "django_tables2",
    "realsync.db",
    "realsync.watch",
    "realsync.accounts",
    "realsync.records",
    "realsync.activity",
    "realsync.arranging",
    "realsync.inbox",
    "realsync.exports",
    "locking",
    "realsync.editing",
    "realsync.outbox",
    "realsync.numbers",
    "realsync.lists",
    "realsync.pages",
    "realsync.embedded",
    "realsync.admin_site",
    "companies",
    "equipment",
    "jobs.quotes",
    "jobs.work",
    "jobs.certificates",
    "tasks",
    "dashboards",
    "demo",
]

MIDDLEWARE = [
    "realsync.watch.request_id.number_requests",
    "realsync.watch.requests.watch_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "realsync.pages.packing.Packing",
    "csp.middleware.CSPMiddleware",
    "realsync.pages.middleware.DatabaseAway",
    "realsync.pages.middleware.plain_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "realsync.accounts.sessions.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "realsync.accounts.middleware.AccountRules",
    "realsync.freshness.middleware.tell_stale",
    "realsync.accounts.whose.tell_whose",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "realsync.urls"
WSGI_APPLICATION = "realsync.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "realsync.pages.templates.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        # Rows of lists only: names end in .jinja.
        "NAME": "rows",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "realsync.lists.rows.environment"},
    },
]

FORM_RENDERER = "realsync.pages.rendering.Renderer"

# The login role of this process: realsync_web or realsync_worker.
DATABASES = {
    "default": {
        **env.db("DATABASE_URL", default="postgresql://realsync_web@127.0.0.1:5432/realsync"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode keeps neither server-side cursors nor prepared statements.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = None
# The command line and tests only: no web or worker process is given this address.
if env.str("DATABASE_OWNER_URL", default=""):
    DATABASES["owner"] = env.db("DATABASE_OWNER_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Sign-in limits must hold when Redis is gone, so allauth's cache is a table.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["realsync.accounts.sign_in.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "realsync.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "realsync.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes us write to strangers
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "invite": "30/h/user",
    "accept_invitation": "20/m/ip",
    "view_as": "20/h/user",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
# A mail tells people when their password or second factor changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
INVITATION_HOURS = env.int("INVITATION_HOURS", default=72)
VIEW_AS_MINUTES = env.int("VIEW_AS_MINUTES", default=30)

MFA_ADAPTER = "realsync.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "realsync.accounts.second_factor.CodeForm",
    "reauthenticate": "realsync.accounts.second_factor.CodeAgainForm",
    "activate_totp": "realsync.accounts.second_factor.FirstCodeForm",
    "add_webauthn": "realsync.accounts.second_factor.AddPasskeyForm",
    "authenticate_webauthn": "realsync.accounts.second_factor.PasskeyForm",
    "reauthenticate_webauthn": "realsync.accounts.second_factor.PasskeyAgainForm",
    "login_webauthn": "realsync.accounts.second_factor.PasskeyLoginForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "RealSync"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s: clocks differ, and typing takes its time
# Browsers offer passkeys over https, and on this machine's own address without it.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Who must have a second factor before anything else opens.
MFA_REQUIRED_ROLES = env.list(
    "MFA_REQUIRED_ROLES",
    default=["admin", "management", "company_manager"] if PRODUCTION else [],
)
# Grants stand on companies and branches only; nobody holds a permission on everything.
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # grants become a scope; nobody asks has_perm()

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_TIMEOUT = 5  # seconds; a mail server that hangs would keep its row of the outbox locked
# What stands on our papers.
HOUSE_NAME = env.str("HOUSE_NAME", default="RealSync Calibration")
# Where clients call; pages for people without an account name it, if there is one.
HOUSE_PHONE = env.str("HOUSE_PHONE", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="RealSync <noreply@demo.example>")

# Whether browsers keep pages (docs/decisions/freshness.md). Off: each drops what it has.
FRESHNESS_WORKER = env.bool("FRESHNESS_WORKER", default=True)
# Who sees what their own browser keeps: operators; on: all staff.
FRESHNESS_PANEL_FOR_STAFF = env.bool("FRESHNESS_PANEL_FOR_STAFF", default=False)

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    # Documents. Another store, S3 for one, takes its own options.
    "default": {
        "BACKEND": env.str("FILES_BACKEND", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json(
            "FILES_OPTIONS",
            default={
                "location": str(VAR / "files"),
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        ),
    },
    "staticfiles": {"BACKEND": "realsync.pages.storage.StaticStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'inline-speculation-rules'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "realsync.pages.errors.csrf_failure"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# One file. The front, which reads requests, lets as much through (realsync/serving/bodies.py).
DOCUMENT_MAX_BYTES = env.int("DOCUMENT_MAX_BYTES", default=25 * 1024 * 1024)
# Of a list: so many rows are a file at once; more are made in the background, and kept for a while.
EXPORT_ROWS_AT_ONCE = env.int("EXPORT_ROWS_AT_ONCE", default=5_000)
EXPORT_HOURS = env.int("EXPORT_HOURS", default=24)
EXPORTS_AT_ONCE = env.int("EXPORTS_AT_ONCE", default=3)  # of one person
# A form of ours has some dozens of fields; files have their own limits.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_IGNORE_RESULT = True
# A Redis that freezes is a Redis that is away.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

LOGGING = logging_settings(env.str("LOG_LEVEL", default="WARNING"))
# Errors go to Sentry, too, without what was sent and without any value.
if env.str("SENTRY_DSN", default=""):
    begin_reporting(env.str("SENTRY_DSN"), release=env.str("RELEASE", default=""))

# Whoever sends it (`Authorization: Bearer …`) reads /metrics; empty: nobody by token.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Whoever asks from this machine reads it, too. Not behind a proxy of the same machine.
METRICS_LOOPBACK = env.bool("METRICS_LOOPBACK", default=False)
# Free space of the disks that we write on: below the first, /healthz is red; below the second,
# the admins get a task.
DISK_FULL_MB = env.int("DISK_FULL_MB", default=100)
DISK_LOW_MB = env.int("DISK_LOW_MB", default=2000)
