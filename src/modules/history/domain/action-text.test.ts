import { expect, test } from "vitest";
import { actionKey, actionsSaying } from "./action-text";

const messages = {
  credits: {
    title: "Credits",
    history: {
      loaded: "{amount, plural, one {# credit} other {# credits}} loaded to account successfully: {account}",
      cancelled: "Transfer cancelled",
    },
  },
  cards: { history: { sent: "Sent to {name}" }, errors: { sent: "loaded" } },
  shared: { yes: "Yes" },
};

test("an action's message key", () => {
  expect(actionKey("credits.loaded")).toBe("credits.history.loaded");
});

test("finds actions by what their text says, not by names of values, other messages or syntax", () => {
  expect(actionsSaying(messages, "credits loaded to")).toEqual(["credits.loaded"]);
  expect(actionsSaying(messages, "transfer")).toEqual(["credits.cancelled"]);
  expect(actionsSaying(messages, "plural")).toEqual([]);
  expect(actionsSaying(messages, "amount")).toEqual([]);
  expect(actionsSaying(messages, "name")).toEqual([]);
});
