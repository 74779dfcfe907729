/** What kind of client opened a link, told from its headers; good enough to choose words, never to decide. */
export type ClientKind = {
  platform: "ios" | "android" | "desktop" | "robot";
  /** A browser inside another app, whose storage may not last. */
  inApp: boolean;
};

const ROBOT =
  /bot|crawl|spider|preview|scan|fetch|curl|wget|python|java\/|okhttp|axios|headless|monitor|slurp|facebookexternalhit|whatsapp|telegram|slack|discord|skypeuripreview|proofpoint|mimecast|barracuda|safelinks|bingpreview/i;

/**
 * Tells platforms apart by User-Agent and, for prefetches, Sec-Purpose.
 * An iPad calls itself a Macintosh; the page's script sees its touch screen and shows the phone's part.
 */
export function clientKind(userAgent: string, purpose = ""): ClientKind {
  if (/prefetch|prerender/i.test(purpose) || userAgent === "" || ROBOT.test(userAgent))
    return { platform: "robot", inApp: false };
  if (/iPhone|iPad|iPod/.test(userAgent)) {
    // Safari and the other browsers name themselves; a web view inside an app does not.
    const browser = /Version\/[\d.]+.*Safari\/|CriOS\/|FxiOS\/|EdgiOS\/|OPiOS\/|DuckDuckGo\//.test(userAgent);
    return { platform: "ios", inApp: !browser || EMBEDDING.test(userAgent) };
  }
  if (/Android/.test(userAgent))
    return { platform: "android", inApp: /; wv\)/.test(userAgent) || EMBEDDING.test(userAgent) };
  return { platform: "desktop", inApp: false };
}

const EMBEDDING = /FBAN|FBAV|Instagram|Line\/|LinkedInApp|MicroMessenger|Snapchat|GSA\/|Outlook-(?:iOS|Android)/;

/** How a visit is recorded: `ios`, `ios-in-app`, `android`, `android-in-app`, `desktop`, `robot`. */
export function clientLabel({ platform, inApp }: ClientKind): string {
  return inApp ? `${platform}-in-app` : platform;
}
