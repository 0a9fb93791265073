"""Plant the organiser's questions, and what the people planted answered. All is invented."""

from inscriptions.models import Inscription, Question, ReponseDonnee
from inscriptions.models.enums import NON, OUI, TypeDeQuestion

ENVIES = [
    "Une méthode pour décider sans y passer la soirée.",
    "Des exemples de règles écrites par d’autres lieux.",
    "De quoi convaincre notre conseil d’administration.",
    "Deux ou trois contacts à moins d’une heure de chez moi.",
    "Un outil à essayer dès le mardi suivant.",
]
ETAPES = ["Une idée", "Un lieu repéré", "Une équipe, pas encore de lieu", "Déjà ouvert"]
SUJETS = [
    "La place des bénévoles",
    "Les relations avec la mairie",
    "Les désaccords",
    "L’argent",
    "Les clés et les horaires",
]
CONNUS = ["Par un lieu du réseau", "Par la lettre du réseau", "Par une amie, un ami", "Autrement"]


def planter_les_questions(ateliers, hasard):
    """Two questions on the day of Simorre, one for project holders only; one on its cycle."""
    simorre = next(atelier for atelier, _modele in ateliers if atelier.titre.startswith("Simorre"))
    questions = [*_du_cycle(simorre.cycle), *_du_jour(simorre)]
    inscriptions = list(Inscription.objects.actives().filter(atelier=simorre).order_by("pk"))
    ReponseDonnee.objects.bulk_create(
        ReponseDonnee(inscription=inscription, question=question, valeur=valeur)
        for inscription in inscriptions
        for question, valeur in zip(questions, _repondre(hasard), strict=True)
        if valeur
    )


def _du_cycle(cycle):
    return [
        Question.objects.create(
            cycle=cycle,
            libelle="Comment avez-vous connu ce cycle ?",
            type=TypeDeQuestion.CHOIX,
            choix="\n".join(CONNUS),
        )
    ]


def _du_jour(atelier):
    def poser(ordre, libelle, type_, **champs):
        return Question.objects.create(
            atelier=atelier, ordre=ordre, libelle=libelle, type=type_, **champs
        )

    envie = poser(
        0,
        "Avec quoi aimeriez-vous repartir ?",
        TypeDeQuestion.TEXTE_LONG,
        aide="Une phrase suffit : elle aide Nadège et Ismaël à choisir leurs exemples.",
    )
    projet = poser(1, "Venez-vous avec un projet ?", TypeDeQuestion.OUI_NON, obligatoire=True)
    etape = poser(
        2,
        "Où en est-il ?",
        TypeDeQuestion.CHOIX,
        choix="\n".join(ETAPES),
        obligatoire=True,
        condition=projet,
        reponse_attendue=OUI,
    )
    sujets = poser(
        3,
        "De quoi aimeriez-vous parler ?",
        TypeDeQuestion.PLUSIEURS_CHOIX,
        choix="\n".join(SUJETS),
    )
    return [envie, projet, etape, sujets]


def _repondre(hasard):
    """Most people answer; some leave optional questions blank."""
    projet = hasard.choice([OUI, OUI, NON])
    retenus = set(hasard.sample(SUJETS, hasard.randint(0, 3)))
    return [
        hasard.choice([*CONNUS, ""]),
        hasard.choice([*ENVIES, "", ""]),
        projet,
        hasard.choice(ETAPES) if projet == OUI else "",
        "\n".join(sujet for sujet in SUJETS if sujet in retenus),
    ]
