/** A long test of what must hold whatever happens. It throws at the first thing that does not. */
export type Chaos = {
  name: string;
  /** @returns one line on what was done. */
  run(options: {
    seed: number;
    log: (line: string) => void;
    /** The database under it: killed as kill -9 does, and started again on the same port. */
    database: { kill(): Promise<void>; start(): Promise<void> };
    /** How much it does; the chaos's own measure unless given. */
    operations?: number;
    kills?: number;
  }): Promise<string>;
};
