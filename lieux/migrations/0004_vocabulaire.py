"""Fill the vocabulary: the national standard's values, what tiers-lieux do, and known labels."""

from django.db import migrations
from django.utils.text import slugify

STANDARD = "mediation-num-1.0.1"

# What tiers-lieux offer, and what their workshops are about: our own words.
ACTIVITES = {
    "coworking": "Coworking",
    "bureaux": "Bureaux à louer",
    "salles-de-reunion": "Salles de réunion",
    "fablab": "Fablab",
    "atelier-partage": "Atelier partagé (bois, métal, textile…)",
    "mediation-numerique": "Médiation numérique",
    "formation": "Formation",
    "accompagnement": "Accompagnement de projets",
    "cafe": "Café associatif",
    "restauration": "Restauration, cantine",
    "epicerie": "Épicerie, circuits courts",
    "culture": "Spectacles, expositions",
    "residence-d-artistes": "Résidence d’artistes",
    "reparation": "Réparation, ressourcerie",
    "jardin": "Jardin, agriculture",
    "hebergement": "Hébergement, coliving",
    "jeunesse": "Enfance, jeunesse",
    "services-publics": "Services publics de proximité",
    "evenements": "Location pour évènements",
}
THEMES = {
    "emergence-transmission": "Émergence et transmission",
    "gouvernance": "Gouvernance et coopération",
    "modele-economique": "Modèle économique, financements",
    "juridique": "Statuts, contrats, assurances",
    "immobilier": "Lieu, travaux, aménagement",
    "animation": "Animation et programmation",
    "communication": "Communication et évènements",
    "inclusion-numerique": "Inclusion numérique",
    "outils-numeriques": "Outils numériques libres",
    "fabrication": "Fabrication, réemploi",
    "pouvoirs-publics": "Travailler avec les pouvoirs publics",
    "entreprises": "Travailler avec les entreprises",
    "ruralite": "Tiers-lieux ruraux",
    "transition": "Transition écologique, alimentation",
    "culture": "Culture et création",
    "formation": "Apprendre et transmettre",
    "impact": "Mesurer et raconter son impact",
    "sante": "Santé, vieillissement, handicap",
    "vie-du-reseau": "Vie du réseau",
}

# Values of the standard, exactly as its schema writes them; a pair when our label says it better.
VALEURS = {
    "itinerance": [("Fixe", "Lieu fixe"), ("Itinérant", "Lieu itinérant")],
    "services": [
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Insertion professionnelle via le numérique",
        "Utilisation sécurisée du numérique",
        "Parentalité et éducation avec le numérique",
        "Loisirs et créations numériques",
        "Compréhension du monde numérique",
        "Accès internet et matériel informatique",
        "Acquisition de matériel informatique à prix solidaire",
    ],
    "publics_specifiquement_adresses": [
        "Jeunes",
        "Étudiants",
        "Familles et/ou enfants",
        "Seniors",
        "Femmes",
    ],
    "prise_en_charge_specifique": [
        "Surdité",
        "Handicaps moteurs",
        "Handicaps mentaux",
        "Illettrisme",
        "Langues étrangères (anglais)",
        "Langues étrangères (autres)",
        "Déficience visuelle",
    ],
    "frais_a_charge": ["Gratuit", "Gratuit sous condition", "Payant"],
    "dispositif_programmes_nationaux": [
        "Aidants Connect",
        ("Bibliothèques numérique de référence", "Bibliothèques numériques de référence"),
        ("Certification PIX", "Certification Pix"),
        "Conseillers numériques",
        "Emmaüs Connect",
        "France Services",
        "Grande école du numérique",
        ("La Croix Rouge", "La Croix-Rouge"),
        "Point d'accès numérique CAF",
        "Promeneurs du net",
        "Relais numérique (Emmaüs Connect)",
    ],
    "formations_labels": [
        ("Formé à « Mon Espace Santé »", "Formé à «\u00a0Mon Espace Santé\u00a0»"),
        ("Formé à « DUPLEX » (illettrisme)", "Formé à «\u00a0Duplex\u00a0» (illettrisme)"),
        "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
        "Collectif ressources et acteurs réemploi (Normandie)",
        ("Fabriques de Territoire", "Fabrique de territoire"),
        "Les Éclaireurs du numérique (Drôme)",
        "Mes Papiers (Métropole de Lyon)",
        ("ORDI 3.0", "Ordi 3.0"),
        ("SUD LABS (PACA)", "Sud Labs (Provence-Alpes-Côte d’Azur)"),
    ],
    "modalites_acces": [
        "Se présenter",
        "Téléphoner",
        "Contacter par mail",
        ("Prendre un RDV en ligne", "Prendre rendez-vous en ligne"),
        "Ce lieu n'accueille pas de public",
        "Envoyer un mail avec une fiche de prescription",
    ],
    "modalites_accompagnement": [
        "En autonomie",
        "Accompagnement individuel",
        "Dans un atelier collectif",
        "À distance",
    ],
}

# Kinds of structure of data.inclusion, which the standard refers to. The first group is proposed in
# forms; the second is only understood in files.
TYPOLOGIES = {
    "TIERS_LIEUX": "Tiers-lieu, coworking",
    "FABLAB": "Fablab, atelier partagé",
    "ASSO": "Association",
    "ESS": "Entreprise de l’économie sociale et solidaire",
    "EPN": "Espace public numérique",
    "BIB": "Bibliothèque, médiathèque",
    "CS": "Centre social",
    "CSC": "Centre socioculturel",
    "EVS": "Espace de vie sociale",
    "MJC": "Maison des jeunes et de la culture",
    "MQ": "Maison de quartier",
    "RESSOURCERIE": "Ressourcerie",
    "ES": "Épicerie solidaire",
    "RFS": "Réseau France services",
    "OF": "Organisme de formation",
    "MUNI": "Commune",
    "CC": "Communauté de communes",
    "EPCI": "Intercommunalité",
    "CD": "Conseil départemental",
    "REG": "Région",
    "CCONS": "Chambre consulaire (CCI, CMA, chambre d’agriculture)",
    "ETABL_PRI": "Établissement privé",
    "ETABL_PUB": "Établissement public",
    "Autre": "Autre",
}
AUTRES_TYPOLOGIES = {
    "ACI": "Atelier ou chantier d’insertion",
    "ACIPHC": "Chantier d’insertion «\u00a0premières heures en chantier\u00a0»",
    "AFPA": "Agence nationale pour la formation professionnelle des adultes",
    "AI": "Association intermédiaire",
    "ASE": "Aide sociale à l’enfance",
    "ASSO_CHOMEUR": "Association de chômeurs",
    "AVIP": "Crèche à vocation d’insertion professionnelle",
    "CAARUD": "Accueil et réduction des risques pour usagers de drogues",
    "CADA": "Centre d’accueil de demandeurs d’asile",
    "CAF": "Caisse d’allocations familiales",
    "CAP_EMPLOI": "Cap emploi",
    "CAVA": "Centre d’adaptation à la vie active",
    "CCAS": "Centre communal d’action sociale",
    "CDAS": "Centre départemental d’action sociale",
    "CFP": "Centre des finances publiques",
    "CHRS": "Centre d’hébergement et de réinsertion sociale",
    "CHU": "Centre d’hébergement d’urgence",
    "CIAS": "Centre intercommunal d’action sociale",
    "CIDFF": "Centre d’information sur les droits des femmes et des familles",
    "CITMET": "Cité des métiers",
    "CMP": "Centre médico-psychologique",
    "CMS": "Centre médico-social",
    "CPAM": "Caisse primaire d’assurance maladie",
    "CPH": "Centre provisoire d’hébergement",
    "CSAPA": "Centre de soins et de prévention en addictologie",
    "DEETS": "Direction de l’économie, de l’emploi, du travail et des solidarités",
    "DEPT": "Services sociaux du département",
    "DIPLP": "Délégation à la prévention et à la lutte contre la pauvreté",
    "E2C": "École de la deuxième chance",
    "EA": "Entreprise adaptée",
    "EATT": "Entreprise adaptée de travail temporaire",
    "EI": "Entreprise d’insertion",
    "EITI": "Entreprise d’insertion par le travail indépendant",
    "ENM": "Espace numérique mobile",
    "EPI": "Espace public internet",
    "EPIDE": "Établissement pour l’insertion dans l’emploi",
    "ETAT": "Service de l’État",
    "ETTI": "Entreprise de travail temporaire d’insertion",
    "FAIS": "Fédération d’acteurs de l’insertion et de la solidarité",
    "FT": "France Travail",
    "GEIQ": "Groupement d’employeurs pour l’insertion et la qualification",
    "HUDA": "Hébergement d’urgence pour demandeurs d’asile",
    "LA_POSTE": "Bureau de poste, agence postale",
    "MDE": "Maison de l’emploi",
    "MDEF": "Maison de l’emploi et de la formation",
    "MDPH": "Maison départementale des personnes handicapées",
    "MDS": "Maison départementale des solidarités",
    "ML": "Mission locale",
    "MSA": "Mutualité sociale agricole",
    "MSAP": "Maison de services au public",
    "OACAS": "Organisme d’accueil communautaire et d’activités solidaires",
    "ODC": "Organisation délégataire d’un département",
    "OIL": "Opérateur d’intermédiation locative",
    "OPCS": "Organisation porteuse de la clause sociale",
    "PAD": "Point d’accès au droit",
    "PE": "Pôle emploi",
    "PENSION": "Pension de famille, résidence accueil",
    "PI": "Point information",
    "PIJ_BIJ": "Point ou bureau information jeunesse",
    "PIMMS": "Point information médiation multiservices",
    "PJJ": "Protection judiciaire de la jeunesse",
    "PLIE": "Plan local pour l’insertion et l’emploi",
    "PREF": "Préfecture, sous-préfecture",
    "PREVENTION": "Service ou club de prévention",
    "RS_FJT": "Résidence sociale, foyer de jeunes travailleurs",
    "SCP": "Services et clubs de prévention",
    "SPIP": "Service pénitentiaire d’insertion et de probation",
    "UDAF": "Union départementale des associations familiales",
}

LABELS = [
    {
        "nom": "Fabrique de territoire",
        "slug": "fabrique-de-territoire",
        "delivre_par": "Agence nationale de la cohésion des territoires (ANCT)",
        "standard": "Fabriques de Territoire",
    },
    {
        "nom": "Manufacture de proximité",
        "slug": "manufacture-de-proximite",
        "delivre_par": "Agence nationale de la cohésion des territoires (ANCT)",
    },
    {
        "nom": "France services",
        "slug": "france-services",
        "delivre_par": "Agence nationale de la cohésion des territoires (ANCT)",
    },
    {
        "nom": "Espace de vie sociale",
        "slug": "espace-de-vie-sociale",
        "delivre_par": "Caisse d’allocations familiales (agrément)",
    },
    {
        "nom": "Sud Labs",
        "slug": "sud-labs",
        "delivre_par": "Région Provence-Alpes-Côte d’Azur",
        "standard": "SUD LABS (PACA)",
    },
]


def termes():
    """Yield (famille, code, the rest) of every term."""
    for famille, libelles in (("activite", ACTIVITES), ("theme", THEMES)):
        for ordre, (code, libelle) in enumerate(libelles.items()):
            yield famille, code, {"libelle": libelle, "ordre": ordre}
    for famille, valeurs in VALEURS.items():
        for ordre, valeur in enumerate(valeurs):
            valeur, libelle = valeur if isinstance(valeur, tuple) else (valeur, valeur)
            yield famille, slugify(valeur)[:60].strip("-"), {
                "libelle": libelle.replace("'", "’"),
                "ordre": ordre,
                "equivalences": {STANDARD: valeur},
            }
    for ordre, (code, libelle) in enumerate({**TYPOLOGIES, **AUTRES_TYPOLOGIES}.items()):
        yield "typologie", slugify(code.replace("_", "-")), {
            "libelle": libelle,
            "ordre": ordre,
            "actif": code in TYPOLOGIES,
            "equivalences": {STANDARD: code},
        }


def remplir(apps, _schema_editor):
    Terme = apps.get_model("lieux", "Terme")
    Label = apps.get_model("lieux", "Label")
    for famille, code, reste in termes():
        Terme.objects.get_or_create(famille=famille, code=code, defaults=reste)
    par_valeur = {
        terme.equivalences.get(STANDARD): terme
        for terme in Terme.objects.filter(famille="formations_labels")
    }
    for label in LABELS:
        Label.objects.get_or_create(
            slug=label["slug"],
            defaults={
                "nom": label["nom"],
                "delivre_par": label["delivre_par"],
                "terme_du_standard": par_valeur.get(label.get("standard")),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("lieux", "0003_recherche_par_activite")]

    # Backwards, the words stay: filling again finds them.
    operations = [migrations.RunPython(remplir, migrations.RunPython.noop)]
