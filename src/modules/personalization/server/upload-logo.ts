import type { FileRequest } from "@/authz/server";
import { accountOf, type Work } from "@/platform/db";
import { type CropArea, redrawImage } from "@/platform/images";
import { AppError } from "@/shared/kernel/app-error";
import { LOGOS, type LogoKey } from "../domain/look";
import { saveAppearance } from "./save-appearance";

/** The largest body of an upload of a logo, bytes. */
export const LOGO_UPLOAD_BYTES = 5 * 1024 * 1024;

/**
 * An uploaded logo: form fields `file`, `logo` (which of the three), and `crop` (`x,y,width,height` in the picture's own
 * pixels) where only a part is wanted. Only its pixels are kept, drawn anew into the logo's room, never distorted (R046–R049).
 *
 * @throws AppError BAD_INPUT at field `file` for what is no jpg or png, or too large.
 */
export async function uploadLogo(request: FileRequest, form: FormData): Promise<{ hash: string }> {
  const file = form.get("file");
  const logo = form.get("logo");
  if (typeof logo !== "string" || !Object.hasOwn(LOGOS, logo))
    throw new AppError("BAD_INPUT", "shared.invalid", { fields: { logo: "shared.invalid" } });
  if (!(file instanceof File))
    throw new AppError("BAD_INPUT", "personalization.fileNeeded", { fields: { file: "personalization.fileNeeded" } });
  const { width, height } = LOGOS[logo as LogoKey];
  const image = await redrawImage(new Uint8Array(await file.arrayBuffer()), {
    crop: cropOf(form.get("crop")),
    width: width * 2,
    height: height * 2,
  });
  await request.write((work) => keepLogo(work, logo as LogoKey, image));
  return { hash: image.hash };
}

async function keepLogo(work: Work, logo: LogoKey, image: Awaited<ReturnType<typeof redrawImage>>): Promise<void> {
  const accountId = accountOf(work);
  const { hash, contentType, width, height, bytes } = image;
  await work.tx.brandImage.createMany({
    data: [{ accountId, hash, contentType, width, height, bytes, createdAt: work.now }],
    skipDuplicates: true,
  });
  await saveAppearance(work, { [logo]: hash });
}

function cropOf(text: unknown): CropArea | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  const [left, top, width, height] = text.split(",").map((part) => Math.round(Number(part)));
  if (![left, top, width, height].every((part) => Number.isSafeInteger(part)))
    throw new AppError("BAD_INPUT", "shared.invalid", { fields: { crop: "shared.invalid" } });
  return { left, top, width, height } as CropArea;
}
