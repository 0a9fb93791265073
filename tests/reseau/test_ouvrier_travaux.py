from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from reseau.socle.courriels.boite import deposer
from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.courriels.models import Courriel, PieceJointe
from reseau.socle.courriels.purge import effacer_les_contenus
from reseau.socle.ouvrier.models import Travail
from reseau.socle.ouvrier.travaux import TRAVAUX, Periodique, faire_les_travaux
from tests.factories import CourrielFactory

HEURE = timedelta(hours=1)


def test_un_travail_n_est_fait_qu_une_fois_par_periode_quel_que_soit_le_nombre_d_ouvriers():
    maintenant = timezone.now()
    Travail.objects.create(nom="rappels", prochain_passage=maintenant)

    faits = [Travail.objects.prendre("rappels", HEURE, a=maintenant) for _ in range(3)]
    plus_tard = Travail.objects.prendre("rappels", HEURE, a=maintenant + HEURE)

    assert faits == [True, False, False]
    assert plus_tard is True


def test_un_travail_qui_echoue_laisse_faire_les_suivants_et_garde_son_erreur():
    faits = []

    def casse():
        raise RuntimeError("disque plein")

    faire_les_travaux(
        [
            Periodique("casse", casse, HEURE),
            Periodique("sain", lambda: faits.append(1) or 1, HEURE),
        ]
    )

    assert faits == [1]
    erreurs = dict(Travail.objects.values_list("nom", "derniere_erreur"))
    assert erreurs == {"casse": "RuntimeError : disque plein", "sain": ""}


def test_la_purge_efface_les_mots_et_les_fichiers_mais_garde_la_trace():
    maintenant = timezone.now()
    ancien = deposer_avec_piece()
    recent = deposer_avec_piece()
    en_attente, en_cours = deposer_avec_piece(), deposer_avec_piece()
    Courriel.objects.exclude(pk=en_attente.pk).update(etat=EtatCourriel.ENVOYE)
    Courriel.objects.filter(pk=en_cours.pk).update(
        etat=EtatCourriel.EN_COURS, bail_jusqu_a=maintenant + HEURE
    )
    Courriel.objects.exclude(pk=recent.pk).update(cree_le=maintenant - timedelta(days=31))

    assert effacer_les_contenus(maintenant) == 2
    assert effacer_les_contenus(maintenant) == 0

    ancien.refresh_from_db()
    assert (ancien.objet, ancien.destinataire) == ("Bienvenue", "a@example.org")
    assert (ancien.texte, ancien.pieces.count()) == ("", 0)
    assert ancien.contenu_efface_le is not None
    assert set(PieceJointe.objects.values_list("courriel", flat=True)) == {recent.pk, en_cours.pk}
    assert set(Courriel.objects.exclude(texte="")) == {recent, en_cours}
    en_attente.refresh_from_db()
    assert en_attente.etat == EtatCourriel.ECHEC
    assert en_attente.derniere_erreur.startswith("Jamais parti")


def deposer_avec_piece():
    message = EmailMessage("Bienvenue", "Bonjour", to=["a@example.org"])
    message.attach("note.txt", "contenu", "text/plain")
    return deposer(message)[0]


def test_l_ouvrier_lance_une_fois_envoie_ce_qui_est_du_et_fait_les_travaux(settings, capsys):
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    CourrielFactory.create_batch(3)
    CourrielFactory(prochain_essai=timezone.now() + HEURE, tentatives=2)

    call_command("ouvrier", une_fois=True)

    assert capsys.readouterr().out == "Courriels partis : 3\n"
    assert Courriel.objects.filter(etat=EtatCourriel.ENVOYE).count() == 3
    faits = Travail.objects.exclude(dernier_passage=None).values_list("nom", flat=True)
    assert set(faits) == {travail.nom for travail in TRAVAUX}
