import { accessEmails } from "@/modules/access/server";
import { activationEmails } from "@/modules/activation/server";
import { creditEmails } from "@/modules/credits/server";
import { cardEmails } from "@/modules/delivery/server";
import { webApiEmails } from "@/modules/web-api/server";
import type { Work } from "@/platform/db";
import { type EmailKind, type EmailResolver, type EmailRow, type ResolvedEmail, registerEmail } from "@/platform/email";
import { sampleData } from "@/platform/email/own-texts";
import { emailBrand } from "./email-brand";

/* How each kind of mail is written: each module's resolvers, with the brand of the account whose mail it is. */
const resolvers = {
  ...accessEmails(emailBrand),
  ...cardEmails(emailBrand),
  ...creditEmails(emailBrand),
  ...webApiEmails(emailBrand),
  ...activationEmails(emailBrand),
};

for (const [kind, resolver] of Object.entries(resolvers))
  registerEmail(kind as EmailKind, withSamples(kind as EmailKind, resolver as unknown as EmailResolver<EmailKind>));

/** A mail that a person sent to themselves to see its words (`data.sample`) has sample values; the others are asked for. */
function withSamples(kind: EmailKind, resolver: EmailResolver<EmailKind>): EmailResolver<EmailKind> {
  const isSample = (row: EmailRow) => row.data.sample === true;
  const sample = async (work: Work, row: EmailRow) =>
    ({ brand: await emailBrand(work, row.accountId), data: sampleData(kind) }) as unknown as ResolvedEmail<EmailKind>;
  if ("resolve" in resolver)
    return { resolve: (work, row) => (isSample(row) ? sample(work, row) : resolver.resolve(work, row)) };
  return {
    async resolveAll(work, rows) {
      const real = rows.filter((row) => !isSample(row));
      const resolved = real.length > 0 ? await resolver.resolveAll(work, real) : new Map();
      for (const row of rows.filter(isSample)) resolved.set(row.id, await sample(work, row));
      return resolved;
    },
  };
}
