import { config } from "@/platform/config";
import { makeLinkToken } from "@/platform/crypto";
import { publishTouched, sqlMany, sqlOne } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import { type MoveAnswer, moveClaims } from "../contract";
import type { DeviceContext } from "./device-http";
import { type SignedRequest, signedBy } from "./sync-phone";

type Touched = { accountId: string; siteId: string; cardId: string };

const topics = (row: Touched) => [`account:${row.accountId}`, `site:${row.siteId}`, `card:${row.cardId}`];

/**
 * A holder moves a card to another phone or to the installed app: a link that lives 15 minutes, shown on the old phone,
 * without a charge or a code (decisions, section 6). The card works on the old phone until the new one has it.
 *
 * @throws AppError NOT_FOUND `activation.credentialUnknown`; REFUSED `activation.revoked`; FORBIDDEN
 * `activation.notTransferable`, `activation.closed`.
 */
export async function moveCard(input: SignedRequest, context: DeviceContext): Promise<MoveAnswer> {
  const { now } = context;
  const { phoneId, claims } = signedBy(input, "move", moveClaims, context);
  const sendingId = newId();
  const row = await sqlOne<{ outcome: { result: string; expiresAt?: string } & Partial<Touched> }>(
    "move-card",
    "select move_card($1) as outcome",
    [{ phoneId, credentialId: claims.credentialId, sendingId, historyId: newId(), now }],
  );
  const outcome = row?.outcome ?? { result: "credentialUnknown" };
  if (outcome.result !== "started" || !outcome.expiresAt) {
    const kind = { credentialUnknown: "NOT_FOUND", revoked: "REFUSED" } as const;
    throw new AppError(kind[outcome.result as "revoked"] ?? "FORBIDDEN", `activation.${outcome.result}`);
  }
  publishTouched(topics(outcome as Touched));
  return {
    link: `${config().origin}/a/${makeLinkToken("move-card", sendingId)}`,
    expiresAt: new Date(outcome.expiresAt).toISOString(),
  };
}

/** Ends the moves that no phone took in their 15 minutes (a job, every few minutes; again does no harm). */
export async function endLapsedMoves(now: Date): Promise<number> {
  const rows = await sqlMany<{ ended: Touched }>("end-lapsed-moves", "select end_lapsed_moves($1) as ended", [now]);
  publishTouched(rows.flatMap((row) => topics(row.ended)));
  return rows.length;
}
