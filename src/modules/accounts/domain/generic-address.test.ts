import { expect, test } from "vitest";
import { looksPersonal } from "./generic-address";

test.each([
  "claudia.durand@example.com",
  "c-l.white@example.com",
  "Zoë.O’Neil@example.com",
  "claudia_durand@example.com",
])("R015 an address that looks like one person's gets the advice: %s", (address) => {
  const plain = address.replace("’", "'");
  expect(looksPersonal(plain)).toBe(true);
});

test.each([
  "support@example.com",
  "info+portal@example.com",
  "badges@example.com",
  "sales.2026@example.com",
  "",
  "@example.com",
])("R015 one that does not gets none: %j", (address) => expect(looksPersonal(address)).toBe(false));
