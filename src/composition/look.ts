import { cache } from "react";
import { operatorAccount } from "@/modules/accounts/server";
import { logoPath, type ShownLookValues } from "@/modules/personalization";
import { accountAtAddress, brandImage, lookOf, lookValues } from "@/modules/personalization/server";
import { inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";

const system = <T>(run: (work: Work) => Promise<T>) =>
  inTransaction({ scope: systemScope, performer: systemPerformer }, run);

/** A look with the addresses of its logos. */
export type ShownLook = Omit<ShownLookValues, "copyright"> & { copyright: string };

/** The look of an account's pages, or null for the operator's own; read once per request. */
export const shownLook = cache(async (accountId: string | null): Promise<ShownLook> => {
  const values = await system(async (work) =>
    lookValues(await lookOf(work, accountId ?? (await operatorAccount(work)).id)),
  );
  const path = (hash: string | null) => (hash ? logoPath(hash) : null);
  return {
    ...values,
    copyright: values.copyright ?? "",
    companyLogo: path(values.companyLogo),
    footerCompanyLogo: path(values.footerCompanyLogo),
    footerLogo: path(values.footerLogo),
  };
});

/** The account whose sign-in page has this address, or null. */
export const accountOfSignIn = cache((address: string) => system((work) => accountAtAddress(work, address)));

/** A logo by its content's name, for browsers and mail clients: it never changes, and can do nothing but be seen. */
export async function logoResponse(hash: string): Promise<Response> {
  const image = /^[A-Za-z0-9_-]{43}$/.test(hash) ? await system((work) => brandImage(work, hash)) : null;
  if (!image) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(image.bytes, {
    headers: {
      "content-type": image.contentType,
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    },
  });
}
