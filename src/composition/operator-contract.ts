import type { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";

/** Input of the console's lists of mails. */
export const operatorListInput = listInput(["at"], {});
export type OperatorListInput = z.infer<typeof operatorListInput>;
