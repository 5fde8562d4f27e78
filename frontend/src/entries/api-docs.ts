/** Shows the API's document with Swagger UI, which the page loads before this script. */

interface SwaggerUi {
  (options: Record<string, unknown>): unknown;
}

declare global {
  interface Window {
    SwaggerUIBundle?: SwaggerUi;
  }
}

const root = document.querySelector<HTMLElement>("[data-spec]");
if (root && window.SwaggerUIBundle) {
  // validatorUrl null: otherwise the page would ask another host whether the document is valid.
  window.SwaggerUIBundle({ url: root.dataset["spec"], domNode: root, deepLinking: true, validatorUrl: null });
}

export {};
