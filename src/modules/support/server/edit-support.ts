import { operatorAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { ContactsInput, SupportItemFields, SupportKind } from "../contract";

/** What the operator does to the Support page, in its history; customers' open pages read it again when they are next shown. */
async function note(
  work: Work,
  action: string,
  params: Record<string, string>,
  changes?: Parameters<typeof recordEvent>[1]["changes"],
) {
  await recordEvent(work, { accountId: (await operatorAccount(work)).id, page: "settings", action, params, changes });
  work.touch("operator");
}

const titleOf = (item: Pick<SupportItemFields, "texts">) =>
  Object.values(item.texts).find((words) => words?.title)?.title ?? "";

/**
 * Adds an item at the end of its kind, or changes one; its kind stays. System scope: the caller has checked the operator's right.
 *
 * @throws AppError NOT_FOUND.
 */
export async function saveItem(work: Work, itemId: string | null, item: SupportItemFields): Promise<{ id: string }> {
  const { kind, texts, url, version, published } = item;
  const releasedOn = item.releasedOn ? new Date(`${item.releasedOn}T00:00:00Z`) : null;
  const data = { texts, url, version, releasedOn, published, updatedAt: work.now };
  const title = titleOf(item);
  if (itemId) {
    const { count } = await work.tx.supportItem.updateMany({ where: { id: itemId, kind }, data });
    if (count === 0) throw new AppError("NOT_FOUND", "shared.notFound");
    await note(work, "support.changed", { title });
    return { id: itemId };
  }
  const id = newId();
  const { _max } = await work.tx.supportItem.aggregate({ where: { kind }, _max: { position: true } });
  await work.tx.supportItem.create({ data: { id, kind, position: (_max.position ?? 0) + 1, ...data } });
  await note(work, "support.added", { title });
  return { id };
}

/**
 * Deletes an item with its files.
 *
 * @throws AppError NOT_FOUND.
 */
export async function deleteItem(work: Work, itemId: string): Promise<void> {
  const item = await work.tx.supportItem.findUnique({ where: { id: itemId } });
  if (!item) throw new AppError("NOT_FOUND", "shared.notFound");
  await work.tx.supportItem.delete({ where: { id: itemId } });
  await note(work, "support.deleted", { title: titleOf(item as never) });
}

/** Puts the items of a kind into an order; items that are not named keep theirs, after them. */
export async function orderItems(work: Work, kind: SupportKind, itemIds: string[]): Promise<void> {
  await work.tx.$executeRaw`
    update support_items s set position = o.position
    from (select i.id, row_number() over (order by array_position(${itemIds}::uuid[], i.id), i.position, i.id) as position
      from support_items i where i.kind = ${kind}::support_kind) o
    where s.id = o.id`;
  await note(work, "support.ordered", { kind });
}

/** Changes whom customers may ask: address, website, offices (R313). */
export async function changeContacts(work: Work, contacts: ContactsInput): Promise<void> {
  const { id } = await operatorAccount(work);
  const before = await work.tx.operatorSettings.findUniqueOrThrow({ where: { accountId: id } });
  const plain = (value: { contactEmail: string; website: string; offices: unknown }) => ({
    contactEmail: value.contactEmail,
    website: value.website,
    offices: JSON.stringify(value.offices),
  });
  const changes = changesBetween(plain(before), plain(contacts));
  if (changes.length === 0) return;
  const { contactEmail, website, offices } = contacts;
  await work.tx.operatorSettings.update({ where: { accountId: id }, data: { contactEmail, website, offices } });
  await note(work, "support.contactsChanged", {}, changes);
}
