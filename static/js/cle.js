// Passkeys: the button shows where it can work, and beside it stands in words why it did not.

(() => {
  const bouton = document.querySelector("[data-cle]");
  if (!bouton) return;
  const phrases = document.getElementById("phrases-de-cle").dataset;
  const alerte = document.createElement("p");
  alerte.className = "champ__erreur";
  alerte.setAttribute("role", "alert");
  const ligne = document.createElement("span");
  alerte.append(ligne);
  bouton.closest(".boutons").after(alerte);

  const PAR_ERREUR = {
    AbortError: "annulee",
    InvalidStateError: "deja",
    NotAllowedError: "annulee",
    NotReadableError: "appareil",
    NotSupportedError: "appareil",
    ConstraintError: "appareil",
    UnknownError: "appareil",
  };
  const ICI = /^(127\.|\[::1\])/;
  const CHIFFRES = /^(\[|[0-9.]+$)/;

  // A key belongs to a name, never to a number: on the demo's own machine that name is localhost.
  function direOuAller() {
    ligne.textContent = phrases.chiffres;
    if (!ICI.test(location.hostname)) return;
    const lien = document.createElement("a");
    lien.href = location.href.replace(location.host, location.port ? `localhost:${location.port}` : "localhost");
    lien.textContent = lien.href;
    ligne.textContent = `${phrases.ouvrir} `;
    ligne.append(lien);
  }

  function direPourquoi(erreur) {
    if (erreur?.name === "SecurityError" && CHIFFRES.test(location.hostname)) return direOuAller();
    if (erreur?.name === "SecurityError") ligne.textContent = phrases.adresse;
    else if (erreur?.name in PAR_ERREUR) ligne.textContent = phrases[PAR_ERREUR[erreur.name]];
    else ligne.textContent = phrases.panne;
  }

  for (const cache of document.querySelectorAll("[data-avec-script]")) cache.hidden = false;
  if (!window.PublicKeyCredential) {
    bouton.hidden = true;
    ligne.textContent = window.isSecureContext ? phrases.navigateur : phrases.adresse;
    return;
  }
  bouton.addEventListener("click", () => { ligne.textContent = ""; });
  document.addEventListener("allauth.error", (evenement) => {
    evenement.preventDefault();
    direPourquoi(evenement.detail.exception);
  });
})();
