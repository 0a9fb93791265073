"""The page of the questions of a form: their order and their answers."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ateliers.models import Atelier
from inscriptions.models.lecteurs import VOIR_LE_SENSIBLE
from inscriptions.models.questions import Question
from inscriptions.pages.blocs.questions import BlocQuestions, BlocQuestionsDuCycle
from inscriptions.places.questions import compter
from reseau.socle.grammaire import ngettext

from . import copie, ordre
from .forms import RepriseForm
from .supports import adresse, fiche, support_ou_404


def liste(bureau, request, genre, pk):
    if not bureau.has_view_permission(request):
        raise PermissionDenied
    support = support_ou_404(genre, pk)
    questions = list(Question.objects.du_support(support).select_related("condition"))
    comptes = compter(questions)
    contexte = {
        **bureau.admin_site.each_context(request),
        "title": _("Questions posées à l’inscription"),
        "support": support,
        "fiche": fiche(support),
        "cycle": getattr(support, "cycle", None),
        "nombre_du_cycle": _nombre_du_cycle(support),
        "comptes": [compte for compte in comptes if not compte.question.archivee],
        "archivees": [compte for compte in comptes if compte.question.archivee],
        "voit_le_sensible": request.user.has_perm(VOIR_LE_SENSIBLE),
        "peut_ecrire": bureau.has_change_permission(request),
        "peut_ajouter": bureau.has_add_permission(request),
        "reprise": RepriseForm(support=support),
        "ajout": f"{reverse('admin:inscriptions_question_add')}?{urlencode({genre: pk})}",
        "adresse_apercu": adresse("questions_apercu", support),
        "adresse_reprendre": adresse("questions_reprendre", support),
    }
    return render(request, "admin/inscriptions/question/liste.html", contexte)


def _nombre_du_cycle(support) -> int:
    """The number of questions of the cycle, which each of its days also asks."""
    if getattr(support, "cycle_id", None) is None:
        return 0
    return Question.objects.posees().filter(cycle=support.cycle_id).count()


def apercu(bureau, request, genre, pk):
    """Show the form before publication; it cannot be sent."""
    if not bureau.has_view_permission(request):
        raise PermissionDenied
    support = support_ou_404(genre, pk)
    contexte = {
        "support": support,
        "retour": adresse("questions", support),
        "blocs": _blocs(support),
    }
    return render(request, "inscriptions/questions/apercu.html", contexte)


def _blocs(support):
    form = forms.Form()
    blocs = [BlocQuestionsDuCycle(form, None, BlocQuestionsDuCycle.preparer([_jour(support)]))]
    if isinstance(support, Atelier):
        sujets = BlocQuestions.preparer([support])
        blocs.append(BlocQuestions(form, support, sujets.get(support.pk, [])))
    return blocs


def _jour(support) -> Atelier:
    """The day shown in the preview; any day of a cycle asks the questions of the cycle."""
    return support if isinstance(support, Atelier) else Atelier(cycle=support)


def reprendre(bureau, request, genre, pk):
    if not bureau.has_add_permission(request):
        raise PermissionDenied
    support = support_ou_404(genre, pk)
    form = RepriseForm(request.POST, support=support)
    if form.is_valid():
        _dire_la_reprise(request, len(copie.reprendre(form.source_choisie(), support)))
    else:
        messages.error(request, _("Choisissez l’atelier ou le cycle dont reprendre les questions."))
    return redirect(adresse("questions", support))


def _dire_la_reprise(request, nombre):
    if not nombre:
        messages.info(request, _("Ces questions sont déjà posées ici : rien n’a été ajouté."))
        return
    phrase = ngettext("%(nombre)d question reprise.", "%(nombre)d questions reprises.", nombre)
    messages.success(request, phrase % {"nombre": nombre})


def monter(bureau, request, pk):
    if not bureau.has_change_permission(request):
        raise PermissionDenied
    question = get_object_or_404(Question, pk=pk)
    try:
        ordre.monter(question)
    except ordre.AvantSaCondition:
        messages.warning(
            request,
            _("« %(question)s » reste sous celle dont elle dépend.") % {"question": question},
        )
    return redirect(adresse("questions", question.support))
