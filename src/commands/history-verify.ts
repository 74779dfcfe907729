import { verifyHistory } from "@/modules/history/server/verify-history";
import { onDatabase } from "./on-database";

/*
 * npm run history:verify [-- <account id>]
 * Goes along the hash chain of each account's history and names the first entry at which it is broken. Changes nothing.
 * Ends with 0 if all is well, 1 if a chain is broken, 2 if the database can't be used.
 */
await onDatabase(async (work) => {
  const { accounts, seals, unsealed, faults } = await verifyHistory(work, process.argv[2]);
  for (const { accountId, sequence, entryId, reason } of faults)
    console.error(`account ${accountId}: entry ${entryId}, number ${sequence} of its chain, is ${reason}`);
  const verdict = faults.length === 0 ? "all is well" : "BROKEN";
  console.log(`${seals} seals of ${accounts} accounts, ${unsealed} entries not sealed yet: ${verdict}`);
  return faults.length === 0 ? 0 : 1;
});
