import { z } from "zod";

const LOCAL = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}$/u;
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)$/u;

/** Whether a text is an e-mail address that a mail server could take (RFC 5321, RFC 6531): plus signs and non-ASCII domains included. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > 254) return false;
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split(".");
  if (!LOCAL.test(local) || local.startsWith(".") || local.endsWith(".") || local.includes("..")) return false;
  return labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
}

/** An e-mail address in a form: trimmed, at most 254 characters; compared without case wherever it is compared. */
export const emailAddress = z
  .string()
  .trim()
  .normalize()
  .min(1)
  .max(254)
  .refine((text) => text === "" || isEmailAddress(text), { message: "shared.email" });
