import type { Work } from "@/platform/db";
import type { EmailBrand } from "@/platform/email";
import { definePort } from "@/shared/kernel/port";

/** How the mails of an account look and what words they have: put together where all modules are known. */
export const mailBrandPort = definePort<(work: Work, accountId: string) => Promise<EmailBrand>>("mailBrand");
