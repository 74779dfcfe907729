import type { Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";

const DAY = 86_400_000;

type About = {
  siteId?: string;
  cardId?: string;
  /** Who did it; the reseller's holder unless told. */
  by?: string;
};

/** Writes the history row that a use case writes for what the demo says was done some days ago: cards and sites show it too. */
export function told(
  work: Work,
  accountId: string,
  page: string,
  action: string,
  params: Record<string, string | number>,
  ago: number,
  { by = "Muriel PAIN", ...about }: About = {},
): Promise<void> {
  const then = new Date(work.now.getTime() - ago * DAY);
  return recordEvent(
    { ...work, now: then, performer: { kind: "user", id: null, name: by } },
    { accountId, page, action, params, ...about },
  );
}
