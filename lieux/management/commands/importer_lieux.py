from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lieux.enums import StatutLieu
from lieux.standard.importation import importer
from lieux.standard.tableau import FichierIllisible
from lieux.standard.verdicts import Genre
from reseau.templatetags.typographie import pluriel


class Command(BaseCommand):
    help = (
        "Importe un fichier CSV du standard national des lieux de médiation numérique (1.0.1). "
        "Chaque ligne est dite nouvelle, changée, inchangée, plus récente chez nous ou refusée ; "
        "une ligne refusée n’empêche pas les autres."
    )

    def add_arguments(self, parser):
        parser.add_argument("fichier", type=Path)
        parser.add_argument("--essai", action="store_true", help="tout dire, ne rien écrire")
        parser.add_argument(
            "--source", default="", metavar="NOM", help="source des lignes qui n’en disent pas"
        )
        parser.add_argument(
            "--brouillon",
            action="store_true",
            help="garder les nouveaux lieux en brouillon (sinon ils sont publiés)",
        )

    def handle(self, *, fichier, essai, source, brouillon, verbosity, **options):
        statut = StatutLieu.BROUILLON if brouillon else StatutLieu.PUBLIE
        try:
            rapport = importer(fichier.read_bytes(), essai=essai, source=source, statut=statut)
        except OSError as erreur:
            raise CommandError(f"Ce fichier ne se lit pas : {erreur}") from erreur
        except FichierIllisible as erreur:
            raise CommandError(str(erreur)) from erreur
        if verbosity:
            self.detailler(rapport)
        self.resumer(rapport, essai)

    def detailler(self, rapport):
        if rapport.colonnes_inconnues:
            self.stdout.write(f"Colonnes ignorées : {', '.join(rapport.colonnes_inconnues)}")
        for verdict in rapport.verdicts:
            fiche = verdict.fiche
            self.stdout.write(
                f"ligne {fiche.ligne} · {verdict.genre.label} · {fiche.nom} ({fiche.identifiant})"
            )
            for refus in fiche.refus:
                self.stdout.write(f"    {refus.champ or 'ligne'} : {refus.texte}")
            for changement in verdict.changements:
                self.stdout.write(
                    f"    {changement.champ} : « {changement.avant} » → « {changement.apres} »"
                )
            for remarque in fiche.remarques:
                self.stdout.write(f"    {remarque.champ} : {remarque.texte}")

    def resumer(self, rapport, essai):
        chiffres = ", ".join(f"{n} {genre.label}" for genre, n in rapport.chiffres.items())
        lignes, remarques = len(rapport.verdicts), rapport.remarques
        self.stdout.write(
            f"{lignes} ligne{pluriel(lignes)} : {chiffres} ; "
            f"{remarques} remarque{pluriel(remarques)}."
        )
        if essai:
            self.stdout.write("Essai : rien n’a été écrit.")
        elif rapport.chiffres[Genre.REFUSE]:
            self.stdout.write(
                self.style.WARNING("Les lignes refusées sont à corriger dans le fichier.")
            )
