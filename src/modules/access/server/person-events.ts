import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvents } from "@/platform/events";

/**
 * Records what a person did with their own sign-in, in the history of each account where they are an active user (system
 * scope); identities belong to none.
 */
export async function recordForPerson(work: Work, identityId: string, action: string): Promise<void> {
  const users = await work.tx.user.findMany({ where: { identityId, status: "ACTIVATED" } });
  for (const user of users) {
    const performer = { kind: "user" as const, id: user.id, name: `${user.firstName} ${user.lastName}` };
    await recordEvents({ ...work, performer }, [
      { accountId: user.accountId, page: "account", action, params: { user: user.email } },
    ]);
  }
}

/** What has changed of a second factor; the person hears of each by e-mail. */
export type SecondFactorChange = "enabled" | "disabled" | "renewed" | "reset" | "resetByOperator" | "recoveryUsed";

/** Tells a person that their second factor has changed: whoever did it. */
export async function mailSecondFactorChange(
  work: Work,
  to: { address: string; locale: string; accountId: string | null },
  change: SecondFactorChange,
): Promise<void> {
  await queueEmail(work, {
    kind: "second-factor-changed",
    accountId: to.accountId,
    to: { address: to.address },
    locale: to.locale,
    data: { change },
  });
}
