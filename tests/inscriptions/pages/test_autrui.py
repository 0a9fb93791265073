"""Somebody without an address, registered by a mediator: the form, the trace, the double click."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from inscriptions import places
from inscriptions.demandes import Demande
from inscriptions.models import Dossier, Inscription
from inscriptions.models.jetons import ALPHABET, lisible, nettoyer, nouveau_code
from reseau.models import Courriel
from reseau.personnes.roles import ANIMATION, installer_les_roles
from tests.factories import (
    AtelierFactory,
    GroupeFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
)
from tests.pages import source

SAISIE = {
    "prenom": "Josette",
    "nom": "Péré-Lahaille",
    "telephone": "06 12 34 56 78",
    "profil": "porteur",
    "accord": "on",
}


def adresse(atelier):
    return reverse("inscriptions:pour_quelqu_un", args=[atelier.slug])


@pytest.fixture
def mediatrice(client):
    personne = PersonneFactory(membre=True)
    client.force_login(personne)
    return personne


def test_une_membre_inscrit_quelqu_un_sans_adresse(client, mediatrice):
    atelier = AtelierFactory()

    reponse = client.post(adresse(atelier), SAISIE)

    inscription = Inscription.objects.get()
    dossier = inscription.dossier
    assert (inscription.prenom, inscription.courriel) == ("Josette", "")
    assert inscription.est_confirmee
    assert (dossier.inscrit_par, dossier.personne) == (mediatrice, None)
    assert len(dossier.code) == 8
    assert reponse.url == reverse("inscriptions:confirmation", args=[dossier.jeton, inscription.pk])
    assert inscription.changements.get().par == mediatrice
    assert Courriel.objects.count() == 0


@pytest.mark.parametrize("methode", ["get", "head"])
def test_ouvrir_la_page_n_inscrit_personne(client, mediatrice, methode):
    assert getattr(client, methode)(adresse(AtelierFactory())).status_code == 200
    assert Inscription.objects.count() == 0


def test_sans_l_accord_de_la_personne_rien_ne_se_fait(client, mediatrice):
    page = source(client.post(adresse(AtelierFactory()), {**SAISIE, "accord": ""}))

    assert "Demandez d’abord son accord à la personne." in page
    assert Inscription.objects.count() == 0


def test_il_n_y_a_pas_de_champ_courriel_et_le_navigateur_ne_remplit_rien(client, mediatrice):
    page = source(client.get(adresse(AtelierFactory())))

    formulaire = page.split('<form class="formulaire"')[1]
    assert 'name="courriel"' not in formulaire
    assert 'autocomplete="given-name"' not in formulaire


def test_le_bouton_presse_deux_fois_n_inscrit_qu_une_fois(client, mediatrice):
    atelier = AtelierFactory()
    client.post(adresse(atelier), SAISIE)

    reponse = client.post(adresse(atelier), {**SAISIE, "nom": "PERE LAHAILLE"}, follow=True)

    assert Inscription.objects.count() == 1
    assert Dossier.objects.count() == 1
    assert "Vous aviez déjà inscrit cette personne" in source(reponse)


def test_la_meme_personne_nommee_par_une_autre_mediatrice_a_sa_place_a_elle(client, mediatrice):
    """No address tells them apart, and nobody reads whom another mediator registered."""
    atelier = AtelierFactory()
    client.post(adresse(atelier), SAISIE)
    client.force_login(PersonneFactory(membre=True))

    reponse = client.post(adresse(atelier), SAISIE, follow=True)

    assert atelier.inscriptions.count() == Dossier.objects.count() == 2
    assert "Vous aviez déjà inscrit cette personne" not in source(reponse)


def test_deux_personnes_d_une_meme_famille_ont_chacune_leur_place(client, mediatrice):
    atelier = AtelierFactory()
    client.post(adresse(atelier), SAISIE)
    client.post(adresse(atelier), {**SAISIE, "prenom": "Marcel"})

    codes = set(Dossier.objects.values_list("code", flat=True))
    assert len(codes) == 2


def test_au_dela_de_la_capacite_on_attend_comme_tout_le_monde(client, mediatrice):
    atelier = AtelierFactory(capacite=1)
    InscriptionFactory(atelier=atelier)

    page = source(client.post(adresse(atelier), SAISIE, follow=True))

    assert not Inscription.objects.get(prenom="Josette").est_confirmee
    assert "Vous êtes en liste d’attente" in page


def test_le_repas_se_reserve_aussi(client, mediatrice):
    atelier = AtelierFactory()
    repas = RepasFactory(atelier=atelier)

    client.post(
        adresse(atelier), {**SAISIE, f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "vegetarien"}
    )

    assert Inscription.objects.get().couverts.get().regime == "vegetarien"


def test_une_anonyme_est_menee_a_la_connexion(client):
    atelier = AtelierFactory()

    assert client.get(adresse(atelier)).url.startswith("/compte/login/")
    assert client.post(adresse(atelier), SAISIE).url.startswith("/compte/login/")
    assert Inscription.objects.count() == 0


@pytest.mark.parametrize(
    ("champs", "droits", "attendu"),
    [
        ({}, [], 403),
        ({"equipe": True}, [], 403),
        ({"equipe": True}, ["add_inscription"], 200),
        ({"membre": True}, [], 200),
    ],
)
def test_qui_peut_inscrire_quelqu_un_d_autre(client, champs, droits, attendu):
    personne = PersonneFactory(**champs)
    personne.user_permissions.set(Permission.objects.filter(codename__in=droits))
    client.force_login(personne)
    atelier = AtelierFactory()

    assert client.get(adresse(atelier)).status_code == attendu
    lien = adresse(atelier) in source(client.get(f"/ateliers/{atelier.slug}/inscription/"))
    assert lien is (attendu == 200)


def test_une_journee_close_ou_reservee_ne_s_ouvre_pas_par_la(client, mediatrice):
    passee = AtelierFactory(passe=True)
    reservee = AtelierFactory(acces="groupe", groupe=GroupeFactory())

    trop_tard = source(client.post(adresse(passee), SAISIE))
    assert "closes" in trop_tard
    assert f"<dt>Prénom</dt><dd>{SAISIE['prenom']}</dd>" in trop_tard
    assert client.post(adresse(reservee), SAISIE).status_code == 403
    assert Inscription.objects.count() == 0


def test_le_code_n_a_que_des_signes_qui_ne_se_confondent_pas():
    assert not set(ALPHABET) & set("0O1I2Z5S8B")
    assert len({nouveau_code() for _ in range(200)}) == 200
    assert lisible("K7PM4RDX") == "K7PM-4RDX"
    assert nettoyer(" k7pm – 4rdx ") == "K7PM4RDX"


def test_avec_une_adresse_il_n_y_a_ni_code_ni_mandat():
    demande = Demande(prenom="Ana", nom="Daure", courriel="ana@example.org")

    dossier = places.inscrire(
        [demande], [AtelierFactory()], par=PersonneFactory(membre=True)
    ).dossier

    assert (dossier.code, dossier.inscrit_par) == (None, None)


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("courriel", ["", "ana@example.org"])
def test_le_back_office_retient_qui_a_inscrit_et_offre_la_feuille_sans_adresse(client, courriel):
    installer_les_roles()
    equipe = PersonneFactory(equipe=True)
    equipe.groups.add(Group.objects.get(name=ANIMATION))
    client.force_login(equipe)
    atelier = AtelierFactory()
    ajout = reverse("admin:inscriptions_inscription_add")

    reponse = client.post(
        f"{ajout}?atelier={atelier.pk}",
        {"prenom": "Ana", "nom": "Daure", "profil": "porteur", "courriel": courriel},
    )

    inscription = Inscription.objects.get()
    dossier = inscription.dossier
    feuille = reverse("inscriptions:confirmation", args=[dossier.jeton, inscription.pk])
    fiche = reverse("admin:inscriptions_inscription_change", args=[inscription.pk])
    assert dossier.inscrit_par == equipe
    assert reponse.url == (fiche if courriel else feuille)
    page = source(client.get(fiche))
    assert (feuille in page) is not bool(courriel)
    assert str(equipe) in page
    page = source(client.get(reverse("admin:inscriptions_dossier_change", args=[dossier.pk])))
    assert (dossier.code_lisible() in page) if dossier.code else ("code" in page)
