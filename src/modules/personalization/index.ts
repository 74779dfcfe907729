export { previewMailInput } from "./contract";
export { DEFAULT_LOOK, LOGOS, logoPath, type ShownLookValues } from "./domain/look";
