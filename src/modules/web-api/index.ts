export * from "./contract";
export * from "./domain/access-machine";
