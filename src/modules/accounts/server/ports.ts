import type { Work } from "@/platform/db";
import { definePort } from "@/shared/kernel/port";

/** An account has just been activated, in this transaction (system scope): what waited for it happens now (pending credits). */
export const accountActivated = definePort<(work: Work, accountId: string) => Promise<void>>("accountActivated");
