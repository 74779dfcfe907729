import { expect, test } from "vitest";
import { loggedError } from ".";

test("what a database or a mail server repeats of a person never reaches the log", () => {
  const cause = Object.assign(new Error("Key (email)=(simon@example.com) already exists."), {
    code: "23505",
    constraint: "identities_email",
    detail: "Key (email)=(simon@example.com) already exists.",
  });
  const error = new Error("550 simon@example.com: no such mailbox", { cause });
  const kept = loggedError(error);
  expect(JSON.stringify(kept)).not.toContain("simon");
  expect(kept).toMatchObject({ type: "Error", cause: { code: "23505", constraint: "identities_email" } });
  expect((kept.stack as string[])[0]).toMatch(/^at /);
});
