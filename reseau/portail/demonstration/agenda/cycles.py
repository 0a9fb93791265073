"""The cycles of the demo network, day by day."""

from .modele import CAFE, CycleDeDemo, Journee

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
