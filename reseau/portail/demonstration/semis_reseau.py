"""Plant the network itself: its identity, its people, its working groups, its news."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from reseau.groupes.enums import RoleDansLeGroupe
from reseau.models import Actualite, GroupeDeTravail, Participation, Personne, Reseau, Reunion
from reseau.personnes.enums import Profil
from reseau.personnes.roles import ANIMATION, installer_les_roles

from . import equipe
from .semis_ateliers import le_prochain

PROMESSES = 60
DEPARTEMENTS = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]


def planter_le_reseau():
    Reseau.objects.update_or_create(
        pk=1,
        defaults={
            "nom": "La Faîtière d’Oc",
            "devise": "Les tiers-lieux d’Occitanie, sous un même toit.",
            "presentation": """Cent onze lieux pour travailler, fabriquer, apprendre et se
rencontrer, **du Piémont pyrénéen aux Causses**. Le réseau les relie : des ateliers itinérants, six
groupes de travail, un annuaire tenu par celles et ceux qui y sont chaque jour.""",
            "territoire": "Occitanie",
            "departements": DEPARTEMENTS,
            "courriel": "bonjour@faitiere-oc.example.org",
            "telephone": "05 90 00 00 00",
            "adresse": "La Dynamo, avenue de la Gare\n32000 Auch",
            "comment_adherer": """Vous animez un lieu ou vous en préparez un ? Écrivez-nous à
[bonjour@faitiere-oc.example.org](mailto:bonjour@faitiere-oc.example.org) : on se rappelle dans la
semaine, et on vous invite à la prochaine rencontre.""",
        },
    )


def planter_les_comptes() -> dict[str, Personne]:
    """The five accounts of the demo, e-mail confirmed; returned by the name before the @."""
    installer_les_roles()
    comptes = {}
    for email, prenom, nom, structure, profil, drapeaux in equipe.COMPTES:
        personne = Personne.objects.create_user(
            email,
            equipe.MOT_DE_PASSE,
            prenom=prenom,
            nom=nom,
            structure=structure,
            profil=profil,
            is_staff=bool(drapeaux & {"equipe", "superutilisatrice"}),
            is_superuser="superutilisatrice" in drapeaux,
            membre_depuis=timezone.localdate() - timedelta(days=500)
            if "membre" in drapeaux
            else None,
        )
        EmailAddress.objects.create(user=personne, email=email, verified=True, primary=True)
        comptes[email.split("@")[0]] = personne
    comptes["animation"].groups.add(Group.objects.get(name=ANIMATION))
    return comptes


def planter_les_groupes(comptes, hasard):
    """Six groups with their animateurs and about sixty people pledged for 1 or 2 hours a month."""
    groupes = _ouvrir_les_groupes()
    _engager(groupes, _membres_inventes(hasard), hasard)
    Participation.objects.create(
        groupe=groupes[5],
        personne=comptes["membre"],
        role=RoleDansLeGroupe.ANIMATEUR,
        heures_par_mois=2,
    )
    Participation.objects.create(groupe=groupes[0], personne=comptes["membre"], heures_par_mois=1)
    Participation.objects.create(groupe=groupes[4], personne=comptes["lieu"], heures_par_mois=2)
    _planter_les_reunions(groupes)
    _planter_les_actualites(groupes)


def _ouvrir_les_groupes() -> list[GroupeDeTravail]:
    return GroupeDeTravail.objects.bulk_create(
        GroupeDeTravail(
            nom=nom,
            slug=slugify(nom),
            theme=theme,
            objectifs=objectifs,
            ordre=ordre,
            courriel=f"{slugify(nom)[:30]}@faitiere-oc.example.org",
        )
        for ordre, (nom, theme, objectifs) in enumerate(equipe.GROUPES, 1)
    )


def _engager(groupes, membres, hasard):
    """Give people to the groups in turn; the first one of each group leads it."""
    Participation.objects.bulk_create(
        Participation(
            groupe=groupes[rang % len(groupes)],
            personne=personne,
            role=RoleDansLeGroupe.ANIMATEUR if rang < len(groupes) else RoleDansLeGroupe.MEMBRE,
            heures_par_mois=Decimal(hasard.choice([1, 1, 2])),
            depuis=timezone.localdate() - timedelta(days=hasard.randint(20, 420)),
        )
        for rang, personne in enumerate(membres)
    )


def _membres_inventes(hasard) -> list[Personne]:
    sans_mot_de_passe = make_password(None)
    prenoms = hasard.sample(equipe.PRENOMS, PROMESSES)
    noms = [hasard.choice(equipe.NOMS) for _ in prenoms]
    return Personne.objects.bulk_create(
        Personne(
            email=f"{slugify(prenom)}.{slugify(nom)}.{rang}@example.org",
            prenom=prenom,
            nom=nom,
            profil=hasard.choice([Profil.GESTIONNAIRE, Profil.ANIMATEUR, Profil.USAGER]),
            password=sans_mot_de_passe,
            membre_depuis=timezone.localdate() - timedelta(days=hasard.randint(30, 900)),
        )
        for rang, (prenom, nom) in enumerate(zip(prenoms, noms, strict=True))
    )


def _planter_les_reunions(groupes):
    for rang, groupe in enumerate(groupes):
        for mois in (-1, 0, 1):
            vers = timezone.localdate() + timedelta(days=6 + 3 * rang + 28 * mois)
            jour = le_prochain(rang % 5, vers)
            debut = timezone.make_aware(datetime.combine(jour, time(12, 30)))
            Reunion.objects.create(
                groupe=groupe,
                titre="Point mensuel",
                debut=debut,
                fin=debut + timedelta(hours=1),
                endroit="En ligne" if mois else "La Dynamo, Auch, et en ligne",
                lien_visio="https://example.org/visio/groupes",
                ordre_du_jour="- Tour des nouvelles\n- Ce qui avance\n- Qui fait quoi d’ici là",
                compte_rendu="Trois décisions, deux volontaires." if mois < 0 else "",
            )


def _planter_les_actualites(groupes):
    Actualite.objects.bulk_create(
        Actualite(
            titre=titre,
            slug=slugify(titre.replace("’", "-")),
            chapeau=chapeau,
            corps=corps,
            groupe=groupes[rang],
            publiee_le=timezone.now() - timedelta(days=age),
        )
        for titre, chapeau, corps, rang, age in equipe.ACTUALITES
    )
