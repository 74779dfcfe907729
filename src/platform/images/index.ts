import { createHash } from "node:crypto";
import sharp from "sharp";
import { AppError } from "@/shared/kernel/app-error";

/** A part of a picture, in its own pixels. */
export type CropArea = { left: number; top: number; width: number; height: number };
export type Redrawn = {
  hash: string;
  contentType: "image/png";
  width: number;
  height: number;
  bytes: Uint8Array<ArrayBuffer>;
};

/** Pixels of a picture that is read: 4 megapixels (the decoder's memory is bounded by it). */
const MAX_PIXELS = 4_000_000;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/**
 * Reads a jpg or png and draws its pixels anew, as a png of at most the wanted size: never distorted, never enlarged beyond
 * it, nothing of the file but pixels survives (no metadata, no appended bytes). Turned as its orientation says.
 *
 * @param width largest width, pixels. @param height largest height, pixels.
 * @throws AppError BAD_INPUT at field `file`: `shared.imageType` (by content, not by name), `shared.imageTooLarge`, `shared.imageBroken`.
 */
export async function redrawImage(
  file: Uint8Array,
  { crop, width, height }: { crop?: CropArea; width: number; height: number },
): Promise<Redrawn> {
  if (!startsWith(file, PNG) && !startsWith(file, JPEG)) throw refused("shared.imageType");
  try {
    const source = sharp(file, {
      limitInputPixels: MAX_PIXELS,
      failOn: "error",
      animated: false,
      sequentialRead: true,
    });
    const size = await source.metadata();
    if (size.width * size.height > MAX_PIXELS) throw refused("shared.imageTooLarge");
    const upright = source.autoOrient();
    const part = crop ? upright.extract(inside(crop, size.autoOrient)) : upright;
    const { data, info } = await part
      .resize({ width, height, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .png({ compressionLevel: 9 })
      .timeout({ seconds: 10 })
      .toBuffer({ resolveWithObject: true });
    const hash = createHash("sha256").update(data).digest("base64url");
    return { hash, contentType: "image/png", width: info.width, height: info.height, bytes: new Uint8Array(data) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused(/pixel limit/i.test(String(error)) ? "shared.imageTooLarge" : "shared.imageBroken", error);
  }
}

/** The part of a crop that lies within the picture; at least a pixel. */
function inside(crop: CropArea, picture: { width: number; height: number }): CropArea {
  const left = Math.min(Math.max(0, crop.left), picture.width - 1);
  const top = Math.min(Math.max(0, crop.top), picture.height - 1);
  return {
    left,
    top,
    width: Math.min(Math.max(1, crop.width), picture.width - left),
    height: Math.min(Math.max(1, crop.height), picture.height - top),
  };
}

function startsWith(file: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, index) => file[index] === byte);
}

function refused(code: string, cause?: unknown): AppError {
  return new AppError("BAD_INPUT", code, { fields: { file: code }, cause });
}
