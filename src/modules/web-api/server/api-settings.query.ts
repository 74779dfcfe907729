import { accountOf, type Work } from "@/platform/db";
import type { ApiCustomer, ApiSettings } from "../contract";
import { apiNumberOf } from "../domain/access-machine";
import { customerOf } from "./access.repo";

const SHOWN_CUSTOMERS = 50;
const SHOWN_DAYS = 30;
const SHOWN_PLACES = 20;
const DAY = 86_400_000;

/** End customers whose access the reader may see: its own ones, by a part of their name or API number; or itself. */
export async function apiCustomers(work: Work, search = ""): Promise<ApiCustomer[]> {
  const own = accountOf(work);
  const number = /^api(\d{1,9})$/i.exec(search)?.[1];
  const rows = await work.tx.account.findMany({
    where: {
      AND: [
        { type: "END_CUSTOMER", status: { in: ["CREATED", "ACTIVATED", "DISABLED"] } },
        { OR: [{ parentId: own }, { id: own }] },
        number ? { number: Number(number) } : { companyName: { contains: search, mode: "insensitive" } },
      ],
    },
    orderBy: [{ companyName: "asc" }, { id: "asc" }],
    take: SHOWN_CUSTOMERS,
    select: { id: true, companyName: true, number: true },
  });
  return rows.map((row) => ({
    accountId: row.id,
    companyName: row.companyName,
    apiNumber: apiNumberOf(row.number),
  }));
}

/**
 * Where an end customer's access stands, what restricts it, and how it is used (R150 to R154).
 *
 * @throws AppError NOT_FOUND for an account that is neither the reader's customer nor the reader itself.
 */
export async function apiSettings(work: Work, accountId: string): Promise<ApiSettings> {
  const { companyName, apiNumber, manages } = await customerOf(work, accountId);
  const access = await work.tx.apiAccess.findUnique({ where: { accountId } });
  const token = await work.tx.apiToken.findFirst({
    where: { accountId, endedAt: null },
    select: { prefix: true, clientId: true, createdAt: true },
  });
  const today = Math.floor(work.now.getTime() / DAY);
  const days = await work.tx.apiDay.findMany({
    where: { accountId, day: { gt: new Date((today - SHOWN_DAYS) * DAY) } },
  });
  const last = await work.tx.apiDay.findFirst({ where: { accountId }, orderBy: { day: "desc" } });
  const places = await work.tx.apiPlace.findMany({
    where: { accountId },
    orderBy: { firstSeenAt: "desc" },
    take: SHOWN_PLACES,
  });
  const callsOn = new Map(days.map((row) => [row.day.toISOString().slice(0, 10), row.calls]));
  return {
    accountId,
    companyName,
    apiNumber,
    manages,
    status: access?.status ?? "NONE",
    domainName: access?.domainName ?? null,
    networks: access?.networks ?? [],
    requestedAt: access?.requestedAt.toISOString() ?? null,
    refusalReason: access?.refusalReason ?? null,
    token: token && { ...token, createdAt: token.createdAt.toISOString() },
    lastUsedAt: last?.lastAt.toISOString() ?? null,
    places: places.map(({ network, firstSeenAt }) => ({ network, firstSeenAt: firstSeenAt.toISOString() })),
    calls: Array.from({ length: SHOWN_DAYS }, (_, index) => {
      const day = new Date((today - SHOWN_DAYS + 1 + index) * DAY).toISOString().slice(0, 10);
      return { day, calls: callsOn.get(day) ?? 0 };
    }),
  };
}
