import { describe, expect, it } from "vitest";
import { Lanes } from "./lanes";

/** An action that ends when told. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { open, action: () => opened };
}

describe("lanes", () => {
  it("run no more at once than there are, and no more of one group than it may have", async () => {
    const lanes = new Lanes({ total: 3, perGroup: 2 });
    let [now, most, nowA, mostA] = [0, 0, 0, 0];
    const count = (group: string) => async () => {
      most = Math.max(most, ++now);
      if (group === "a") mostA = Math.max(mostA, ++nowA);
      await Promise.resolve();
      now--;
      if (group === "a") nowA--;
    };
    await Promise.all(["a", "a", "b", "a", "b", "a", "c", "a"].map((group) => lanes.run(group, count(group))));
    expect([most, mostA]).toEqual([3, 2]);
  });

  it("a group that hangs leaves a lane to others, however long its queue", async () => {
    const lanes = new Lanes({ total: 2, perGroup: 1 });
    const stuck = gate();
    const hanging = Array.from({ length: 50 }, () => lanes.run("hangs", stuck.action));
    expect(await lanes.run("other", async () => "done")).toBe("done");
    stuck.open();
    await Promise.all(hanging);
  });

  it("groups take turns", async () => {
    const lanes = new Lanes({ total: 1, perGroup: 1 });
    const order: string[] = [];
    const first = gate();
    const all = [lanes.run("a", first.action)];
    for (const name of ["a1", "a2", "a3", "b1", "b2", "c1"]) {
      all.push(lanes.run(name[0]!, async () => void order.push(name)));
    }
    first.open();
    await Promise.all(all);
    expect(order).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
  });

  it("a group whose last run was slow has one lane", async () => {
    const lanes = new Lanes({ total: 3, perGroup: 3, slowAfter: 0 });
    await lanes.run("a", async () => {});
    const stuck = gate();
    let begun = 0;
    const all = [1, 2, 3].map(() =>
      lanes.run("a", () => {
        begun++;
        return stuck.action();
      }),
    );
    expect(begun).toBe(1);
    stuck.open();
    await Promise.all(all);
    expect(begun).toBe(3);
  });

  it("passes errors on and goes on", async () => {
    const lanes = new Lanes({ total: 1, perGroup: 1 });
    const bad = lanes.run("a", async () => {
      throw new Error("bad");
    });
    await expect(bad).rejects.toThrow("bad");
    expect(await lanes.run("a", async () => 1)).toBe(1);
  });
});
