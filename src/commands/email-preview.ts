import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sampleBrand } from "@emails/_brand/brand";
import { type EmailData, type EmailKind, emailCatalogue } from "@emails/catalogue";
import { locales } from "@/i18n/locales";
import { renderEmailDirectly } from "@/platform/email/render";

/*
 * `npm run email`: every mail with sample data in a browser, in each language, at the widths of a desktop and a phone,
 * light and dark. Start it with `tsx watch` to see changes of emails/ and of the texts.
 */

const kinds = Object.keys(emailCatalogue) as EmailKind[];
const PAGE = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };

const VIEWS = [
  { name: "desktop", width: 640 },
  { name: "phone", width: 390 },
];

/** The style sheet's dark half applied whatever the browser prefers, or taken away. */
function inScheme(html: string, scheme: string): string {
  const media = "@media (prefers-color-scheme:dark)";
  return scheme === "dark" ? html.replace(media, "@media all") : html.replace(media, "@media not all");
}

function index(query: URLSearchParams): string {
  const kind = kinds.find((name) => name === query.get("kind")) ?? kinds[0]!;
  const locale = locales.find((name) => name === query.get("locale")) ?? locales[0]!;
  const link = (label: string, toKind: string, toLocale: string, current: boolean) =>
    `<a href="/?kind=${toKind}&locale=${toLocale}"${current ? ' aria-current="page"' : ""}>${label}</a>`;
  const frames = ["light", "dark"].flatMap((scheme) =>
    VIEWS.map(
      ({ name, width }) =>
        `<figure><figcaption>${name}, ${width} px, ${scheme}</figcaption>` +
        `<iframe sandbox title="${name} ${scheme}" width="${width}" height="900" src="/mail?kind=${kind}&locale=${locale}&scheme=${scheme}"></iframe></figure>`,
    ),
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${kind}</title><style>
body{margin:0;font:15px/1.5 system-ui;display:grid;grid-template-columns:260px 1fr;min-height:100vh}nav{padding:16px;border-right:1px solid #ddd}
nav a{display:block;padding:3px 0;color:#1d5fb8}a[aria-current]{font-weight:700;color:#111}main{padding:16px;display:flex;flex-wrap:wrap;gap:20px}
figure{margin:0}iframe{border:1px solid #ccc;background:#fff}p{margin:12px 0}</style>
<nav><p>${locales.map((name) => link(name, kind, name, name === locale)).join(" ")}</p>${kinds.map((name) => link(name, name, locale, name === kind)).join("")}</nav>
<main>${frames.join("")}<figure><figcaption>text part</figcaption><iframe sandbox title="text part" width="640" height="900" src="/mail?kind=${kind}&locale=${locale}&scheme=text"></iframe></figure></main></html>`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/") return void response.writeHead(200, PAGE).end(index(url.searchParams));
  const kind = kinds.find((name) => name === url.searchParams.get("kind"));
  if (url.pathname !== "/mail" || !kind) return void response.writeHead(404).end();
  const data = emailCatalogue[kind].sample as unknown as EmailData<typeof kind>;
  const mail = await renderEmailDirectly(kind, {
    brand: sampleBrand,
    locale: url.searchParams.get("locale") ?? "en",
    data,
  });
  const scheme = url.searchParams.get("scheme") ?? "light";
  if (scheme === "text") {
    response
      .writeHead(200, { ...PAGE, "content-type": "text/plain; charset=utf-8" })
      .end(`Subject: ${mail.subject}\n\n${mail.text}`);
  } else response.writeHead(200, PAGE).end(inScheme(mail.html, scheme));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) =>
    response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
  );
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`E-mails: http://localhost:${(server.address() as AddressInfo).port}/`);
});
