import { Socket } from "node:net";
import { redoclyFindings, spectralFindings } from "@tests/support/openapi-lint.mjs";
import { expect, test, vi } from "vitest";
import { openApiDocument } from "@/composition/web-api";

type Part = Record<string, Record<string, object>>;
const document = openApiDocument("https://mobile-id.test") as unknown as { paths: Part; components: Part };

test("Spectral with its OWASP rules and Redocly find nothing, and ask nobody", { timeout: 280_000 }, async () => {
  const connect = vi.spyOn(Socket.prototype, "connect");
  expect(await spectralFindings(document)).toEqual([]);
  expect(await redoclyFindings(document)).toEqual([]);
  expect(connect).not.toHaveBeenCalled();
  connect.mockRestore();
});

test("both do find what is wrong", { timeout: 280_000 }, async () => {
  const wrong = structuredClone(document);
  Object.assign(wrong.paths["/sites"]?.post ?? {}, { security: [] });
  Object.assign(wrong.paths["/sites"]?.get ?? {}, { operationId: "createSite" });
  Object.assign(wrong.components.schemas?.Added ?? {}, { type: "string" });
  const said = (await spectralFindings(wrong)).join();
  expect(said).toContain("owasp:api2:2023-write-restricted");
  expect(said).toContain("owasp:api4:2023-string-limit");
  expect((await redoclyFindings(wrong)).join()).toContain("operation-operationId-unique");
});
