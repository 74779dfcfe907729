export { guideFor } from "../guide/guide";
export { supportRouter } from "./support.router";
export { downloadSupportFile, uploadSupportFile } from "./support-files";
