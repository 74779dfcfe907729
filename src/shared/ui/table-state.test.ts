import fc from "fast-check";
import { expect, test } from "vitest";
import {
  readTableState,
  type TableColumnSpec,
  type TableState,
  tableInput,
  tableInputOf,
  writeTableState,
  zonedInstant,
} from "./table-state";

const columns: TableColumnSpec[] = [
  { id: "name", sortable: true, filter: { type: "text" } },
  {
    id: "status",
    sortable: true,
    filter: {
      type: "select",
      multiple: true,
      options: [
        { value: "CREATED", label: "Created" },
        { value: "REVOKED", label: "Revoked" },
      ],
    },
  },
  { id: "kind", filter: { type: "select", key: "cardKind", options: [{ value: "A", label: "A" }] } },
  { id: "at", filter: { type: "date-range" } },
  { id: "seen", filter: { type: "date-range", from: "seenFrom", to: "seenTo", time: true } },
];
const options = {
  defaultSort: { column: "name", direction: "asc" as const },
  defaultSize: 50,
  timeZone: "Europe/Paris",
};
const read = (text: string) => readTableState(columns, new URLSearchParams(text), options);

test("R304 an address without parameters is the default list", () => {
  expect(read("")).toEqual({ search: "", sort: options.defaultSort, filters: {}, cursor: null, size: 50 });
});

test("R304 what does not fit the columns is left out of the state", () => {
  const state = read("sort=secret.desc&size=7&f.status=REVOKED~DROP&f.kind=Z&f.at=today~2026-01-02&f.unknown=x");
  expect(state).toEqual({
    search: "",
    sort: options.defaultSort,
    filters: { status: ["REVOKED"], at: { from: undefined, to: "2026-01-02" } },
    cursor: null,
    size: 50,
  });
  // `kind` may be filtered, not sorted.
  expect(read("sort=kind.desc").sort).toEqual(options.defaultSort);
});

test("R304 the address and the state say the same, whatever the state", () => {
  const text = fc.string({ maxLength: 30 });
  const filters = fc.record(
    {
      name: text.filter((value) => value.trim() !== ""),
      status: fc.subarray(["CREATED", "REVOKED"], { minLength: 1 }),
      kind: fc.constant("A"),
      at: fc.constantFrom({ from: "2026-01-01", to: undefined }, { from: "2026-01-01", to: "2026-02-28" }),
      seen: fc.constantFrom({ from: undefined, to: "2026-01-01T10:30" }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.record({
        search: text,
        sort: fc.record({ column: fc.constantFrom("name", "status"), direction: fc.constantFrom("asc", "desc") }),
        filters,
        cursor: fc.option(text.filter(Boolean)),
        size: fc.constantFrom(25, 50, 100, 200),
      }),
      (state) => {
        const written = writeTableState(columns, new URLSearchParams("other=1"), state as TableState, options);
        expect(written.get("other")).toBe("1");
        expect(readTableState(columns, new URLSearchParams(written.toString()), options)).toEqual(state);
      },
    ),
  );
});

test("two tables of a page do not read each other's part of the address", () => {
  const first = { ...options, prefix: "a." };
  const written = writeTableState(columns, new URLSearchParams(), { ...read(""), search: "white" }, first);
  expect(written.toString()).toBe("a.q=white");
  expect(readTableState(columns, written, { ...options, prefix: "b." }).search).toBe("");
});

test("the list's input has the filters under the names of the procedure, dates as instants of the time zone, inclusive", () => {
  const state = read(
    "q=+white+&f.name=Si&f.status=CREATED&f.kind=A&f.at=2026-07-01~2026-07-02&f.seen=2026-01-01T10:30~",
  );
  expect(tableInput(columns, state, options)).toEqual({
    limit: 50,
    search: "white",
    sort: options.defaultSort,
    filters: {
      name: "Si",
      status: ["CREATED"],
      cardKind: "A",
      from: "2026-06-30T22:00:00.000Z",
      to: "2026-07-02T21:59:59.999Z",
      seenFrom: "2026-01-01T09:30:00.000Z",
    },
  });
});

test("the server prefetches what the table asks for", () => {
  expect(tableInputOf(columns, { q: ["white", "black"], size: "100", page: "c1" }, options)).toEqual(
    tableInput(columns, read("q=white&size=100&page=c1"), options),
  );
});

test("wall-clock times beside changes of the clock", () => {
  expect(zonedInstant("2026-03-29T01:59", "Europe/Paris")).toBe("2026-03-29T00:59:00.000Z");
  expect(zonedInstant("2026-03-29T03:00", "Europe/Paris")).toBe("2026-03-29T01:00:00.000Z");
  expect(zonedInstant("2026-10-25T03:00", "Europe/Paris")).toBe("2026-10-25T02:00:00.000Z");
  expect(zonedInstant("2026-07-01T00:00:59.999", "America/New_York")).toBe("2026-07-01T04:00:59.999Z");
});
