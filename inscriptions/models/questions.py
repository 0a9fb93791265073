"""Questions and answers.

A question belongs to one day or to a whole cycle. An answer belongs to one registration, even for a
question of a cycle: lists, exports, rights and retention follow the registration. The form asks
once, and each day keeps its copy (docs/decisions/2026-11-21-questions.md).
"""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier, Cycle
from reseau.socle.champs import LigneField
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import NOMS, SENSIBLE
from reseau.socle.donnees_personnelles.enums import Base

from .enums import A_CHOIX, FERMEES, NON, OUI, TypeDeQuestion
from .lecteurs import LE_SENSIBLE

CHOIX_MAX = 30
REPONSE_MAX = 150


class QuestionQuerySet(models.QuerySet["Question"]):
    def posees(self) -> Self:
        """Questions of the form, not archived."""
        return self.filter(archivee=False)

    def du_support(self, support) -> Self:
        """Questions of a workshop or of a cycle, in order."""
        cle = "cycle" if isinstance(support, Cycle) else "atelier"
        return self.filter(**{cle: support})

    def des_journees(self, ateliers) -> Self:
        """Questions of these days and of their cycles."""
        cycles = {atelier.cycle_id for atelier in ateliers} - {None}
        return self.filter(Q(atelier__in=ateliers) | Q(cycle__in=cycles))

    def repondues(self) -> Self:
        return self.filter(Exists(ReponseDonnee.objects.filter(question=OuterRef("pk"))))


class Question(models.Model):
    """A question of the registration form; archived rather than deleted once answered."""

    atelier = models.ForeignKey(
        Atelier,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("atelier"),
    )
    cycle = models.ForeignKey(
        Cycle,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("cycle"),
    )
    libelle = LigneField(
        _("question"),
        max_length=200,
        help_text=_("Telle que la personne la lira : « Venez-vous avec un projet ? »"),
    )
    aide = LigneField(
        _("précision"),
        max_length=250,
        blank=True,
        help_text=_("En petit sous la question : à quoi sert la réponse, un exemple."),
    )
    type = models.CharField(
        _("réponse attendue"),
        max_length=16,
        choices=TypeDeQuestion.choices,
        default=TypeDeQuestion.TEXTE_COURT,
    )
    choix = models.TextField(
        _("réponses proposées"), blank=True, help_text=_("Une par ligne, au moins deux.")
    )
    obligatoire = models.BooleanField(
        _("il faut y répondre pour s’inscrire"),
        default=False,
        help_text=_("Le moins possible : chaque question obligatoire fait renoncer quelqu’un."),
    )
    sensible = models.BooleanField(
        _("réponse sensible"),
        default=False,
        help_text=_(
            "Santé, situation personnelle… : seules les personnes qui voient les régimes et les "
            "allergies la lisent, et elle est effacée 7 jours après la journée."
        ),
    )
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)
    condition = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="suites",
        verbose_name=_("dépend de"),
    )
    reponse_attendue = LigneField(_("si la réponse est"), max_length=REPONSE_MAX, blank=True)
    archivee = models.BooleanField(
        _("archivée"),
        default=False,
        help_text=_("Elle n’est plus posée ; les réponses déjà données se gardent."),
    )

    donnees_personnelles = Declaration(
        sans_personne="atelier cycle libelle aide choix condition reponse_attendue type"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        ordering = ["ordre", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(atelier=None, cycle__isnull=False)
                | Q(atelier__isnull=False, cycle=None),
                name="question_d_un_atelier_ou_d_un_cycle",
                violation_error_message=_(
                    "Une question se pose pour un atelier ou pour un cycle, pas pour les deux."
                ),
            ),
            models.CheckConstraint(
                condition=Q(type__in=A_CHOIX) ^ Q(choix=""),
                name="question_a_choix_a_des_choix",
                violation_error_message=_(
                    "Les réponses proposées vont avec une question à choix, et avec elle seule."
                ),
            ),
            models.CheckConstraint(
                condition=Q(condition=None, reponse_attendue="")
                | (Q(condition__isnull=False) & ~Q(reponse_attendue="")),
                name="question_condition_entiere",
                violation_error_message=_(
                    "Une condition dit de quelle question elle dépend, et pour quelle réponse."
                ),
            ),
            models.CheckConstraint(
                condition=Q(condition=None) | ~Q(condition=F("pk")),
                name="question_pas_condition_d_elle_meme",
                violation_error_message=_("Une question ne peut pas dépendre d’elle-même."),
            ),
        ]

    def __str__(self):
        return self.libelle

    @property
    def support(self) -> Atelier | Cycle:
        return self.cycle if self.cycle_id else self.atelier

    @property
    def est_fermee(self) -> bool:
        """Answers come from a list: they can be counted, and other questions depend on them."""
        return self.type in FERMEES

    def reponses_possibles(self) -> list[tuple[str, str]]:
        """(stored value, label) of each possible answer; empty for a text."""
        if self.type == TypeDeQuestion.OUI_NON:
            return [(OUI, _("oui")), (NON, _("non"))]
        return [(choix, choix) for choix in self.choix.splitlines()]

    def clean(self):
        self.choix = "\n".join(_sans_doublon(self.choix.splitlines()))
        if self.type in A_CHOIX:
            self._verifier_les_choix()
        if self.condition_id:
            self._verifier_la_condition()

    def _verifier_les_choix(self):
        choix = self.choix.splitlines()
        if not 2 <= len(choix) <= CHOIX_MAX:
            phrase = _("Proposez entre 2 et %(max)d réponses, une par ligne.")
            raise ValidationError({"choix": phrase % {"max": CHOIX_MAX}})
        if max(map(len, choix)) > REPONSE_MAX:
            phrase = _("Une réponse proposée tient en %(max)d caractères.")
            raise ValidationError({"choix": phrase % {"max": REPONSE_MAX}})

    def _verifier_la_condition(self):
        """The condition is a question of the same form, asked before: hence no loop."""
        mere = self.condition
        if (mere.atelier_id, mere.cycle_id) != (self.atelier_id, self.cycle_id):
            raise ValidationError(_("Une question dépend d’une question du même formulaire."))
        if self.pk and (mere.ordre, mere.pk) >= (self.ordre, self.pk):
            raise ValidationError(_("Une question ne dépend que d’une question posée avant elle."))
        if self.reponse_attendue not in dict(mere.reponses_possibles()):
            raise ValidationError(
                _("« %(reponse)s » n’est pas une réponse proposée à « %(question)s ».")
                % {"reponse": self.reponse_attendue, "question": mere}
            )

    def libelles_de(self, valeur: str) -> list[str]:
        """The labels of an answer: one text, or each of the choices."""
        libelles = dict(self.reponses_possibles())
        morceaux = valeur.split("\n") if self.type in A_CHOIX else [valeur]
        return [str(libelles.get(morceau, morceau)) for morceau in morceaux]


class ReponseDonnee(models.Model):
    """The answer of one registration; choices are stored one a line, in their order."""

    inscription = models.ForeignKey(
        "inscriptions.Inscription",
        on_delete=models.CASCADE,
        related_name="reponses",
        verbose_name=_("inscription"),
    )
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="reponses",
        verbose_name=_("question"),
    )
    valeur = models.TextField(_("réponse"))

    donnees_personnelles = Declaration(
        (
            Donnee(
                "valeur",
                _("préparer la journée"),
                Base.DEMANDE,
                NOMS,
                lue_par={
                    "page": "inscriptions.view_reponsedonnee",
                    "export": "inscriptions.exporter",
                },
            ),
            Donnee(
                "valeur",
                _("accueillir chacune et chacun"),
                Base.CONSENTEMENT,
                SENSIBLE,
                cas="sensible",
                lue_par=LE_SENSIBLE,
                tue=True,
            ),
        ),
        mene_a="inscription",
        sans_personne="question",
    )

    class Meta:
        verbose_name = _("réponse donnée")
        verbose_name_plural = _("réponses données")
        # As in the form: questions of the cycle, then of the day.
        ordering = [F("question__cycle").asc(nulls_last=True), "question__ordre", "question_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inscription", "question"],
                name="reponse_unique",
                violation_error_message=_("Cette question a déjà sa réponse."),
            ),
            models.CheckConstraint(
                condition=~Q(valeur=""),
                name="reponse_non_vide",
                violation_error_message=_("Une réponse vide ne se garde pas."),
            ),
        ]

    def __str__(self):
        """Never the answer: this text is shown where sensitive data must not be."""
        return str(self.question)

    def textes(self) -> list[str]:
        return self.question.libelles_de(self.valeur)


def _sans_doublon(lignes: list[str]) -> list[str]:
    propres = (" ".join(ligne.split()) for ligne in lignes)
    return list(dict.fromkeys(ligne for ligne in propres if ligne))
