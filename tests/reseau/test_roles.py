import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from reseau.personnes.roles import installer_les_roles

from ..factories import PersonneFactory


def personne_du_groupe(nom):
    installer_les_roles()
    personne = PersonneFactory(equipe=True)
    personne.groups.add(Group.objects.get(name=nom))
    return personne


@pytest.mark.parametrize(
    "droit",
    [
        "ateliers.publier",
        "ateliers.add_cycle",
        "ateliers.delete_sequence",
        "inscriptions.exporter",
        "inscriptions.voir_donnees_sensibles",
        "inscriptions.change_inscription",
        "lieux.change_lieu",
        "reseau.reessayer",
        "reseau.add_actualite",
    ],
)
@pytest.mark.parametrize("groupe", ["Animation", "Administration"])
def test_l_equipe_anime_le_reseau(groupe, droit):
    personne = personne_du_groupe(groupe)

    assert personne.has_perm(droit)


@pytest.mark.parametrize(
    "droit",
    [
        "reseau.change_reseau",
        "reseau.change_personne",
        "reseau.view_personne",
        "lieux.change_terme",
        "auth.change_group",
        "auth.view_permission",
        "auditlog.view_logentry",
        "inscriptions.delete_inscription",
        "lieux.delete_lieu",
        "reseau.delete_courriel",
    ],
)
def test_le_groupe_animation_ne_touche_ni_aux_comptes_ni_a_l_identite(droit):
    personne = personne_du_groupe("Animation")

    assert not personne.has_perm(droit)


def test_le_groupe_administration_ajoute_l_identite_les_personnes_et_les_termes():
    personne = personne_du_groupe("Administration")

    assert personne.has_perms(
        ["reseau.change_reseau", "reseau.change_personne", "lieux.change_terme"]
    )
    assert not personne.has_perm("auth.change_group")
    assert not personne.has_perm("reseau.delete_personne")


def test_installer_deux_fois_complete_sans_rien_retirer_ni_doubler():
    animation, _ = installer_les_roles()
    ajoutee = Permission.objects.get(codename="view_personne")
    animation.permissions.add(ajoutee)
    animation.permissions.remove(Permission.objects.get(codename="publier"))

    installer_les_roles()

    assert Group.objects.count() == 2
    assert ajoutee in animation.permissions.all()
    assert animation.permissions.filter(codename="publier").exists()


def test_la_commande_dit_ce_qu_elle_a_installe(capsys):
    call_command("installer_roles")

    sortie = capsys.readouterr().out
    assert sortie.startswith("Animation : ")
    assert "Administration : " in sortie
