/** 1 to 32 letters or digits; kept as typed, since leading zeros matter (R198; decisions, section 5). */
export const PRIVATE_ID = /^[A-Za-z0-9]{1,32}$/;

/** Whether a text is a private ID. */
export function isPrivateId(text: string): boolean {
  return PRIVATE_ID.test(text);
}

/** What two private IDs are compared by: their letters without case. */
export function privateIdKey(text: string): string {
  return text.toLowerCase();
}
