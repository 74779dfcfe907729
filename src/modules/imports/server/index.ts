export { CHECK_TASK, checkImportJob } from "./check-import.job";
export { askCommit, COMMIT_TASK, commitImportJob } from "./commit-import";
export { exportRefused } from "./export-refused";
export type { CheckScope, ImportColumn, ImportKind, RowCheck } from "./import-kind";
export { accountImportProcedures, importInput, siteImportProcedures } from "./import-procedures";
export { fieldColumns, importTemplate, namesInEveryLanguage } from "./import-template";
export { importDetails } from "./imports.query";
export { committable } from "./imports.repo";
export { IMPORT_UPLOAD_BYTES, uploadImport } from "./upload-import";
