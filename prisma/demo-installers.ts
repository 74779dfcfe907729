import { createHash, randomBytes } from "node:crypto";
import { openPseKeyContent, writeOpenPse } from "@/modules/reader-configurations/domain/open-pse-reader";
import { encryptPseKeys, seal } from "@/platform/crypto";
import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { told } from "./demo-events";
import { FIGURE_52 } from "./demo-pse";

const DAY = 86_400_000;

/** Two reader configurations of a site, and two configurators who got them (figures 70 to 74). */
export async function makeInstallers(work: Work, accountId: string, siteId: string): Promise<void> {
  const { tx, now } = work;
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
  const about = { siteId, by: "Mike WHITE" };
  for (const { name, fileName } of configurations)
    await told(work, accountId, "readerConfigurations", "readerConfigurations.imported", { name, fileName }, 30, about);
  const installers = [
    { firstName: "Simon", lastName: "BLACKLEDGE", email: "simon@installers.test", phone: "+44 20 7946 0958" },
    { firstName: "Paul", lastName: "DURAND", email: "paul@installers.test" },
  ].map((person) => ({ ...person, id: newId(), accountId, siteId, createdAt }));
  await tx.configurator.createMany({ data: installers });
  for (const { firstName, lastName } of installers)
    await told(
      work,
      accountId,
      "configurators",
      "configurators.added",
      { name: `${firstName} ${lastName}` },
      30,
      about,
    );
  const pairs = [
    [installers[0], configurations[0]],
    [installers[0], configurations[1]],
    [installers[1], configurations[0]],
  ] as const;
  for (const [person, configuration] of pairs) {
    if (!person || !configuration) continue;
    const id = newId();
    const { firstName, lastName, email } = person;
    await tx.virtualCard.create({
      data: {
        ...{ id, accountId, siteId, firstName, lastName, email },
        ...{ kind: "CONFIGURATION", status: "CREATED", transferable: false },
        ...{ configuratorId: person.id, configurationId: configuration.id },
        createdAt: new Date(now.getTime() - 10 * DAY),
      },
    });
    const params = { name: `${firstName} ${lastName}`, configuration: configuration.name };
    await told(work, accountId, "configurators", "configurators.assigned", params, 10, { ...about, cardId: id });
  }
}
