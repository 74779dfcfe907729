import type { SiteRight } from "@/authz";

/** The first page of a site that a reader with these rights may see. */
export function sitePage({ id, rights }: { id: string; rights: readonly SiteRight[] }): string {
  if (rights.includes("site.view")) return `/sites/${id}`;
  if (rights.includes("cards.view")) return `/sites/${id}/cards`;
  if (rights.includes("readerConfigurations.view")) return `/sites/${id}/configurations`;
  return `/sites/${id}/configurators`;
}
