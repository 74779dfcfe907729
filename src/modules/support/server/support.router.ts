import { operatorProcedure, router, signedInProcedure } from "@/authz/server";
import { contactsInput, fileInput, itemInput, orderItemsInput, saveItemInput } from "../contract";
import { changeContacts, deleteItem, orderItems, saveItem } from "./edit-support";
import { allItems } from "./items.repo";
import { readContacts, readSupport } from "./read-support";
import { deleteSupportFile } from "./support-files";

/** The Support page (R311): read by customers, edited by the operator. */
export const supportRouter = router({
  read: signedInProcedure.query(({ ctx }) => ctx.read((work) => readSupport(work, ctx.locale))),
  items: operatorProcedure("support.view").query(({ ctx }) =>
    ctx.read(async (work) => ({
      items: await allItems(work, { published: false }),
      contacts: await readContacts(work),
    })),
  ),
  save: operatorProcedure("support.act")
    .input(saveItemInput)
    .mutation(({ ctx, input }) => ctx.write((work) => saveItem(work, input.itemId, input.item))),
  delete: operatorProcedure("support.act")
    .input(itemInput)
    .mutation(({ ctx, input }) => ctx.write((work) => deleteItem(work, input.itemId))),
  order: operatorProcedure("support.act")
    .input(orderItemsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => orderItems(work, input.kind, input.itemIds))),
  deleteFile: operatorProcedure("support.act")
    .input(fileInput)
    .mutation(({ ctx, input }) => ctx.write((work) => deleteSupportFile(work, input.fileId))),
  contacts: operatorProcedure("support.act")
    .input(contactsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => changeContacts(work, input))),
});
