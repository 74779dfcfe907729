import { describe, expect, it } from "vitest";
import { pagedRows } from "./paged-rows";

describe("paged rows", () => {
  it("gives every row in order, one page ahead and no further", async () => {
    const asked: (number | null)[] = [];
    const rows = pagedRows<number, number>(async (cursor) => {
      asked.push(cursor);
      const start = cursor ?? 0;
      return { rows: [start, start + 1], next: start < 4 ? start + 2 : null };
    });
    expect((await rows.next()).value).toBe(0);
    expect(asked).toEqual([null, 2]);
    const rest: number[] = [];
    for await (const row of rows) rest.push(row);
    expect(rest).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toEqual([null, 2, 4]);
  });

  it("throws a page's error when its turn comes, and not at all when it is no longer wanted", async () => {
    const broken = () =>
      pagedRows<string, number>(async (cursor) => {
        if (cursor !== null) throw new Error("gone");
        return { rows: ["a"], next: 1 };
      });
    const rows = broken();
    expect((await rows.next()).value).toBe("a");
    await expect(rows.next()).rejects.toThrow("gone");
    for await (const _ of broken()) break;
  });
});
