"""Starter legal texts in Markdown: true of this software, to complete by each network."""

import re

from django.utils.translation import gettext as _

CHAMPS = ("mentions_legales", "confidentialite", "accessibilite")


def texte_type(champ: str, nom_du_reseau: str) -> str:
    """One line a paragraph, as in a form."""
    texte = TEXTES[champ]() % {"reseau": nom_du_reseau}
    return re.sub(r"(?<!\n)\n *(?![-#\n ])", " ", texte.strip())


def mentions_legales() -> str:
    return _(
        """## Éditeur

Ce portail est publié par %(reseau)s, *forme juridique, adresse postale, numéro SIRET*.

Directrice ou directeur de la publication : *prénom et nom*.

## Hébergement

*Nom, adresse et téléphone de l’hébergeur.*

## Contenus et données

Les fiches des lieux sont tenues à jour par leurs gestionnaires. La géographie des communes vient
de l’INSEE, de l’IGN et de La Poste (Licence Ouverte 2.0).

Le logiciel, Faîtière, est libre : licence AGPL, version 3 ou suivante.
"""
    )


def confidentialite() -> str:
    return _(
        """## Qui traite vos données

%(reseau)s, pour organiser ses ateliers et animer son annuaire. Aucune donnée n’est vendue, aucun
service extérieur ne vous suit, aucun cookie publicitaire n’est posé.

## Quoi, pourquoi, combien de temps

- **Nom, courriel, structure, profil, commune** : gérer votre inscription et prévenir d’un
  changement. Rendus anonymes 24 mois après la journée.
- **Téléphone** (facultatif) : vous joindre en cas d’imprévu. Effacé 30 jours après la journée.
- **Régime alimentaire, allergies, besoins d’accès** (facultatifs) : préparer le repas et
  l’accueil. Vus des seules personnes qui s’en occupent, effacés 7 jours après la journée.
- **Réponses sensibles, covoiturage** : effacés 7 jours après la journée.
- **Courriels que nous vous envoyons** : texte effacé après 30 jours, parti ou non, adresse
  et objet après 24 mois, comme les noms dans les journaux de l’équipe.
- **Compte** : gardé tant que vous l’utilisez. Après 22 mois sans vous en servir, nous vous
  demandons si vous le gardez ; sans réponse, il est fermé à 24 mois et vos coordonnées sont
  effacées. Un compte dont l’adresse n’est jamais confirmée est effacé après 7 jours.
- **Sécurité** : connexions, refus et changements de droits sont notés avec le numéro du compte et
  l’adresse de l’ordinateur, pour comprendre un incident. Effacés après 12 mois. Votre connexion
  elle-même s’oublie après deux semaines.
- **Pannes** : un numéro et l’endroit du logiciel, rien de ce que vous avez écrit.
- **Annonces des prochains cycles** : seulement si vous avez coché la case, jusqu’à ce que vous
  changiez d’avis.

## Vos droits

Vous pouvez voir, corriger ou annuler votre inscription depuis le lien reçu par courriel. Pour
accéder à vos données, les faire rectifier ou effacer, écrivez à *courriel de contact*. Vous pouvez
aussi saisir la [CNIL](https://www.cnil.fr/fr/plaintes).
"""
    )


def accessibilite() -> str:
    return _(
        """## Déclaration d’accessibilité

%(reseau)s souhaite que chaque personne puisse trouver un atelier ou un lieu et s’inscrire, au
clavier, au lecteur d’écran, sur un petit téléphone, sans JavaScript.

Le portail vise le niveau AA des règles WCAG 2.2. *État de conformité, date et auteur du dernier
audit, contenus non accessibles.*

## Un obstacle ?

Dites-le-nous : *courriel de contact*. Nous répondons et cherchons une solution, par exemple une
inscription par téléphone. Sans réponse, vous pouvez écrire au
[Défenseur des droits](https://formulaire.defenseurdesdroits.fr/).
"""
    )


TEXTES = {
    "mentions_legales": mentions_legales,
    "confidentialite": confidentialite,
    "accessibilite": accessibilite,
}
