"""Render Markdown then clean it: the text of an author can never hold a script."""

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

BALISES = {
    *("p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4", "a", "blockquote", "hr"),
    *("code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}

SIGNES = [
    (re.compile(r"\[([^\]]+)\]\((?:mailto:)?([^)\s]+)\)"), r"\1 (\2)"),
    (re.compile(r"^#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
]

_lecteur = MarkdownIt("commonmark", {"html": False}).enable(["table"])


def rendre(texte: str, niveau: int = 2) -> SafeString:
    """Return clean HTML; the author's highest heading becomes <h`niveau`>."""
    return _rendre(texte, niveau) if texte else SafeString()


def en_clair(texte: str) -> str:
    """The same as plain text for a letter: no sign of emphasis, an address after its link text."""
    for signes, rendu in SIGNES:
        texte = signes.sub(rendu, texte)
    return texte


@lru_cache(maxsize=256)
def _rendre(texte: str, niveau: int) -> SafeString:
    jetons = _lecteur.parse(texte)
    titres = [jeton for jeton in jetons if jeton.type in ("heading_open", "heading_close")]
    plus_haut = min((int(titre.tag[1]) for titre in titres), default=1)
    for titre in titres:
        titre.tag = f"h{min(int(titre.tag[1]) - plus_haut + niveau, 4)}"
    html = _lecteur.renderer.render(jetons, _lecteur.options, {})
    propre = nh3.clean(
        html,
        tags=BALISES,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return mark_safe(propre)  # noqa: S308 - cleaned by nh3 just above
