import { expect, test } from "vitest";
import { type CustomerAction, customerCan } from "./customer-actions";

test.each<[CustomerAction, string[]]>([
  ["edit", ["CREATED", "ACTIVATED", "DISABLED"]],
  ["resend", ["CREATED"]],
  ["disable", ["ACTIVATED"]],
  ["enable", ["DISABLED"]],
  ["delete", ["CREATED", "ACTIVATED", "DISABLED"]],
])("R116: %s is possible in %j", (action, statuses) => {
  const all = ["CREATED", "ACTIVATED", "DISABLED"] as const;
  expect(all.filter((status) => customerCan(status, action))).toEqual(statuses);
});
