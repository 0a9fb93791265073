// Suggestions under a commune field: an ARIA combobox over a plain text input that works without us.
const ATTENTE = 150;
let numero = 0;

function amorcer(champ) {
  const input = champ.querySelector("input");
  const liste = document.createElement("ul");
  liste.id = `communes-${++numero}`;
  liste.className = "suggestions";
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", champ.dataset.titre);
  liste.hidden = true;
  champ.append(liste);
  input.removeAttribute("list");
  const attributs = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": liste.id,
  };
  for (const [nom, valeur] of Object.entries(attributs)) input.setAttribute(nom, valeur);

  let minuterie;
  let demande;

  function fermer() {
    clearTimeout(minuterie);
    demande?.abort();
    liste.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function designer(option) {
    for (const autre of liste.children) autre.setAttribute("aria-selected", autre === option);
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function choisir(option) {
    input.value = option.dataset.valeur;
    fermer();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function montrer(communes) {
    liste.replaceChildren(...communes.map(dessiner));
    liste.hidden = communes.length === 0;
    input.setAttribute("aria-expanded", String(!liste.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  function dessiner(commune, rang) {
    const option = document.createElement("li");
    const departement = document.createElement("small");
    option.id = `${liste.id}-${rang}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.valeur = commune.code_postal
      ? `${commune.nom} (${commune.code_postal})`
      : commune.nom;
    departement.textContent = commune.departement;
    option.append(`${option.dataset.valeur} `, departement);
    return option;
  }

  async function chercher() {
    demande?.abort();
    demande = new AbortController();
    const adresse = `${champ.dataset.communes}?q=${encodeURIComponent(input.value)}`;
    try {
      const reponse = await fetch(adresse, { signal: demande.signal });
      if (reponse.ok) montrer(await reponse.json());
    } catch (erreur) {
      // Superseded by a newer request, or offline: the field stays a plain text field.
      if (erreur.name !== "AbortError") fermer();
    }
  }

  function deplacer(sens) {
    const options = [...liste.children];
    const actuel = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
    const depart = actuel < 0 && sens < 0 ? 0 : actuel;
    designer(options[(depart + sens + options.length) % options.length]);
  }

  input.addEventListener("input", () => {
    clearTimeout(minuterie);
    if (input.value.trim().length < 2) fermer();
    else minuterie = setTimeout(chercher, ATTENTE);
  });
  input.addEventListener("keydown", (evenement) => {
    if (liste.hidden) return;
    const option = liste.querySelector('[aria-selected="true"]');
    if (evenement.key === "ArrowDown") deplacer(1);
    else if (evenement.key === "ArrowUp") deplacer(-1);
    else if (evenement.key === "Enter" && option) choisir(option);
    else if (evenement.key === "Escape") fermer();
    else return;
    evenement.preventDefault();
  });
  input.addEventListener("blur", fermer);
  // Before the blur, which would close the list under the pointer.
  liste.addEventListener("pointerdown", (evenement) => evenement.preventDefault());
  liste.addEventListener("click", (evenement) => {
    const option = evenement.target.closest("[role=option]");
    if (option) choisir(option);
  });
}

document.querySelectorAll("[data-communes]").forEach(amorcer);
