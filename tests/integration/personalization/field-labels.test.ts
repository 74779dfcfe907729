import { expect, test } from "vitest";
import { anAccount, aUser } from "../../factories/accounts";
import { aSite } from "../../factories/sites";
import { callerOf, refusal } from "../../support/caller";
import { exported, sheetOf } from "../../support/files";

const labels = (...named: (string | null)[]) => [...named, ...Array(Math.max(0, 5 - named.length)).fill(null)];

test("R040 R041 R042 a label names the field in forms, tables and exports, of its own account only", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const caller = await callerOf(user);
  await caller.personalization.saveFieldLabels({ subject: "USER", labels: labels(" Post Number ", null, "Desk") });
  await caller.personalization.saveFieldLabels({ subject: "CARD", labels: labels(null, "Badge") });
  expect((await caller.personalization.fieldLabels()).USER).toEqual(["Post Number", null, "Desk", null, null]);
  expect(await caller.users.fieldLabels()).toEqual(["Post Number", null, "Desk", null, null]);
  const site = await aSite(account.id);
  expect((await caller.cards.formOptions({ siteId: site.id })).fieldLabels).toEqual([null, "Badge", null, null, null]);
  const { cells } = await sheetOf((await exported(user, "users")).bytes);
  expect(cells[1]).toEqual(["Profile", "First Name", "Last Name", "Email", "Post Number", "Field 2", "Status", "Desk"]);

  const other = await callerOf(await aUser((await anAccount()).id));
  expect((await other.personalization.fieldLabels()).USER).toEqual([null, null, null, null, null]);
  await caller.personalization.saveFieldLabels({ subject: "USER", labels: labels() });
  expect(await caller.users.fieldLabels()).toEqual([null, null, null, null, null]);
});

test("two columns can't have one name; too long, too many or control characters are refused and nothing changes", async () => {
  const caller = await callerOf(await aUser((await anAccount()).id));
  const save = (...named: (string | null)[]) =>
    caller.personalization.saveFieldLabels({ subject: "CARD", labels: labels(...named) });
  await save("Floor");
  expect(await refusal(save("Desk", "desk"))).toMatchObject({
    code: "personalization.labelTwice",
    fields: ["labels.1"],
  });
  expect((await refusal(save("x".repeat(61)))).kind).toBe("BAD_INPUT");
  expect((await refusal(save("a\u0007b"))).kind).toBe("BAD_INPUT");
  expect((await refusal(save("1", "2", "3", "4", "5", "6"))).kind).toBe("BAD_INPUT");
  expect((await caller.personalization.fieldLabels()).CARD[0]).toBe("Floor");
});
