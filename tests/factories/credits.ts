import { newId } from "@/shared/kernel/ids";
import { asSystem } from "../support/system";

/** Loads credits from "issued" to an account. */
export async function aLoad(accountId: string, amount: number) {
  const id = newId();
  await asSystem(({ tx, now, performer }) =>
    tx.ledgerEntry.createMany({
      data: [
        {
          id,
          kind: "LOAD",
          phase: "SINGLE",
          sourceBucket: "ISSUED",
          destAccountId: accountId,
          destBucket: "MAIN",
          amount,
          idempotencyKey: `load:${id}`,
          performerKind: performer.kind,
          performerName: performer.name,
          at: now,
        },
      ],
    }),
  );
  return id;
}
