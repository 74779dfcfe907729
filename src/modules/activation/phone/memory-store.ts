import type { HeldCard, PendingRemoval, PhoneKeys, PhoneStore } from "./phone-store";

/** A store that lives as long as the process: tests, and the command's base. */
export function memoryStore(
  start: { keys?: PhoneKeys; cards?: HeldCard[]; pending?: PendingRemoval[] } = {},
  save: () => Promise<void> = async () => {},
) {
  const state = { keys: start.keys ?? null, cards: start.cards ?? [], pending: start.pending ?? [] };
  let making: Promise<PhoneKeys> | null = null;
  const store: PhoneStore = {
    async keys(make) {
      if (state.keys) return state.keys;
      making ??= make();
      state.keys = await making;
      await save();
      return state.keys;
    },
    existingKeys: async () => state.keys,
    cards: async () => [...state.cards],
    async putCard(card) {
      state.cards = [...state.cards.filter((held) => held.credentialId !== card.credentialId), card];
      await save();
    },
    async removeCard(removal) {
      const before = state.cards.length;
      state.cards = state.cards.filter((held) => held.credentialId !== removal.credentialId);
      state.pending = [...state.pending.filter((p) => p.credentialId !== removal.credentialId), removal];
      await save();
      return state.cards.length < before;
    },
    pending: async () => [...state.pending],
    async confirmed(credentialId) {
      state.pending = state.pending.filter((p) => p.credentialId !== credentialId);
      await save();
    },
    async forget(credentialId) {
      state.cards = state.cards.filter((held) => held.credentialId !== credentialId);
      await save();
    },
  };
  return { store, state };
}
