"""Ask the team to confirm what a change does to people, before it is written."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from .ecran import Ecran

ACCORD = "accord"
SUITES = ("_continue", "_addanother")


@dataclass(frozen=True)
class Consequence:
    """One sentence; `geste` is the label of the button, when the change writes to people."""

    phrase: str
    geste: str = ""


class AConfirmer(forms.ModelForm):
    """A form that is valid only once its author agreed to what the change does to people.

    The button sends back the sentences shown above it: a sentence that appeared since is asked
    again.
    """

    annoncees: list[Consequence] = []
    reste_a_confirmer = False

    def consequences(self) -> list[Consequence]:
        """What this change does; called only for an existing row and a form without error."""
        raise NotImplementedError

    def is_valid(self):
        return super().is_valid() and not self.reste_a_confirmer

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and self.instance.pk and self.has_changed():
            self.annoncees = self.consequences()
            accordees = self.data.get(ACCORD, "").splitlines()
            self.reste_a_confirmer = any(
                consequence.phrase not in accordees for consequence in self.annoncees
            )


class AvecConfirmation(Ecran):
    """The page is shown again once, with what must be confirmed above the typed values."""

    def render_change_form(self, request, context, *args, **kwargs):
        principal = context["adminform"].form
        lignes = [ligne for jeu in context["inline_admin_formsets"] for ligne in jeu.formset.forms]
        formulaires = [f for f in (principal, *lignes) if isinstance(f, AConfirmer) and f.annoncees]
        if not context["errors"] and any(f.reste_a_confirmer for f in formulaires):
            context["confirmation"] = {
                **_demande(formulaires, principal),
                "suite": next((suite for suite in SUITES if suite in request.POST), None),
                "fichiers_perdus": bool(request.FILES),
            }
        return super().render_change_form(request, context, *args, **kwargs)


def _demande(formulaires: list[AConfirmer], principal: forms.ModelForm) -> dict:
    """The sentences, each with the row it is about, and the label of the button."""
    consequences = [
        consequence for formulaire in formulaires for consequence in formulaire.annoncees
    ]
    gestes = [consequence.geste for consequence in consequences if consequence.geste] or [
        _("Enregistrer quand même")
    ]
    return {
        "phrases": [
            ("" if formulaire is principal else str(formulaire.instance), consequence.phrase)
            for formulaire in formulaires
            for consequence in formulaire.annoncees
        ],
        "geste": gestes[0] if len(gestes) == 1 else _("Tout enregistrer et prévenir"),
        "accord": "\n".join(consequence.phrase for consequence in consequences),
    }
