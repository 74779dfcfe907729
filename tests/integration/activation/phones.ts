import "@/composition/ports";
import { anAccount } from "@tests/factories/accounts";
import { aCard, aSending } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { asSystem } from "@tests/support/system";
import { memoryStore, type PhoneError, type PhoneOptions, phoneClient } from "@/modules/activation";
import {
  activateEndpoint,
  confirmEndpoint,
  jwksResponse,
  linkEndpoint,
  moveEndpoint,
  statusListResponse,
  syncEndpoint,
} from "@/modules/activation/server";

export const ORIGIN = "https://portal.example.com";

const endpoints: Record<string, (request: Request) => Promise<Response>> = {
  "/api/device/activate": activateEndpoint,
  "/api/device/link": linkEndpoint,
  "/api/device/sync": syncEndpoint,
  "/api/device/move": moveEndpoint,
  "/api/device/confirm": confirmEndpoint,
  "/.well-known/jwks.json": () => jwksResponse(new Date()),
};

/** The portal's routes without a server between: the same functions that the routes export. */
export const routes: typeof fetch = async (input, init) => {
  const request = new Request(input as string, { ...init, duplex: "half" } as RequestInit);
  const path = new URL(request.url).pathname;
  const list = /^\/api\/device\/status-lists\/(.+)$/.exec(path)?.[1];
  if (list) return statusListResponse(list, new Date());
  const endpoint = endpoints[path];
  if (!endpoint) throw new Error(`No route ${path}`);
  return endpoint(request);
};

/** A phone; a native app unless told otherwise. */
export function aPhone(options: Partial<PhoneOptions> & { app?: string } = {}) {
  const kept = memoryStore();
  const client = phoneClient({
    origin: ORIGIN,
    store: kept.store,
    device: { model: "Pixel 9", os: "Android 16", app: options.app ?? "test-app/1.0", locale: "en" },
    fetch: routes,
    ...options,
  });
  return { ...client, state: kept.state, store: kept.store };
}

/** The reason of a refusal, with its parameters. */
export async function refusalOf(action: Promise<unknown>): Promise<PhoneError> {
  try {
    await action;
  } catch (error) {
    if ((error as Error).name === "PhoneError") return error as PhoneError;
    throw error;
  }
  throw new Error("It was not refused");
}

/** A card that was sent, on a site of an account with credits. */
export async function aSentCard(
  options: Parameters<typeof aSending>[1] & { plus?: boolean; account?: Awaited<ReturnType<typeof anAccount>> } = {},
) {
  const account = options.account ?? (await anAccount({ companyName: "Bank of America" }));
  await aLoad(account.id, 100);
  const site = await aSite(account.id);
  const configuration = options.plus ? undefined : await aConfiguration(site);
  const card = await aCard(site, { configurationId: configuration?.id });
  return { account, site, card, ...(await aSending(card.id, options)) };
}

/** Everything that an activation may change. */
export function stateOf(cardId: string) {
  return asSystem(async ({ tx }) => {
    const card = await tx.virtualCard.findUniqueOrThrow({ where: { id: cardId } });
    return {
      card,
      sendings: await tx.sending.findMany({ where: { cardId }, orderBy: { id: "asc" } }),
      credentials: await tx.credential.findMany({ where: { cardId }, orderBy: { issuedAt: "asc" } }),
      entries: await tx.ledgerEntry.findMany({ where: { cardId }, orderBy: { id: "asc" } }),
      history: await tx.historyEntry.findMany({ where: { cardId }, orderBy: { id: "asc" } }),
    };
  });
}

/** Available and held credits of an account, and what is spent. */
export function creditsOf(accountId: string) {
  return asSystem(async ({ tx }) => {
    const balance = await tx.creditBalance.findUniqueOrThrow({ where: { accountId } });
    const slots = await tx.creditSlot.findMany({ where: { accountId } });
    const sum = (key: "held" | "spent") => slots.reduce((total, slot) => total + Number(slot[key]), 0);
    return { available: Number(balance.available), held: sum("held"), spent: sum("spent") };
  });
}
