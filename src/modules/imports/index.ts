export * from "./contract";
export { type PersonOfRow, readRow } from "./domain/import-row";
