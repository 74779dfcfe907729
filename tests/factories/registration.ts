import { formToken } from "@/modules/access/server/form-token";
import { nextNumber } from "./accounts";

/** What a visitor fills in; the form was open for a minute. */
export function aRegistration(options: Record<string, unknown> = {}, now = new Date()) {
  const n = nextNumber();
  return {
    account: {
      type: "END_CUSTOMER" as const,
      email: `request${n}@example.com`,
      title: "MRS" as const,
      firstName: "Claudia",
      lastName: "DURAND",
      jobTitle: "Security manager",
      phone: "+33 4 42 12 60 60",
      companyName: `Riverside ${n}`,
      ceo: "Peter Marsh",
      city: "London",
      street: "1 Bridge Street",
      zip: "SE1 9PG",
      country: "GB",
      ...options,
    },
    formToken: formToken(new Date(now.getTime() - 60_000)),
  };
}
