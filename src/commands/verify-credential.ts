import { existsSync, readFileSync } from "node:fs";
import type { JWK } from "jose";
import { verifyCredential, verifyDoorCode } from "@/modules/activation";

/*
 * Checks a credential or a door code as a reader's gateway would (docs/verify.md). Keys and status lists are addresses or
 * files, so it works offline, too.
 *
 *   npm run verify-credential -- <credential or door code> --keys <url|file> [--status <folder or url before /<n>>|none]
 *
 * Exit code 0: let in; 1: not; 2: could not be checked.
 */

const USAGE = "npm run verify-credential -- <credential or door code> --keys <url|file> [--status <url|folder|none>]";

async function read(place: string): Promise<string> {
  if (!/^https?:/.test(place)) return readFileSync(place, "utf8");
  const answer = await fetch(place);
  if (!answer.ok) throw new Error(`${place} answered ${answer.status}`);
  return answer.text();
}

function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

async function main(args: string[]): Promise<void> {
  const keysAt = option(args, "keys");
  const statusAt = option(args, "status") ?? "none";
  const [given] = args;
  if (!given || !keysAt) throw new Error(USAGE);
  const text = existsSync(given) ? readFileSync(given, "utf8").trim() : given;
  const { keys } = JSON.parse(await read(keysAt)) as { keys: JWK[] };
  const options = {
    keys,
    now: new Date(),
    ...(statusAt === "none" ? {} : { statusList: (list: number) => read(`${statusAt.replace(/\/$/, "")}/${list}`) }),
  };
  const verdict = text.includes("~") ? await verifyDoorCode(text, options) : await verifyCredential(text, options);
  if (verdict.ok) {
    const until = verdict.validUntil.toISOString();
    console.log(
      `valid      ${verdict.id}  ${verdict.credentialId}  until ${until}${verdict.statusChecked ? "" : "  (status not checked)"}`,
    );
  } else {
    console.log(`not valid  ${verdict.reason}`);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
