// Starts Swagger UI; a file of its own because the page allows no inline script.
globalThis.SwaggerUIBundle({
  url: document.querySelector("#swagger-ui").dataset.schema,
  dom_id: "#swagger-ui",
  presets: [globalThis.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
});
