"""Who may do what in the back office: two groups of permissions, installed by name.

Permissions are written as text ("ateliers.publier"): this module stands below the apps that define
them. Django creates permissions after the last migration, so this is a function, not a migration.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction

ANIMATION = "Animation"
ADMINISTRATION = "Administration"

TOUT = ("view", "add", "change", "delete")
SANS_SUPPRIMER = ("view", "add", "change")


def _droits(application: str, actions: tuple[str, ...], *modeles: str) -> set[str]:
    return {f"{application}.{action}_{modele}" for action in actions for modele in modeles}


DROITS = {
    ANIMATION: {
        *_droits("ateliers", TOUT, "cycle", "atelier", "creneau", "sequence", "repas"),
        *_droits("ateliers", TOUT, "intervenant", "document"),
        "ateliers.publier",
        *_droits("lieux", SANS_SUPPRIMER, "lieu", "label"),
        *_droits("lieux", TOUT, "espace", "labellisation"),
        *_droits("lieux", ("view",), "terme", "commune", "departement"),
        *_droits("inscriptions", SANS_SUPPRIMER, "dossier", "inscription", "couvert"),
        *_droits(
            "inscriptions", ("view",), "changementetat", "export", "rappel", "journeeproposee"
        ),
        *_droits("inscriptions", ("view",), "proposition", "trajet", "miseenrelation"),
        *_droits("inscriptions", TOUT, "question"),
        *_droits("inscriptions", ("view",), "reponsedonnee"),
        *_droits("inscriptions", ("view",), "choixdesequence", "redistribution"),
        "inscriptions.exporter",
        "inscriptions.voir_donnees_sensibles",
        *_droits("reseau", SANS_SUPPRIMER, "groupedetravail"),
        *_droits("reseau", TOUT, "participation", "reunion", "actualite"),
        *_droits("reseau", ("view",), "courriel", "piecejointe"),
        "reseau.reessayer",
    },
}
DROITS[ADMINISTRATION] = DROITS[ANIMATION] | {
    *_droits("reseau", SANS_SUPPRIMER, "reseau", "personne"),
    *_droits("reseau", ("delete",), "groupedetravail"),
    *_droits("reseau", ("view",), "travail", "purge", "tracedesecurite"),
    *_droits("lieux", TOUT, "terme", "label"),
    *_droits("lieux", ("delete",), "lieu"),
    "auditlog.view_logentry",
}


@transaction.atomic
def installer_les_roles() -> list[Group]:
    """Create both groups and add the permissions they lack; those that the network added stay."""
    applications = {droit.partition(".")[0] for droits in DROITS.values() for droit in droits}
    for application in sorted(applications):
        create_permissions(apps.get_app_config(application), verbosity=0)
    return [_installer(nom, droits) for nom, droits in DROITS.items()]


def _installer(nom: str, droits: set[str]) -> Group:
    groupe, _ = Group.objects.get_or_create(name=nom)
    # One condition per right would make a query of a hundred ORs, a tenth of a second to write.
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    if manquantes := droits - permissions.keys():
        raise LookupError(f"Unknown permissions: {sorted(manquantes)}")
    groupe.permissions.add(*(permissions[droit] for droit in droits))
    return groupe
