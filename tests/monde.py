"""One row of everything, and one person of each role: the ground of the permission tables."""

from http.cookies import SimpleCookie

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from inscriptions.models import AdresseAConfirmer
from reseau.groupes.enums import RoleDansLeGroupe
from reseau.models import Courriel, PieceJointe
from reseau.personnes.roles import installer_les_roles
from tests.factories import (
    ActualiteFactory,
    AtelierFactory,
    CouvertFactory,
    CycleFactory,
    DocumentFactory,
    DossierFactory,
    GroupeFactory,
    InscriptionFactory,
    LieuFactory,
    MiseEnRelationFactory,
    ParticipationFactory,
    PersonneFactory,
    QuestionFactory,
    RepasFactory,
    ReunionFactory,
    TrajetFactory,
)

ROLES = ["anonyme", "compte", "membre", "animatrice", "gestionnaire", "equipe", "superutilisatrice"]

CLES = {"pk", "trajet", "demande"}
PDF = b"%PDF-1.7\n"


class Monde:
    def __init__(self):
        installer_les_roles()
        self.groupe = GroupeFactory(slug="inclusion")
        self.lieu = LieuFactory(slug="dynamo")
        self.personnes = {
            "compte": PersonneFactory(),
            "membre": PersonneFactory(membre=True),
            "animatrice": PersonneFactory(membre=True),
            "gestionnaire": PersonneFactory(membre=True),
            "equipe": PersonneFactory(equipe=True),
            "superutilisatrice": PersonneFactory(superutilisatrice=True),
        }
        self.personne = self.personnes["membre"]
        for personne in self.personnes.values():
            EmailAddress.objects.create(
                user=personne, email=personne.email, verified=True, primary=True
            )
        ParticipationFactory(
            groupe=self.groupe,
            personne=self.personnes["animatrice"],
            role=RoleDansLeGroupe.ANIMATEUR,
        )
        self.lieu.gestionnaires.add(self.personnes["gestionnaire"])
        self.personnes["equipe"].groups.add(Group.objects.get(name="Animation"))
        self.cycle = CycleFactory(slug="ruralites")
        self.atelier = AtelierFactory(slug="simorre", cycle=self.cycle, lieu=self.lieu)
        self.document = DocumentFactory(
            atelier=AtelierFactory(slug="passee", passe=True),
            lien="",
            fichier=SimpleUploadedFile("support.pdf", PDF),
        )
        self.inscription = InscriptionFactory(
            atelier=self.atelier, dossier=DossierFactory(jeton="jeton-secret")
        )
        self.dossier = self.inscription.dossier
        self.collegue = InscriptionFactory(
            dossier=self.dossier, atelier=self.atelier, nom="Ibos", courriel="ibos@example.org"
        )
        AdresseAConfirmer.objects.create(
            dossier=self.dossier, courriel="neuve@example.org", jeton="jeton-de-l-adresse"
        )
        self.voiture = TrajetFactory(inscription__atelier=self.atelier)
        self.demande = MiseEnRelationFactory(
            voiture=self.voiture, passager=TrajetFactory(inscription=self.inscription, cherche=True)
        )
        self.genre_atelier = "atelier"
        self.question = QuestionFactory(atelier=self.atelier)
        self.couvert = CouvertFactory(
            repas=RepasFactory(atelier=self.atelier), inscription=self.inscription
        )
        self.reunion = ReunionFactory(groupe=self.groupe)
        ActualiteFactory(slug="four")
        self.courriel = Courriel.objects.create(
            destinataire="a@example.org", objet="Bonjour", texte="Bonjour", message_id="<1@x>"
        )
        self.piece = PieceJointe.objects.create(
            courriel=self.courriel, nom="a.ics", type_mime="text/calendar", contenu=b""
        )

    def client(self, role):
        client = Client()
        if role != "anonyme":
            client.force_login(self.personnes[role])
        return client

    def adresse(self, nom, **arguments):
        """Address named `nom`; a key given as a word is that of the row the world calls so."""
        for cle in CLES & arguments.keys():
            if isinstance(arguments[cle], str):
                arguments[cle] = getattr(self, arguments[cle]).pk
        return reverse(nom, kwargs=arguments)


def sonder(client, adresse):
    """Statuses of GET and of an empty POST; what they may have changed is undone."""
    temoin = SimpleCookie(client.cookies)
    codes = []
    for methode in (client.get, client.post):
        with transaction.atomic():
            reponse = methode(adresse)
            if reponse.streaming:  # read to the end, it closes its file, and not the database
                b"".join(reponse)
            codes.append(str(reponse.status_code))
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(temoin)
    return tuple(codes)
