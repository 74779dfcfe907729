import { createHash, randomBytes } from "node:crypto";
import { openPseKeyContent, writeOpenPse } from "@/modules/reader-configurations/domain/open-pse-reader";
import { encryptPseKeys, seal } from "@/platform/crypto";
import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { FIGURE_52 } from "./demo-pse";

const DAY = 86_400_000;

/** Two reader configurations of a site, and two configurators who got them (figures 70 to 74). */
export async function makeInstallers({ tx, now }: Work, accountId: string, siteId: string): Promise<void> {
  const createdAt = new Date(now.getTime() - 30 * DAY);
  const configurations = await Promise.all(
    ["London entrance", "Config Londres"].map(async (name) => {
      const key = randomBytes(32);
      const keys = await encryptPseKeys(openPseKeyContent(key), randomBytes(16).toString("hex"));
      const file = Buffer.from(writeOpenPse({ name, configuration: name, settings: FIGURE_52, keys }));
      return {
        id: newId(),
        accountId,
        siteId,
        pseName: name,
        name,
        format: "OPEN" as const,
        fileName: `${name}.pse`,
        fileHash: createHash("sha256").update(file).digest(),
        sealedFile: seal("pse-file", file),
        sealedKeys: seal("pse-keys", key),
        settings: FIGURE_52,
        createdAt,
      };
    }),
  );
  await tx.readerConfiguration.createMany({ data: configurations });
  const installers = [
    { firstName: "Simon", lastName: "BLACKLEDGE", email: "simon@installers.test", phone: "+44 20 7946 0958" },
    { firstName: "Paul", lastName: "DURAND", email: "paul@installers.test" },
  ].map((person) => ({ ...person, id: newId(), accountId, siteId, createdAt }));
  await tx.configurator.createMany({ data: installers });
  const pairs = [
    [installers[0], configurations[0]],
    [installers[0], configurations[1]],
    [installers[1], configurations[0]],
  ] as const;
  await tx.virtualCard.createMany({
    data: pairs.flatMap(([person, configuration]) =>
      person && configuration
        ? [
            {
              id: newId(),
              accountId,
              siteId,
              kind: "CONFIGURATION" as const,
              status: "CREATED" as const,
              configuratorId: person.id,
              configurationId: configuration.id,
              firstName: person.firstName,
              lastName: person.lastName,
              email: person.email,
              transferable: false,
              createdAt: new Date(now.getTime() - 10 * DAY),
            },
          ]
        : [],
    ),
  });
}
