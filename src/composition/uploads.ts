import "./ports";
import type { UploadRoute } from "@/authz/server";
import { uploadCards } from "@/modules/cards/server";
import { uploadConfigurators } from "@/modules/configurators/server";
import { ORDER_FILE_BYTES } from "@/modules/credits";
import { uploadCustomers, uploadOrderAnswer, uploadOrderRequest } from "@/modules/credits/server";
import { IMPORT_UPLOAD_BYTES } from "@/modules/imports/server";
import { LOGO_UPLOAD_BYTES, uploadLogo } from "@/modules/personalization/server";
import { PSE_UPLOAD_BYTES, uploadPse } from "@/modules/reader-configurations/server";
import { SUPPORT_FILE_BYTES } from "@/modules/support";
import { uploadSupportFile } from "@/modules/support/server";

/** Every upload of the product: path under /api/uploads → the right it needs, its limit and how it answers. */
export const uploadRoutes: Record<string, UploadRoute> = {
  pse: {
    access: { kind: "site", right: "readerConfigurations.create" },
    maxBytes: PSE_UPLOAD_BYTES,
    handle: uploadPse,
  },
  "order-request": {
    access: { kind: "account", right: "orderCredits" },
    maxBytes: ORDER_FILE_BYTES,
    handle: uploadOrderRequest,
  },
  "order-answer": {
    access: { kind: "operator", right: "credits.act" },
    maxBytes: ORDER_FILE_BYTES,
    handle: uploadOrderAnswer,
  },
  customers: {
    access: { kind: "account", right: "customerAccounts.create" },
    maxBytes: IMPORT_UPLOAD_BYTES,
    handle: uploadCustomers,
  },
  logo: { access: { kind: "account", right: "personalization.edit" }, maxBytes: LOGO_UPLOAD_BYTES, handle: uploadLogo },
  cards: { access: { kind: "site", right: "cards.create" }, maxBytes: IMPORT_UPLOAD_BYTES, handle: uploadCards },
  configurators: {
    access: { kind: "site", right: "configurators.create" },
    maxBytes: IMPORT_UPLOAD_BYTES,
    handle: uploadConfigurators,
  },
  "support-file": {
    access: { kind: "operator", right: "support.act" },
    maxBytes: SUPPORT_FILE_BYTES,
    handle: uploadSupportFile,
  },
};
