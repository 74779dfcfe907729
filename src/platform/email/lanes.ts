type Group = { waiting: (() => void)[]; running: number; slow: boolean };

type Options = {
  /** How many run at once. */
  total: number;
  /** How many of one group run at once, so that another finds a lane free. */
  perGroup: number;
  /** Milliseconds from which a run is slow: a group whose last run was gets one lane. */
  slowAfter?: number;
};

/**
 * A few lanes shared fairly: groups (accounts) take turns, whatever the length of their queues, and none can take every
 * lane, so that one account's recipients on a slow server don't delay another account's mails.
 */
export class Lanes {
  private readonly groups = new Map<string, Group>();
  private running = 0;

  constructor(private readonly options: Options) {}

  /** Runs a function as soon as its group has its turn. */
  run<T>(name: string, action: () => Promise<T>): Promise<T> {
    return new Promise((done, fail) => {
      const group = this.groups.get(name) ?? { waiting: [], running: 0, slow: false };
      this.groups.set(name, group);
      group.waiting.push(() => {
        const started = performance.now();
        const leave = () => {
          group.slow = performance.now() - started >= (this.options.slowAfter ?? 3_000);
          group.running -= 1;
          this.running -= 1;
          this.fill();
        };
        action().then(
          (value) => {
            leave();
            done(value);
          },
          (error) => {
            leave();
            fail(error);
          },
        );
      });
      this.fill();
    });
  }

  private fill(): void {
    while (this.running < this.options.total) {
      const next = this.nextGroup();
      if (!next) return;
      const [name, group] = next;
      // To the end of the round.
      this.groups.delete(name);
      this.groups.set(name, group);
      group.running += 1;
      this.running += 1;
      group.waiting.shift()!();
    }
  }

  private nextGroup(): [string, Group] | null {
    for (const [name, group] of this.groups) {
      if (group.waiting.length === 0) {
        if (group.running === 0 && !group.slow) this.groups.delete(name);
      } else if (group.running < (group.slow ? 1 : this.options.perGroup)) return [name, group];
    }
    return null;
  }
}
