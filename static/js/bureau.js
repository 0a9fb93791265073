// Names that Django's admin leaves out for screen readers; nothing else depends on this file.

function nommerLesListes() {
  for (const liste of document.querySelectorAll("select.admin-autocomplete")) {
    const libelle = liste.labels[0]?.textContent.replace(/\s*:\s*$/, "").trim();
    const boite = liste.nextElementSibling?.querySelector(".select2-selection");
    if (!libelle || !boite) continue;
    boite.setAttribute("aria-label", libelle);
    boite.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", libelle);
  }
}

function nommerLeReste() {
  const recherche = document.querySelector("#searchbar");
  const bouton = recherche?.form.querySelector("[type=submit]");
  if (bouton) recherche.setAttribute("aria-label", bouton.value);
  for (const entete of document.querySelectorAll("th.original:empty")) entete.textContent = "#";
}

// select2 draws its boxes when jQuery says the page is ready, a moment after the document is.
nommerLeReste();
document.addEventListener("DOMContentLoaded", () => setTimeout(nommerLesListes));
window.addEventListener("load", nommerLesListes);
document.addEventListener("formset:added", () => setTimeout(nommerLesListes));
