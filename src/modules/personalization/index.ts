export { previewMailInput } from "./contract";
export { DEFAULT_LOOK, LOGOS, type LookValues, logoPath } from "./domain/look";
