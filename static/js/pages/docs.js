// The API page: swagger-ui over our own description.

import { theme } from "../colours.js";

/** swagger-ui has a dark look of its own. */
function look() {
  document.documentElement.classList.toggle("dark-mode", theme() === "dark");
}

look();
addEventListener("themechange", look);
/** @type {any} */ (globalThis).SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  // The page has its main part already.
  onComplete: () => document.getElementById("operations")?.setAttribute("role", "none"),
});
