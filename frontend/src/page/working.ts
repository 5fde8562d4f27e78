/** A page that says how far some work is asks again by itself, until it says something else. */
export function refreshWhileWorking(): void {
  const status = document.querySelector<HTMLElement>("[data-refresh]");
  if (status) setTimeout(() => void again(status), Number(status.dataset["refresh"]) * 1000);
}

async function again(status: HTMLElement): Promise<void> {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const next = page?.querySelector("[data-refresh]");
  if (page && !next) return location.reload();
  // Only its words are replaced: who listens to the page hears how far it is, and the focus stays where it was.
  const said = next?.querySelector("p")?.textContent;
  const line = status.querySelector("p");
  if (line && said) line.textContent = said;
  const bar = status.querySelector("progress");
  const done = next?.querySelector("progress")?.getAttribute("value");
  if (bar && done) bar.value = Number(done);
  refreshWhileWorking();
}
