"""The 111 places of the demo network: invented places, real communes of Occitanie."""

COWORKING, FABLAB, MEDIATION, TOUT = "coworking", "fablab", "mediation", "tout"

LIEUX = [
    ("La Dynamo", "Auch", "32", TOUT),
    ("La Librairie-Atelier de la Tour", "Sarrant", "32", COWORKING),
    ("Le Préau de Simorre", "Simorre", "32", COWORKING),
    ("La Halle aux Projets", "Gimont", "32", COWORKING),
    ("L’Astarac Connecté", "Mirande", "32", MEDIATION),
    ("Le Pigeonnier", "Condom", "32", COWORKING),
    ("Le Bleu de Lectoure, atelier partagé", "Lectoure", "32", FABLAB),
    ("La Bastide à Bricoler", "Fleurance", "32", FABLAB),
    ("Le Comptoir des Savanes", "L’Isle-Jourdain", "32", COWORKING),
    ("La Cabane à Copeaux", "Samatan", "32", FABLAB),
    ("Le Chai des Possibles", "Nogaro", "32", COWORKING),
    ("L’Arène", "Vic-Fezensac", "32", COWORKING),
    ("Le Cadran", "Eauze", "32", COWORKING),
    ("La Forge du Gers", "Masseube", "32", FABLAB),
    ("La Place du Village", "Seissan", "32", MEDIATION),
    ("La Grange Commune", "Marciac", "32", COWORKING),
    ("Le Grand Métier", "Toulouse", "31", COWORKING),
    ("Les Établis du Canal", "Toulouse", "31", FABLAB),
    ("La Passerelle Muretaine", "Muret", "31", COWORKING),
    ("Le Relais du Comminges", "Saint-Gaudens", "31", MEDIATION),
    ("La Fabrique de la Rigole", "Revel", "31", FABLAB),
    ("Le Pastel", "Villefranche-de-Lauragais", "31", COWORKING),
    ("L’Atelier de la Lèze", "Rieumes", "31", FABLAB),
    ("Le Quai de Garonne", "Cazères", "31", COWORKING),
    ("Les Mains du Volvestre", "Montesquieu-Volvestre", "31", FABLAB),
    ("La Cordée", "Aspet", "31", COWORKING),
    ("La Ruche de la Save", "L’Isle-en-Dodon", "31", COWORKING),
    ("Le Coteau Numérique", "Boulogne-sur-Gesse", "31", MEDIATION),
    ("La Brique", "Grenade", "31", COWORKING),
    ("Le Port Franc", "Carbonne", "31", COWORKING),
    ("Les Copeaux d’Ariège", "Auterive", "31", FABLAB),
    ("Le Carrelet", "Albi", "81", COWORKING),
    ("La Navette", "Castres", "81", FABLAB),
    ("Le Pressoir à Idées", "Gaillac", "81", COWORKING),
    ("La Mégisserie Nouvelle", "Graulhet", "81", FABLAB),
    ("Le Plan B de l’Agout", "Lavaur", "81", COWORKING),
    ("La Laine et le Fil", "Mazamet", "81", FABLAB),
    ("Le Puits n° 9", "Carmaux", "81", FABLAB),
    ("L’Escale du Dadou", "Réalmont", "81", COWORKING),
    ("Le Belvédère", "Cordes-sur-Ciel", "81", COWORKING),
    ("L’Ail et l’Écran", "Lautrec", "81", MEDIATION),
    ("Le Bureau des Coteaux", "Puylaurens", "81", COWORKING),
    ("Le Piton", "Rodez", "12", COWORKING),
    ("La Ganterie", "Millau", "12", FABLAB),
    ("La Bastide Rouge", "Villefranche-de-Rouergue", "12", COWORKING),
    ("La Découverte", "Decazeville", "12", FABLAB),
    ("Les Ateliers de la Sorgues", "Saint-Affrique", "12", FABLAB),
    ("Le Vieux Pont", "Espalion", "12", COWORKING),
    ("La Croisée des Causses", "Sévérac d’Aveyron", "12", COWORKING),
    ("L’Estive", "Laguiole", "12", COWORKING),
    ("Le Ségala Numérique", "Naucelle", "12", MEDIATION),
    ("La Boucle", "Cahors", "46", COWORKING),
    ("Le Chiffre et la Lettre", "Figeac", "46", COWORKING),
    ("La Bouriane Active", "Gourdon", "46", COWORKING),
    ("Le Causse Commun", "Gramat", "46", COWORKING),
    ("L’Atelier des Tours", "Saint-Céré", "46", FABLAB),
    ("Les Deux Rives", "Souillac", "46", FABLAB),
    ("La Cale", "Puy-l’Évêque", "46", FABLAB),
    ("Le Moulin du Quercy", "Prayssac", "46", FABLAB),
    ("La Filature", "Montauban", "82", COWORKING),
    ("Le Chasselas", "Moissac", "82", COWORKING),
    ("L’Usine Douce", "Castelsarrasin", "82", FABLAB),
    ("La Chapellerie", "Caussade", "82", FABLAB),
    ("Les Confluences", "Valence", "82", COWORKING),
    ("La Place Haute", "Lauzerte", "82", COWORKING),
    ("Le Noble Atelier", "Saint-Antonin-Noble-Val", "82", FABLAB),
    ("Le Passe-Murailles", "Foix", "09", COWORKING),
    ("La Fonderie", "Pamiers", "09", FABLAB),
    ("Le Couserans en Commun", "Saint-Girons", "09", COWORKING),
    ("Le Peigne", "Lavelanet", "09", FABLAB),
    ("Les Couverts", "Mirepoix", "09", COWORKING),
    ("La Grotte aux Outils", "Le Mas-d’Azil", "09", FABLAB),
    ("Le Talc et la Trace", "Tarascon-sur-Ariège", "09", MEDIATION),
    ("L’Arsenal Partagé", "Tarbes", "65", FABLAB),
    ("Le Gave", "Lourdes", "65", COWORKING),
    ("Les Marbriers", "Bagnères-de-Bigorre", "65", COWORKING),
    ("Le Plateau", "Lannemezan", "65", COWORKING),
    ("La Bigorre Bricole", "Vic-en-Bigorre", "65", FABLAB),
    ("Le Val d’Adour Connecté", "Maubourguet", "65", MEDIATION),
    ("La Soulane", "Argelès-Gazost", "65", COWORKING),
    ("Le Pont-Vieux", "Carcassonne", "11", COWORKING),
    ("La Criée", "Narbonne", "11", COWORKING),
    ("La Blanquerie", "Limoux", "11", FABLAB),
    ("Le Grand Bassin", "Castelnaudary", "11", COWORKING),
    ("Les Corbières à l’Œuvre", "Lézignan-Corbières", "11", FABLAB),
    ("La Chapellerie Haute", "Quillan", "11", FABLAB),
    ("Le Relais du Canal", "Bram", "11", MEDIATION),
    ("L’Escoutaïre", "Montpellier", "34", COWORKING),
    ("Le Plateau des Poètes", "Béziers", "34", COWORKING),
    ("La Manufacture du Lodévois", "Lodève", "34", FABLAB),
    ("La Salagou", "Clermont-l’Hérault", "34", COWORKING),
    ("L’Illustre Établi", "Pézenas", "34", FABLAB),
    ("Les Hauts Cantons", "Bédarieux", "34", COWORKING),
    ("La Soie", "Ganges", "34", FABLAB),
    ("Le Quai Nord", "Sète", "34", COWORKING),
    ("Le Jaur Partagé", "Saint-Pons-de-Thomières", "34", MEDIATION),
    ("La Calade", "Nîmes", "30", COWORKING),
    ("Le Puits à Ciel", "Alès", "30", FABLAB),
    ("L’Aigoual Coopératif", "Le Vigan", "30", COWORKING),
    ("Le Duché des Faiseurs", "Uzès", "30", FABLAB),
    ("La Cèze Ouverte", "Bagnols-sur-Cèze", "30", COWORKING),
    ("La Poterie Commune", "Anduze", "30", FABLAB),
    ("Les Arceaux", "Sommières", "30", COWORKING),
    ("Le Fort Numérique", "Saint-Hippolyte-du-Fort", "30", MEDIATION),
    ("Le Lot Perché", "Mende", "48", COWORKING),
    ("Les Trois Rivières", "Florac Trois Rivières", "48", COWORKING),
    ("La Gévaudane", "Marvejols", "48", FABLAB),
    ("L’Entre-Deux-Sources", "Langogne", "48", COWORKING),
    ("Le Grenat", "Perpignan", "66", COWORKING),
    ("Les Vergers Connectés", "Prades", "66", COWORKING),
    ("Le Liège", "Céret", "66", FABLAB),
]

# The 22 Fabriques de territoire, La Dynamo first.
FABRIQUES_DE_TERRITOIRE = {
    *("La Dynamo", "La Librairie-Atelier de la Tour", "La Halle aux Projets", "Le Pigeonnier"),
    *("La Bastide à Bricoler", "Le Grand Métier", "Le Relais du Comminges", "La Navette"),
    *("La Mégisserie Nouvelle", "Le Puits n° 9", "La Ganterie", "La Découverte"),
    *("Le Causse Commun", "La Chapellerie", "Le Noble Atelier", "La Fonderie"),
    *("Le Couserans en Commun", "L’Arsenal Partagé", "La Blanquerie", "La Manufacture du Lodévois"),
    *("L’Aigoual Coopératif", "Les Trois Rivières"),
}

ACTIVITES = {
    COWORKING: ["coworking", "bureaux", "salles-de-reunion"],
    FABLAB: ["fablab", "atelier-partage"],
    MEDIATION: ["mediation-numerique", "formation"],
    TOUT: [
        "coworking",
        "bureaux",
        "salles-de-reunion",
        "fablab",
        "formation",
        "mediation-numerique",
    ],
}

RESUMES = {
    COWORKING: [
        "Des bureaux à partager, une cuisine commune et des voisins de table qui s’entraident.",
        "Un espace calme pour travailler près de chez soi plutôt que sur la route.",
        "Indépendantes, télétravailleurs et associations sous le même toit, au jour ou au mois.",
        "Une ancienne boutique rouverte par ses habitants pour travailler et se rencontrer.",
    ],
    FABLAB: [
        "Un atelier ouvert pour réparer, fabriquer et apprendre : bois, textile, imprimante 3D.",
        "Des machines partagées, des mains qui montrent et un café du samedi pour bricoler.",
        "On y vient avec une idée ou une panne, on en repart avec un prototype.",
        "Découpe laser, établis et conseils : de quoi passer du croquis à l’objet.",
    ],
    MEDIATION: [
        "Un coup de main avec le numérique, sans rendez-vous et sans jugement.",
        "Démarches en ligne, ateliers d’initiation et ordinateurs en libre accès au cœur du bourg.",
        "On apprend à son rythme : messagerie, démarches, sécurité, retouche de photos.",
    ],
    TOUT: ["Coworking, bureaux, salles de réunion, fablab et formation : une maison commune."],
}

PRESENTATIONS = {
    COWORKING: """{nom} est né d’un constat simple : trop de trajets, pas assez de rencontres.

## Travailler ici

Huit à douze postes, le haut débit, une imprimante et du café. On vient une heure ou toute l’année.

## Et se retrouver

Chaque jeudi midi, **repas tiré du sac** ouvert aux voisins de {commune} et d’ailleurs.""",
    FABLAB: """{nom} met ses machines et son temps à la disposition du pays de {commune}.

## À l’atelier

- établis et outillage à main ;
- imprimante 3D et découpe laser, après une heure de prise en main ;
- machines à coudre et surjeteuse.

## Le samedi

**Café de réparation** : on ouvre, on cherche la panne, on répare ensemble.""",
    MEDIATION: """À {commune}, {nom} accueille celles et ceux que les écrans fatiguent.

## Sur place

Des ordinateurs en libre accès, une personne pour aider, du temps.

## En tournée

Une permanence dans les villages voisins **un mardi sur deux**.""",
    TOUT: """{nom} réunit dans l’ancienne gare de marchandises d’{commune} ce qu’on cherchait loin.

## Quatre maisons en une

- un espace de **coworking** de 30 postes et 9 bureaux fermés ;
- trois **salles de réunion**, de 8 à 80 personnes ;
- un **fablab** avec découpe laser, fraiseuse et atelier bois ;
- un organisme de **formation** aux métiers de la médiation numérique.

## Une maison commune

La Dynamo est portée par une coopérative de 64 sociétaires : communes, associations, artisanes,
habitants. On y déjeune le mardi et le jeudi, à l’ardoise.""",
}

HORAIRES = {
    COWORKING: [
        "Mo-Fr 08:30-18:30",
        "Mo-Fr 09:00-12:30,13:30-18:00",
        "Tu-Fr 09:00-18:00; Sa 09:00-12:00",
        "Mo-Th 08:00-19:00; Fr 08:00-17:00; PH off",
    ],
    FABLAB: [
        "We-Fr 14:00-19:00; Sa 10:00-18:00",
        "Tu,Th 17:00-21:00; Sa 09:30-12:30,14:00-18:00",
        "We 10:00-19:00; Sa 10:00-17:00; PH off",
    ],
    MEDIATION: ["Mo-Fr 09:00-12:00,14:00-17:30", "Tu-Sa 09:30-12:30; We 14:00-18:00"],
    TOUT: ["Mo-Fr 08:00-19:00; Sa 09:00-13:00; PH off"],
}

# (nom, capacité, prix en euros, unité)
ESPACES = {
    COWORKING: [
        ("Plateau partagé", 12, "15", "jour"),
        ("Salle de réunion", 8, "40", "demi_journee"),
        ("Bureau fermé", 2, "180", "mois"),
    ],
    FABLAB: [("Atelier machines", 8, "6", "heure"), ("Salle de formation", 12, "60", "jour")],
    MEDIATION: [("Salle informatique", 10, "0", "heure")],
    TOUT: [
        ("Espace de coworking", 30, "16", "jour"),
        ("Bureau fermé", 4, "220", "mois"),
        ("Salle du Quai", 8, "45", "demi_journee"),
        ("Salle des Rails", 25, "90", "jour"),
        ("Grande halle", 80, "280", "jour"),
        ("Fablab", 12, "8", "heure"),
        ("Salle de formation", 16, "120", "jour"),
    ],
}

RUES = [
    "place de la Mairie",
    "rue de la République",
    "avenue de la Gare",
    "place du Foirail",
    "rue des Écoles",
    "chemin du Lavoir",
    "rue du Moulin",
    "boulevard des Pyrénées",
]
