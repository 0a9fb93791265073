"""The controls of forms, drawn as Django's templates draw them, without a template.

A registration page has fifteen; through templates that include one another they took a third of it.
"""

from collections.abc import Callable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def dessiner(nom_du_gabarit: str, widget: dict) -> SafeString:
    return mark_safe(DESSINS[nom_du_gabarit](widget))  # noqa: S308 - every value is escaped below


def _attributs(widget: dict) -> str:
    return "".join(
        f" {nom}" if valeur is True else f' {nom}="{conditional_escape(valeur)}"'
        for nom, valeur in widget["attrs"].items()
        if valeur is not False
    )


def _saisie(widget: dict) -> str:
    valeur = widget["value"]
    dite = "" if valeur is None else f' value="{conditional_escape(valeur)}"'
    nom = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{nom}"{dite}{_attributs(widget)}>'


def _texte_long(widget: dict) -> str:
    texte = conditional_escape(widget["value"]) if widget["value"] else ""
    nom = conditional_escape(widget["name"])
    return f'<textarea name="{nom}"{_attributs(widget)}>\n{texte}</textarea>'


def _liste(widget: dict) -> str:
    groupes = []
    for groupe, options, _rang in widget["optgroups"]:
        dites = "".join(f"\n  {_option(option)}" for option in options)
        if groupe:
            titre = conditional_escape(groupe)
            dites = f'\n  <optgroup label="{titre}">{dites}\n  </optgroup>'
        groupes.append(dites)
    nom = conditional_escape(widget["name"])
    return f'<select name="{nom}"{_attributs(widget)}>{"".join(groupes)}\n</select>'


def _option(widget: dict) -> str:
    valeur, texte = conditional_escape(widget["value"]), conditional_escape(widget["label"])
    return f'<option value="{valeur}"{_attributs(widget)}>{texte}</option>'


def _choix(widget: dict) -> str:
    groupes = []
    for groupe, options, _rang in widget["optgroups"]:
        dits = "".join(f"<div>\n    {_bouton(option)}</div>" for option in options)
        if groupe:
            dits = f"\n  <div><label>{conditional_escape(groupe)}</label>{dits}\n  </div>"
        groupes.append(dits)
    siens = {nom: widget["attrs"].get(nom) for nom in ("id", "class")}
    attributs = "".join(f' {nom}="{conditional_escape(v)}"' for nom, v in siens.items() if v)
    return f"<div{attributs}>{''.join(groupes)}\n</div>"


def _bouton(widget: dict) -> str:
    if not widget.get("wrap_label"):
        return _saisie(widget)
    cle = widget["attrs"].get("id")
    pour = f' for="{conditional_escape(cle)}"' if cle else ""
    return f"<label{pour}>{_saisie(widget)} {conditional_escape(widget['label'])}</label>"


SAISIES = ("input", "text", "number", "email", "url", "tel", "search", "color", "hidden")
DESSINS: dict[str, Callable[[dict], str]] = {
    f"django/forms/widgets/{gabarit}.html": dessin
    for dessin, gabarits in {
        _saisie: (*SAISIES, "password", "date", "datetime", "time", "checkbox"),
        _texte_long: ("textarea",),
        _liste: ("select",),
        _option: ("select_option",),
        _choix: ("radio", "checkbox_select"),
        _bouton: ("radio_option", "checkbox_option"),
    }.items()
    for gabarit in gabarits
}
