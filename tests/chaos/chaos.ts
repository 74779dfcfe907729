/** A long test of what must hold whatever happens. It throws at the first thing that does not. */
export type Chaos = {
  name: string;
  /** @returns one line on what was done. */
  run(options: { seed: number; log: (line: string) => void }): Promise<string>;
};
