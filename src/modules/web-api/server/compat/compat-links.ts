import { createHmac } from "node:crypto";
import { config } from "@/platform/config";
import { hashApiSecret, makeLinkToken } from "@/platform/crypto";
import { accountOf, sqlOne } from "@/platform/db";
import { isUuid } from "@/shared/kernel/ids";
import { type CompatCall, neededText, notFound } from "./compat-lookup";

/** A UUID that stands for a sending's link: derived, so that only its hash is stored, and the same at each asking. */
function uuidOf(sendingId: string): string {
  const bytes = createHmac("sha256", config().secrets.derive("link-uuids")).update(sendingId).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** GetUUIDV4: the link that a person's card waits behind, by names; no configuration name means a Mobile ID+ card. */
export async function linkUuid({ call, params }: CompatCall) {
  const siteName = neededText(params, "siteName");
  const email = neededText(params, "email");
  const configuration = params.text("confName");
  const site = await call.read((work) =>
    work.tx.site.findFirst({
      where: { accountId: accountOf(work), name: { equals: siteName, mode: "insensitive" }, deletedAt: null },
    }),
  );
  if (!site) throw notFound();
  const uuid = await call.write("sendCards", site.id, async (work) => {
    const accountId = accountOf(work);
    const [link] = await work.tx.$queryRaw<{ id: string; secure: boolean }[]>`
      SELECT s.id, s.separate_code AS secure FROM virtual_cards c
        JOIN sendings s ON s.account_id = c.account_id AND s.id = c.sending_id
        LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
      WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${site.id}::uuid AND c.kind <> 'CONFIGURATION' AND c.status <> 'DELETED'
        AND s.state = 'OPEN' AND s.expires_at > ${work.now} AND lower(c.email) = lower(${email})
        AND coalesce(lower(rc.name), '') = lower(${configuration ?? ""})
      ORDER BY s.created_at DESC LIMIT 1`;
    if (!link) throw notFound();
    const made = uuidOf(link.id);
    await work.tx.linkUuid.createMany({
      data: [{ hash: new Uint8Array(hashApiSecret(made)), accountId, sendingId: link.id }],
      skipDuplicates: true,
    });
    return { made, secure: link.secure };
  });
  return { UUID: uuid.made, ServerName: new URL(config().origin).host, IsSecureCard: uuid.secure ? 1 : 0 };
}

/** Where the landing page of a UUID of `GetUUIDV4` is; null for any other text. Changes nothing. */
export async function landingOfUuid(text: string): Promise<string | null> {
  if (!isUuid(text)) return null;
  const row = await sqlOne<{ id: string | null }>("sending_of_uuid", "select sending_of_uuid($1) as id", [
    hashApiSecret(text.toLowerCase()),
  ]);
  return row?.id ? `/a/${makeLinkToken("card", row.id)}` : null;
}
