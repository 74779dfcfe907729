import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { hostname, platform, release } from "node:os";
import { join, resolve } from "node:path";
import { exportJWK, importJWK, type JWK } from "jose";
import {
  type HeldCard,
  memoryStore,
  type PendingRemoval,
  PhoneError,
  type PhoneKeys,
  phoneClient,
} from "@/modules/activation";

/*
 * A phone on the command line: the second client of the phone protocol (docs/phone-protocol.md), for tests and demos.
 *
 *   npm run phone -- activate <link> [--code 1234]   add the card of a link
 *   npm run phone -- sync | list | remove <credential id>
 *
 * --folder <path> keeps the phone's keys and cards (default .data/phone); another folder is another phone.
 * --misbehave wrong-host | wrong-token | wrong-key | old | early | replay | no-claims shows how the portal refuses.
 */

const USAGE =
  "npm run phone -- activate <link> [--code 1234] | sync | list | remove <id>   [--folder path] [--origin url] [--misbehave how]";

type StoredPair = { privateKey: JWK; publicKey: PhoneKeys["sign"]["publicKey"] };
type Saved = {
  origin: string;
  keys: { sign: StoredPair; agree: StoredPair } | null;
  cards: HeldCard[];
  pending: PendingRemoval[];
};

const MISBEHAVIOURS: Record<string, () => Record<string, unknown>> = {
  "wrong-host": () => ({ aud: "https://evil.example.com" }),
  "wrong-token": () => ({ tok: "A".repeat(43) }),
  "wrong-key": () => ({ sign: "A".repeat(43) }),
  old: () => ({ iat: Math.floor(Date.now() / 1000) - 3600 }),
  early: () => ({ iat: Math.floor(Date.now() / 1000) + 3600 }),
  "no-claims": () => ({ jti: "" }),
  replay: () => ({}),
};

async function pairFrom(stored: StoredPair, alg: string) {
  return {
    privateKey: (await importJWK(stored.privateKey, alg, { extractable: true })) as CryptoKey,
    publicKey: stored.publicKey,
  };
}

/** The phone's state in a folder, written whole at each change. */
async function openFolder(folder: string, origin: string | undefined) {
  const file = join(folder, "phone.json");
  const saved: Saved | null = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Saved) : null;
  const home = origin ?? saved?.origin;
  if (!home) throw new Error("This phone has no card yet: activate a link first.");
  const keys = saved?.keys
    ? { sign: await pairFrom(saved.keys.sign, "ES256"), agree: await pairFrom(saved.keys.agree, "ECDH-ES+A256KW") }
    : undefined;
  const kept = memoryStore({ keys, cards: saved?.cards, pending: saved?.pending }, async () => {
    const { state } = kept;
    const stored = async (pair: PhoneKeys["sign"]): Promise<StoredPair> => ({
      privateKey: await exportJWK(pair.privateKey),
      publicKey: pair.publicKey,
    });
    const next: Saved = {
      origin: home,
      keys: state.keys && { sign: await stored(state.keys.sign), agree: await stored(state.keys.agree) },
      cards: state.cards,
      pending: state.pending,
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(next, null, 2), { mode: 0o600 });
    chmodSync(`${file}.new`, 0o600);
    renameSync(`${file}.new`, file);
  });
  return { store: kept.store, origin: home };
}

function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

function linkParts(link: string): { origin: string; token: string } {
  const url = new URL(link);
  const token = /^\/a\/([A-Za-z0-9_-]+)$/.exec(url.pathname)?.[1];
  if (!token) throw new Error(`Not an activation link: ${link}`);
  return { origin: url.origin, token };
}

function show(card: HeldCard): string {
  const { kind, title, firstName, lastName, privateId, csn, site } = card.card;
  return `${card.credentialId}  ${kind.padEnd(14)}  ${title} · ${firstName} ${lastName} · ${privateId ?? csn ?? "–"} · ${site} · until ${card.leaseEndsAt}`;
}

/** Sends every request twice: the second answer must be as good as the first. */
const repeating: typeof fetch = async (input, init) => {
  await fetch(input, init);
  const answer = await fetch(input, init);
  console.log(`repeated: ${String(input)} → ${answer.status}`);
  return answer;
};

async function main(args: string[]): Promise<void> {
  const folder = resolve(option(args, "folder") ?? ".data/phone");
  const code = option(args, "code");
  const asked = option(args, "origin");
  const misbehave = option(args, "misbehave");
  const tamper = misbehave === undefined ? undefined : MISBEHAVIOURS[misbehave]?.();
  if (misbehave !== undefined && !tamper) throw new Error(`--misbehave knows ${Object.keys(MISBEHAVIOURS).join(", ")}`);
  const [command, target] = args;
  const link = command === "activate" && target ? linkParts(target) : null;
  const { store, origin } = await openFolder(folder, link?.origin ?? asked);
  const client = phoneClient({
    origin,
    store,
    device: {
      model: hostname().slice(0, 80),
      os: `${platform()} ${release()}`.slice(0, 40),
      app: "phone-command/1",
      locale: "en",
    },
    extractableKeys: true,
    tamper,
    ...(misbehave === "replay" ? { fetch: repeating } : {}),
  });
  switch (command) {
    case "activate": {
      if (!link) throw new Error(USAGE);
      console.log(show(await client.activate(link.token, code)));
      return;
    }
    case "sync": {
      const { removed, renewed, forgotten } = await client.sync();
      for (const { credentialId, card } of removed) console.log(`removed   ${credentialId}  ${card.title}`);
      for (const card of renewed) console.log(`renewed   ${show(card)}`);
      for (const card of forgotten) console.log(`forgotten ${show(card)}`);
      console.log(
        `${(await client.cards()).length} cards, ${(await client.pending()).length} confirmations to be sent`,
      );
      return;
    }
    case "list":
      for (const card of await client.cards()) console.log(show(card));
      return;
    case "remove":
      if (!target) throw new Error(USAGE);
      await client.remove(target);
      console.log(`removed   ${target}`);
      return;
    default:
      throw new Error(USAGE);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  const told =
    error instanceof PhoneError ? `${error.reason} (${error.status}) ${JSON.stringify(error.params)}` : error.message;
  console.error(told);
  process.exitCode = 1;
});
