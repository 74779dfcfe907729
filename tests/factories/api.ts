import { hashApiSecret, newApiSecret, randomText } from "@/platform/crypto";
import { newId } from "@/shared/kernel/ids";
import { asSystem } from "../support/system";

/** A living API token of an end customer, as the portal would have issued it. */
export async function aToken(accountId: string, options: { domainName?: string; networks?: string[] } = {}) {
  const accessToken = newApiSecret("mip");
  const clientSecret = newApiSecret("mips");
  const clientId = `mipc_${randomText(22)}`;
  const id = newId();
  await asSystem(async ({ tx, now }) => {
    await tx.apiAccess.create({
      data: {
        accountId,
        status: "ACTIVE",
        requesterId: accountId,
        requestedByName: "Test",
        requestedAt: now,
        decidedByName: "Test",
        decidedAt: now,
        domainName: options.domainName,
        networks: options.networks ?? [],
      },
    });
    await tx.apiToken.create({
      data: {
        id,
        accountId,
        prefix: accessToken.slice(0, 10),
        tokenHash: new Uint8Array(hashApiSecret(accessToken)),
        clientId,
        secretHash: new Uint8Array(hashApiSecret(clientSecret)),
        createdByName: "Test",
        createdAt: now,
      },
    });
  });
  return { id, accessToken, clientId, clientSecret };
}
