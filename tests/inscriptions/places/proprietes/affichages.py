"""Every place that shows figures or a calendar, and what the rules want to be read there."""

import csv
import io
import json
import re

from django.test import Client
from django.urls import reverse

from ateliers.jauge import Jauge
from tests.factories import PersonneFactory
from tests.pages import contenu

from .agendas import attendu, evenement
from .promesses import TENUES, Promesses


class Affichages(Promesses):
    def les_chiffres_sont_partout_les_memes(self):
        m = self.modele
        jauge = Jauge(m.capacite, len(m.dans("assise")), len(m.file()), len(m.dans("offre")))
        equipe = self.administratrice()
        for lieu, (client, adresse, voulu) in {
            **self.pages_publiques(jauge),
            **self.pages_de_l_equipe(jauge, equipe),
        }.items():
            assert voulu in lire(client, adresse), lieu
            TENUES[f"les chiffres : {lieu}"] += 1
        assert self.places_pour_les_machines() == jauge.libres
        assert self.exporter(equipe, "csv") == [(n, None) for n in sorted(m.dans("assise"))]
        assert sorted(self.exporter(equipe, "csv_attente")) == sorted(
            [(nom, "place proposée") for nom in m.dans("offre")]
            + [(nom, str(rang)) for rang, nom in enumerate(m.file(), start=1)]
        )
        TENUES["les chiffres : les exports"] += 1

    def pages_publiques(self, jauge):
        """Who may still register reads them on the forms too."""
        anonyme, phrase, slug = Client(), jauge.phrase(), self.atelier.slug
        cycle = self.atelier.cycle
        ouverte = not self.modele.commencee()
        etiquette = jauge.en_bref().capitalize() if ouverte else "Inscriptions closes"
        pages = {
            "la page de la journée": (self.atelier.get_absolute_url(), phrase.capitalize()),
            "la liste": (reverse("ateliers:liste"), etiquette),
            "le flux": (reverse("ateliers:flux"), phrase),
            "la page du cycle": (cycle.get_absolute_url(), phrase),
            "le formulaire du cycle": (
                reverse("inscriptions:inscrire_au_cycle", args=[cycle.slug]),
                phrase.capitalize(),
            ),
        }
        if ouverte and not jauge.est_complete and not self.modele.sur_approbation:
            formulaire = reverse("inscriptions:inscrire", args=[slug])
            pages["le formulaire"] = (formulaire, phrase.capitalize())
        return {lieu: (anonyme, *page) for lieu, page in pages.items()}

    def pages_de_l_equipe(self, jauge, equipe):
        cle, phrase = self.atelier.pk, jauge.phrase()
        inscriptions = reverse("admin:inscriptions_inscription_changelist")
        pages = {
            "le tableau de bord": reverse("admin:index"),
            "les ateliers": reverse("admin:ateliers_atelier_changelist"),
            "la fiche": reverse("admin:ateliers_atelier_change", args=[cle]),
            "l’annulation": reverse("admin:ateliers_atelier_annuler", args=[cle]),
            "la file": reverse("admin:inscriptions_file", args=[cle]),
            "les inscriptions": f"{inscriptions}?atelier={cle}",
        }
        return {lieu: (equipe, adresse, phrase) for lieu, adresse in pages.items()}

    def places_pour_les_machines(self):
        """Seats left, as search engines read them; None where there is no limit."""
        page = lire(Client(), self.atelier.get_absolute_url())
        (donnees,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        return json.loads(donnees).get("remainingAttendeeCapacity")

    def les_calendriers_sont_partout_les_memes(self):
        """The one of the day, of its cycle, of the agenda; and who sits, only she, has hers."""
        m, cycle = self.modele, self.atelier.cycle
        fichiers = {
            "la journée": reverse("ateliers:ics", args=[self.atelier.slug]),
            "le cycle": reverse("cycles:ics", args=[cycle.slug]),
        }
        if not m.finie():
            fichiers["l’agenda"] = reverse("ateliers:agenda_ics")
        siens = {nom: ligne.jeton_du_destinataire for nom, ligne in self.lignes().items()}
        for nom, jeton in siens.items():
            adresse = reverse("inscriptions:ics", args=[jeton])
            if m.etat(nom) == "assise":
                fichiers["qui est assise"] = adresse
            else:
                assert Client().get(adresse).status_code == 404, nom
        for lieu, adresse in fichiers.items():
            lu = evenement(lire(Client(), adresse).encode())
            assert lu.items() >= attendu(m).items(), lieu
            TENUES[f"le calendrier : {lieu}"] += 1

    def administratrice(self):
        client = Client()
        client.force_login(PersonneFactory(superutilisatrice=True))
        return client

    def exporter(self, client, format_voulu):
        adresse = reverse("admin:exporter_atelier", args=[self.atelier.pk])
        reponse = client.post(adresse, {"format": format_voulu, "lignes_vides": 5})
        lignes = csv.DictReader(io.StringIO(contenu(reponse).lstrip("\ufeff")), delimiter=";")
        return [(ligne["Prénom"], ligne.get("Rang")) for ligne in lignes]


def lire(client, chemin):
    reponse = client.get(chemin)
    assert reponse.status_code == 200, chemin
    return contenu(reponse)
