export * from "./contract";
export { fromWallTime, toWallTime } from "./domain/zoned-time";
export { CARD_TABLE, CARD_TABLE_OPTIONS } from "./ui/card-table";
