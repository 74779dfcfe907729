export * from "./contract";
export { CARD_TABLE, CARD_TABLE_OPTIONS } from "./ui/card-table";
