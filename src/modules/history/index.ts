export type { HistoryRowDto } from "./contract";
