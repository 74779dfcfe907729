export { brandImage } from "./brand-image.query";
export { accountAtAddress, lookOf, lookValues } from "./look.repo";
export { mailTextsOf } from "./mail-texts.repo";
export { personalizationRouter } from "./personalization.router";
export { mailBrandPort } from "./ports";
export { previewMail } from "./try-mail";
export { LOGO_UPLOAD_BYTES, uploadLogo } from "./upload-logo";
