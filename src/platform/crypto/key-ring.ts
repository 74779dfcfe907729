/** Keys by id, so that a key can be replaced while what the old one made stays readable. */
export type KeyRing = {
  /** The id (1 to 255) of the key that makes new things. */
  current: number;
  /** The ids of all keys, the current one first. */
  known: number[];
  /** The 32-byte key of an id for one purpose; undefined when no such key is known. */
  key(id: number, purpose: string): Buffer | undefined;
};

/** A ring with one key, id 1. */
export function singleKeyRing(derive: (purpose: string) => Buffer): KeyRing {
  return { current: 1, known: [1], key: (id, purpose) => (id === 1 ? derive(purpose) : undefined) };
}
