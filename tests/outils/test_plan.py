"""The drawings of docs/architecture.md are those of today's imports."""

from outils import plan


def test_la_page_d_architecture_dessine_les_imports_d_aujourd_hui():
    page = plan.PAGE.read_text(encoding="utf-8")

    assert plan.avec_le_plan(page) == page


def test_aucune_fleche_ne_remonte_les_etages_des_inscriptions():
    etages = plan.fleches(plan.graphe(), plan.etage)

    assert plan.remontent(etages) == []
    assert len(etages) > 15


def test_temoin_une_fleche_qui_remonte_est_vue():
    assert plan.remontent({("places", "pages"): 1, ("pages", "places"): 3}) == [("places", "pages")]
