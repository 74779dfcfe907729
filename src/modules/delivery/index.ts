export * from "./bulk-contract";
export * from "./contract";
export * from "./domain/card-actions";
export * from "./domain/card-machine";
