export { configurationUse } from "./ports";
export { readerConfigurationsRouter } from "./reader-configurations.router";
export { savePreview } from "./save-preview";
export { PSE_UPLOAD_BYTES, uploadPse } from "./upload-pse";
