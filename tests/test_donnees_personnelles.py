"""Every column of every table is judged: about people, and how, or about nobody.

Judged where it is written, in `donnees_personnelles` of its model. Dates, figures and yes or no say
nothing by themselves; whatever can hold a word, a code, a file, an address or lead to another row
does not enter without a declaration.
"""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import models
from django.test.utils import isolate_apps

from inscriptions.models import Inscription
from reseau.models import Passage, Personne
from reseau.socle.conservation.purge import REGLES
from reseau.socle.donnees_personnelles import durees
from reseau.socle.donnees_personnelles.bibliotheques import DECLARATIONS
from reseau.socle.donnees_personnelles.declaration import CANAUX, Declaration, Donnee
from reseau.socle.donnees_personnelles.enums import Base
from reseau.socle.donnees_personnelles.inventaire import declaration_de, declarees, effacement

MUETS = (models.AutoField, models.BigAutoField, models.BooleanField, models.DateField)
MUETS += (models.TimeField, models.DurationField, models.IntegerField, models.FloatField)
MUETS += (models.DecimalField,)
A_ECRIRE = (
    "%s is judged nowhere. Beside its model, in `donnees_personnelles`: a Donnee that says why, on "
    "what ground, until when and who reads it; or its name in `sans_personne`."
)


def a_juger(modele) -> set[str]:
    """The columns that may hold something of somebody."""
    colonnes = [c for c in modele._meta.local_fields if not isinstance(c, MUETS)]
    liens = [
        m for m in modele._meta.local_many_to_many if m.remote_field.through._meta.auto_created
    ]
    return {champ.name for champ in (*colonnes, *liens)}


def oublies(modele) -> list[str]:
    """What somebody has to write, column by column."""
    restent = a_juger(modele) - declaration_de(modele).juges
    return [A_ECRIRE % f"{modele._meta.label}.{nom}" for nom in sorted(restent)]


def cascade(modele, lien) -> bool:
    return modele._meta.get_field(lien).remote_field.on_delete is models.CASCADE


def finit(modele, donnee, champ) -> bool:
    """Something ends it: a rule, the row that bears it, or the account it leads to."""
    if donnee.jusqu_a == durees.AVEC_SA_LIGNE:
        return any(cascade(modele, lien) for lien in declaration_de(modele).mene_a.split())
    colonne = modele._meta.get_field(champ)
    if donnee.jusqu_a == durees.COMPTE and colonne.related_model is get_user_model():
        return True  # the account itself is made nobody's
    return any(regle.tient(modele, champ, donnee.jusqu_a) for regle in REGLES)


def test_aucune_colonne_n_entre_sans_etre_jugee():
    assert [phrase for modele in apps.get_models() for phrase in oublies(modele)] == []


@isolate_apps("inscriptions")
@pytest.mark.parametrize(
    "champ",
    [
        models.CharField(max_length=80),
        models.CharField(max_length=8, choices=[("sans_porc", "sans porc")]),
        models.JSONField(default=dict),
        models.GenericIPAddressField(null=True),
        models.FileField(),
        models.ForeignKey("inscriptions.Autre", models.CASCADE),
        models.ManyToManyField("inscriptions.Autre"),
        models.BinaryField(),
    ],
    ids=lambda champ: type(champ).__name__,
)
def test_le_filet_retient_une_colonne_qui_s_ajoute(champ):
    class Autre(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "inscriptions"

    class Essai(models.Model):  # noqa: DJ008
        donnees_personnelles = Declaration(sans_personne="titre")
        titre = models.CharField(max_length=80)
        present = models.BooleanField(default=False)
        surnom = champ.clone()

        class Meta:
            app_label = "inscriptions"

    assert oublies(Essai) == [A_ECRIRE % "inscriptions.Essai.surnom"]


def test_une_declaration_ne_nomme_que_ce_qui_existe_et_ne_se_contredit_pas():
    modeles = apps.get_models()
    assert len(modeles) > 40
    for modele in modeles:
        dite = declaration_de(modele)
        noms = {champ.name for champ in (*modele._meta.fields, *modele._meta.many_to_many)}
        assert dite.juges <= noms, modele._meta.label
        assert not dite.personnels & set(dite.sans_personne.split()), modele._meta.label
        assert set(dite.sans_personne.split()) <= a_juger(modele), modele._meta.label
        cas = [(champ, donnee.cas) for donnee in dite.donnees for champ in donnee.noms]
        assert len(cas) == len(set(cas)), modele._meta.label


def test_les_bibliotheques_declarees_sont_installees():
    assert set(DECLARATIONS) <= {modele._meta.label for modele in apps.get_models()}


def test_chaque_table_dit_par_ou_on_remonte_a_la_personne():
    """To an account, to a column of people of its own, or to a row that leads there itself.

    From the counts of the brakes nobody can be found again: they keep a hash with our key.
    """
    declares = [modele for modele in apps.get_models() if declaration_de(modele).donnees]
    assert [m for m in declares if not declaration_de(m).mene_a] == [Passage]
    for modele in apps.get_models():
        dite = declaration_de(modele)
        for chemin in dite.mene_a.split():
            atteint, nom = modele, ""
            for nom in chemin.split("__"):
                champ = atteint._meta.get_field(nom)
                origine, atteint = atteint, champ.related_model or atteint
            if champ.related_model is None:
                assert nom in declaration_de(origine).personnels, (modele, chemin)
            else:
                assert declaration_de(atteint).mene_a, (modele, chemin)


def test_chaque_donnee_finit_comme_elle_le_dit():
    sans_fin = [
        f"{modele._meta.label}.{champ} : {donnee.jusqu_a.nom}"
        for modele, donnee in declarees()
        if donnee.jusqu_a in (*durees.TENUES_PAR_UNE_REGLE, durees.AVEC_SA_LIGNE)
        for champ in donnee.noms
        if not finit(modele, donnee, champ)
    ]

    assert sans_fin == []


def test_une_donnee_que_nulle_regle_n_efface_se_voit(monkeypatch):
    sans_telephones = [regle for regle in REGLES if regle.nom != "telephones"]
    monkeypatch.setattr("tests.test_donnees_personnelles.REGLES", sans_telephones)
    (telephone,) = [d for d in declaration_de(Inscription).donnees if d.champs == "telephone"]

    assert not finit(Inscription, telephone, "telephone")


def test_une_regle_n_efface_que_ce_qui_est_declare_finir_ainsi():
    assert effacement(Inscription, durees.TELEPHONE) == {"telephone": ""}
    with pytest.raises(LookupError, match="besoins_acces"):
        effacement(Inscription, durees.NOMS, "besoins_acces")
    with pytest.raises(LookupError, match="securite"):
        effacement(Inscription, durees.SECURITE)


@pytest.mark.django_db
def test_qui_lit_se_dit_par_des_permissions_et_des_canaux_qui_existent():
    connues = {f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.all()}
    lues = [lue for _modele, donnee in declarees() for lue in (donnee.lue_par or {}).items()]

    assert len(lues) > 5
    assert {canal for canal, _permission in lues} <= set(CANAUX)
    assert {permission for _canal, permission in lues} <= connues


def test_le_journal_ne_suit_pas_ce_qui_se_tait():
    from auditlog.registry import auditlog

    suivis_ici = auditlog.get_models()
    assert Personne in suivis_ici
    for modele in suivis_ici:
        suivis = set(auditlog.get_model_fields(modele)["exclude_fields"])
        assert set(declaration_de(modele).tus) <= suivis, modele._meta.label


def test_chaque_duree_nomme_un_reglage_qui_existe(settings):
    settings.CONSERVATION_TELEPHONE_JOURS = 12

    assert durees.TELEPHONE.jours == 12
    sans_jours = [duree for duree in durees.TENUES_PAR_UNE_REGLE if not duree.jours > 0]
    assert sans_jours == [durees.HEURE, durees.SESSION]
    assert {donnee.base for _modele, donnee in declarees()} == set(Base)
    assert all(isinstance(donnee, Donnee) and donnee.pourquoi for _modele, donnee in declarees())


def test_un_ecran_ne_montre_que_ce_que_la_declaration_laisse_lire():
    class Lectrice:
        def has_perm(self, permission):
            return permission != "inscriptions.voir_donnees_sensibles"

    class Toute:
        def has_perm(self, permission):
            return True

    dites = declaration_de(Inscription)
    demandes = ("nom", "telephone", "besoins_acces", "jeton")

    assert dites.lisibles_par(Lectrice(), *demandes) == ["nom", "telephone"]
    assert dites.lisibles_par(Toute(), *demandes) == ["nom", "telephone", "besoins_acces"]
