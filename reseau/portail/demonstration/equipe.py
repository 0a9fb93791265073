"""The invented people of the demo network, its working groups and its news."""

MOT_DE_PASSE = "demo"

# (courriel, prénom, nom, structure, profil, drapeaux)
COMPTES = [
    ("admin@example.org", "Odile", "Castagné", "Le réseau", "animateur", {"superutilisatrice"}),
    ("animation@example.org", "Maïté", "Lafforgue", "Le réseau", "animateur", {"equipe", "membre"}),
    ("lieu@example.org", "Bastien", "Dupouy", "La Dynamo", "gestionnaire", {"membre"}),
    ("porteuse@example.org", "Leïla", "Ferrand", "Les Paniers d’Izia", "porteur", set()),
    ("membre@example.org", "Jean-Noël", "Sabathier", "Le Cadran", "gestionnaire", {"membre"}),
]

PRENOMS = (
    "Adèle Anouk Aurélie Baptiste Béatrice Bruno Cécile Chloé Clément Colette Damien Delphine "
    "Denis Élodie Émile Estelle Fabien Fanny Fatou Florent Gaëlle Gilles Hakim Hélène Inès Ismaël Jeanne "
    "Joris Julie Karim Laure Léon Lise Lucas Magali Marc Margaux Mathilde Maud Mehdi Mireille "
    "Myriam Nadège Nicolas Noémie Olivier Pauline Pierre Quentin Rachel Rémi Romane Samia "
    "Sébastien Solène Sylvain Thomas Valérie Victor Yasmine Yves Zoé"
).split()
NOMS = (
    "Abadie Barrère Bégué Bonnemaison Bordes Cassagne Castéra Cazaux Clavé Dabadie Darrieux "
    "Daubas Delmas Descamps Dufau Duprat Encausse Escoubas Estrade Fourcade Galan Gardères Guiraud "
    "Labatut Lacaze Lagarde Lamothe Larrieu Lasserre Latapie Loubère Marsan Mazères Mons Naudin "
    "Olivé Pagès Péré Peyret Pujol Ricaud Roques Sarrat Saubole Soulès Tarrade Tournan Vidal "
    "Villemur Ximénès"
).split()

# (nom, thème, objectifs)
GROUPES = [
    (
        "Inclusion numérique",
        "Que personne ne reste au bord du numérique, même loin d’un guichet.",
        """- Cartographier les permanences et les trous de la carte.
- Mettre en commun fiches d’atelier et supports d’initiation.
- Former chaque année vingt aidantes et aidants dans nos lieux.""",
    ),
    (
        "Tiers-lieux et pouvoirs publics",
        "Parler d’une même voix avec les communes, les départements et la Région.",
        """- Tenir à jour l’état des aides et des appels à projets.
- Préparer deux rencontres par an avec les élus locaux.
- Écrire un modèle de convention d’occupation.""",
    ),
    (
        "Émergence, mutualisation et transmission",
        "Aider un lieu à naître, à partager ses moyens, à changer de mains.",
        """- Accompagner dix porteuses et porteurs de projet par an.
- Ouvrir un catalogue de matériel à prêter entre lieux.
- Raconter les transmissions réussies, et les autres.""",
    ),
    (
        "Communication et évènements",
        "Faire savoir ce qui se fait, et se retrouver pour le fêter.",
        """- Une lettre par mois, une page par lieu tenue à jour.
- L’afterwork de chaque trimestre, dans un lieu différent.
- Un kit d’affiches que chacun peut imprimer.""",
    ),
    (
        "Tiers-lieux et entreprises",
        "Travailler avec les entreprises du coin sans y perdre son âme.",
        """- Une offre commune de télétravail près de chez soi.
- Trois visites d’entreprise par an.
- Une grille de prix lisible pour les salles.""",
    ),
    (
        "Animation et programmation",
        "Des ateliers utiles, des formats qui font parler tout le monde.",
        """- Construire ensemble les cycles itinérants.
- S’échanger des méthodes : codéveloppement, fresques, marches.
- Évaluer simplement chaque journée.""",
    ),
]

# (titre, chapeau, corps, rang du groupe, âge en jours)
ACTUALITES = [
    (
        "Sarrant : ce qu’une journée à vingt nous a appris",
        "Le premier atelier du cycle rural a réuni vingt personnes sous la charpente de la tour.",
        """On venait parler de modèle économique, on a surtout parlé de **temps bénévole**.

Trois idées à garder :

1. compter les heures données, pour pouvoir les dire ;
2. séparer ce qui doit se payer de ce qui doit rester gratuit ;
3. demander tôt à la commune ce qu’elle attend, et l’écrire.

Le compte rendu complet est sur la page de l’atelier. Prochaine étape à Simorre.""",
        5,
        9,
    ),
    (
        "Quatre permanences de plus dans l’Astarac",
        "Le groupe inclusion numérique ouvre quatre mardis par mois.",
        """À partir du mois prochain, une médiatrice passera à **Masseube, Seissan, Simorre et
Mirande**. On y vient sans rendez-vous, avec ses papiers et ses questions.""",
        0,
        16,
    ),
    (
        "Un modèle de convention à reprendre",
        "Trois lieux et deux communes ont relu ensemble leur convention d’occupation.",
        """Le modèle tient en quatre pages : ce que la commune prête, ce que le lieu rend, qui paie
le chauffage, et comment on se quitte. **Reprenez-le, améliorez-le, renvoyez-le.**""",
        1,
        27,
    ),
    (
        "Le prêt de matériel est ouvert",
        "Vidéoprojecteur, barnum, découpe vinyle : empruntez avant d’acheter.",
        """Le catalogue compte 38 objets, du barnum à la surjeteuse. Un message au lieu
propriétaire, un chèque de caution, et c’est parti.""",
        2,
        41,
    ),
]
