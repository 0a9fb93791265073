"""Personal data in the tables of libraries: they define the model, we declare what it holds."""

from django.utils.translation import gettext_lazy as _

from .declaration import Declaration, Donnee
from .durees import AVEC_SA_LIGNE, COMPTE, SESSION, TRACES
from .enums import Base

CONNEXION = _("entrer dans son compte, et le protéger")
JOURNAL = _("savoir qui a changé quoi")

DECLARATIONS = {
    "account.EmailAddress": Declaration(
        (Donnee("user email", CONNEXION, Base.DEMANDE, COMPTE),), mene_a="user"
    ),
    "account.EmailConfirmation": Declaration(
        (Donnee("key", CONNEXION, Base.DEMANDE, AVEC_SA_LIGNE),), mene_a="email_address"
    ),
    "mfa.Authenticator": Declaration(
        (
            Donnee("user", CONNEXION, Base.DEMANDE, COMPTE),
            Donnee("data", CONNEXION, Base.DEMANDE, COMPTE, lue_par={}),
        ),
        mene_a="user",
        sans_personne="type",
    ),
    "socialaccount.SocialAccount": Declaration(
        (Donnee("user provider uid extra_data", CONNEXION, Base.DEMANDE, COMPTE),), mene_a="user"
    ),
    "socialaccount.SocialToken": Declaration(
        (Donnee("token token_secret", CONNEXION, Base.DEMANDE, AVEC_SA_LIGNE),),
        mene_a="account",
        sans_personne="app",
    ),
    "sessions.Session": Declaration(
        (
            Donnee(
                "session_key session_data",
                _("reconnaître la même visite d’une page à l’autre"),
                Base.DEMANDE,
                SESSION,
            ),
        ),
        mene_a="session_data",
    ),
    "admin.LogEntry": Declaration(
        (
            Donnee("user", JOURNAL, Base.INTERET, COMPTE),
            Donnee("object_repr change_message", JOURNAL, Base.INTERET, TRACES),
        ),
        mene_a="user",
        sans_personne="content_type object_id",
    ),
    "auditlog.LogEntry": Declaration(
        (
            Donnee("actor", JOURNAL, Base.INTERET, COMPTE),
            Donnee(
                "changes",
                JOURNAL,
                Base.INTERET,
                TRACES,
                lue_par={"page": "auditlog.view_logentry"},
            ),
            Donnee("object_repr changes_text actor_email", JOURNAL, Base.INTERET, TRACES),
        ),
        mene_a="actor",
        # We never write the last three (AUDITLOG_DISABLE_REMOTE_ADDR, no copy of a row).
        sans_personne="content_type object_pk cid remote_addr serialized_data additional_data",
    ),
    "auth.Group": Declaration(sans_personne="name permissions"),
    "auth.Permission": Declaration(sans_personne="name content_type codename"),
    "contenttypes.ContentType": Declaration(sans_personne="app_label model"),
    "socialaccount.SocialApp": Declaration(
        sans_personne="provider provider_id name client_id secret key settings"
    ),
}
