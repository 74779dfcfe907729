import { z } from "zod";
import type { CardPhase } from "./domain/card-machine";

/** One line of a card's timeline; `action` is a key of `cards.timeline` or, for what people did, of history. */
export type TimelineEntry = {
  id: string;
  at: string;
  type: "history" | "email" | "visit";
  action: string;
  params: Record<string, string | number>;
  performer: string | null;
};

/** The open link of a card; `code`: the 6 digits that the holder gets from a person, where the site wants that. */
export type OpenLink = { sentAt: string; expiresAt: string; dead: "lapsed" | "killed" | null; code: string | null };

const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => text || null)
    .nullable()
    .optional();

/** A person to whom cards are sent: a holder or a configurator. A field that is left out stays; an empty one is null. */
export const personName = z.string().trim().min(1).max(100);
export const personEmail = z.string().trim().max(254).pipe(z.email());
export const personExtras = {
  phone: optionalText(40),
  field1: optionalText(200),
  field2: optionalText(200),
  field3: optionalText(200),
  field4: optionalText(200),
  field5: optionalText(200),
};

/** Cards picked one by one for a mass action; `phase`: what the person saw, another one now is a conflict. */
export const pickedCards = z.object({
  by: z.literal("cards"),
  cards: z
    .array(z.object({ id: z.uuid(), phase: z.string().max(20).optional() }))
    .min(1)
    .max(5_000),
});

/** What became of each card of a mass action. */
export type CardOutcome =
  | { cardId: string; ok: true; phase: CardPhase }
  | { cardId: string; ok: false; code: string; phase: CardPhase };
export type ActionResult = { done: number; credits: number; outcomes: CardOutcome[] };

/** What an action would do to a selection, before it is done. */
export type ChangePreview = {
  selected: number;
  qualifies: number;
  /** Cards that don't qualify, by the reason's code. */
  refused: { code: string; count: number }[];
  /** Credits that sending would put on hold. */
  cost: number;
  /** Cards that would be sent again, free of charge. */
  again: number;
  /** Credits that deleting would lose (R226). */
  lost: number;
  /** Credits that come back: holds released, charges refunded. */
  back: number;
};
