import { nextNumber } from "@tests/factories/accounts";
import { callerOf } from "@tests/support/caller";
import { asSuperuser } from "@tests/support/superuser";
import { newId } from "@/shared/kernel/ids";

/** A visitor's procedures. */
export const publicCaller = () => callerOf(null);

/** Contact and organization of a customer account. */
export function customerFields(companyName = `Customer ${nextNumber()}`) {
  return {
    title: "MRS" as const,
    firstName: "Claudia",
    lastName: "DURAND",
    jobTitle: "Manager",
    companyName,
    ceo: "Pierre DURAND",
    city: "Aix",
    street: "1 rue Longue",
    zip: "13100",
    country: "FR",
  };
}

type Options = {
  email?: string;
  companyName?: string;
  type?: "RESELLER" | "END_CUSTOMER";
  amount?: number;
  threshold?: number | null;
};

/** The form of a new customer account. */
export function aNewCustomer(options: Options = {}) {
  return {
    account: {
      ...customerFields(options.companyName),
      type: options.type ?? ("END_CUSTOMER" as const),
      email: options.email ?? `support${nextNumber()}@example.com`,
      locale: "en" as const,
    },
    amount: options.amount ?? 0,
    threshold: options.threshold ?? null,
    idempotencyKey: newId(),
  };
}

/** The payload of the one job that waits for an account. */
export async function waitingJob<Payload>(task: string, accountId: string): Promise<Payload> {
  const { rows } = await asSuperuser((client) =>
    client.query<{ payload: Payload }>(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = $1 and payload ->> 'accountId' = $2`,
      [task, accountId],
    ),
  );
  if (rows.length !== 1) throw new Error(`${rows.length} jobs ${task} for ${accountId}`);
  return rows[0]!.payload;
}
