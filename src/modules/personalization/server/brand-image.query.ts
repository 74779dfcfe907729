import type { Work } from "@/platform/db";

/** A logo by its content's name (system scope), or null. Whoever has the name may see it: e-mails and public pages show it. */
export function brandImage(work: Work, hash: string) {
  return work.tx.brandImage.findFirst({ where: { hash }, select: { contentType: true, bytes: true } });
}
