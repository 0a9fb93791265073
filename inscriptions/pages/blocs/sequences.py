from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inscriptions.places.offre import sequences_des_jours
from inscriptions.refus import SequenceComplete
from reseau.socle.grammaire import ngettext

from .bloc import COMME_LES_AUTRES, Bloc, Pour


class _SaufLesFermees:
    """A widget with disabled choices: `fermees`, the keys of full sequences."""

    fermees = frozenset()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.fermees:
            option["attrs"]["disabled"] = True
        return option


class BoutonsDeSequences(_SaufLesFermees, forms.RadioSelect):
    pass


class ListeDeSequences(_SaufLesFermees, forms.Select):
    pass


class BlocSequences(Bloc):
    """The slots with parallel sequences: one choice for each slot, while places remain."""

    template_name = "inscriptions/blocs/sequences.html"
    GABARITS = {Pour.PERSONNE_DU_GROUPE: "inscriptions/plusieurs/_sequences.html"}

    @classmethod
    def preparer(cls, ateliers):
        return sequences_des_jours(ateliers)

    def faire_les_champs(self):
        """No field once the day has begun, except for the team: people then choose on the spot."""
        if self.atelier.debut <= timezone.now() and not self.form.par_l_equipe:
            return {}
        return {self.nom(sujet.creneau): self._champ(sujet) for sujet in self.sujets}

    @staticmethod
    def nom(creneau):
        return f"sequence_{creneau.pk}"

    def _champ(self, sujet):
        fermees = self._fermees(sujet)
        champ = forms.TypedChoiceField(
            label=sujet.creneau.titre,
            choices=[(o.sequence.pk, f"{o.sequence.titre}{places(o)}") for o in sujet.sequences],
            coerce=int,
            empty_value=None,
            required=len(fermees) < len(sujet.sequences) and not self.form.par_l_equipe,
            widget=BoutonsDeSequences,
            error_messages={
                "required": _("Choisissez une séquence."),
                "invalid_choice": _("Cette séquence n’est pas proposée : choisissez-en une."),
            },
        )
        champ.widget.fermees = fermees
        return champ

    @staticmethod
    def rendre_facultatif(champ):
        """A drop-down list in place of buttons, with the common answer as its blank choice."""
        choix, fermees = champ.choices, champ.widget.fermees
        champ.widget = ListeDeSequences()
        champ.widget.fermees = fermees
        champ.choices = [("", COMME_LES_AUTRES), *choix]
        champ.required = False

    def _fermees(self, sujet):
        """The keys of full sequences, except the one that the person already has."""
        deja_choisie = self.form.initial.get(self.nom(sujet.creneau))
        return {o.sequence.pk for o in sujet.sequences if o.est_complete} - {deja_choisie}

    def creneaux_et_choix(self):
        """For the page: each slot, its field, and its sequences with their buttons."""
        for sujet in self.sujets:
            if (champ := self.champ(self.nom(sujet.creneau))) is not None:
                yield sujet.creneau, champ, list(zip(sujet.sequences, champ, strict=True))

    def clean(self, donnees):
        for sujet in self.sujets:
            nom = self.nom(sujet.creneau)
            if nom in self.champs and donnees.get(nom) in self._fermees(sujet):
                self.form.add_error(nom, SequenceComplete.phrase)

    def lire(self, donnees):
        creneaux = [sujet.creneau for sujet in self.sujets]
        choisies = {creneau.pk: donnees.get(self.nom(creneau)) for creneau in creneaux}
        return {"sequences": {cle: choisie for cle, choisie in choisies.items() if choisie}}

    @staticmethod
    def initial_de(inscription):
        """A refused choice of a confirmed person is left out: she chooses again."""
        return {
            f"sequence_{choix.creneau_id}": choix.sequence_id
            for choix in inscription.choix_de_sequences.all()
            if choix.obtenu or not inscription.est_confirmee
        }

    @classmethod
    def dire_complete(cls, form, refus):
        """Race: somebody took the last place meanwhile; the error is on the field."""
        nom = f"sequence_{refus.creneau}"
        form.add_error(nom if nom in form.fields else None, str(refus))


def places(offerte):
    """« – 4 places », « – complet », or "" without a limit."""
    if offerte.libres is None:
        return ""
    if not offerte.libres:
        return _(" – complet")
    phrase = ngettext(" – %(nombre)d place", " – %(nombre)d places", offerte.libres)
    return phrase % {"nombre": offerte.libres}
