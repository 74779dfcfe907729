import "./ports";
import type { UploadRoute } from "@/authz/server";
import { uploadCards } from "@/modules/cards/server";
import { IMPORT_UPLOAD_BYTES } from "@/modules/imports/server";
import { PSE_UPLOAD_BYTES, uploadPse } from "@/modules/reader-configurations/server";

/** Every upload of the product: path under /api/uploads → the right it needs, its limit and how it answers. */
export const uploadRoutes: Record<string, UploadRoute> = {
  pse: {
    access: { kind: "site", right: "readerConfigurations.create" },
    maxBytes: PSE_UPLOAD_BYTES,
    handle: uploadPse,
  },
  cards: { access: { kind: "site", right: "cards.create" }, maxBytes: IMPORT_UPLOAD_BYTES, handle: uploadCards },
};
