// Hides the parts that the address hides, before anything is drawn.

import { hiddenParts } from "./parts.js";

const root = document.documentElement;
const { hidden } = hiddenParts(new URLSearchParams(location.search), root.classList.contains("embedded"));
const sheet = new CSSStyleSheet();
if (hidden.length) sheet.replaceSync(`${hidden.map((part) => `[data-part="${part}"]`)} { display: none !important; }`);
document.adoptedStyleSheets.push(sheet);
root.dataset.hide = hidden.join(" ");
