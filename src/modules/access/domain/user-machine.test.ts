import { describe, expect, test } from "vitest";
import { USER_STATUSES, type UserAction, userCan } from "./user-machine";

const allowed: Record<UserAction, string[]> = {
  edit: ["CREATED", "ACTIVATED", "DISABLED"],
  invite: ["CREATED"],
  disable: ["ACTIVATED"],
  reactivate: ["DISABLED"],
  resetSecondFactor: ["ACTIVATED", "DISABLED"],
  delete: ["CREATED", "ACTIVATED", "DISABLED"],
};

describe.each(Object.entries(allowed))("R097 %s", (action, statuses) => {
  test.each(USER_STATUSES)("%s", (status) => {
    expect(userCan(status, action as UserAction)).toBe(statuses.includes(status));
  });
});
