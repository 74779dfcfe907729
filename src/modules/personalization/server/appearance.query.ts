import { accountOf, type Work } from "@/platform/db";
import type { AppearanceDto } from "../contract";
import { type LookLink, resolveLook } from "../domain/look";
import { lookChain } from "./look.repo";

/** The account's look for its editor (R043–R048). */
export async function appearance(work: Work): Promise<AppearanceDto> {
  const accountId = accountOf(work);
  const chain = await lookChain(work, accountId);
  const row = await work.tx.appearance.findUnique({ where: { accountId }, select: { address: true } });
  const { operator: _, ...own } = chain[0] as LookLink;
  return {
    own: { ...own, address: row?.address ?? null },
    look: resolveLook(chain),
    inherited: resolveLook([none(chain[0] as LookLink), ...chain.slice(1)]),
  };
}

function none(link: LookLink): LookLink {
  return Object.fromEntries(
    Object.entries(link).map(([key, value]) => [key, key === "operator" ? value : null]),
  ) as LookLink;
}
