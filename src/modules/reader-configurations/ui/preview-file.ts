/** Where the PDF of a preview is (R185). */
export function previewFile(siteId: string, configurationId: string, tab: string): string {
  return `/api/exports/configuration-preview?${new URLSearchParams({ siteId, configurationId, tab })}`;
}
