import { v7 } from "uuid";

/** A new id: UUIDv7 (RFC 9562), so that ids made later sort later. */
export function newId(): string {
  return v7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID of any version; an id from an address that is none names nothing. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The smallest UUIDv7 of a moment, milliseconds since 1970 (RFC 9562: its first 48 bits are the milliseconds). */
export function firstIdAt(milliseconds: number): string {
  const time = Math.max(0, milliseconds).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
