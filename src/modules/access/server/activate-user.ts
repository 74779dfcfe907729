import { accountActivated, moveAccount } from "@/modules/accounts/server";
import { hashPassword, verifyPassword } from "@/platform/auth";
import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { countAttempt, limitKey } from "@/platform/rate-limit";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { LinkState } from "../contract";
import { findLink, markUsed, ownState } from "./one-time-links";
import { checkNewPassword } from "./password-policy";

type Run = <T>(run: (work: Work) => Promise<T>) => Promise<T>;
type Identity = { id: string; password_hash: string | null };

async function invitedOf(work: Work, token: string) {
  const link = await findLink(work, "ACTIVATE_USER", token);
  const user = link?.userId
    ? await work.tx.user.findUnique({ where: { id: link.userId }, include: { account: true } })
    : null;
  const identities = user
    ? await work.tx.$queryRaw<
        Identity[]
      >`select id, password_hash from identities where lower(email) = lower(${user.email})`
    : [];
  return { link, user, identity: identities[0] ?? null };
}

function stateOf({ link, user }: Awaited<ReturnType<typeof invitedOf>>, now: Date): LinkState["state"] {
  const own = ownState(link, now);
  if (own === "unknown" || own === "used" || !user) return own === "open" ? "unknown" : own;
  // Nothing new starts in an account that is disabled; a link of what was deleted is dead (decisions, section 2).
  if (user.status !== "CREATED" || !["CREATED", "ACTIVATED"].includes(user.account.status)) return "closed";
  return own;
}

/** What the page of an activation link shows. Changes nothing, however often it is asked. */
export async function describeActivation(work: Work, token: string): Promise<LinkState> {
  const invited = await invitedOf(work, token);
  const state = stateOf(invited, work.now);
  if (state !== "open") return { state };
  return {
    state,
    email: invited.user!.email,
    companyName: invited.user!.account.companyName,
    hasPassword: invited.identity?.password_hash != null,
  };
}

/**
 * Activates a user by the link of its e-mail (R008, R092): sets the password, or asks for the one that the person has already
 * from another account. The first user of a Created account activates it, and what waited for that happens.
 *
 * @throws AppError CONFLICT `access.linkUsed`, `access.linkLapsed`, `access.linkClosed`; NOT_FOUND `access.linkUnknown`;
 *   BAD_INPUT with the field `password`; RATE_LIMITED.
 */
export async function activateUser(
  system: Run,
  input: { token: string; password: string },
): Promise<{ email: string }> {
  const before = await system(async (work) => {
    const invited = await invitedOf(work, input.token);
    refuseUnlessOpen(stateOf(invited, work.now));
    return { ...invited, now: work.now };
  });
  const { user, identity } = before;
  let passwordHash: string | null = null;
  if (identity?.password_hash) {
    await countAttempt(limitKey("activate", before.link!.id), { attempts: 10, windowSeconds: 900 }, before.now);
    if (!(await verifyPassword(identity.password_hash, input.password)))
      throw new AppError("BAD_INPUT", "shared.badInput", { fields: { password: "access.wrongPassword" } });
  } else {
    const { email, firstName, lastName, account } = user!;
    await checkNewPassword(input.password, [email, firstName, lastName, account.companyName]);
    passwordHash = await hashPassword(input.password);
  }
  return system((work) => activate(work, input.token, passwordHash));
}

async function activate(work: Work, token: string, passwordHash: string | null): Promise<{ email: string }> {
  const { link, user, identity } = await invitedOf(work, token);
  refuseUnlessOpen(stateOf({ link, user, identity }, work.now));
  if (!link || !user) throw new AppError("NOT_FOUND", "access.linkUnknown");
  // Somebody set a password for this address meanwhile: theirs stands, and has to be typed.
  if (passwordHash && identity?.password_hash) throw new AppError("CONFLICT", "access.linkChanged");

  const identityId = await identityFor(work, user.email, identity, passwordHash);
  await markUsed(work, link.id);
  await work.tx.user.update({
    where: { id: user.id },
    data: { status: "ACTIVATED", identityId, activatedAt: work.now },
  });
  const person = {
    ...work,
    performer: { kind: "user" as const, id: user.id, name: `${user.firstName} ${user.lastName}` },
  };
  const { accountId, account } = user;
  await recordEvent(person, { accountId, page: "users", action: "access.userActivated", params: { user: user.email } });
  if (await moveAccount(work, accountId, "activate")) {
    const params = { account: account.companyName };
    await recordEvent(person, { accountId, page: "account", action: "accounts.activated", params });
    if (account.parentId)
      await recordEvent(person, {
        accountId: account.parentId,
        page: "customerAccounts",
        action: "accounts.activated",
        params,
        customerId: accountId,
      });
    await accountActivated.ask(work, accountId);
    await queueEmail(work, {
      kind: "account-activated",
      accountId,
      to: { address: user.email, name: person.performer.name },
      locale: account.locale,
      data: { userId: user.id },
    });
    work.touch("operator");
  }
  return { email: user.email };
}

async function identityFor(
  work: Work,
  email: string,
  known: Identity | null,
  passwordHash: string | null,
): Promise<string> {
  const set = passwordHash ? { passwordHash, passwordChangedAt: work.now } : {};
  if (known) {
    await work.tx.identity.update({ where: { id: known.id }, data: set });
    return known.id;
  }
  // Two accounts may invite one address, and both links be used at the same moment: the second waits here for the first.
  const id = newId();
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    insert into identities (id, email, password_hash, password_changed_at, created_at)
    values (${id}::uuid, ${email}, ${passwordHash}, ${work.now}, ${work.now})
    on conflict (lower(email)) do nothing returning id`;
  if (!rows[0]) throw new AppError("CONFLICT", "access.linkChanged");
  return id;
}

function refuseUnlessOpen(state: LinkState["state"]): void {
  if (state === "unknown") throw new AppError("NOT_FOUND", "access.linkUnknown");
  if (state === "used") throw new AppError("CONFLICT", "access.linkUsed");
  if (state === "lapsed") throw new AppError("CONFLICT", "access.linkLapsed");
  if (state === "closed") throw new AppError("CONFLICT", "access.linkClosed");
}
