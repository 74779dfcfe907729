import { accessEmails } from "@/modules/access/server";
import { activationEmails } from "@/modules/activation/server";
import { creditEmails } from "@/modules/credits/server";
import { cardEmails } from "@/modules/delivery/server";
import { webApiEmails } from "@/modules/web-api/server";
import { type EmailKind, type EmailResolver, registerEmail } from "@/platform/email";
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
  registerEmail(kind as EmailKind, resolver as unknown as EmailResolver<EmailKind>);
