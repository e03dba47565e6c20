// The API page: swagger-ui over our own description.

/** @type {any} */ (globalThis).SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  // The page has its main part already.
  onComplete: () => document.getElementById("operations")?.setAttribute("role", "none"),
});
