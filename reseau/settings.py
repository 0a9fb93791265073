"""One settings file: values come from the environment; comments say why one is not the default."""

import tomllib
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
DEBUG = env.bool("DEBUG", False)
# The demo's accounts and mail pages. Its server then switches DEBUG off, to show our error pages
# rather than tracebacks; nothing else switches DEMO on.
DEMO = DEBUG


def exiger(nom: str, raison: str, defaut_de_demo: str) -> str:
    """Return the environment's value; without DEBUG a missing one stops the start-up."""
    if DEBUG:
        return env.str(nom, defaut_de_demo)
    valeur = env.str(nom, "")
    if not valeur:
        raise ImproperlyConfigured(f"{nom} manque : {raison} (ou DEBUG=1 pour un essai local).")
    return valeur


SECRET_KEY = exiger(
    "SECRET_KEY",
    "il faut au moins 50 caractères tirés au hasard, gardés secrets",
    "cle-de-demonstration-jamais-en-production",
)
SITE_URL = exiger(
    "SITE_URL",
    "l’adresse publique du portail, par exemple https://tiers-lieux.example.org",
    f"http://127.0.0.1:{env.int('PORT', 8000)}",
).rstrip("/")
_hotes = exiger(
    "ALLOWED_HOSTS",
    "les noms de domaine du portail, séparés par des virgules",
    "127.0.0.1,localhost,[::1],testserver",
)
ALLOWED_HOSTS = [hote.strip() for hote in _hotes.split(",") if hote.strip()]

if not DEBUG:
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured(
            "SECRET_KEY est trop faible : il faut au moins 50 caractères tirés au hasard."
        )
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS=* accepte n’importe quel nom de domaine : donnez les vôtres."
        )
    if not SITE_URL.startswith("https://"):
        raise ImproperlyConfigured(
            "SITE_URL doit commencer par https:// : les mots de passe ne voyagent pas en clair."
        )
    if not env.str("EMAIL_URL", ""):
        raise ImproperlyConfigured(
            "EMAIL_URL manque : sans serveur SMTP, aucune confirmation ne partirait."
        )

CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "reseau.apps.ReseauConfig",
    "reseau.apps.AdministrationConfig",
    "lieux",
    "ateliers",
    "inscriptions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "reseau.apps.JournalConfig",
    "csp",
    "django_filters",
    "js_lib_leaflet",
]

MIDDLEWARE = [
    "reseau.socle.traces.demande.NumeroDeDemandeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reseau.socle.langue.LangueChoisieMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reseau.personnes.acces.ConnexionExigeeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "reseau.personnes.acces.SecondFacteurMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reseau.socle.administration.journal.JournalMiddleware",
    "reseau.socle.adresse_lisible.AdresseLisibleMiddleware",
]

ROOT_URLCONF = "reseau.urls"
WSGI_APPLICATION = "reseau.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reseau.socle.identite.contexte.reseau",
            ],
            "builtins": [
                "reseau.templatetags.typographie",
                "reseau.templatetags.dessin",
            ],
        },
    },
]
FORM_RENDERER = "reseau.socle.formulaires.RenduDesFormulaires"

# --- Data ---------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Opening the file at each request takes a tenth of a page. One minute, in case a backup is
    # restored.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # In the default mode simultaneous writers fail with "database is locked"; in this one they
    # wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # Seconds that a writer waits for its turn.
        "timeout": env.int("DATABASE_TIMEOUT", 20),
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # This backend tests a connection of the pool before using it: a restart kills them.
    DATABASES["default"]["ENGINE"] = "reseau.socle.postgresql"
    DATABASES["default"]["OPTIONS"] = {
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", 8),
            # Seconds to wait for a connection: a probe of /sante/ must not wait for ever.
            "timeout": env.int("DATABASE_TIMEOUT", 5),
        },
    }
    # Behind a PgBouncer in transaction mode nothing on the server outlives the transaction: neither
    # prepared plans (after 5 uses) nor server-side cursors. See docs/exploitation.md.
    DATABASE_PLANS = env.bool("DATABASE_PLANS", True)
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 5 if DATABASE_PLANS else None
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = not DATABASE_PLANS

# True: the SQL of the busiest pages is written once; False: at each reading, with the same rows but
# twice the time (reseau/socle/requetes.py).
REQUETES_PRETES = env.bool("REQUETES_PRETES", True)

# Shared by every process; LocMem would give each process its own.
CACHE_EN_BASE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    # With the default of 300, a busy hour would forget the limits of some visitors.
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}
CACHES = {"default": CACHE_EN_BASE}
if env.str("CACHE_URL", ""):
    CACHES = {"default": env.cache_url("CACHE_URL"), "secours": CACHE_EN_BASE}
    if CACHES["default"]["BACKEND"].endswith(".RedisCache"):
        CACHES["default"]["BACKEND"] = "reseau.socle.cache.RedisOuBase"
# For {% cache %}: the key of a fragment holds all it depends on, so processes need not share it.
CACHES["template_fragments"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"

FORMS_URLFIELD_ASSUME_HTTPS = True  # the default of Django 6

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "reseau.socle.statiques.PaquetsXStatic",
]
# Tests switch DEBUG off but have no collected files.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "media"))
# Outside MEDIA_ROOT, which the web server serves to anybody: a view checks rights first.
RESERVES_ROOT = env.str("RESERVES_ROOT", f"{MEDIA_ROOT.rstrip('/')}-reserves")
if Path(RESERVES_ROOT).resolve().is_relative_to(Path(MEDIA_ROOT).resolve()):
    raise ImproperlyConfigured(
        "RESERVES_ROOT est dans MEDIA_ROOT, que le serveur web donne à qui veut : sortez-le de là."
    )
# Header that asks the proxy to send a reserved file: "X-Accel-Redirect" (nginx, Caddy),
# "X-Sendfile" (Apache, lighttpd); when empty, Django sends the file.
FICHIERS_PAR_LE_PROXY = env.str("FICHIERS_PAR_LE_PROXY", "")
if FICHIERS_PAR_LE_PROXY not in ("", "X-Accel-Redirect", "X-Sendfile"):
    raise ImproperlyConfigured(
        "FICHIERS_PAR_LE_PROXY vaut X-Accel-Redirect, X-Sendfile, ou reste vide."
    )
# Maximum size of one file, in megabytes.
FICHIERS_MO = env.int("FICHIERS_MO", 20)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "reserves": {"BACKEND": "reseau.socle.fichiers.stockage.DossierReserve"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "reseau.socle.statiques.StatiquesDeProduction"
    },
}
S3_BUCKET, S3_ENDPOINT = env.str("S3_BUCKET", ""), env.str("S3_ENDPOINT", "")
if S3_BUCKET:
    _s3 = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": S3_ENDPOINT or None,
        "access_key": env.str("S3_ACCESS_KEY", None),
        "secret_key": env.str("S3_SECRET_KEY", None),
        # No file of the bucket is public: addresses are signed; those of pictures last a day.
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
        "querystring_expire": 86_400,
    }
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3}
    STORAGES["reserves"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_s3, "location": "reserves", "querystring_expire": 60},
    }

# --- Accounts -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "reseau.Personne"
AUTHENTICATION_BACKENDS = [
    "reseau.personnes.titulaire.ParCourriel",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        # Django's validator, which also tells the security log that a password has changed.
        "NAME": "reseau.socle.securite.mots_de_passe.LongueurMinimale",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mon_espace"
ACCOUNT_ADAPTER = "reseau.personnes.comptes.Adaptateur"
SOCIALACCOUNT_ADAPTER = "reseau.personnes.ailleurs.Adaptateur"
MFA_ADAPTER = "reseau.personnes.comptes.AdaptateurMFA"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "reseau.personnes.forms.InscriptionAuPortailForm"
ACCOUNT_FORMS = {
    "login": "reseau.personnes.saisie.Connexion",
    "signup": "reseau.personnes.saisie.Inscription",
    "add_email": "reseau.personnes.saisie.AjoutDAdresse",
    "change_email": "reseau.personnes.saisie.ChangementDAdresse",
    "reset_password": "reseau.personnes.saisie.OubliDuMotDePasse",
    "request_login_code": "reseau.personnes.saisie.DemandeDeCode",
    "change_password": "reseau.personnes.saisie.ChangementDuMotDePasse",
    "reauthenticate": "reseau.personnes.saisie.PreuveParMotDePasse",
    "confirm_login_code": "reseau.personnes.saisie.CodeDeConnexion",
    "confirm_email_verification_code": "reseau.personnes.saisie.CodeDeConfirmation",
    "confirm_password_reset_code": "reseau.personnes.saisie.CodeDOubli",
}
SOCIALACCOUNT_FORMS = {"signup": "reseau.personnes.saisie.InscriptionDepuisAilleurs"}
MFA_FORMS = {
    "authenticate": "reseau.personnes.saisie.CodeDeVerification",
    "reauthenticate": "reseau.personnes.saisie.CodePourVerifierEncore",
    "activate_totp": "reseau.personnes.saisie.PremierCode",
    "add_webauthn": "reseau.personnes.saisie.NouvelleCle",
    "edit_webauthn": "reseau.personnes.saisie.NomDeLaCle",
}
# allauth counts requests by address, whoever asks: a stranger could block the owner. These forms
# count by source instead (reseau/personnes/essais.py).
ACCOUNT_RATE_LIMITS = {
    "reset_password": "20/m/ip",
    "request_login_code": "20/m/ip",
    "change_password": "5/m/user,20/h/user",
}
# allauth's generator reads the addresses of an account: an unknown account would then cost less.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split(":")[0]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# The code goes through the outbox and slow mailboxes: the 3 minutes of allauth are too short.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Faîtière"
# For a telephone whose clock is half a minute wrong; a used code is refused as long as it lasts.
MFA_TOTP_TOLERANCE = 1
# Otherwise allauth forbids a change of address with a second factor; our pages ask for it first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Groups that must have a second factor ("exige"), and groups invited to have one ("invite").
_demandes = env.dict(
    "SECOND_FACTEUR",
    default={}
    if DEMO
    else {"superutilisatrices": "exige", "Administration": "exige", "Animation": "invite"},
)
SECOND_FACTEUR = {groupe.strip(): demande.strip() for groupe, demande in _demandes.items()}
if not set(SECOND_FACTEUR.values()) <= {"exige", "invite"}:
    raise ImproperlyConfigured(
        "SECOND_FACTEUR : chaque groupe est suivi de « exige » ou de « invite », par exemple "
        "superutilisatrices=exige,Administration=exige,Animation=invite."
    )
# Without it every visitor would have the address of the proxy, and share one limit on tries.
DERRIERE_UN_PROXY = env.bool("BEHIND_PROXY", not DEBUG)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", int(DERRIERE_UN_PROXY))

# --- Mail ---------------------------------------------------------------------------------------

# Everything Django sends becomes a row of the outbox; the worker hands it to EMAIL_TRANSPORT.
EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"
if env.str("EMAIL_URL", ""):
    _courriel = env.email_url("EMAIL_URL")
    EMAIL_TRANSPORT = _courriel["EMAIL_BACKEND"]
    EMAIL_HOST = _courriel["EMAIL_HOST"]
    EMAIL_PORT = _courriel["EMAIL_PORT"]
    EMAIL_HOST_USER = _courriel["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _courriel["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = _courriel.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _courriel.get("EMAIL_USE_SSL", False)
else:
    EMAIL_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "ne-pas-repondre@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Days after which the body and the files of a sent mail are erased; its trace stays.
COURRIELS_CONSERVES_JOURS = env.int("COURRIELS_CONSERVES_JOURS", 30)
# Days before the workshop when people are asked to reconfirm; 0 asks nobody, and so does 1.
RECONFIRMATION_JOURS = env.int("RECONFIRMATION_JOURS", 7)
# Days after the workshop, as the privacy page promises.
CONSERVATION_SENSIBLE_JOURS = env.int("CONSERVATION_SENSIBLE_JOURS", 7)
CONSERVATION_TELEPHONE_JOURS = env.int("CONSERVATION_TELEPHONE_JOURS", 30)
CONSERVATION_NOMS_JOURS = env.int("CONSERVATION_NOMS_JOURS", 730)
# Days without use before the owner of an account is asked to keep it, then before it is closed;
# days given to confirm the address of a new account.
COMPTES_INACTIFS_QUESTION_JOURS = env.int("COMPTES_INACTIFS_QUESTION_JOURS", 670)
COMPTES_INACTIFS_FERMETURE_JOURS = env.int("COMPTES_INACTIFS_FERMETURE_JOURS", 730)
COMPTES_NON_CONFIRMES_JOURS = env.int("COMPTES_NON_CONFIRMES_JOURS", 7)
if COMPTES_INACTIFS_QUESTION_JOURS + 30 > COMPTES_INACTIFS_FERMETURE_JOURS:
    raise ImproperlyConfigured(
        "COMPTES_INACTIFS_FERMETURE_JOURS doit dépasser COMPTES_INACTIFS_QUESTION_JOURS d’au moins "
        "30 jours : il faut le temps de répondre avant qu’un compte soit fermé."
    )
# Days that the security log keeps acts and IP addresses.
CONSERVATION_SECURITE_JOURS = env.int("CONSERVATION_SECURITE_JOURS", 365)

# --- Security -----------------------------------------------------------------------------------

CARTE_TUILES_URL = env.str("CARTE_TUILES_URL", "")
CARTE_TUILES_ATTRIBUTION = env.str("CARTE_TUILES_ATTRIBUTION", "© contributeurs OpenStreetMap")
_hotes_des_tuiles = (
    ["/".join(CARTE_TUILES_URL.replace("{s}", "*").split("/")[:3])] if CARTE_TUILES_URL else []
)
# Hosts of the pictures of a bucket, in both forms of its address.
_hotes_des_images = []
if S3_BUCKET:
    _service = S3_ENDPOINT.rstrip("/") or "https://s3.amazonaws.com"
    _hotes_des_images = [_service, _service.replace("://", f"://{S3_BUCKET}.", 1)]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *_hotes_des_tuiles, *_hotes_des_images],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
CSRF_FAILURE_VIEW = "reseau.socle.identite.erreurs.formulaire_perime"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
if DERRIERE_UN_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Hours during which a freed seat is offered to the next person; 0 gives it at once.
PROPOSITION_HEURES = env.int("PROPOSITION_HEURES", 48)

# From one IP address; generous, since a whole fablab or mobile antenna shares one.
INSCRIPTIONS_PAR_HEURE = env.int("INSCRIPTIONS_PAR_HEURE", 100_000 if DEBUG else 600)
# With one e-mail address: registrations an hour, and different names an hour.
INSCRIPTIONS_PAR_ADRESSE_ET_HEURE = env.int("INSCRIPTIONS_PAR_ADRESSE_ET_HEURE", 30)
NOMS_PAR_ADRESSE_ET_HEURE = env.int("NOMS_PAR_ADRESSE_ET_HEURE", 12)

# --- Trace --------------------------------------------------------------------------------------

# One formatter, without personal data, for the logs of every library; Django's own handlers would
# write nothing in production, or mail whole requests to ADMINS.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"()": "reseau.socle.traces.lignes.LigneSansPersonne"}},
    "filters": {
        # A missing page is no failure; refusals are in the security log.
        "pannes": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda ligne: getattr(ligne, "status_code", 500) >= 500,
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "ligne", "filters": ["pannes"]},
        "securite": {"()": "reseau.socle.securite.journal.EnBase"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "reseau": {"level": env.str("LOG_LEVEL", "INFO")},
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"handlers": ["securite"]},
        "django.security": {"handlers": ["securite"], "propagate": False},
        "reseau.securite": {"handlers": ["securite"], "propagate": False},
    },
}
AUDITLOG_LOGENTRY_MODEL = "auditlog.LogEntry"
# The author of a change is enough: the IP address is personal data that we do not need.
AUDITLOG_DISABLE_REMOTE_ADDR = True
if env.str("SENTRY_DSN", ""):
    import sentry_sdk

    from reseau.socle.traces import sentry

    sentry_sdk.init(**sentry.options(env.str("SENTRY_DSN"), VERSION))
