import type { AccountStatus, AccountType, UserStatus } from "@/platform/db/generated/client";
import { newId } from "@/shared/kernel/ids";
import { asSystem } from "../support/system";

let counter = 0;
/** A number that no other row of this test file has. */
export function nextNumber(): number {
  counter += 1;
  return counter;
}

type AccountOptions = {
  type?: AccountType;
  status?: AccountStatus;
  parentId?: string;
  companyName?: string;
  email?: string;
  creditThreshold?: number | null;
  locale?: string;
};

let root: Promise<{ id: string }> | undefined;

/** The operator's account of this database, with its settings as the migrations and the demo know them. */
export function theOperator(): Promise<{ id: string }> {
  root ??= asSystem(async ({ tx, now }) => {
    const existing = await tx.account.findFirst({ where: { type: "OPERATOR" } });
    if (existing) return { id: existing.id };
    const id = newId();
    await tx.account.create({
      data: {
        id,
        type: "OPERATOR",
        status: "ACTIVATED",
        email: "operator@example.com",
        companyName: "STid",
        firstName: "Olivia",
        lastName: "PETIT",
        createdAt: now,
        activatedAt: now,
      },
    });
    await tx.operatorSettings.create({
      data: {
        accountId: id,
        productName: "Mobile ID Portal",
        operatorName: "STid",
        cardProduct: "STid Mobile ID",
        plusProduct: "STid Mobile ID+",
        settingsApp: "STid Settings",
        encoder: "SECard",
        configurationName: "Blue Mobile ID Configuration",
        contactEmail: "info@stid.example.com",
        website: "https://www.stid.example.com",
        copyright: "STid",
      },
    });
    return { id };
  });
  return root;
}

/** An account; an Activated end customer directly under the operator unless told otherwise. */
export async function anAccount(options: AccountOptions = {}) {
  const parentId = options.parentId ?? (await theOperator()).id;
  const n = nextNumber();
  return asSystem(({ tx, now }) =>
    tx.account.create({
      data: {
        id: newId(),
        parentId,
        type: options.type ?? "END_CUSTOMER",
        status: options.status ?? "ACTIVATED",
        email: options.email ?? `account${n}@example.com`,
        companyName: options.companyName ?? `Company ${n}`,
        firstName: "Mike",
        lastName: "WHITE",
        creditThreshold: options.creditThreshold,
        locale: options.locale ?? "en",
        createdAt: now,
        activatedAt: now,
      },
    }),
  );
}

type ProfileOptions = {
  administrator?: boolean;
  accountRights?: string[];
  everySiteRights?: string[];
  siteRights?: Record<string, string[]>;
  name?: string;
};

/** A profile of an account; without options one without any right. */
export async function aProfile(accountId: string, options: ProfileOptions = {}) {
  const id = newId();
  return asSystem(async ({ tx, now }) => {
    const profile = await tx.profile.create({
      data: {
        id,
        accountId,
        name: options.name ?? (options.administrator ? "Administrator" : `Profile ${nextNumber()}`),
        administrator: options.administrator ?? false,
        accountRights: options.accountRights ?? [],
        everySiteRights: options.everySiteRights ?? [],
        createdAt: now,
      },
    });
    const rows = Object.entries(options.siteRights ?? {}).map(([siteId, rights]) => ({
      accountId,
      profileId: id,
      siteId,
      rights,
    }));
    await tx.profileSiteRights.createMany({ data: rows });
    return profile;
  });
}

type UserOptions = ProfileOptions & {
  profileId?: string;
  status?: UserStatus;
  email?: string;
  holder?: boolean;
  identityId?: string;
};

/** A user of an account, with a profile of its own unless one is named; an administrator unless rights are given. */
export async function aUser(accountId: string, options: UserOptions = {}) {
  const narrowed = options.accountRights || options.everySiteRights || options.siteRights;
  const administrator = options.administrator ?? !narrowed;
  const existing = administrator
    ? await asSystem(({ tx }) => tx.profile.findFirst({ where: { accountId, administrator: true } }))
    : null;
  const profileId = options.profileId ?? existing?.id ?? (await aProfile(accountId, { ...options, administrator })).id;
  const n = nextNumber();
  return asSystem(async ({ tx, now }) => {
    const email = options.email ?? `user${n}@example.com`;
    const identityId = options.identityId ?? newId();
    if (!options.identityId) await tx.identity.create({ data: { id: identityId, email, createdAt: now } });
    return tx.user.create({
      data: {
        id: newId(),
        accountId,
        identityId,
        profileId,
        status: options.status ?? "ACTIVATED",
        holder: options.holder ?? false,
        email,
        firstName: "Claudia",
        lastName: `USER${n}`,
        createdAt: now,
        activatedAt: now,
      },
    });
  });
}
