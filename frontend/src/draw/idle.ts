/** Says on the body, as `data-busy`, that something is being read or drawn. Tests wait until the attribute is gone. */

const LONGEST_FRAME_MS = 250;
let pending = 0;

/** Marks the page as busy until the work has ended, well or not, and what it changed is drawn. */
export function busyDuring<T>(work: Promise<T>): Promise<T> {
  pending += 1;
  document.body.dataset["busy"] = "";
  work.then(drawn, drawn);
  return work;
}

/** Does what can wait in a task of its own: until then the browser paints and answers. */
export function soon(work: () => void): Promise<void> {
  return busyDuring(new Promise<void>((begin) => setTimeout(begin)).then(work));
}

/** Two frames later: the first one may still be drawing. */
function drawn(): void {
  nextFrame(() => nextFrame(ended));
}

/** A frame that nobody sees, as one below the edge of its host page, is not drawn at all: a timer stands in for it. */
function nextFrame(then: () => void): void {
  const once = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    then();
  };
  const frame = requestAnimationFrame(once);
  const timer = window.setTimeout(once, LONGEST_FRAME_MS);
}

function ended(): void {
  pending -= 1;
  if (!pending) delete document.body.dataset["busy"];
}
