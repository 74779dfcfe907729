/** Which topic of the guide is about a page, the more special address first. */
const TOPICS: [RegExp, string][] = [
  [/^\/dashboard/, "welcome"],
  [/^\/account/, "my-account"],
  [/^(\/operator)?\/users\/profiles/, "profiles"],
  [/^(\/operator)?\/users/, "users"],
  [/^\/history/, "history"],
  [/^\/credits\/orders/, "orders"],
  [/^\/credits\/transfers/, "transfers"],
  [/^\/credits/, "credits"],
  [/^\/customers/, "customers"],
  [/^\/sites\/[^/]+\/cards/, "add-cards"],
  [/^\/sites\/[^/]+\/configurations/, "configurations"],
  [/^\/sites\/[^/]+\/configurators/, "configurators"],
  [/^\/sites/, "sites"],
  [/^\/private-id-settings/, "private-ids"],
  [/^\/operator\/requests/, "requests"],
  [/^\/operator\/accounts/, "accounts"],
  [/^\/operator\/prices/, "prices"],
  [/^\/operator\/support/, "support"],
  [/^\/operator\/(jobs|emails|mailbox)/, "health"],
  [/^\/operator\/?$/, "health"],
];

/** The topic about the page of an address, or null where the guide has none. */
export function topicOfPage(path: string): string | null {
  return TOPICS.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}
