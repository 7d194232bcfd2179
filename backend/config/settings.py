"""All settings, from the environment (`config/env.py`) over embedded defaults.

Without any variable the project runs on one machine: SQLite, a file broker, local memory cache, the KOPIS sandbox.
`PRODUCTION=true` turns on every protection and refuses to start without its secrets.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from corsheaders.defaults import default_headers

from config import env

PRODUCTION = env.PRODUCTION
if PRODUCTION:
    env.require_production_values()
LOCAL_DIR = env.LOCAL_DIR
BACKEND_DIR = env.PROJECT_DIR / "backend"

SECRET_KEY = env.secret_key()
DEBUG = False
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL", "http://127.0.0.1:8080")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CORS_ALLOWED_ORIGINS = env.words("CORS_ALLOWED_ORIGINS", "http://127.0.0.1:8080,http://localhost:8080")
CORS_ALLOW_HEADERS = (*default_headers, "if-match")  # an edit of the text that someone has before their eyes
CORS_EXPOSE_HEADERS = ["ETag", "X-Request-ID", "Retry-After"]
CORS_PREFLIGHT_MAX_AGE = 86400
CORS_ALLOW_CREDENTIALS = True  # the cookie of the app's own session; origins are exact, and SameSite keeps others out
NUM_PROXIES = int(env.text("NUM_PROXIES", "0"))

INSTALLED_APPS = [
    "culturepedia.common",
    "culturepedia.accounts",
    "culturepedia.performances",
    "culturepedia.search",
    "culturepedia.kopis",
    "culturepedia.enrichment",
    "culturepedia.reviews",
    "culturepedia.favorites",
    "culturepedia.diary",
    "culturepedia.notifications",
    "culturepedia.recommendations",
    "culturepedia.pages",
    "culturepedia.privacy",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "corsheaders",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "axes",
]

MIDDLEWARE = [
    "culturepedia.common.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
DATABASES = {"default": env.database()}
REDIS_URL = env.text("REDIS_URL")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "culturepedia.common.cache.FailOpenRedisCache",
            "LOCATION": env.text("CACHE_URL", REDIS_URL),
            "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}
    )
    | {"KEY_PREFIX": "culturepedia-1", "TIMEOUT": 600}
}
# Where a catalogue of millions is searched; without it the database searches itself. See docs/scaling.md.
OPENSEARCH_URL = env.text("OPENSEARCH_URL")
OPENSEARCH_INDEX = env.text("OPENSEARCH_INDEX", "culturepedia")
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# --- Accounts -------------------------------------------------------------------------------------------------------
PASSWORD_HASHERS = ["culturepedia.accounts.hashers.Argon2idHasher"]
PASSWORD_MIN_LENGTH = int(env.text("PASSWORD_MIN_LENGTH", "8"))
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "culturepedia.accounts.validators.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "culturepedia.accounts.validators.MaximumLengthValidator"},
    {"NAME": "culturepedia.accounts.validators.CommonPasswordValidator"},
    {
        "NAME": "culturepedia.accounts.validators.SimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "username")},
    },
    {"NAME": "culturepedia.accounts.validators.ContextWordValidator"},
    {"NAME": "culturepedia.accounts.validators.SessionsEnd"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Failed sign-ins of one account from one client; accounts/limits.py has the other limits.
AXES_HANDLER = "culturepedia.accounts.lockout.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "culturepedia.accounts.lockout.find_name"
AXES_CLIENT_IP_CALLABLE = "culturepedia.common.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "culturepedia.accounts.lockout.keep_answer"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
JWT_KEYS = env.jwt_keys()
REFRESH_LIFETIME = timedelta(days=14)  # of a session that nobody uses
SIMPLE_JWT: dict[str, Any] = {
    "ALGORITHM": "HS256",
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=10),
    "REFRESH_TOKEN_LIFETIME": REFRESH_LIFETIME,
    "SIGNING_KEY": next(iter(JWT_KEYS.values())),
    "AUDIENCE": "culturepedia-api",
    "ISSUER": "culturepedia",
    "LEEWAY": 10,
    "USER_ID_FIELD": "public_id",
    "USER_ID_CLAIM": "sub",
    "AUTH_TOKEN_CLASSES": ("culturepedia.accounts.tokens.AccessToken",),
}
SIGN_UPS_PER_HOUR = int(env.text("SIGN_UPS_PER_HOUR", "10"))  # from one client address
SESSION_MAX_AGE = timedelta(days=60)  # of a sign-in, however often it is used

# --- Mail -----------------------------------------------------------------------------------------------------------
vars().update(env.env.email_url_config(env.text("EMAIL_URL", "consolemail://")))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "Culturepedia <noreply@culturepedia.invalid>")

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ko-kr"  # with the country: under this name the REST framework keeps its Korean messages
LANGUAGES = [("ko-kr", "한국어"), ("en", "English")]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(LOCAL_DIR / "static"))
WHITENOISE_USE_FINDERS = not PRODUCTION  # production collects them into its image
MEDIA_URL = "/media/"
MEDIA_ROOT = env.text("MEDIA_ROOT", str(LOCAL_DIR / "media"))
STORAGES = env.storages()
SNAPSHOT_ROOT = env.text("SNAPSHOT_ROOT", str(LOCAL_DIR / "snapshots"))
MODEL_ROOT = env.text("MODEL_ROOT", str(LOCAL_DIR / "models"))  # trained models, for workers and the API
FRONTEND_DIR = env.text("FRONTEND_DIR", str(env.PROJECT_DIR / "frontend"))

# --- Security -------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked over plain HTTP from inside the network
if NUM_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [env.origin(PUBLIC_BASE_URL)]
X_FRAME_OPTIONS = "DENY"

# --- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["culturepedia.common.api.OrjsonRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "culturepedia.common.api.OnlyJson",
    "DEFAULT_PARSER_CLASSES": ["culturepedia.common.parsers.GuardedJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["culturepedia.accounts.authentication.SessionAuthentication"],
    "DEFAULT_THROTTLE_CLASSES": ["culturepedia.common.throttles.ClientThrottle"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_RATES": {"client": f"{env.text('CLIENT_REQUESTS_PER_MINUTE', '600')}/min"},
    "DEFAULT_PAGINATION_CLASS": "culturepedia.common.api.Pagination",
    "DEFAULT_SCHEMA_CLASS": "culturepedia.common.schema.ApiSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Culturepedia API",
    "DESCRIPTION": "Korean stage performances, from KOPIS (the national performing-arts information system).",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "SessionKindEnum": "culturepedia.accounts.models.Session.Kind",
        "AudienceEnum": "culturepedia.reviews.serializers.AUDIENCES",
        "GenreEnum": "culturepedia.recommendations.serializers.GENRES",
        "RegionEnum": "culturepedia.recommendations.serializers.REGIONS",
        "NotificationKindEnum": "culturepedia.notifications.serializers.KINDS",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "culturepedia.common.schema.close_requests",
    ],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

# --- Sources --------------------------------------------------------------------------------------------------------
KOPIS_SERVICE_KEY = env.text("KOPIS_SERVICE_KEY")
KOPIS_BASE_URL = env.text("KOPIS_BASE_URL", "https://kopis.or.kr/openApi/restful/")
KOPIS_MIN_INTERVAL_SECONDS = float(env.text("KOPIS_MIN_INTERVAL_SECONDS", "0.5"))
KOPIS_REQUEST_BUDGET = int(env.text("KOPIS_REQUEST_BUDGET", "0")) or None  # requests a run may make; 0 = no limit
KOPIS_DAYS_BACK = int(env.text("KOPIS_DAYS_BACK", "120"))
KOPIS_DAYS_AHEAD = int(env.text("KOPIS_DAYS_AHEAD", "180"))
# Hosts that posters may come from, besides the host of KOPIS_BASE_URL when that is a loopback sandbox.
POSTER_HOSTS = env.words("POSTER_HOSTS", "kopis.or.kr,www.kopis.or.kr")

# --- Hashtags by a language model: without a key rules do it, and nothing is asked ------------------------------------
OPENAI_API_KEY = env.text("OPENAI_API_KEY")
OPENAI_BASE_URL = env.text("OPENAI_BASE_URL")  # any server with OpenAI's interface; empty: OpenAI itself
OPENAI_MODEL = env.text("OPENAI_MODEL", "gpt-4.1-mini")
OPENAI_INPUT_USD_PER_MILLION = float(env.text("OPENAI_INPUT_USD_PER_MILLION", "0.40"))
OPENAI_OUTPUT_USD_PER_MILLION = float(env.text("OPENAI_OUTPUT_USD_PER_MILLION", "1.60"))
OPENAI_SECONDS = float(env.text("OPENAI_SECONDS", "30"))  # for one call
TAGGING_BATCH = int(env.text("TAGGING_BATCH", "8"))  # performances asked about in one call
TAGGING_USD_PER_RUN, TAGGING_USD_PER_DAY, TAGGING_USD_PER_MONTH = (
    float(env.text(f"TAGGING_USD_PER_{span}", most)) for span, most in (("RUN", "1"), ("DAY", "2"), ("MONTH", "20"))
)

# --- Celery ---------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = env.broker(REDIS_URL)
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(LOCAL_DIR / "celerybeat-schedule")

# --- Logs: one JSON event a line in production, plain text on a terminal ---------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "culturepedia.common.logs.RedactSecrets"}},
    "formatters": {
        "console": {"()": "culturepedia.common.logs.line_formatter", "as_json": PRODUCTION},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "console", "filters": ["redact"]}},
    # axes would write addresses; what it sees is an event of culturepedia.security as well.
    # httpx2 (of openai) writes a line for every request.
    "loggers": {"axes": {"level": "CRITICAL"}, "httpx2": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
