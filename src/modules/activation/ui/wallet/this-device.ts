import { type DeviceInfo, WEB_WALLET } from "../../contract";

type Hints = {
  getHighEntropyValues?(names: string[]): Promise<{ model?: string; platformVersion?: string; platform?: string }>;
};

const clean = (text: string, max: number) =>
  [...text]
    .filter((c) => c >= " " && c !== "\u007f")
    .join("")
    .trim()
    .slice(0, max);

/** What this browser tells of its phone: kind and system, nothing that names the person or the device itself. */
export async function thisDevice(): Promise<DeviceInfo> {
  const agent = navigator.userAgent;
  const hints = (navigator as Navigator & { userAgentData?: Hints }).userAgentData;
  const told = await hints?.getHighEntropyValues?.(["model", "platformVersion", "platform"]).catch(() => undefined);
  const ios =
    /iPhone|iPad|iPod/.exec(agent)?.[0] ?? (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1 ? "iPad" : null);
  const iosVersion = /OS (\d+)[_.](\d+)/.exec(agent);
  const android = /Android ([\d.]+)(?:; ([^;)]+))?/.exec(agent);
  let model = told?.model || "";
  let os = told?.platform ? `${told.platform} ${(told.platformVersion ?? "").split(".")[0]}` : "";
  if (ios) {
    model = ios;
    os = iosVersion ? `iOS ${iosVersion[1]}.${iosVersion[2]}` : "iOS";
  } else if (android) {
    model ||= android[2] && android[2] !== "K" ? android[2] : "Android";
    os ||= `Android ${android[1]}`;
  }
  model ||= "Browser";
  os ||= clean(navigator.platform ?? "", 40);
  return { model: clean(model, 80), os: clean(os, 40), app: `${WEB_WALLET}/1`, locale: localeTag(navigator.language) };
}

function localeTag(tag: string): string {
  return /^[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(tag) ? tag : "en";
}
