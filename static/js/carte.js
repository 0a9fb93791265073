// The drawing of the server becomes a map one can move; whatever fails, the drawing stays.
const SANS_TUILES = 13;
const AVEC_TUILES = 18;
const METROPOLE = L.latLngBounds([41.2, -5.5], [51.3, 9.8]);
const calme = matchMedia("(prefers-reduced-motion: reduce)").matches;

async function lire(adresse) {
  const reponse = await fetch(adresse);
  if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
  return reponse.json();
}

function element(nom, texte, attributs = {}) {
  const cree = Object.assign(document.createElement(nom), attributs);
  cree.textContent = texte;
  return cree;
}

// The export gives whole addresses for other sites; here we stay on the one we are on.
function bulle({ nom, url, adresse, code_postal, commune }) {
  const contenu = document.createElement("div");
  contenu.append(element("a", nom, { href: new URL(url).pathname }));
  if (adresse) contenu.append(element("p", adresse));
  contenu.append(element("p", `${code_postal} ${commune}`.trim()));
  return contenu;
}

function marqueur(feature, position) {
  const icon = L.divIcon({ className: "repere", iconSize: [28, 28] });
  return L.marker(position, { icon, title: feature.properties.nom, riseOnHover: true });
}

function grappe(mots) {
  return (groupe) => {
    const nombre = groupe.getChildCount();
    const cote = 32 + Math.min(nombre, 100) / 5;
    const icone = L.divIcon({ className: "grappe", iconSize: [cote, cote] });
    const texte = element("span", nombre);
    texte.append(element("span", ` ${mots.lieux}`, { className: "visuellement-cache" }));
    icone.options.html = texte;
    return icone;
  };
}

function creer(boite, mots) {
  const carte = L.map(boite, {
    maxZoom: mots.tuiles ? AVEC_TUILES : SANS_TUILES,
    minZoom: 4,
    zoomSnap: mots.tuiles ? 1 : 0.25, // outlines are drawn at any scale, tiles are not
    zoomControl: false,
    zoomAnimation: !calme,
    fadeAnimation: !calme,
    markerZoomAnimation: !calme,
    scrollWheelZoom: false,
    worldCopyJump: true,
  });
  carte.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: mots.zoomer, zoomOutTitle: mots.dezoomer }).addTo(carte);
  // The wheel scrolls the page until one has chosen the map.
  carte.on("focus click", () => carte.scrollWheelZoom.enable());
  carte.on("blur", () => carte.scrollWheelZoom.disable());
  carte.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", mots.fermer);
  });
  if (mots.tuiles) {
    L.tileLayer(mots.tuiles, {
      maxZoom: AVEC_TUILES,
      attribution: mots.attribution,
      referrerPolicy: "strict-origin-when-cross-origin",
    }).addTo(carte);
  }
  return carte;
}

function poserLesLieux(carte, collection, mots) {
  const groupe = L.markerClusterGroup({
    iconCreateFunction: grappe(mots),
    maxClusterRadius: 44,
    showCoverageOnHover: false,
    animate: !calme,
  });
  groupe.addLayer(
    L.geoJSON(collection, {
      pointToLayer: marqueur,
      onEachFeature: (feature, couche) => couche.bindPopup(() => bulle(feature.properties), { minWidth: 200 }),
    }),
  );
  groupe.on("clusterkeypress", ({ layer, originalEvent }) => {
    if (originalEvent.key === "Enter") layer.zoomToBounds({ padding: [20, 20] });
  });
  carte.addLayer(groupe);
  return groupe;
}

// Overseas places are shown too, but do not shrink the continent to a stamp.
function cadrer(carte, groupe, fond) {
  const positions = groupe.getLayers().map((couche) => couche.getLatLng());
  const proches = positions.filter((position) => METROPOLE.contains(position));
  const choisies = proches.length ? proches : positions;
  const cadre = choisies.length ? L.latLngBounds(choisies) : fond.getBounds();
  carte.fitBounds(cadre.pad(0.05), { maxZoom: 9, animate: false });
}

async function amorcer(conteneur) {
  const mots = conteneur.dataset;
  const [lieux, contours] = await Promise.all([lire(mots.points), lire(mots.contours)]);
  const boite = document.createElement("div");
  boite.setAttribute("role", "region");
  boite.setAttribute("aria-label", mots.nom);
  const dessin = conteneur.querySelector("svg");
  dessin.replaceWith(boite);
  try {
    const carte = creer(boite, mots);
    const fond = L.geoJSON(contours, { interactive: false, style: { className: "fond-de-carte" } });
    cadrer(carte, poserLesLieux(carte, lieux, mots), fond);
    fond.addTo(carte);
  } catch (erreur) {
    boite.replaceWith(dessin);
    throw erreur;
  }
}

for (const conteneur of document.querySelectorAll("[data-carte]")) {
  amorcer(conteneur).catch((erreur) => console.warn(erreur));
}
