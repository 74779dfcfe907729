import fc from "fast-check";
import { expect, test } from "vitest";
import { emptySelection, isSelected, matchingSelection, pageState, selectedCount, withRows } from "./table-selection";

const entry = (id: string) => [id, { id }] as const;

test("R304 rows of several pages stay selected together", () => {
  let selection = withRows(emptySelection<{ id: string }>(), [entry("a"), entry("b")], true);
  selection = withRows(selection, [entry("c")], true);
  selection = withRows(selection, [entry("a")], false);
  expect(selectedCount(selection, 100)).toBe(2);
  expect(isSelected(selection, "b")).toBe(true);
  expect(isSelected(selection, "a")).toBe(false);
  expect(selection.kind === "picked" && selection.rows.get("c")).toEqual({ id: "c" });
});

test("R304 all that match, less those taken out, also on pages never seen", () => {
  let selection = withRows(matchingSelection<{ id: string }>(), [entry("a")], false);
  expect(isSelected(selection, "never-seen")).toBe(true);
  expect(selectedCount(selection, 12_345)).toBe(12_344);
  expect(selectedCount(selection, null)).toBeNull();
  selection = withRows(selection, [entry("a")], true);
  expect(selectedCount(selection, 12_345)).toBe(12_345);
});

test("the box over a page is full, half or empty", () => {
  const selection = withRows(emptySelection<{ id: string }>(), [entry("a"), entry("b")], true);
  expect(pageState(selection, ["a", "b"])).toBe("all");
  expect(pageState(selection, ["a", "c"])).toBe("some");
  expect(pageState(selection, ["c"])).toBe("none");
  expect(pageState(selection, [])).toBe("none");
});

test("either kind of selection behaves as a set of ids", () => {
  const ids = ["a", "b", "c", "d"];
  const step = fc.record({ ids: fc.subarray(ids, { minLength: 1 }), selected: fc.boolean() });
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { maxLength: 20 }), (matching, steps) => {
      let selection = matching ? matchingSelection<{ id: string }>() : emptySelection<{ id: string }>();
      const model = new Set(matching ? ids : []);
      for (const { ids: some, selected } of steps) {
        selection = withRows(selection, some.map(entry), selected);
        for (const id of some) selected ? model.add(id) : model.delete(id);
      }
      expect(ids.filter((id) => isSelected(selection, id))).toEqual(ids.filter((id) => model.has(id)));
      expect(selectedCount(selection, ids.length)).toBe(model.size);
    }),
  );
});
