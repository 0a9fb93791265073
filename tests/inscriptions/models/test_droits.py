"""Every way of losing the right that opened a day, and every place that shows what it gave."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces, EtatInscription, Format
from inscriptions import places
from inscriptions.annonces.rappels import rappeler_ce_qui_est_du
from inscriptions.courriels import changement as avis
from inscriptions.courriels import places as lettres_d_inscription
from inscriptions.demandes import Demande
from inscriptions.feuilles.emargement import jours
from inscriptions.feuilles.questions import toutes_les_colonnes
from inscriptions.feuilles.selection import Selection
from inscriptions.models import Inscription
from inscriptions.models.enums import AccesPerdu
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    DossierFactory,
    GroupeFactory,
    InscriptionFactory,
    ParticipationFactory,
    PersonneFactory,
)

VISIO = "https://visio.example.org/secret"
DEMAIN_10H = (timezone.localtime() + timedelta(days=1)).replace(hour=10, minute=0)


class Situation:
    """Somebody registered, by herself with her account, to a day reserved to her group."""

    def __init__(self, acces=Acces.GROUPE, par_la_page=False, **atelier):
        self.groupe = GroupeFactory(nom="Numérique inclusif")
        self.personne = PersonneFactory(membre=True)
        EmailAddress.objects.create(
            user=self.personne, email=self.personne.email, verified=True, primary=True
        )
        self.participation = ParticipationFactory(groupe=self.groupe, personne=self.personne)
        self.atelier = AtelierFactory(
            **{
                "acces": acces,
                "groupe": self.groupe,
                "format": Format.HYBRIDE,
                "lien_visio": VISIO,
                "debut": DEMAIN_10H,
                "informations_pratiques": "Le code du portail est 4242.",
                **atelier,
            }
        )
        self.inscription = self._par_la_page() if par_la_page else self._par_les_lignes()

    def _par_les_lignes(self):
        elle = {"prenom": self.personne.prenom, "nom": self.personne.nom}
        dossier = DossierFactory(personne=self.personne, courriel=self.personne.email, **elle)
        return InscriptionFactory(
            atelier=self.atelier,
            dossier=dossier,
            courriel=self.personne.email,
            **elle,
            demandee_le=timezone.now() - timedelta(days=30),
        )

    def _par_la_page(self):
        demande = Demande(prenom="Ana", nom="Diaz", courriel="ana@ailleurs.example.org")
        return places.inscrire([demande], [self.atelier], par=self.personne).nouvelles[0]

    @property
    def relue(self):
        return Inscription.objects.avec_acces_perdu().get(pk=self.inscription.pk)


def quitter(situation):
    situation.participation.quittee_le = timezone.localdate()
    situation.participation.save()


def effacer_la_participation(situation):
    situation.participation.delete()


def fermer_le_compte(situation):
    situation.personne.is_active = False
    situation.personne.save()


def supprimer_le_compte(situation):
    situation.personne.delete()


def n_etre_plus_membre(situation):
    situation.personne.membre_depuis = None
    situation.personne.save()


def changer_le_groupe_de_la_journee(situation):
    situation.atelier.groupe = GroupeFactory()
    situation.atelier.save()


PERTES = [
    (Acces.GROUPE, quitter, AccesPerdu.GROUPE),
    (Acces.GROUPE, effacer_la_participation, AccesPerdu.GROUPE),
    (Acces.GROUPE, changer_le_groupe_de_la_journee, AccesPerdu.GROUPE),
    (Acces.GROUPE, fermer_le_compte, AccesPerdu.COMPTE),
    (Acces.MEMBRES, n_etre_plus_membre, AccesPerdu.RESEAU),
    (Acces.MEMBRES, fermer_le_compte, AccesPerdu.COMPTE),
    (Acces.PUBLIC, fermer_le_compte, AccesPerdu.COMPTE),
]
pertes = pytest.mark.parametrize(("acces", "perdre", "perdu"), PERTES)


# --- What is lost, and what is not ---------------------------------------------------------------


@pertes
def test_le_droit_perdu_est_dit_dans_ses_mots(acces, perdre, perdu):
    situation = Situation(acces)
    avant = situation.relue.acces_perdu

    perdre(situation)

    assert (avant, situation.relue.acces_perdu) == ("", perdu)
    assert Inscription.objects.get().acces_perdu == perdu
    assert list(Inscription.objects.sans_acces()) == [situation.inscription]
    assert not Inscription.objects.ayant_acces().exists()


@pytest.mark.parametrize("perte", [quitter, fermer_le_compte, supprimer_le_compte])
def test_inscrite_avec_une_autre_adresse_elle_le_perd_aussi(perte):
    situation = Situation(par_la_page=True)
    avant = situation.relue

    perte(situation)

    assert (avant.dossier.personne, avant.acces_perdu) == (None, "")
    assert situation.relue.acces_perdu != ""


@pytest.mark.parametrize(
    ("acces", "ce_qui_se_passe"),
    [
        (Acces.PUBLIC, quitter),
        (Acces.PUBLIC, n_etre_plus_membre),
        (Acces.PUBLIC, supprimer_le_compte),
        (Acces.MEMBRES, quitter),
        (Acces.GROUPE, n_etre_plus_membre),
    ],
)
def test_ce_qui_ouvrait_la_journee_n_est_pas_perdu(acces, ce_qui_se_passe):
    situation = Situation(acces)

    ce_qui_se_passe(situation)

    assert situation.relue.acces_perdu == ""


def test_qui_revient_dans_le_groupe_retrouve_son_droit():
    situation = Situation()
    quitter(situation)

    ParticipationFactory(groupe=situation.groupe, personne=situation.personne)

    assert situation.relue.acces_perdu == ""


def test_l_invitee_de_l_equipe_n_a_rien_a_perdre(animatrice):
    situation = Situation()
    demande = Demande(prenom="Béa", nom="Roy", courriel="bea@example.org")
    reponse = places.inscrire([demande], [situation.atelier], par=animatrice, par_l_equipe=True)

    (invitee,) = reponse.nouvelles

    assert invitee.maintenue_le is not None
    assert Inscription.objects.avec_acces_perdu().get(pk=invitee.pk).acces_perdu == ""


def inscrite_par_une_autre(situation):
    """Zoé, of the group too, has her own row in the dossier of the first."""
    zoe = PersonneFactory(membre=True)
    EmailAddress.objects.create(user=zoe, email=zoe.email, verified=True)
    participation = ParticipationFactory(groupe=situation.groupe, personne=zoe)
    sienne = InscriptionFactory(
        atelier=situation.atelier, dossier=situation.inscription.dossier, courriel=zoe.email
    )
    return sienne, participation


def test_qui_fut_inscrite_par_une_autre_garde_son_propre_droit_et_perd_le_sien():
    situation = Situation()
    sienne, participation = inscrite_par_une_autre(situation)
    siennes = Inscription.objects.avec_acces_perdu()

    quitter(situation)
    apres_son_depart_a_elle = siennes.get(pk=sienne.pk).acces_perdu
    participation.quittee_le = timezone.localdate()
    participation.save()

    assert apres_son_depart_a_elle == ""
    assert siennes.get(pk=sienne.pk).acces_perdu == AccesPerdu.GROUPE


@pytest.mark.parametrize(
    ("acces", "perdu"),
    [(Acces.GROUPE, AccesPerdu.COMPTE), (Acces.MEMBRES, AccesPerdu.COMPTE), (Acces.PUBLIC, "")],
)
def test_qui_fut_inscrite_par_une_autre_perd_son_droit_avec_son_propre_compte(acces, perdu):
    """Anybody comes to a public day without an account."""
    sienne, participation = inscrite_par_une_autre(Situation(acces))

    participation.personne.is_active = False
    participation.personne.save()

    assert Inscription.objects.avec_acces_perdu().get(pk=sienne.pk).acces_perdu == perdu


def test_une_collegue_sans_compte_suit_le_droit_de_qui_l_a_inscrite():
    situation = Situation()
    collegue = InscriptionFactory(
        atelier=situation.atelier, dossier=situation.inscription.dossier, courriel="c@example.org"
    )

    quitter(situation)

    lue = Inscription.objects.avec_acces_perdu().get(pk=collegue.pk)
    assert lue.acces_perdu == AccesPerdu.GROUPE


# --- The net: every place × every way ------------------------------------------------------------


def page(nom, *arguments):
    def lire(situation):
        jeton = situation.inscription.dossier.jeton
        cles = {"jeton": jeton, "pk": situation.inscription.pk}
        adresse = reverse(nom, args=[cles[a] for a in arguments])
        return Client().get(adresse).content.decode()

    return lire


def sa_page_a_elle(situation):
    adresse = reverse("inscriptions:dossier", args=[situation.inscription.jeton])
    return Client().get(adresse).content.decode()


def page_du_jour(situation):
    return connectee(situation).get(situation.atelier.get_absolute_url()).content.decode()


def mon_espace(situation):
    return connectee(situation).get(reverse("mon_espace")).content.decode()


def connectee(situation):
    """Her session, whose account may have been closed meanwhile."""
    client = Client()
    client.force_login(situation.personne)
    return client


def lettres(ecrire):
    def lire(situation):
        Courriel.objects.all().delete()
        ecrire(situation)
        return "\n".join(
            f"{c.objet}\n{c.texte}\n{c.html}"
            + "".join(bytes(p.contenu).decode() for p in c.pieces.all())
            for c in Courriel.objects.all()
        )

    return lire


def rappel(situation):
    rappeler_ce_qui_est_du(timezone.localtime().replace(hour=12))


def changement(situation):
    """Its room moves, told as the admin tells it."""
    lu = type(situation.atelier).objects.get(pk=situation.atelier.pk)
    lu.salle = "Salle secrète"
    avis.du_changement(lu.enregistrer(), lu)


def place_rendue_puis_obtenue(situation):
    lue = Inscription.objects.get(pk=situation.inscription.pk)
    for lettre in ("approuvee", "deja_inscrit", "place_acceptee", "place_obtenue"):
        getattr(lettres_d_inscription, lettre)(lue)


def reponse_groupee(situation):
    """It names the days and leads to the private page: it holds no link to a meeting."""
    lue = Inscription.objects.get(pk=situation.inscription.pk)
    lettres_d_inscription.reponse_groupee(lue.dossier, [lue])


LIEUX = {
    "page privée": page("inscriptions:dossier", "jeton"),
    "page privée de la personne": sa_page_a_elle,
    "modifier": page("inscriptions:modifier", "jeton", "pk"),
    "annuler": page("inscriptions:annuler", "jeton", "pk"),
    "je viens": page("inscriptions:je_viens", "jeton", "pk"),
    "covoiturage": page("inscriptions:covoiturage", "jeton", "pk"),
    "confirmation à imprimer": page("inscriptions:confirmation", "jeton", "pk"),
    "agenda personnel": page("inscriptions:ics", "jeton"),
    "page du jour": page_du_jour,
    "mon espace": mon_espace,
    "rappel": lettres(rappel),
    "changement": lettres(changement),
    "réponses": lettres(place_rendue_puis_obtenue),
    "réponse groupée": lettres(reponse_groupee),
}
# Where the link stands as long as the right does: proves that the net looks at the right places.
MONTRENT = {
    "page privée",
    "page privée de la personne",
    "page du jour",
    "confirmation à imprimer",
    "rappel",
    "changement",
    "réponses",
}


@pytest.mark.ignore_template_errors
def test_tant_que_le_droit_tient_le_lien_est_montre_a_ces_endroits_et_a_nul_autre():
    situation = Situation()

    assert {lieu for lieu, lire in LIEUX.items() if VISIO in lire(situation)} == MONTRENT


@pytest.mark.ignore_template_errors
@pertes
def test_le_droit_perdu_plus_aucun_endroit_ne_montre_le_lien(acces, perdre, perdu):
    situation = Situation(acces)

    perdre(situation)

    textes = {lieu: lire(situation) for lieu, lire in LIEUX.items()}
    assert [lieu for lieu, texte in textes.items() if VISIO in texte] == []
    # What anybody reads on the public page is no secret.
    assert [lieu for lieu, texte in textes.items() if "4242" in texte] == ["page du jour"]


@pytest.mark.ignore_template_errors
@pertes
def test_le_droit_perdu_ni_rappel_ni_changement_ni_agenda_ni_detail(acces, perdre, perdu):
    situation = Situation(acces)

    perdre(situation)

    assert (LIEUX["rappel"](situation), LIEUX["changement"](situation)) == ("", "")
    assert "BEGIN:VEVENT" not in LIEUX["agenda personnel"](situation)
    jeton, pk = situation.inscription.dossier.jeton, situation.inscription.pk
    for nom in ("confirmation", "covoiturage", "modifier"):
        suite = Client().get(reverse(f"inscriptions:{nom}", args=[jeton, pk]))
        assert suite.status_code == 302


@pytest.mark.parametrize(
    ("acces", "perdre", "phrase"),
    [
        (Acces.GROUPE, quitter, "réservée au groupe « Numérique inclusif », dont vous ne faites"),
        (Acces.MEMBRES, n_etre_plus_membre, "réservée aux membres du réseau, dont vous ne faites"),
        (Acces.PUBLIC, fermer_le_compte, "est fermé."),
    ],
)
def test_la_page_privee_le_dit_gentiment_et_laisse_rendre_sa_place(acces, perdre, phrase):
    situation = Situation(acces)
    perdre(situation)

    lue = LIEUX["page privée"](situation).replace("\xa0", " ")

    annuler = reverse(
        "inscriptions:annuler",
        args=[situation.inscription.dossier.jeton, situation.inscription.pk],
    )
    assert phrase in lue
    assert "Votre inscription n’est pas annulée : l’équipe décide de la suite." in lue
    assert annuler in lue


def test_l_annulation_de_la_journee_lui_est_dite():
    situation = Situation()
    quitter(situation)

    assert avis.de_l_annulation(situation.atelier) == 1


# --- The team sees it, and decides ---------------------------------------------------------------


LISTE = "admin:inscriptions_inscription_changelist"


def test_la_liste_de_l_equipe_le_dit_et_le_filtre_les_trouve(client, animatrice):
    situation = Situation()
    InscriptionFactory(atelier=situation.atelier, nom="Reste")
    quitter(situation)

    liste = client.get(reverse(LISTE), {"atelier": situation.atelier.pk})
    perdues = client.get(reverse(LISTE), {"atelier": situation.atelier.pk, "acces": "perdu"})

    assert liste.content.decode().count("ne fait plus partie du groupe") == 1
    assert [i.pk for i in perdues.context["cl"].result_list] == [situation.inscription.pk]


def test_l_equipe_la_laisse_venir_et_tout_lui_revient(client, animatrice):
    situation = Situation()
    quitter(situation)
    fiche = reverse("admin:inscriptions_inscription_change", args=[situation.inscription.pk])
    adresse = reverse("admin:inscription_maintenir", args=[situation.inscription.pk])
    avant = client.get(fiche).content.decode()

    client.post(adresse, {"motif": "Elle anime la matinée."})

    apres = client.get(fiche).content.decode()
    assert adresse in avant
    assert adresse not in apres
    assert "l’équipe la laisse venir" in apres
    assert VISIO in LIEUX["page privée"](situation)
    dernier = situation.inscription.changements.last()
    assert (dernier.par, dernier.motif) == (animatrice, "Elle anime la matinée.")
    assert (dernier.avant, dernier.apres) == (EtatInscription.CONFIRMEE,) * 2


def test_l_equipe_annule_avec_un_motif_par_le_verbe_de_toujours(client, animatrice):
    situation = Situation()
    quitter(situation)

    client.post(
        f"{reverse('admin:inscriptions_annuler')}?cles={situation.inscription.pk}",
        {"motif": "N’est plus du groupe."},
    )

    situation.inscription.refresh_from_db()
    assert situation.inscription.etat == EtatInscription.ANNULEE
    assert situation.inscription.changements.last().motif == "N’est plus du groupe."


def test_les_feuilles_le_disent_a_cote_du_nom_et_seulement_s_il_y_a_lieu():
    situation = Situation()

    def lire():
        selection = Selection.de_l_atelier(situation.atelier)
        colonnes = toutes_les_colonnes(selection, attente=False, sensibles=False)
        (participante,) = selection.inscrites()
        acces = [c.lire(participante) for c in colonnes if c.titre == "Accès"]
        return acces, jours(selection)[0]["personnes"][0]["par"]

    avant = lire()
    quitter(situation)
    apres = lire()

    assert avant == ([], "")
    assert apres == (["ne fait plus partie du groupe"], "ne fait plus partie du groupe")


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_coute_autant_pour_une_personne_que_pour_trois(
    client, animatrice, nombre, django_assert_num_queries
):
    situation = Situation()
    for _ in range(nombre - 1):
        InscriptionFactory(
            atelier=situation.atelier, dossier=situation.inscription.dossier, courriel=""
        )
    quitter(situation)
    client.get(reverse(LISTE))

    with django_assert_num_queries(19):
        client.get(reverse(LISTE), {"atelier": situation.atelier.pk})
