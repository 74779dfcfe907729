import type { FileAnswer, FileRequest } from "@/authz/server";
import { fieldsOf } from "@/platform/trpc";
import { AppError } from "@/shared/kernel/app-error";
import { plainFileName } from "@/shared/kernel/file-name";
import { isUuid } from "@/shared/kernel/ids";
import { ORDER_FILE_BYTES, placeOrderInput } from "../../orders-contract";
import { answerOrder } from "./decide-order";
import { placeOfflineOrder } from "./place-order";

type OrderFile = { name: string; content: Uint8Array<ArrayBuffer> };

/**
 * Places an offline order (R035): form fields `file`, `id`, `amount`, `poNumber`, `comment`.
 *
 * @throws AppError BAD_INPUT `orders.fileNeeded`, `shared.fileTooLarge`, and at the fields; what `placeOfflineOrder` throws.
 */
export async function uploadOrderRequest(request: FileRequest, form: FormData): Promise<{ id: string }> {
  const text = (name: string) => String(form.get(name) ?? "");
  const input = placeOrderInput.safeParse({
    ...{ id: text("id"), poNumber: text("poNumber"), comment: text("comment") || undefined },
    amount: /^\d{1,9}$/.test(text("amount")) ? Number(text("amount")) : -1,
  });
  if (!input.success) throw new AppError("BAD_INPUT", "shared.badInput", { fields: fieldsOf(input.error) });
  const file = await fileOf(form);
  return request.write((work) => placeOfflineOrder(work, input.data, file));
}

/**
 * The operator's answer to an offline order (`orderId` in the query; form field `file`).
 *
 * @throws AppError BAD_INPUT `orders.fileNeeded`, `shared.fileTooLarge`; what `answerOrder` throws.
 */
export async function uploadOrderAnswer(request: FileRequest, form: FormData): Promise<null> {
  const orderId = request.query.get("orderId") ?? "";
  if (!isUuid(orderId)) throw new AppError("NOT_FOUND", "shared.notFound");
  const file = await fileOf(form);
  await request.write((work) => answerOrder(work, orderId, file));
  return null;
}

/**
 * A file of an offline order (`orderId` and `side` in the query), byte by byte as it came; never shown in the browser.
 *
 * @throws AppError NOT_FOUND, also for an order of another account.
 */
export async function downloadOrderFile(request: FileRequest): Promise<FileAnswer> {
  const [orderId, side] = [request.query.get("orderId") ?? "", request.query.get("side")];
  if (!isUuid(orderId) || (side !== "REQUEST" && side !== "ANSWER")) throw new AppError("NOT_FOUND", "shared.notFound");
  const found = await request.read((work) =>
    work.tx.creditOrderFile.findUnique({ where: { orderId_side: { orderId, side } } }),
  );
  if (!found) throw new AppError("NOT_FOUND", "shared.notFound");
  return { fileName: found.fileName, contentType: "application/octet-stream", content: found.content };
}

async function fileOf(form: FormData): Promise<OrderFile> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0)
    throw new AppError("BAD_INPUT", "orders.fileNeeded", { fields: { file: "orders.fileNeeded" } });
  if (file.size > ORDER_FILE_BYTES)
    throw new AppError("BAD_INPUT", "shared.fileTooLarge", {
      params: { megabytes: ORDER_FILE_BYTES / 1024 ** 2 },
      fields: { file: "shared.fileTooLarge" },
    });
  return { name: plainFileName(file.name, "request"), content: new Uint8Array(await file.arrayBuffer()) };
}
