export type { Place, RequestRow } from "./contract";
export { nextPage } from "./domain/next-page";
