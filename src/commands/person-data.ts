import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { erasePerson, exportPerson } from "@/composition/person-data";
import { onDatabase } from "./on-database";

/*
 * npm run person -- export simon@example.com --out simon.json    all that is stored of a person, as JSON
 * npm run person -- erase simon@example.com                      takes the person out of all that need not stay
 * Ends with 0 if it was done, 1 if the person is still in use somewhere, 2 if the database can't be used.
 */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: "string" } } });
const [action, email] = positionals;
if (!email?.includes("@") || (action !== "erase" && !(action === "export" && values.out))) {
  console.error("npm run person -- export ADDRESS --out FILE\nnpm run person -- erase ADDRESS");
  process.exit(2);
}
await onDatabase(async (work) => {
  if (action === "export") {
    const data = await exportPerson(work, email);
    writeFileSync(values.out as string, `${JSON.stringify(data, null, 2)}\n`, { flag: "wx", mode: 0o600 });
    for (const [table, rows] of Object.entries(data)) console.log(`  ${table}: ${rows.length}`);
    return 0;
  }
  const result = await erasePerson(work, email);
  const counts = "erased" in result ? result.erased : result.inUse;
  if ("inUse" in result)
    console.error("Still in use, nothing was changed. To be deleted first, by the accounts they belong to:");
  for (const [table, count] of Object.entries(counts)) console.log(`  ${table}: ${count}`);
  return "erased" in result ? 0 : 1;
});
