/** My own position as the origin of a match: read on a click alone, and put into the field, which shows it. */

const PATIENCE_MS = 15_000;

export function wireMatch(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-action="my-position"]');
    const field = button?.form?.querySelector<HTMLInputElement>('input[type="text"][name="origin"]');
    if (button && field) fill(button, field);
  });
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
