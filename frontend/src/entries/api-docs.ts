/** Shows the API's document with Swagger UI, which the page loads before this script. */
import { busyDuring } from "../draw/idle";

interface SwaggerUi {
  (options: Record<string, unknown>): unknown;
}

declare global {
  interface Window {
    SwaggerUIBundle?: SwaggerUi;
  }
}

const SwaggerUIBundle = window.SwaggerUIBundle;
const root = document.querySelector<HTMLElement>("[data-spec]");
if (root && SwaggerUIBundle) {
  // validatorUrl null: otherwise the page would ask another host whether the document is valid.
  const options = { url: root.dataset["spec"], domNode: root, deepLinking: true, validatorUrl: null };
  void busyDuring(new Promise<void>((onComplete) => SwaggerUIBundle({ ...options, onComplete })));
}
