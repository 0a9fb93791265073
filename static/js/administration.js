// Names that Django's admin leaves to the eye only: the search box, and its autocomplete fields.
function nommer(racine) {
  for (const select of racine.querySelectorAll("select.admin-autocomplete")) {
    const libelle = document.querySelector(`label[for="${select.id}"]`);
    const boites = select.nextElementSibling?.querySelectorAll('[role="combobox"], [role="textbox"]');
    const nom = libelle?.textContent.replace(/\s*:\s*$/, "").trim();
    if (nom) boites?.forEach((boite) => boite.setAttribute("aria-label", nom));
  }
}

// Queued after the fields have drawn themselves, where the page has jQuery at all.
const ensuite = window.django?.jQuery ?? ((suite) => suite());
ensuite(() => {
  nommer(document);
  const recherche = document.getElementById("searchbar");
  recherche?.setAttribute("aria-label", recherche.form.querySelector('[type="submit"]').value);
});

document.addEventListener("formset:added", ({ target }) => setTimeout(nommer, 0, target));
