from django.db import models
from django.utils.translation import gettext_lazy as _

from reseau.socle.donnees_personnelles.declaration import Declaration
from reseau.socle.recherche import ChampDeRecherche, mots_dans, normaliser


class Departement(models.Model):
    code = models.CharField(_("code"), max_length=3, primary_key=True)
    nom = models.CharField(_("nom"), max_length=60)
    region = models.CharField(_("région"), max_length=60)

    donnees_personnelles = Declaration(sans_personne="code nom region")

    class Meta:
        verbose_name = _("département")
        ordering = ["code"]

    def __str__(self):
        return f"{self.nom} ({self.code})"


ABREVIATIONS = {"st": "saint", "ste": "sainte"}


def en_toutes_lettres(texte: str) -> str:
    """Normalised words, abbreviations in full: « St-Denis » gives "saint denis"."""
    return " ".join(ABREVIATIONS.get(mot, mot) for mot in normaliser(texte).split())


class CommuneQuerySet(models.QuerySet):
    def chercher(self, texte):
        """Communes by name (any accents, « St » for « Saint ») or postal code; largest first."""
        condition = mots_dans("recherche", en_toutes_lettres(texte))
        return self.filter(condition).order_by("-population", "nom", "pk")


class Commune(models.Model):
    """A commune of the official geography (INSEE); `nom` has its article."""

    code_insee = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    nom = models.CharField(_("nom"), max_length=80)
    departement = models.ForeignKey(
        Departement,
        on_delete=models.PROTECT,
        related_name="communes",
        verbose_name=_("département"),
    )
    codes_postaux = models.CharField(
        _("codes postaux"), max_length=200, help_text=_("Séparés par une espace.")
    )
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    population = models.PositiveIntegerField(_("population"), default=0)
    autres_codes = models.TextField(
        _("autres codes INSEE"),
        blank=True,
        help_text=_("De ses arrondissements et communes déléguées, séparés par une espace."),
    )
    autres_noms = models.TextField(
        _("anciens noms"),
        blank=True,
        help_text=_("Des communes dont elle est née, séparés par une virgule."),
    )
    recherche = ChampDeRecherche(depuis=["nom", "codes_postaux", "autres_noms"])

    donnees_personnelles = Declaration(
        sans_personne="code_insee nom departement codes_postaux autres_codes autres_noms recherche"
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("commune")
        ordering = ["nom"]
        indexes = [models.Index(fields=["-population"], name="commune_population")]

    def __str__(self):
        return f"{self.nom} ({self.code_postal})" if self.codes_postaux else self.nom

    @property
    def noms(self) -> list[str]:
        return [self.nom, *filter(None, self.autres_noms.split(", "))]

    @property
    def code_postal(self) -> str:
        return self.codes_postaux.split(" ", 1)[0]

    def code_postal_parmi(self, texte: str) -> str:
        """The first of its postal codes that a word of `texte` begins, else the first one."""
        debuts = tuple(mot for mot in normaliser(texte).split() if mot.isdigit())
        codes = self.codes_postaux.split()
        return next((code for code in codes if code.startswith(debuts)), self.code_postal)
