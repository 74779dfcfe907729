import { AppError } from "@/shared/kernel/app-error";

/** Objects and lists within each other; nothing that this API takes comes near it. */
const DEEPEST = 32;
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * The value of a JSON body, for which every reader takes the same: UTF-8, no member twice (RFC 8259, 4), no whole number that loses digits
 * beyond 2^53 (RFC 7493, 2.2), no NUL character (the database can't keep it), and not deeper than anything documented.
 *
 * @throws AppError BAD_INPUT `webApi.jsonForm`, `webApi.duplicateKey`, `webApi.numberTooLarge`, `webApi.tooDeep`.
 */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Before it is parsed, which goes as deep as the text does.
    if (isDeeper(text, DEEPEST)) throw new AppError("BAD_INPUT", "webApi.tooDeep", { params: { most: DEEPEST } });
    value = JSON.parse(text, checked);
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("BAD_INPUT", "webApi.jsonForm", { cause });
  }
  if (hasDuplicateKey(text)) throw new AppError("BAD_INPUT", "webApi.duplicateKey");
  return value;
}

function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

/** Whether an object of a JSON text, which is well formed, names a member twice: readers differ in which one they take. */
function hasDuplicateKey(text: string): boolean {
  const objects: (Set<string> | null)[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{") objects.push(new Set());
    else if (token === "[") objects.push(null);
    else if (token === "}" || token === "]") objects.pop();
    else if (token === ":") {
      const keys = objects.at(-1);
      const key = JSON.parse(last) as string;
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
    last = token;
  }
  return false;
}

function checked(key: string, value: unknown): unknown {
  if (key.includes("\u0000") || (typeof value === "string" && value.includes("\u0000")))
    throw new AppError("BAD_INPUT", "webApi.jsonForm");
  if (typeof value === "number" && (Number.isInteger(value) || !Number.isFinite(value)) && !Number.isSafeInteger(value))
    throw new AppError("BAD_INPUT", "webApi.numberTooLarge");
  return value;
}
