/**
 * Runs `load` at the first sign that somebody is there (pointer, key, touch): what only a click can need is not part
 * of the page's first bytes, and is there when the click comes. Returns a function that forgets it.
 */
export function onFirstActivity(load: () => unknown): () => void {
  const events = ["pointermove", "pointerdown", "keydown", "touchstart"] as const;
  const run = () => {
    stop();
    load();
  };
  const stop = () => {
    for (const event of events) removeEventListener(event, run);
  };
  for (const event of events) addEventListener(event, run, { passive: true });
  return stop;
}
