"""The cycles and workshops of the demo network, told as data; days are counted from today."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Journee:
    """A workshop to plant. `jours` from today, moved to the next `jour_de_semaine` (0 = Monday)."""

    titre: str
    jours: int
    horaires: tuple[str, str]
    lieu: str | None = None
    jour_de_semaine: int = 1
    question: str = ""
    presentation: str = ""
    genre: str = "atelier"
    format: str = "sur_place"
    theme: str = ""
    capacite: int | None = None
    prix: str = "0"
    acces: str = "public"
    groupe: str = ""  # its name: whose day it is
    salle: str = ""
    statut: str = "publie"
    motif: str = ""
    fin_des_inscriptions: int | None = None
    repas: dict | None = None
    autres_repas: tuple = ()
    repas_apporte: bool = False
    programme: tuple = ()
    pratique: str = ""
    compte_rendu: str = ""
    documents: tuple = ()
    inscrits: int = 0
    en_attente: int = 0
    propositions: int = 0
    demandes: int = 0
    sur_approbation: bool = False
    annules: int = 0
    lien_visio: str = ""

    def tous_les_repas(self) -> list[dict]:
        """How many people of each kind: `pris`, `attendus` (they have a seat), `a_redistribuer`."""
        return [*([self.repas] if self.repas else []), *self.autres_repas]


@dataclass(frozen=True)
class CycleDeDemo:
    titre: str
    question: str
    presentation: str
    theme: str
    journees: list[Journee] = field(default_factory=list)
    statut: str = "publie"


CAFE = ("09:00", "09:30", "Accueil, café du lieu", ())

RURAL = CycleDeDemo(
    titre="Tiers-lieux ruraux : ouvrir, tenir, transmettre",
    question="Comment faire vivre un tiers-lieu à la campagne sans s’épuiser ?",
    presentation="""Des villages, une journée dans chacun, une même question prise par trois bouts : le
**modèle économique**, la **gouvernance**, la **transmission**.

Chaque étape se passe dans un lieu différent, qui montre sa cuisine : ce qui marche, ce qui coince,
ce qu’il referait autrement. On peut venir à une seule journée ou à toutes.""",
    theme="ruralite",
    journees=[
        Journee(
            titre="Sarrant : de quoi vit un tiers-lieu ?",
            jours=-37,
            horaires=("09:00", "17:00"),
            lieu="La Librairie-Atelier de la Tour",
            question="Qu’est-ce qui doit se payer, qu’est-ce qui doit rester gratuit ?",
            presentation="""On pose les comptes sur la table : loyers, salaires, subventions, ventes,
**heures données**. Chacune repart avec le budget d’un autre lieu relu à plusieurs.""",
            theme="modele-economique",
            capacite=20,
            repas={
                "reglement": "libre",
                "prix": "12",
                "capacite": 20,
                "menu": "Garbure, tourtière",
            },
            programme=(
                CAFE,
                ("09:30", "10:30", "Visite de la tour et de ses comptes", ()),
                ("10:45", "12:30", "Lire un budget à six", ()),
                ("12:30", "14:00", "Déjeuner", ()),
                ("14:00", "16:30", "Compter les heures données", ()),
                ("16:30", "17:00", "Ce qu’on emporte", ()),
            ),
            compte_rendu="""Vingt personnes, onze lieux, une charpente du XIIIᵉ siècle.

## Trois idées à garder

1. **Compter les heures données** : 2 100 heures l’an dernier à Sarrant, soit plus d’un emploi.
2. Séparer ce qui doit se payer (le poste, la salle) de ce qui doit rester gratuit (l’accueil).
3. Demander tôt à la commune ce qu’elle attend, **et l’écrire**.

## Et ensuite ?

À Simorre, on parlera de celles et ceux qui décident.""",
            documents=(
                ("Le budget commenté de Sarrant", "https://example.org/budget-sarrant"),
                ("Tableau pour compter les heures données", "https://example.org/heures-donnees"),
            ),
            inscrits=20,
            annules=2,
        ),
        Journee(
            titre="Simorre : qui décide quand tout le monde passe ?",
            jours=8,
            horaires=("09:00", "17:00"),
            lieu="Le Préau de Simorre",
            question="Comment décider ensemble sans réunion de trois heures ?",
            presentation="""Entre la bénévole de la première heure et le voisin qui vient imprimer,
qui a son mot à dire ? On essaie **trois manières de décider**, pour de vrai, sur des cas apportés
par les participantes et participants.""",
            theme="gouvernance",
            capacite=26,
            salle="Sous le préau ; s’il pleut, salle des fêtes",
            fin_des_inscriptions=2,
            repas={
                "reglement": "libre",
                "prix": "12",
                "capacite": 17,
                "jours_avant": 4,
                "pris": 17,
                "attendus": 3,
                "menu": "Soupe du marché, tarte aux légumes, pastis gascon",
            },
            programme=(
                CAFE,
                ("09:30", "10:30", "Trois histoires de décisions ratées", ("Nadège Escoubas",)),
                ("10:45", "12:30", "Décider par consentement", ("Ismaël Tarrade",)),
                ("12:30", "14:00", "Déjeuner sous le préau", ()),
                (
                    "14:00",
                    "16:15",
                    "Deux ateliers au choix",
                    (),
                    (
                        ("Écrire une charte d’une page", "Nadège Escoubas", "Préau", 12, 11),
                        ("Répartir les rôles sans chef", "Ismaël Tarrade", "Bibliothèque", 14, 9),
                    ),
                ),
                ("16:15", "17:00", "Ce qu’on emporte, et l’étape de Gimont", ()),
            ),
            pratique="""- En voiture : stationnement place des Fossés, à 200 m.
- **Covoiturage conseillé** : peu de cars vers Simorre.
- Le préau est de plain-pied ; toilettes adaptées à la mairie.""",
            inscrits=22,
            annules=3,
        ),
        Journee(
            titre="Gimont : passer la main",
            jours=36,
            horaires=("09:00", "17:00"),
            lieu="La Halle aux Projets",
            question="Comment un lieu survit-il au départ de celle qui l’a ouvert ?",
            presentation="""Deux fondatrices et un repreneur racontent une transmission. On prépare
la sienne : **ce qui est écrit, ce qui ne l’est pas, ce qui manquera**.""",
            theme="emergence-transmission",
            capacite=30,
            fin_des_inscriptions=3,
            repas={"reglement": "prix", "prix": "15", "capacite": 30, "jours_avant": 5},
            programme=(
                CAFE,
                ("09:30", "12:15", "Récit à trois voix", ("Solène Labatut",)),
                ("12:30", "14:00", "Déjeuner à la halle", ()),
                ("14:00", "16:30", "Préparer sa propre transmission", ("Solène Labatut",)),
            ),
            pratique="La gare de Gimont est à 12 minutes à pied (ligne Toulouse–Auch).",
            inscrits=6,
        ),
        Journee(
            titre="Auch : une journée de plus, pour se relire",
            jours=64,
            horaires=("09:30", "16:30"),
            lieu="La Dynamo",
            question="Qu’avons-nous changé chez nous depuis Sarrant ?",
            presentation="""Ajoutée à la demande des participantes et participants : chaque lieu
apporte **ce qu’il a essayé**, et repart avec l’avis des autres.""",
            theme="ruralite",
            capacite=20,
            fin_des_inscriptions=3,
            repas={"reglement": "libre", "prix": "12", "capacite": 20, "jours_avant": 5},
        ),
    ],
)

ALLER_VERS = CycleDeDemo(
    titre="Aller vers : la médiation numérique hors les murs",
    question="Comment aider celles et ceux qui ne poussent jamais la porte ?",
    presentation="""Une caravane, un marché, une salle d’attente : trois rencontres avec des équipes
qui ont sorti les ordinateurs de leurs murs.""",
    theme="inclusion-numerique",
    journees=[
        Journee(
            titre="Millau : la permanence du marché",
            jours=15,
            horaires=("10:00", "16:00"),
            lieu="La Ganterie",
            jour_de_semaine=4,
            theme="inclusion-numerique",
            capacite=16,
            repas={"reglement": "pris_en_charge", "capacite": 16, "jours_avant": 3},
            inscrits=9,
        ),
        Journee(
            titre="Figeac : former des aidantes et des aidants",
            jours=43,
            horaires=("10:00", "16:00"),
            lieu="Le Chiffre et la Lettre",
            jour_de_semaine=4,
            theme="inclusion-numerique",
            capacite=16,
            repas={"reglement": "pris_en_charge", "capacite": 9, "jours_avant": 3, "pris": 8},
            inscrits=9,
        ),
        Journee(
            titre="Foix : la caravane en montagne",
            jours=71,
            horaires=("10:00", "16:00"),
            lieu="Le Passe-Murailles",
            jour_de_semaine=4,
            theme="inclusion-numerique",
            capacite=16,
            repas={"reglement": "pris_en_charge", "capacite": 16, "jours_avant": 3},
        ),
    ],
)

BROUILLON = CycleDeDemo(
    titre="Réparer, fabriquer, transmettre : les savoir-faire du fablab",
    question="Comment faire d’un fablab l’atelier de tout un canton ?",
    presentation="Trois fablabs ouvrent leurs établis. Dates à confirmer avec les lieux.",
    theme="fabrication",
    statut="brouillon",
    journees=[
        Journee(
            titre="Graulhet : le cuir et la découpe laser",
            jours=92,
            horaires=("09:30", "17:00"),
            lieu="La Mégisserie Nouvelle",
            theme="fabrication",
            capacite=12,
            statut="brouillon",
        )
    ],
)

CYCLES = [RURAL, ALLER_VERS, BROUILLON]

SEULS = [
    Journee(
        titre="Les aides aux tiers-lieux, mode d’emploi",
        jours=5,
        horaires=("12:30", "13:45"),
        jour_de_semaine=3,
        genre="rencontre",
        format="en_ligne",
        theme="modele-economique",
        question="Quelles aides existent cette année, et comment les demander ?",
        presentation="""Une heure pour faire le tour des aides, **quinze minutes de questions**. Le
support et la liste des contacts sont envoyés après la rencontre.""",
        capacite=200,
        lien_visio="https://example.org/visio/aides-aux-tiers-lieux",
        inscrits=48,
        annules=2,
    ),
    Journee(
        titre="Journée des membres : nos questions difficiles",
        jours=20,
        horaires=("09:30", "16:30"),
        lieu="La Dynamo",
        jour_de_semaine=3,
        salle="Salle des Rails",
        genre="rencontre",
        acces="membres",
        theme="gouvernance",
        presentation="""Une journée entre gens du réseau, porte fermée et parole libre. L’après-midi,
**codéveloppement** en groupes de six : une personne expose une vraie difficulté, les autres
l’aident à penser.""",
        capacite=24,
        repas_apporte=True,
        programme=(
            ("09:30", "10:00", "Accueil, café du lieu", ()),
            ("10:00", "12:30", "Nouvelles des lieux, budget et feuille de route", ()),
            ("12:30", "14:00", "Repas tiré du sac, partagé", ()),
            (
                "14:00",
                "16:00",
                "Codéveloppement",
                (),
                (
                    ("Groupe « équipe et bénévoles »", "Clémence Pujol", "Salle des Rails", 6, 6),
                    ("Groupe « argent »", "Hakim Larrieu", "Salle du Quai", 6, 4),
                    ("Groupe « voisinage »", "Nadège Escoubas", "Fablab", 6, 3),
                ),
            ),
            ("16:00", "16:30", "Ce qu’on garde entre nous, ce qu’on partage", ()),
        ),
        inscrits=14,
    ),
    Journee(
        titre="Plénière du réseau",
        jours=57,
        horaires=("09:30", "17:00"),
        lieu="La Dynamo",
        salle="Grande halle",
        jour_de_semaine=3,
        genre="pleniere",
        theme="vie-du-reseau",
        presentation="""Le matin, les groupes de travail racontent leur année. L’après-midi, **on
choisit ensemble** les chantiers de la suivante.""",
        capacite=80,
        fin_des_inscriptions=7,
        repas={"reglement": "pris_en_charge", "capacite": 80, "jours_avant": 8},
        autres_repas=(
            {
                "type": "diner",
                "reglement": "prix",
                "prix": "18",
                "capacite": 40,
                "jours_avant": 8,
                "menu": "À la Dynamo, pour qui reste le soir",
                "pris": 23,
            },
        ),
        programme=(
            ("09:30", "10:00", "Accueil", ()),
            ("10:00", "12:30", "Six groupes, six récits de dix minutes", ()),
            ("12:30", "14:00", "Déjeuner", ()),
            ("14:00", "16:30", "Choisir les chantiers de l’année", ("Clémence Pujol",)),
        ),
        inscrits=52,
        annules=4,
    ),
    Journee(
        titre="Afterwork du trimestre au Pigeonnier",
        jours=12,
        horaires=("18:30", "21:30"),
        lieu="Le Pigeonnier",
        jour_de_semaine=3,
        genre="afterwork",
        theme="vie-du-reseau",
        presentation="Une fois par trimestre, on se retrouve sans ordre du jour : un verre, un lieu.",
        repas={
            "type": "diner",
            "reglement": "libre",
            "prix": "10",
            "capacite": 20,
            "jours_avant": 20,
            "menu": "Buffet gascon, commandé au traiteur du village",
            "pris": 19,
            "attendus": 2,
            "a_redistribuer": 1,
        },
        capacite=30,
        inscrits=29,
        en_attente=4,
        propositions=1,
        annules=1,
    ),
    Journee(
        titre="Visite de la Ganterie et de ses machines",
        jours=16,
        horaires=("14:00", "16:30"),
        lieu="La Ganterie",
        jour_de_semaine=5,
        genre="visite",
        theme="fabrication",
        presentation="Du cuir à l’imprimante 3D : deux heures dans un atelier qui a changé de siècle.",
        capacite=15,
        prix="5",
        inscrits=7,
        sur_approbation=True,
        demandes=3,
    ),
    Journee(
        titre="Fresque des communs à Cahors",
        jours=27,
        horaires=("14:00", "17:30"),
        lieu="La Boucle",
        jour_de_semaine=2,
        theme="gouvernance",
        statut="annule",
        motif="L’animatrice est souffrante ; une autre date sera proposée.",
        capacite=14,
        inscrits=5,
    ),
    Journee(
        titre="Ouvrir un tiers-lieu : les cent premiers jours",
        jours=-65,
        horaires=("09:30", "16:30"),
        lieu="Le Grand Métier",
        jour_de_semaine=1,
        theme="emergence-transmission",
        capacite=30,
        inscrits=27,
        compte_rendu="Vingt-sept porteuses et porteurs, neuf projets présentés, deux rapprochés.",
    ),
    Journee(
        titre="Afterwork du trimestre sous les couverts",
        jours=-92,
        horaires=("18:30", "21:30"),
        lieu="Les Couverts",
        jour_de_semaine=3,
        genre="afterwork",
        theme="vie-du-reseau",
        capacite=40,
        inscrits=33,
    ),
    Journee(
        titre="Atelier de carte : les permanences et leurs trous",
        jours=29,
        horaires=("14:00", "17:00"),
        lieu="Le Chiffre et la Lettre",
        jour_de_semaine=1,
        format="hybride",
        lien_visio="https://example.org/visio/carte-des-permanences",
        acces="groupe",
        groupe="Inclusion numérique",
        theme="inclusion-numerique",
        question="Où n’y a-t-il plus personne pour aider ?",
        presentation="""Le groupe met sur une même carte ses **permanences** et les endroits où il n’y en
a plus. Chacune apporte les horaires de son coin.""",
        capacite=12,
        inscrits=4,
    ),
]
