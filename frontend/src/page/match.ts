/** What the pages of the match need of a script: my own position, on a click alone, and the sheet that fields fill. */

const PATIENCE_MS = 15_000;

export function wireMatch(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-action="my-position"]');
    const field = button?.form?.querySelector<HTMLInputElement>('input[type="text"][name="origin"]');
    if (button && field) fill(button, field);
  });
  document.addEventListener("input", (event) => event.target instanceof HTMLTextAreaElement && mirror(event.target));
  // What a browser put back into the fields after a way back.
  addEventListener("pageshow", () => document.querySelectorAll("textarea").forEach(mirror));
}

/** The request sheet says what its field says; nothing leaves the page. */
function mirror(field: HTMLTextAreaElement): void {
  const line = document.getElementById(field.dataset["mirrors"] ?? "");
  if (line) line.textContent = field.value.trim() || (line.dataset["open"] ?? "");
}

/** The button says what happens, in the words that came with it. */
function fill(button: HTMLButtonElement, field: HTMLInputElement): void {
  const say = (what: "wait" | "done" | "failed"): void => void (button.textContent = button.dataset[what] ?? "");
  if (!navigator.geolocation) return say("failed");
  say("wait");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      // A typed place counts before a chosen zone: the form names both.
      field.value = `${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`;
      say("done");
      field.focus();
    },
    () => say("failed"),
    { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 60_000 },
  );
}
