import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "@/platform/config";

const MIN_SECONDS = 3;
const MAX_HOURS = 24;

function mac(stamp: string): Buffer {
  return createHmac("sha256", config().secrets.derive("form-token")).update(stamp).digest();
}

/** A mark of when a form was shown, which nobody else can make. */
export function formToken(now: Date): string {
  const stamp = now.getTime().toString(36);
  return `${stamp}.${mac(stamp).toString("base64url")}`;
}

/** How long the form of a mark was open: as people take, too short, or not to be believed. */
export function formAge(token: string, now: Date): "human" | "tooFast" | "invalid" {
  const [stamp = "", given = ""] = token.split(".");
  const bytes = Buffer.from(given, "base64url");
  const right = mac(stamp);
  if (bytes.length !== right.length || !timingSafeEqual(bytes, right)) return "invalid";
  const seconds = (now.getTime() - Number.parseInt(stamp, 36)) / 1_000;
  if (seconds < MIN_SECONDS) return "tooFast";
  return seconds > MAX_HOURS * 3_600 ? "invalid" : "human";
}
