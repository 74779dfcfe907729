/**
 * A file's name as it may be stored and shown: without folders and control characters, 200 characters at most; `fallback` where
 * nothing is left.
 */
export function plainFileName(fileName: string, fallback: string): string {
  const plain = fileName.replace(/^.*[/\\]/, "").replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, "");
  return plain.slice(0, 200).trim() || fallback;
}
