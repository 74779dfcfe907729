import "@/composition/ports";
import { verifyCredits } from "@/modules/credits/server";
import { onDatabase } from "./on-database";

/*
 * npm run ledger:verify
 * Recomputes every balance from the entries of the live database, compares holds and charges with the cards they are for, and
 * prints what differs (I1–I7, I13, I14). Changes nothing.
 * Ends with 0 if all is well, 1 if something differs, 2 if the database can't be used.
 */
await onDatabase(async (work) => {
  const { entries, accounts, differences } = await verifyCredits(work);
  for (const { what, accountId, subject, expected, found } of differences) {
    const where = [accountId && `account ${accountId}`, subject].filter(Boolean).join(", ");
    console.error(`${what}: ${where}: expected ${expected}, found ${found}`);
  }
  const verdict = differences.length === 0 ? "all is well" : `${differences.length} differences`;
  console.log(`${entries} entries of ${accounts} accounts: ${verdict}`);
  return differences.length === 0 ? 0 : 1;
});
