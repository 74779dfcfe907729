import { hashPassword } from "@/platform/auth";
import type { Work } from "@/platform/db";
import type { AccountStatus, AccountType, LedgerKind, LedgerPhase, UserStatus } from "@/platform/db/generated/client";
import { newId } from "@/shared/kernel/ids";
import { makeCards } from "./demo-cards";
import { told } from "./demo-events";
import { makeInstallers } from "./demo-installers";
import { makeOrders } from "./demo-orders";

/*
 * The demo: a reseller with customers in every status (figures 25–37), and an end customer with sites, so that each role
 * has something to look at. Addresses are of example.com and reach nobody.
 */

export const OPERATOR_EMAIL = "operator@example.com";
export const DEMO_PASSWORD = "Open-the-door-2026";
const DAY = 86_400_000;

type Person = {
  email: string;
  firstName: string;
  lastName: string;
  status?: UserStatus;
  holder?: boolean;
  profileId?: string;
};

/** Fills an empty database with the demo. */
export async function makeDemo(work: Work, operatorId: string): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const operatorProfile = await administrator(work, operatorId);
  await person(work, operatorId, operatorProfile, passwordHash, {
    email: OPERATOR_EMAIL,
    firstName: "Olivia",
    lastName: "PETIT",
    holder: true,
  });

  const reseller = await account(work, operatorId, {
    type: "RESELLER",
    companyName: "Blue Access Reseller",
    email: "reseller@example.com",
    firstName: "Muriel",
    lastName: "PAIN",
    ago: 90,
  });
  const resellerAdmin = await administrator(work, reseller);
  await person(work, reseller, resellerAdmin, passwordHash, {
    email: "reseller@example.com",
    firstName: "Muriel",
    lastName: "PAIN",
    holder: true,
  });
  const salesTeam = await profile(work, reseller, "Sales team", [
    "customerAccounts.view",
    "customerAccounts.create",
    "customerAccounts.edit",
    "transferCredits",
  ]);
  await person(work, reseller, salesTeam, null, {
    email: "james@example.com",
    firstName: "James",
    lastName: "DANIEL",
    status: "CREATED",
  });
  await person(work, reseller, salesTeam, passwordHash, {
    email: "claudia@example.com",
    firstName: "Claudia",
    lastName: "WHITE",
  });
  await entry(work, "LOAD", null, reseller, 5_000, 80, "First order");

  const customers: [AccountType, AccountStatus, string, string, string, number, number | null][] = [
    ["END_CUSTOMER", "CREATED", "Aix High School", "Pierre", "DURAND", 500, null],
    ["END_CUSTOMER", "DISABLED", "My Company", "John", "FOSTER", 10, null],
    ["END_CUSTOMER", "ACTIVATED", "STid Australia", "Mike", "WHITE", 581, 50],
    ["RESELLER", "ACTIVATED", "STid Support", "Alexandru", "BOERIU", 100, 200],
  ];
  let australia = "";
  for (const [index, [type, status, companyName, firstName, lastName, credits, threshold]] of customers.entries()) {
    const email = companyName === "STid Australia" ? "customer@example.com" : `customer${index + 1}@example.com`;
    const id = await account(work, reseller, {
      type,
      status,
      companyName,
      email,
      firstName,
      lastName,
      ago: 60 - index * 10,
      threshold,
    });
    const admin = await administrator(work, id);
    const activated = status !== "CREATED";
    await person(work, id, admin, activated ? passwordHash : null, {
      email,
      firstName,
      lastName,
      holder: true,
      status: activated ? "ACTIVATED" : "CREATED",
    });
    await entry(
      work,
      "TRANSFER",
      reseller,
      id,
      credits,
      50 - index * 10,
      `PO 25874${index}`,
      activated ? "SINGLE" : "PENDING",
    );
    await told(work, reseller, "customerAccounts", "accounts.approved", { account: companyName }, 60 - index * 10);
    await told(
      work,
      reseller,
      "customerAccounts",
      activated ? "credits.transferred" : "credits.transferPending",
      { amount: credits, account: companyName },
      50 - index * 10,
    );
    if (companyName === "STid Australia") australia = id;
  }
  await makeSites(work, australia, passwordHash);
  await makeOrders(work, { operator: operatorId, reseller, customer: australia });
}

async function makeSites(work: Work, accountId: string, passwordHash: string): Promise<void> {
  const sites = new Map<string, string>();
  for (const [index, name] of ["Annexe", "London", "Paris", "Site principal"].entries()) {
    const id = newId();
    await work.tx.site.create({
      data: { id, accountId, name, createdAt: new Date(work.now.getTime() - (40 - index) * DAY) },
    });
    sites.set(name, id);
    await told(work, accountId, "sites", "sites.created", { name }, 40 - index, { siteId: id, by: "Mike WHITE" });
  }
  const london = sites.get("London") as string;
  const reception = await profile(work, accountId, "London reception", [], {
    [london]: ["site.view", "cards.view", "cards.create", "cards.edit", "sendCards", "reports.view"],
  });
  await person(work, accountId, reception, passwordHash, {
    email: "london@example.com",
    firstName: "Lucy",
    lastName: "GREEN",
  });
  await makeInstallers(work, accountId, london);
  await makeCards(work, accountId, london);
}

type AccountFacts = {
  type: AccountType;
  status?: AccountStatus;
  companyName: string;
  email: string;
  firstName: string;
  lastName: string;
  ago: number;
  threshold?: number | null;
};

async function account({ tx, now }: Work, parentId: string, facts: AccountFacts): Promise<string> {
  const { ago, threshold, status = "ACTIVATED", ...rest } = facts;
  const id = newId();
  const createdAt = new Date(now.getTime() - ago * DAY);
  await tx.account.create({
    data: {
      ...rest,
      id,
      parentId,
      status,
      title: "Mr",
      jobTitle: "Security manager",
      ceo: `${facts.firstName} ${facts.lastName}`,
      street: "12 Main Street",
      zip: "13100",
      city: "Aix-en-Provence",
      country: "FR",
      creditThreshold: threshold ?? null,
      createdAt,
      activatedAt: status === "CREATED" ? null : createdAt,
      disabledAt: status === "DISABLED" ? now : null,
    },
  });
  return id;
}

async function administrator({ tx, now }: Work, accountId: string): Promise<string> {
  const id = newId();
  await tx.profile.create({
    data: {
      id,
      accountId,
      name: "Administrator",
      administrator: true,
      accountRights: [],
      everySiteRights: [],
      createdAt: now,
    },
  });
  return id;
}

async function profile(
  { tx, now }: Work,
  accountId: string,
  name: string,
  accountRights: string[],
  sites: Record<string, string[]> = {},
): Promise<string> {
  const id = newId();
  await tx.profile.create({ data: { id, accountId, name, accountRights, everySiteRights: [], createdAt: now } });
  await tx.profileSiteRights.createMany({
    data: Object.entries(sites).map(([siteId, rights]) => ({ accountId, profileId: id, siteId, rights })),
  });
  return id;
}

async function person(
  { tx, now }: Work,
  accountId: string,
  profileId: string,
  passwordHash: string | null,
  facts: Person,
): Promise<void> {
  const identityId = newId();
  await tx.identity.create({ data: { id: identityId, email: facts.email, passwordHash, createdAt: now } });
  const status = facts.status ?? "ACTIVATED";
  await tx.user.create({
    data: {
      ...facts,
      id: newId(),
      accountId,
      identityId,
      profileId,
      status,
      createdAt: now,
      activatedAt: status === "CREATED" ? null : now,
    },
  });
}

async function entry(
  work: Work,
  kind: LedgerKind,
  from: string | null,
  to: string,
  amount: number,
  ago: number,
  comment: string,
  phase: LedgerPhase = "SINGLE",
): Promise<void> {
  const id = newId();
  await work.tx.ledgerEntry.createMany({
    data: [
      {
        id,
        kind,
        phase,
        sourceAccountId: from,
        sourceBucket: from ? "MAIN" : "ISSUED",
        destAccountId: to,
        destBucket: "MAIN",
        amount,
        idempotencyKey: `demo:${id}`,
        comment,
        performerKind: "user",
        performerName: from ? "Muriel PAIN" : "Olivia PETIT",
        at: new Date(work.now.getTime() - ago * DAY),
      },
    ],
  });
}
