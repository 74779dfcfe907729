import { parseArgs } from "node:util";
import { config } from "@/platform/config";
import { newPlatformSigningKey, sealAnew, sealedBy } from "@/platform/crypto/rotate-keys";
import { onDatabase } from "./on-database";

/*
 * npm run keys:rotate                 says how many stored secrets each master secret holds
 * npm run keys:rotate -- --seal       seals all of them with the master secret of today (docs/operations.md, "Keys")
 * npm run keys:rotate -- --signing    makes a new key that signs credentials
 */
const { values } = parseArgs({ options: { seal: { type: "boolean" }, signing: { type: "boolean" } } });
await onDatabase(async (work) => {
  const { current, known } = config().secrets;
  if (values.seal) console.log(`${await sealAnew(work)} stored secrets were sealed anew.`);
  if (values.signing) console.log(`Credentials are signed by ${await newPlatformSigningKey(work)} from now on.`);
  const counts = [...(await sealedBy(work))].sort(([one], [other]) => one - other);
  console.log(`The master secret of today is number ${current}.`);
  for (const [id, count] of counts)
    console.log(
      `  number ${id}${known.includes(id) ? "" : " (NOT KNOWN: MASTER_SECRET_RETIRED)"}: ${count} stored secrets`,
    );
  return counts.every(([id]) => known.includes(id)) ? 0 : 1;
});
