import { randomBytes } from "node:crypto";
import { seal } from "@/platform/crypto";
import { newId } from "@/shared/kernel/ids";
import { asSystem } from "../support/system";
import { nextNumber } from "./accounts";

/** A customer site. */
export function aSite(
  accountId: string,
  options: { name?: string; allowDuplicateIds?: boolean; linkDays?: number; leaseDays?: number } = {},
) {
  return asSystem(({ tx, now }) =>
    tx.site.create({
      data: { id: newId(), accountId, name: options.name ?? `Site ${nextNumber()}`, createdAt: now, ...options },
    }),
  );
}

/** A reader configuration of a site; its sealed file is noise, its key a random one. */
export function aConfiguration(site: { id: string; accountId: string }, options: { name?: string } = {}) {
  const name = options.name ?? `Configuration ${nextNumber()}`;
  return asSystem(({ tx, now }) =>
    tx.readerConfiguration.create({
      data: {
        id: newId(),
        accountId: site.accountId,
        siteId: site.id,
        pseName: name,
        name,
        format: "OPAQUE",
        fileName: `${name}.pse`,
        fileHash: randomBytes(32),
        sealedFile: seal("pse-file", randomBytes(64)),
        sealedKeys: seal("pse-keys", randomBytes(32)),
        createdAt: now,
      },
    }),
  );
}
