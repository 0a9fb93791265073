import unicodedata

import django.db.models.functions.text
from django.db import migrations, models

import inscriptions.models.cle

LOT = 500
# As they were on this day; the rule may change later, this migration does not.
LETTRES = str.maketrans({'œ': 'oe', 'æ': 'ae', 'ø': 'o', 'ł': 'l', 'đ': 'd', '\u0131': 'i'})
APOSTROPHES = frozenset(
    "'’`\u00b4\u02b9\u02bb\u02bc\u02bd\u055a\u05f3\u2018\u201b\u2032\ua78c\uff07\u2043\u2212"
)
INVISIBLES = frozenset({'Cc', 'Cf', 'Zs', 'Zl', 'Zp', 'Pd'})
ACTIVES = models.Q(('courriel', ''), _negated=True) & models.Q(
    ('etat__in', ('annulee', 'refusee')), _negated=True
)


def plier(texte):
    decompose = unicodedata.normalize('NFD', texte.casefold()).translate(LETTRES)
    lettres = (
        s
        for s in decompose
        if s not in APOSTROPHES
        and unicodedata.category(s) not in INVISIBLES
        and not unicodedata.combining(s)
    )
    return unicodedata.normalize('NFC', ''.join(lettres))


def donner_les_cles(apps, schema_editor):
    """By the hundred, in the order of the keys: the memory does not grow with the rows."""
    Inscription = apps.get_model('inscriptions', 'Inscription')
    nommees = (
        Inscription.objects.using(schema_editor.connection.alias)
        .exclude(prenom='', nom='')
        .order_by('pk')
    )
    derniere = 0
    while lignes := list(nommees.filter(pk__gt=derniere).only('pk', 'prenom', 'nom')[:LOT]):
        for ligne in lignes:
            ligne.cle_du_nom = f'{plier(ligne.prenom)}|{plier(ligne.nom)}'
        nommees.model.objects.using(schema_editor.connection.alias).bulk_update(
            lignes, ['cle_du_nom']
        )
        derniere = lignes[-1].pk


def une_adresse_une_personne(apps, schema_editor):
    """Going back: an address is then one person a day. The first come keeps it; the letters of the
    others still reach it when it is that of their contact, who reads for them.
    """
    Inscription = apps.get_model('inscriptions', 'Inscription')
    actives = Inscription.objects.using(schema_editor.connection.alias).filter(ACTIVES)
    adresse = django.db.models.functions.text.Lower('courriel')
    partagees = (
        actives.order_by()
        .annotate(adresse=adresse)
        .values('adresse', 'atelier')
        .annotate(nombre=models.Count('pk'), premiere=models.Min('pk'))
        .filter(nombre__gt=1)
    )
    for boite in list(partagees):
        siennes = actives.annotate(adresse=adresse).filter(
            adresse=boite['adresse'], atelier=boite['atelier']
        )
        cles = siennes.exclude(pk=boite['premiere']).values_list('pk', flat=True)
        actives.filter(pk__in=list(cles)).update(courriel='')


class Migration(migrations.Migration):

    dependencies = [
        ('inscriptions', '0015_dire_de_quel_droit'),
    ]

    operations = [
        migrations.AddField(
            model_name='inscription',
            name='cle_du_nom',
            field=inscriptions.models.cle.CleDuNom(help_text='Le nom sans accents, majuscules, traits d’union, apostrophes ni espaces.', verbose_name='clé du nom'),
        ),
        migrations.RunPython(donner_les_cles, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='inscription',
            name='inscription_active_unique',
        ),
        migrations.RunPython(migrations.RunPython.noop, une_adresse_une_personne),
        migrations.AddConstraint(
            model_name='inscription',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('courriel'), models.F('cle_du_nom'), models.F('atelier'), condition=ACTIVES, name='inscription_active_d_une_personne', violation_error_message='Cette personne est déjà inscrite à cet atelier avec cette adresse.'),
        ),
        migrations.AddConstraint(
            model_name='inscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cle_du_nom', ''), ('nom', ''), ('prenom', '')), models.Q(models.Q(('cle_du_nom', ''), _negated=True), models.Q(('nom', ''), ('prenom', ''), _negated=True)), _connector='OR'), name='inscription_cle_comme_le_nom', violation_error_message='La clé du nom va avec le nom.'),
        ),
    ]
