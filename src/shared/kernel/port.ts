/**
 * A question that a module asks of one to its right: a function type that the module declares and `composition/ports.ts`
 * binds. Asking before it is bound is a mistake of the composition and says so.
 */
export type Port<Fn extends (...args: never[]) => unknown> = { bind(fn: Fn): void; ask: Fn };

export function definePort<Fn extends (...args: never[]) => unknown>(name: string): Port<Fn> {
  let bound: Fn | undefined;
  const ask = ((...args: Parameters<Fn>) => {
    if (!bound) throw new Error(`The port ${name} is not bound in src/composition/ports.ts.`);
    return bound(...args);
  }) as Fn;
  return {
    bind(fn) {
      bound = fn;
    },
    ask,
  };
}
