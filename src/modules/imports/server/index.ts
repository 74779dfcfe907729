export { CHECK_TASK, checkImportJob } from "./check-import.job";
export { askCommit, COMMIT_TASK, commitImportJob, discardImport } from "./commit-import";
export { correctRow, removeRow } from "./correct-row";
export { exportRefused } from "./export-refused";
export type { CheckScope, ImportColumn, ImportKind, RowCheck } from "./import-kind";
export { getImport, importRows, listImports } from "./imports.query";
export { committable } from "./imports.repo";
export { IMPORT_UPLOAD_BYTES, uploadImport } from "./upload-import";
