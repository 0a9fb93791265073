from datetime import UTC, datetime

from django.core.mail import EmailMultiAlternatives

from reseau.socle.courriels.backend import BoiteDEnvoi
from reseau.socle.courriels.boite import deposer
from reseau.socle.courriels.message import composer
from reseau.socle.courriels.models import Courriel
from tests.factories import CourrielFactory, ReseauFactory

CALENDRIER = "text/calendar; method=PUBLISH; charset=utf-8"


def deposer_avec_calendrier():
    message = EmailMultiAlternatives("Votre inscription", "Bonjour", to=["zoe@example.org"])
    message.attach_alternative("<p>Bonjour</p>", "text/html")
    message.attach("journée.ics", "SUMMARY:Été à l’abri\r\n", CALENDRIER)
    return deposer(message)[0]


def test_le_type_mime_d_un_calendrier_part_exactement_comme_il_a_ete_donne():
    courriel = deposer_avec_calendrier()

    parti = composer(courriel, ReseauFactory()).message()

    piece = parti.get_payload()[1]
    assert piece["Content-Type"] == CALENDRIER
    assert piece.get_filename() == "journée.ics"
    assert piece.get_payload(decode=True).decode() == "SUMMARY:Été à l’abri\r\n"


def test_le_texte_et_sa_version_html_sont_deux_formes_du_meme_message():
    courriel = deposer_avec_calendrier()

    corps = composer(courriel, ReseauFactory()).message().get_payload()[0]

    assert corps.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in corps.get_payload()] == ["text/plain", "text/html"]


def test_deux_envois_du_meme_courriel_ont_le_meme_identifiant_et_la_meme_date():
    courriel = CourrielFactory(
        message_id="<un@example.org>", cree_le=datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    )

    partis = [composer(courriel, ReseauFactory()).message() for _ in range(2)]

    assert {p["Message-ID"] for p in partis} == {"<un@example.org>"}
    assert {p["Date"] for p in partis} == {"Wed, 01 Jul 2026 12:00:00 +0200"}


def test_l_expediteur_porte_le_nom_du_reseau_et_on_repond_au_reseau():
    reseau = ReseauFactory(nom="Tiers-lieux d’Été", courriel="bonjour@example.org")
    courriel = CourrielFactory(expediteur="ne-pas-repondre@example.org")

    message = composer(courriel, reseau)

    assert (
        message.from_email
        == "=?utf-8?b?VGllcnMtbGlldXggZOKAmcOJdMOp?= <ne-pas-repondre@example.org>"
    )
    assert message.reply_to == ["bonjour@example.org"]


def test_un_expediteur_et_une_adresse_de_reponse_donnes_sont_respectes():
    reseau = ReseauFactory(courriel="bonjour@example.org")
    courriel = CourrielFactory(
        expediteur="La Dynamo <dynamo@example.org>", repondre_a="anna@example.org"
    )

    message = composer(courriel, reseau)

    assert message.from_email == "La Dynamo <dynamo@example.org>"
    assert message.reply_to == ["anna@example.org"]


def test_un_reseau_sans_courriel_ne_donne_pas_d_adresse_de_reponse():
    message = composer(CourrielFactory(), ReseauFactory(courriel=""))

    assert message.message()["Reply-To"] is None


def test_un_courriel_dit_qu_une_machine_l_ecrit():
    parti = composer(CourrielFactory(), ReseauFactory()).message()

    assert parti["Auto-Submitted"] == "auto-generated"


def test_un_envoi_a_cle_n_est_depose_qu_une_fois_meme_pour_plusieurs_personnes():
    message = EmailMultiAlternatives("Rappel", "Demain", to=["a@example.org", "b@example.org"])

    premiers, seconds = deposer(message, cle="rappel-1"), deposer(message, cle="rappel-1")

    assert [c.destinataire for c in premiers] == ["a@example.org", "b@example.org"]
    assert seconds == []
    assert Courriel.objects.count() == 2


def test_deux_depots_simultanes_d_une_meme_cle_n_en_laissent_qu_un(monkeypatch):
    """The second one looked before the first one wrote: the database decides."""
    message = EmailMultiAlternatives("Rappel", "Demain", to=["a@example.org"])
    deposer(message, cle="rappel-1")
    regards = iter([False, True])
    monkeypatch.setattr(
        "django.db.models.query.QuerySet.exists", lambda self: next(regards), raising=True
    )

    assert deposer(message, cle="rappel-1") == []

    assert Courriel.objects.count() == 1


def test_un_objet_trop_long_est_coupe_plutot_que_refuse():
    (courriel,) = deposer(EmailMultiAlternatives("x" * 300, "Bonjour", to=["a@example.org"]))

    assert len(courriel.objet) == 250


def test_ce_que_django_envoie_passe_par_la_boite_et_reste_confidentiel():
    message = EmailMultiAlternatives(
        "Votre code", "ABCD", "compte@example.org", to=["zoe@example.org"]
    )

    nombre = BoiteDEnvoi().send_messages([message])

    courriel = Courriel.objects.get()
    assert (nombre, courriel.destinataire, courriel.confidentiel) == (1, "zoe@example.org", True)
    assert courriel.expediteur == "compte@example.org"
