"""Somebody changes her address: from her private page, confirmed by the new mailbox."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from inscriptions.courriels.adresses import LETTRES_PAR_HEURE
from inscriptions.models import AdresseAConfirmer, Inscription
from inscriptions.places.adresses import confirmer, mettre_de_cote
from inscriptions.refus import LienPerime
from reseau.models import Courriel
from reseau.socle.conservation.purge import purger
from tests.factories import (
    AtelierFactory,
    DossierFactory,
    InscriptionFactory,
    PersonneFactory,
    ReseauFactory,
)
from tests.pages import source
from tests.reseau.test_phrases import GABARITS, SOURCES

DEMANDE = "Un lien part à rose@example.org, valable deux jours"


def page(jeton, pk=None):
    if pk:
        return reverse("inscriptions:changer_l_adresse_de", args=[jeton, pk])
    return reverse("inscriptions:changer_d_adresse", args=[jeton])


def demander(client, jeton, courriel="rose@example.org", pk=None):
    return client.post(page(jeton, pk), {"courriel": courriel}, follow=True)


def lien(destinataire="rose@example.org"):
    """The way in that the letter to the new mailbox gives."""
    lettre = Courriel.objects.filter(destinataire=destinataire, objet__contains="bien").latest("pk")
    return re.search(r"/inscriptions/adresse/[\w-]+/", lettre.texte)[0]


def lettres(destinataire):
    return list(Courriel.objects.filter(destinataire=destinataire).order_by("pk"))


@pytest.fixture
def inscription():
    return InscriptionFactory(
        atelier__titre="Simorre", dossier__courriel="rose@exmaple.org", dossier__prenom="Rose"
    )


class TestDemander:
    def test_la_page_privee_y_mene(self, client, inscription):
        dit = source(client.get(inscription.dossier.get_absolute_url()))

        assert dit.count(f'href="{page(inscription.dossier.jeton)}"') == 2
        assert "rose@exmaple.org" in source(client.get(page(inscription.dossier.jeton)))

    def test_rien_ne_change_avant_que_la_nouvelle_boite_ait_repondu(self, client, inscription):
        jeton = inscription.dossier.jeton

        dit = source(demander(client, jeton))

        assert DEMANDE in dit
        inscription.refresh_from_db()
        assert inscription.courriel == inscription.dossier.courriel == "rose@exmaple.org"
        (lettre,) = Courriel.objects.all()
        assert lettre.destinataire == "rose@example.org"
        for secret in (jeton, inscription.jeton, "Rose", inscription.nom, "rose@exmaple.org"):
            assert secret not in lettre.texte + lettre.html + lettre.objet
        assert "Simorre" in lettre.texte

    def test_une_adresse_connue_recoit_la_meme_reponse_qu_une_inconnue(self, client, inscription):
        InscriptionFactory(atelier=inscription.atelier, courriel="rose@example.org")
        PersonneFactory(email="iris@example.org")

        connue = source(demander(client, inscription.dossier.jeton))
        compte = source(demander(client, inscription.dossier.jeton, "iris@example.org"))
        inconnue = source(demander(client, inscription.dossier.jeton, "zoe@example.org"))

        assert connue.replace("rose@example.org", "zoe@example.org") == inconnue
        assert compte.replace("iris@example.org", "zoe@example.org") == inconnue
        assert [c.destinataire for c in Courriel.objects.order_by("pk")] == [
            "rose@example.org",
            "iris@example.org",
            "zoe@example.org",
        ]

    @pytest.mark.parametrize(
        ("courriel", "dit"),
        [
            ("", "Il manque l’adresse de courriel."),
            ("rose", "Cette adresse n’est pas complète"),
            ("ROSE@exmaple.org", "C’est déjà l’adresse de cette inscription."),
            ("rose@gmial.com", "Vouliez-vous dire rose@gmail.com ?"),
        ],
    )
    def test_ce_qui_ne_va_pas_est_dit_a_cote_du_champ(self, client, inscription, courriel, dit):
        reponse = demander(client, inscription.dossier.jeton, courriel)

        assert dit in source(reponse)
        assert Courriel.objects.count() == AdresseAConfirmer.objects.count() == 0

    def test_revenue_sur_la_page_elle_lit_quelle_adresse_attend(self, client, inscription):
        jeton = inscription.dossier.jeton
        assert "attend d’être ouvert" not in source(client.get(page(jeton)))
        demander(client, jeton)

        dit = source(client.get(page(jeton)))

        assert "Un lien attend d’être ouvert à <strong>rose@example.org</strong>." in dit

    def test_une_seconde_demande_remplace_la_premiere(self, client, inscription):
        demander(client, inscription.dossier.jeton)
        premier = lien()
        demander(client, inscription.dossier.jeton, "iris@example.org")

        assert client.get(premier).status_code == 404
        assert client.get(lien("iris@example.org")).status_code == 200
        assert AdresseAConfirmer.objects.get().courriel == "iris@example.org"

    def test_on_n_en_fait_pas_un_moyen_d_ecrire_a_n_importe_qui(self, client):
        for _rang in range(7):
            demander(client, InscriptionFactory().dossier.jeton)
        assert len(lettres("rose@example.org")) == 5

        jeton = InscriptionFactory().dossier.jeton
        for rang in range(6):
            reponse = demander(client, jeton, f"rose{rang}@example.org")
        assert "Trop de demandes pour cette inscription" in source(reponse)

    @pytest.mark.parametrize("etat", ["annulee", "refusee"])
    def test_quand_plus_rien_n_est_a_venir_l_adresse_ne_change_plus(
        self, client, inscription, etat
    ):
        Inscription.objects.update(etat=etat)

        assert "Plus rien n’est à venir ici" in source(demander(client, inscription.dossier.jeton))
        assert page(inscription.dossier.jeton) not in source(
            client.get(inscription.dossier.get_absolute_url())
        )


class TestConfirmer:
    def test_ouvrir_le_lien_ne_change_rien(self, client, inscription):
        demander(client, inscription.dossier.jeton)

        dit = source(client.get(lien()))

        assert "Voulez-vous recevoir à <strong>rose@example.org</strong>" in dit
        assert "Simorre" in dit
        inscription.refresh_from_db()
        assert inscription.courriel == "rose@exmaple.org"

    def test_l_adresse_change_partout_et_l_ancien_lien_ne_s_ouvre_plus(self, client):
        ReseauFactory(courriel="contact@example.org")
        dossier = DossierFactory(courriel="rose@exmaple.org", prenom="Rose", nom="Daure")
        elle = InscriptionFactory(dossier=dossier, en_attente=True, atelier__complet=True)
        InscriptionFactory(dossier=dossier, atelier__titre="Millau")
        collegue = InscriptionFactory(
            dossier=dossier, atelier=elle.atelier, courriel="zoe@example.org", nom="Ibos"
        )
        avant, de_la_collegue, de_l_inscription = dossier.jeton, collegue.jeton, elle.jeton
        attend_depuis = elle.attend_depuis
        demander(client, avant)

        reponse = client.post(lien(), follow=True)

        dossier.refresh_from_db()
        elle.refresh_from_db()
        collegue.refresh_from_db()
        assert dossier.courriel == elle.courriel == "rose@example.org"
        assert collegue.courriel == "zoe@example.org"
        assert (elle.etat, elle.attend_depuis) == ("en_attente", attend_depuis)
        assert reponse.redirect_chain == [(dossier.get_absolute_url(), 302)]
        assert "C’est fait : nous vous écrivons maintenant ici." in source(reponse)
        assert [
            client.get(reverse("inscriptions:dossier", args=[jeton])).status_code
            for jeton in (avant, de_l_inscription, dossier.jeton, de_la_collegue)
        ] == [404, 404, 200, 200]

    def test_les_deux_boites_le_savent(self, client, inscription):
        ReseauFactory(courriel="contact@example.org")
        demander(client, inscription.dossier.jeton)

        client.post(lien())

        inscription.dossier.refresh_from_db()
        (adieu,) = lettres("rose@exmaple.org")
        for secret in ("rose@example.org", "Rose", inscription.nom, inscription.dossier.jeton):
            assert secret not in adieu.texte + adieu.html + adieu.objet
        assert "Simorre" in adieu.texte
        assert "contact@example.org" in adieu.texte
        _demande, confirmation = lettres("rose@example.org")
        assert confirmation.objet.startswith("Inscription confirmée\xa0: Simorre")
        assert inscription.dossier.get_absolute_url() in confirmation.texte
        assert confirmation.pieces.count() == 1

    def test_l_histoire_le_dit_sans_garder_les_adresses(self, client, inscription):
        demander(client, inscription.dossier.jeton)
        client.post(lien())

        (changement,) = inscription.changements.all()

        assert changement.motif == "Adresse changée par la personne."
        assert changement.par is None
        assert changement.avant == changement.apres == "confirmee"
        assert AdresseAConfirmer.objects.count() == 0

    def test_le_lien_sert_une_fois(self, client, inscription):
        demander(client, inscription.dossier.jeton)
        adresse = lien()

        codes = [client.post(adresse).status_code for _ in range(2)]

        assert codes == [302, 404]
        assert "Ce lien n’est plus valable" in source(client.get(adresse))
        assert inscription.changements.count() == 1

    def test_le_lien_se_perime(self, client, inscription):
        demander(client, inscription.dossier.jeton)
        AdresseAConfirmer.objects.update(demandee_le=timezone.now() - timedelta(days=2))

        assert client.get(lien()).status_code == client.post(lien()).status_code == 404
        inscription.refresh_from_db()
        assert inscription.courriel == "rose@exmaple.org"

    def test_deja_inscrite_avec_la_nouvelle_elle_l_apprend_ici_seulement(self, client, inscription):
        autre = InscriptionFactory(
            atelier=inscription.atelier,
            courriel="rose@example.org",
            prenom=inscription.prenom,
            nom=inscription.nom,
        )
        demander(client, inscription.dossier.jeton)
        jeton = inscription.dossier.jeton

        reponse = client.post(lien())

        assert (
            "Vous êtes déjà sur la liste de « Simorre » avec cette adresse : annulez d’abord l’une "
            "des deux inscriptions." in source(reponse)
        )
        inscription.refresh_from_db()
        assert inscription.courriel == "rose@exmaple.org"
        assert inscription.dossier.jeton == jeton
        assert inscription.changements.count() == 0
        assert lettres("rose@exmaple.org") == []
        autre.refresh_from_db()
        assert autre.courriel == "rose@example.org"

    def test_annulee_ailleurs_l_inscription_ne_gene_pas(self, client, inscription):
        InscriptionFactory(atelier=inscription.atelier, courriel="rose@example.org", annulee=True)
        demander(client, inscription.dossier.jeton)

        client.post(lien())

        inscription.refresh_from_db()
        assert inscription.courriel == "rose@example.org"

    @pytest.mark.parametrize(("prouvee", "rattache"), [(True, True), (False, False)])
    def test_le_compte_ne_suit_que_l_adresse_prouvee(self, client, inscription, prouvee, rattache):
        inscription.dossier.personne = PersonneFactory(email="ancien@example.org")
        inscription.dossier.save()
        compte = PersonneFactory(email="iris@example.org")
        EmailAddress.objects.create(user=compte, email="rose@example.org", verified=prouvee)
        demander(client, inscription.dossier.jeton)

        client.post(lien())

        inscription.dossier.refresh_from_db()
        assert inscription.dossier.personne == (compte if rattache else None)

    def test_un_compte_ferme_ne_reprend_pas_le_dossier(self, client, inscription):
        compte = PersonneFactory(email="rose@example.org", is_active=False)
        EmailAddress.objects.create(user=compte, email="rose@example.org", verified=True)
        demander(client, inscription.dossier.jeton)

        client.post(lien())

        inscription.dossier.refresh_from_db()
        assert inscription.dossier.courriel == "rose@example.org"
        assert inscription.dossier.personne is None

    def test_ce_que_l_ancien_lien_avait_demande_pour_d_autres_ne_vaut_plus(
        self, client, inscription
    ):
        """Whoever read the old link may have asked with it for the address of somebody else."""
        autre = InscriptionFactory(dossier=inscription.dossier, courriel="zoe@example.org")
        demander(client, inscription.dossier.jeton, "mallory@example.org", pk=autre.pk)
        demander(client, inscription.dossier.jeton)

        client.post(lien())

        assert AdresseAConfirmer.objects.count() == 0
        assert client.get(lien("mallory@example.org")).status_code == 404

    def test_une_demande_jamais_confirmee_s_efface(self, client, inscription):
        demander(client, inscription.dossier.jeton)

        purger(a=timezone.now() + timedelta(days=6))
        assert AdresseAConfirmer.objects.count() == 1
        purger(a=timezone.now() + timedelta(days=8))
        assert AdresseAConfirmer.objects.count() == 0


class TestPourUneDesPersonnes:
    @pytest.fixture
    def dossier(self):
        return DossierFactory(courriel="malika@example.org", nom="Daure")

    @pytest.fixture
    def collegue(self, dossier):
        """Two days, one person, an address of her own."""
        jours = [AtelierFactory(), AtelierFactory()]
        lignes = [
            InscriptionFactory(
                dossier=dossier,
                atelier=jour,
                prenom="Rose",
                nom="Ibos",
                courriel="rose@exmaple.org",
            )
            for jour in jours
        ]
        InscriptionFactory(dossier=dossier, atelier=jours[0])
        return lignes[0]

    def test_avec_son_propre_lien_elle_change_la_sienne_et_elle_seule(
        self, client, dossier, collegue
    ):
        jeton = collegue.jeton
        demander(client, jeton)
        client.post(lien())

        dossier.refresh_from_db()
        adresses = sorted(dossier.inscriptions.values_list("nom", "courriel"))
        assert adresses == [
            ("Daure", "malika@example.org"),
            ("Ibos", "rose@example.org"),
            ("Ibos", "rose@example.org"),
        ]
        assert dossier.courriel == "malika@example.org"
        assert client.get(reverse("inscriptions:dossier", args=[jeton])).status_code == 404
        assert client.get(dossier.get_absolute_url()).status_code == 200

    def test_le_contact_corrige_l_adresse_qu_il_a_mal_tapee(self, client, dossier, collegue):
        assert page(dossier.jeton, collegue.pk) in source(client.get(dossier.get_absolute_url()))

        demander(client, dossier.jeton, pk=collegue.pk)
        client.post(lien())

        collegue.refresh_from_db()
        assert collegue.courriel == "rose@example.org"
        assert dossier.jeton not in lettres("rose@example.org")[-1].texte
        assert collegue.jeton in "".join(lettre.texte for lettre in lettres("rose@example.org"))

    def test_deux_collegues_d_une_meme_boite_ne_se_suivent_pas(self, client, dossier, collegue):
        zoe = InscriptionFactory(
            dossier=dossier, prenom="Zoé", nom="Ibos", courriel="rose@exmaple.org"
        )
        demander(client, dossier.jeton, pk=collegue.pk)
        client.post(lien())

        zoe.refresh_from_db()
        assert zoe.courriel == "rose@exmaple.org"

    def test_personne_ne_change_celle_des_autres(self, client, dossier, collegue):
        ailleurs = InscriptionFactory()
        la_sienne = dossier.inscriptions.get(nom="Daure")

        codes = [
            client.get(adresse).status_code
            for adresse in (
                page(collegue.jeton, la_sienne.pk),
                page(collegue.jeton, collegue.pk),
                page(dossier.jeton, ailleurs.pk),
                page(dossier.jeton, la_sienne.pk),
                page(la_sienne.jeton),
                page("inconnu"),
            )
        ]

        assert codes == [404] * 6

    def test_qui_n_a_pas_d_adresse_n_en_change_pas(self, client):
        inscription = InscriptionFactory(dossier__courriel="", dossier__code="K7PM4RDX")

        assert client.get(page(inscription.dossier.jeton)).status_code == 404
        assert "Changer d’adresse" not in source(client.get(inscription.dossier.get_absolute_url()))


def test_plus_rien_ne_dit_de_s_inscrire_une_seconde_fois_pour_une_faute():
    """It made two rows of one person, and the one with the dead address kept the better rank."""
    sources = [*GABARITS, *SOURCES]

    fautives = [s.name for s in sources if "nscrivez-vous à nouveau" in s.read_text()]

    assert fautives == []


def test_deux_confirmations_a_la_fois_n_en_font_qu_une(inscription):
    """Both read the demand before either wrote: the second finds nothing under the lock."""
    demande = mettre_de_cote(inscription.dossier, "rose@example.org")
    la_meme = AdresseAConfirmer.objects.get(pk=demande.pk)
    confirmer(demande)

    with pytest.raises(LienPerime):
        confirmer(la_meme)

    assert inscription.changements.count() == 1


def test_une_boite_a_qui_l_on_a_trop_ecrit_n_est_pas_dite_servie(client, inscription):
    """Whoever asked: others may have named the same mailbox."""
    for _autre in range(LETTRES_PAR_HEURE):
        demander(client, InscriptionFactory().dossier.jeton)

    reponse = demander(client, inscription.dossier.jeton)

    assert len(lettres("rose@example.org")) == LETTRES_PAR_HEURE
    assert "Un lien part" not in source(reponse)
    assert dict(reponse.context["form"].errors) == {
        "courriel": ["Trop de liens sont partis à cette adresse : patientez une heure."]
    }
