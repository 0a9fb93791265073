import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from ateliers.enums import EtatInscription
from inscriptions import places
from inscriptions.demandes import ChoixDeRepas, Demande
from inscriptions.models import Inscription, Proposition
from inscriptions.models.enums import Regime
from reseau.socle.courriels.models import Courriel
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
)

pytestmark = pytest.mark.ignore_template_errors

LISTE = reverse("admin:inscriptions_inscription_changelist")
AJOUT = reverse("admin:inscriptions_inscription_add")
ANNULATION = reverse("admin:inscriptions_annuler")
TOUS = ("view_inscription", "add_inscription", "change_inscription", "voir_donnees_sensibles")


def connecter(client, *droits):
    personne = PersonneFactory(equipe=True, prenom="Odile", nom="Castagné")
    personne.user_permissions.set(Permission.objects.filter(codename__in=droits))
    client.force_login(personne)
    return personne


def inscrire(atelier, nom, **champs):
    return InscriptionFactory(atelier=atelier, dossier=DossierFactory(nom=nom), **champs)


def noms(reponse):
    return [inscription.nom for inscription in reponse.context["cl"].result_list]


def fiche(inscription):
    return reverse("admin:inscriptions_inscription_change", args=[inscription.pk])


@pytest.fixture
def animatrice(client):
    connecter(client, *TOUS)
    return client


def test_la_liste_montre_un_seul_etat_a_la_fois_et_compte_les_autres(animatrice):
    atelier = AtelierFactory()
    inscrire(atelier, "Confirmée")
    inscrire(atelier, "Première", en_attente=True)
    inscrire(atelier, "Seconde", en_attente=True)
    inscrire(atelier, "Partie", annulee=True)

    confirmees = animatrice.get(LISTE)
    attente = animatrice.get(LISTE, {"etat": "en_attente"})

    assert noms(confirmees) == ["Confirmée"]
    assert noms(attente) == ["Première", "Seconde"]
    assert [i.rang_dans_la_file for i in attente.context["cl"].result_list] == [1, 2]
    assert "en liste d’attente (2)" in confirmees.content.decode()


def test_la_liste_se_filtre_par_atelier_et_par_cycle_et_mene_a_l_export(client):
    connecter(client, "view_inscription", "exporter")
    atelier = AtelierFactory(cycle=CycleFactory())
    inscrire(atelier, "Zola")
    inscrire(AtelierFactory(), "Ailleurs")

    par_atelier = client.get(LISTE, {"atelier": atelier.pk})
    par_cycle = client.get(LISTE, {"cycle": atelier.cycle.pk})

    assert noms(par_atelier) == noms(par_cycle) == ["Zola"]
    assert reverse("admin:exporter_atelier", args=[atelier.pk]) in par_atelier.content.decode()
    assert reverse("admin:exporter_cycle", args=[atelier.cycle.pk]) in par_cycle.content.decode()


def test_un_atelier_ancien_reste_choisi_quand_on_vient_de_sa_fiche(animatrice):
    ancien = AtelierFactory(passe=True, publie_le=None)
    inscrire(ancien, "Zola")

    assert noms(animatrice.get(LISTE, {"atelier": ancien.pk})) == ["Zola"]


def test_la_liste_commence_par_les_journees_a_venir_et_une_recherche_les_voit_toutes(animatrice):
    passee = AtelierFactory(passe=True)
    inscrire(passee, "Hier")
    inscrire(AtelierFactory(), "Demain")

    trouves = {
        "d’abord": noms(animatrice.get(LISTE)),
        "passees": noms(animatrice.get(LISTE, {"periode": "passees"})),
        "toutes": noms(animatrice.get(LISTE, {"periode": "toutes"})),
        "cherchée": noms(animatrice.get(LISTE, {"q": "hier"})),
        "cherchée à venir": noms(animatrice.get(LISTE, {"q": "hier", "periode": "a_venir"})),
        "n’importe quoi": noms(animatrice.get(LISTE, {"periode": "9"})),
    }

    assert trouves == {
        "d’abord": ["Demain"],
        "passees": ["Hier"],
        "toutes": ["Hier", "Demain"],
        "cherchée": ["Hier"],
        "cherchée à venir": [],
        "n’importe quoi": ["Hier", "Demain"],
    }


def test_la_liste_donne_de_quoi_appeler_et_ne_laisse_passer_aucune_balise(animatrice):
    inscrire(AtelierFactory(), "Zola", structure="<b>Ruche</b>", telephone="05 62 00 00 00")

    page = animatrice.get(LISTE).content.decode()

    assert '<a href="tel:0562000000">05\u00a062\u00a000\u00a000\u00a000</a>' in page
    assert "&lt;b&gt;Ruche&lt;/b&gt;<br>" in page


def test_la_recherche_trouve_une_personne(animatrice):
    atelier = AtelierFactory()
    inscrire(atelier, "Zola", structure="La Ruche")
    inscrire(atelier, "Hugo")

    assert noms(animatrice.get(LISTE, {"q": "ruche"})) == ["Zola"]


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_coute_le_meme_nombre_de_requetes(animatrice, django_assert_num_queries, nombre):
    atelier = AtelierFactory()
    for rang in range(nombre):
        inscrire(atelier, f"Nom{rang}")

    with django_assert_num_queries(15):
        animatrice.get(LISTE)


def test_la_fiche_se_lit_avec_son_histoire_et_ne_s_ecrit_pas(animatrice):
    atelier = AtelierFactory()
    demande = Demande(prenom="Ana", nom="Zola", courriel="ana@example.org")
    (inscription,) = places.inscrire([demande], [atelier]).nouvelles

    page = animatrice.get(fiche(inscription)).content.decode()
    animatrice.post(fiche(inscription), {"nom": "Autre", "etat": "annulee"})

    assert "confirmée" in page
    assert 'name="_save"' not in page
    inscription.refresh_from_db()
    assert (inscription.nom, inscription.etat) == ("Zola", EtatInscription.CONFIRMEE)


def test_les_donnees_sensibles_ne_se_voient_qu_avec_la_permission(client):
    repas = RepasFactory()
    demande = Demande(
        prenom="Ana",
        nom="Zola",
        courriel="ana@example.org",
        besoins_acces="Fauteuil",
        repas={repas.pk: ChoixDeRepas(Regime.ALLERGIE, "arachide")},
    )
    (inscription,) = places.inscrire([demande], [repas.atelier]).nouvelles

    connecter(client, "view_inscription", "view_couvert", "change_inscription")
    sans = client.get(fiche(inscription)).content.decode()
    connecter(client, *TOUS, "view_couvert")
    avec = client.get(fiche(inscription)).content.decode()

    secrets = ("Fauteuil", "arachide", "allergie (à préciser)")
    assert [secret in avec for secret in secrets] == [True] * 3
    assert [secret in sans for secret in secrets] == [False] * 3
    modifier = reverse("admin:inscription_modifier", args=[inscription.pk])
    assert [modifier in page for page in (sans, avec)] == [False, True]


def test_inscrire_quelqu_un_passe_par_le_choix_de_la_journee(animatrice):
    a_venir = AtelierFactory(titre="À venir")
    AtelierFactory(titre="Brouillon", brouillon=True)
    AtelierFactory(titre="Passé", passe=True)

    page = animatrice.get(AJOUT)

    assert list(page.context["form"].fields["atelier"].queryset) == [a_venir]


def test_l_equipe_inscrit_quelqu_un_qui_a_appele_et_le_courriel_part(animatrice):
    atelier = AtelierFactory()

    reponse = animatrice.post(
        f"{AJOUT}?atelier={atelier.pk}",
        {"prenom": "Ana", "nom": "Zola", "courriel": "ana@example.org", "profil": "usager"},
        follow=True,
    )

    inscription = Inscription.objects.get()
    assert (inscription.nom, inscription.etat) == ("Zola", EtatInscription.CONFIRMEE)
    assert str(inscription.changements.get().par) == "Odile Castagné"
    assert Courriel.objects.get().destinataire == "ana@example.org"
    assert "Inscription confirmée." in reponse.content.decode()


def test_quelqu_un_sans_courriel_s_inscrit_sans_qu_aucun_courriel_ne_parte(animatrice):
    atelier = AtelierFactory()

    animatrice.post(
        f"{AJOUT}?atelier={atelier.pk}", {"prenom": "Ana", "nom": "Zola", "profil": "usager"}
    )

    assert Inscription.objects.get().courriel == ""
    assert not Courriel.objects.exists()


def test_quelqu_un_sans_courriel_ne_prend_qu_une_place_si_le_bouton_part_deux_fois(animatrice):
    atelier = AtelierFactory()

    for _fois in range(2):
        reponse = animatrice.post(
            f"{AJOUT}?atelier={atelier.pk}",
            {"prenom": "Ana", "nom": "Zola", "profil": "usager"},
            follow=True,
        )

    assert Inscription.objects.count() == 1
    assert "Vous aviez déjà inscrit cette personne" in reponse.content.decode()


def test_un_atelier_complet_donne_un_rang_jamais_une_place_de_trop(animatrice):
    atelier = AtelierFactory(complet=True)

    reponse = animatrice.post(
        f"{AJOUT}?atelier={atelier.pk}",
        {"prenom": "Ana", "nom": "Zola", "courriel": "ana@example.org", "profil": "usager"},
        follow=True,
    )

    assert Inscription.objects.get().etat == EtatInscription.EN_ATTENTE
    assert "liste d’attente, rang 1" in reponse.content.decode()


def test_une_adresse_deja_inscrite_mene_a_son_inscription(animatrice):
    atelier = AtelierFactory()
    existante = inscrire(atelier, "Zola", prenom="Ana", courriel="ana@example.org")

    reponse = animatrice.post(
        f"{AJOUT}?atelier={atelier.pk}",
        {"prenom": "Ana", "nom": "Zola", "courriel": "ana@example.org", "profil": "usager"},
    )

    assert reponse.url == fiche(existante)
    assert Inscription.objects.count() == 1


def test_un_ajout_incomplet_dit_ce_qui_manque(animatrice):
    atelier = AtelierFactory()

    reponse = animatrice.post(f"{AJOUT}?atelier={atelier.pk}", {"profil": "usager"})

    assert set(reponse.context["form"].errors) == {"prenom", "nom"}
    assert not Inscription.objects.exists()


def test_modifier_change_les_coordonnees_sans_toucher_a_la_place(animatrice):
    inscription = inscrire(AtelierFactory(), "Zolla")

    animatrice.post(
        reverse("admin:inscription_modifier", args=[inscription.pk]),
        {"prenom": "Ana", "nom": "Zola", "profil": "usager"},
    )

    inscription.refresh_from_db()
    assert (inscription.nom, inscription.etat) == ("Zola", EtatInscription.CONFIRMEE)


@pytest.mark.usefixtures("sans_delai")
def test_annuler_demande_confirmation_puis_libere_la_place_et_sert_la_suivante(animatrice):
    atelier = AtelierFactory(capacite=1)
    partante = inscrire(atelier, "Partante")
    suivante = inscrire(atelier, "Suivante", en_attente=True)
    voisine = inscrire(AtelierFactory(), "Voisine")

    action = animatrice.post(LISTE, {"action": "annuler", "_selected_action": [partante.pk]})
    confirmation = animatrice.get(action.url)
    partante.refresh_from_db()
    assert partante.etat == EtatInscription.CONFIRMEE
    assert "Partante" in confirmation.content.decode()
    animatrice.post(action.url, {"motif": "A téléphoné"})

    for inscription in (partante, suivante, voisine):
        inscription.refresh_from_db()
    assert [i.etat for i in (partante, suivante, voisine)] == [
        EtatInscription.ANNULEE,
        EtatInscription.CONFIRMEE,
        EtatInscription.CONFIRMEE,
    ]
    changement = partante.changements.get()
    assert (changement.motif, str(changement.par)) == ("A téléphoné", "Odile Castagné")


def test_qui_part_avec_les_autres_n_est_pas_servie_de_leur_place(animatrice):
    atelier = AtelierFactory(capacite=1)
    placee = inscrire(atelier, "Placée")
    premiere = inscrire(atelier, "Première", en_attente=True)
    suivante = inscrire(atelier, "Suivante", en_attente=True)

    animatrice.post(f"{ANNULATION}?cles={placee.pk},{premiere.pk}", {"motif": ""})

    (proposition,) = Proposition.objects.all()
    assert proposition.inscription == suivante


def test_beaucoup_de_noms_se_plient_derriere_leur_nombre(animatrice):
    peu, beaucoup = AtelierFactory(titre="Auch"), AtelierFactory(titre="Nogaro")
    cles = [inscrire(peu, "Seule").pk, *(inscrire(beaucoup, f"Une{n}").pk for n in range(11))]

    page = animatrice.get(f"{ANNULATION}?cles={','.join(map(str, cles))}").content.decode()

    assert 'value="Annuler 12 inscriptions"' in page
    for titre, nombre, pliee in (("Auch", 1, " open"), ("Nogaro", 11, "")):
        (debut, fin) = page.split(f"<strong>{titre}</strong>")
        assert f"confirmée ({nombre})</summary>" in fin[:200]
        assert debut.rstrip().endswith(f'<details class="noms"{pliee}>\n        <summary>')


def test_plus_qu_on_ne_peut_lire_ne_s_annule_pas_d_un_coup(animatrice, monkeypatch):
    monkeypatch.setattr("inscriptions.admin.ecritures.MAXIMUM", 2)
    atelier = AtelierFactory()
    cles = [inscrire(atelier, f"Une{n}").pk for n in range(3)]

    trop = animatrice.post(LISTE, {"action": "annuler", "_selected_action": cles}, follow=True)
    assez = animatrice.post(LISTE, {"action": "annuler", "_selected_action": cles[:2]})

    assert "Choisissez 2 inscriptions au plus" in trop.content.decode()
    assert assez.url.endswith(f"cles={cles[0]}%2C{cles[1]}")


def test_une_journee_passee_ne_s_annule_plus(animatrice):
    inscription = inscrire(AtelierFactory(passe=True), "Zola")

    reponse = animatrice.post(f"{ANNULATION}?cles={inscription.pk}", {"motif": ""}, follow=True)

    inscription.refresh_from_db()
    assert inscription.etat == EtatInscription.CONFIRMEE
    assert "la journée est passée" in reponse.content.decode()
    assert ANNULATION not in animatrice.get(fiche(inscription)).content.decode()


def test_une_selection_vide_ou_inconnue_n_existe_pas(animatrice):
    assert animatrice.get(ANNULATION).status_code == 404
    assert animatrice.get(f"{ANNULATION}?cles=99,x").status_code == 404


def test_qui_ne_fait_que_lire_n_ecrit_nulle_part(client):
    connecter(client, "view_inscription")
    inscription = inscrire(AtelierFactory(), "Zola")
    modifier = reverse("admin:inscription_modifier", args=[inscription.pk])

    refus = [
        client.get(AJOUT),
        client.post(f"{AJOUT}?atelier={inscription.atelier_id}"),
        client.post(modifier),
        client.post(f"{ANNULATION}?cles={inscription.pk}"),
    ]

    assert [reponse.status_code for reponse in refus] == [403] * 4
    assert "Annuler les inscriptions" not in client.get(LISTE).content.decode()


def test_le_jeton_d_un_dossier_ne_se_voit_pas(client):
    connecter(client, "view_dossier", "view_inscription")
    inscription = inscrire(AtelierFactory(), "Zola")
    dossier = inscription.dossier

    liste = client.get(reverse("admin:inscriptions_dossier_changelist")).content.decode()
    page = client.get(
        reverse("admin:inscriptions_dossier_change", args=[dossier.pk])
    ).content.decode()

    assert "Zola" in liste
    assert str(inscription.atelier) in page
    assert dossier.jeton not in liste + page
