"""Near names of a day, told to the team in its list; refused to nobody, shown to nobody else."""

import pytest
from django.urls import reverse

from inscriptions.admin.inscriptions import InscriptionAdmin
from inscriptions.feuilles.voisinage import ecart_entre, voisinages
from inscriptions.models import Inscription
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, PersonneFactory


def inscrire(atelier, prenom, nom, courriel="", telephone="", **champs):
    dossier = DossierFactory(prenom=prenom, nom=nom, **({"courriel": courriel} if courriel else {}))
    return InscriptionFactory(atelier=atelier, dossier=dossier, telephone=telephone, **champs)


def dits(atelier):
    inscriptions = Inscription.objects.filter(atelier=atelier).select_related("dossier")
    return [
        (f"{v.premiere.prenom} {v.premiere.nom}", f"{v.seconde.prenom} {v.seconde.nom}", v.pourquoi)
        for v in voisinages(inscriptions)
    ]


@pytest.mark.parametrize(
    ("une", "autre", "pourquoi"),
    [
        (("Anne", "Béranger"), ("ANNE", "Beranger"), "même nom, autre adresse"),
        (("Anne", "Béranger"), ("Anna", "Beranger"), "noms proches"),
        (("Anne", "Béranger"), ("Anne", "Bérangre"), "noms proches"),
        (("Anne", "Béranger"), ("Béranger", "Anne"), "prénom et nom échangés"),
        (
            ("Anne", "Béranger", "a@example.org"),
            ("Anna", "Bérangé", "A@example.org"),
            "même adresse, noms proches",
        ),
        (
            ("Anne", "Béranger", "", "06 12 34 56 78"),
            ("A.", "Béranger", "", "+33612345678"),
            "même téléphone, noms proches",
        ),
    ],
)
def test_deux_noms_proches_se_signalent_avec_la_raison(db, une, autre, pourquoi):
    atelier = AtelierFactory()
    for qui in (une, autre):
        inscrire(atelier, *qui)

    assert dits(atelier) == [(" ".join(une[:2]), " ".join(autre[:2]), pourquoi)]


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        (("Marie", "Dupont", "f@example.org"), ("Paul", "Dupont", "f@example.org")),
        (("Marie", "Dupont", "", "0612345678"), ("Luc", "Dupont", "", "0612345678")),
        (("Anne", "Béranger"), ("Anna", "Berangé")),
        (("Marie", "Dupont"), ("Marion", "Durand")),
    ],
    ids=["couple", "téléphone du couple", "trois lettres", "deux personnes"],
)
def test_un_couple_ni_deux_inconnues_ne_se_signalent(db, une, autre):
    atelier = AtelierFactory()
    for qui in (une, autre):
        inscrire(atelier, *qui)

    assert dits(atelier) == []


@pytest.mark.parametrize(
    ("un", "autre", "ecart"),
    [("", "", 0), ("anne", "anne", 0), ("anne", "ane", 1), ("anne", "nane", 1), ("ab", "cd", 2)],
)
def test_l_ecart_compte_les_lettres(un, autre, ecart):
    assert ecart_entre(un, autre) == ecart_entre(autre, un) == ecart


class TestLaListeDuJour:
    def liste(self, client, atelier):
        client.force_login(PersonneFactory(superutilisatrice=True))
        adresse = reverse("admin:inscriptions_inscription_changelist")
        return client.get(f"{adresse}?atelier={atelier.pk}").content.decode()

    def test_elle_les_dit_avec_un_lien_vers_chacune(self, client, db):
        atelier = AtelierFactory()
        une = inscrire(atelier, "Anne", "Béranger")
        autre = inscrire(atelier, "Anne", "Beranger", en_attente=True)
        inscrire(AtelierFactory(), "Anne", "Béranger")
        inscrire(atelier, "Anne", "Béranger", annulee=True)

        page = self.liste(client, atelier)

        assert "À vérifier : peut-être la même personne" in page.replace("\xa0", " ")
        bloc = page.split('class="voisinages"')[1].split("</details>")[0]
        assert bloc.count("<li>") == 1
        for inscription in (une, autre):
            assert reverse("admin:inscriptions_inscription_change", args=[inscription.pk]) in bloc

    def test_sans_noms_proches_elle_n_en_parle_pas(self, client, db):
        atelier = AtelierFactory()
        inscrire(atelier, "Anne", "Béranger")

        assert "voisinages" not in self.liste(client, atelier)

    def test_la_page_publique_n_en_dit_rien(self, client, db):
        atelier = AtelierFactory()
        for nom in ("Béranger", "Beranger"):
            client.post(
                reverse("inscriptions:inscrire", args=[atelier.slug]),
                {"prenom": "Anne", "nom": nom, "courriel": f"{nom[1]}@x.org", "profil": "porteur"},
            )

        merci = client.get(reverse("inscriptions:merci")).content.decode()

        assert "peut-être" not in merci

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_chercher_coute_le_meme_nombre_de_requetes(self, db, nombre, django_assert_num_queries):
        atelier = AtelierFactory()
        for rang in range(2 * nombre):
            inscrire(atelier, "Anne", "Béranger", f"a{rang}@example.org", en_attente=True)

        with django_assert_num_queries(2):
            trouves = InscriptionAdmin._voisinages(atelier)
            etats = {v.seconde.etat_lu.label for v in trouves}

        assert (len(trouves), etats) == (nombre * (2 * nombre - 1), {"en liste d’attente"})
