import { Readable } from "node:stream";
import { exportCards, reportCards } from "@/modules/cards/server";
import { accountOf } from "@/platform/db";
import { attachment } from "@/platform/http";
import { previewCard } from "./card-preview";
import { addVirtualCard, changeVirtualCards, editMultipleVirtualCards, editVirtualCard } from "./compat-cards";
import { compatCardOf, compatCardPage } from "./compat-cards.query";
import { fileImportedStatus, importHistory, importVirtualCards } from "./compat-imports";
import { language, setLanguage, versions } from "./compat-language";
import { linkUuid } from "./compat-links";
import { type CompatCall, neededId, notFound, siteOf } from "./compat-lookup";

type Method = { verb: "GET" | "POST" | "PUT"; run(input: CompatCall): Promise<unknown> | unknown };

/** Every method that integrators' clients know; their names are matched without case. */
const METHODS: Record<string, Method> = {
  GetSiteListV1: { verb: "GET", run: siteList },
  GetReaderConfigurationListV1: { verb: "GET", run: configurationList },
  GetFieldNamesV1: { verb: "GET", run: fieldNames },
  GetAvailableCreditsV1: {
    verb: "GET",
    run: async ({ call }) => ({ credits: (await call.portal.credits.balance()).available }),
  },
  GetReservedCreditsV2: {
    verb: "GET",
    run: async ({ call }) => ({ credits: (await call.portal.credits.balance()).held }),
  },
  GetVirtualCardListV2: { verb: "GET", run: cardList },
  GetVirtualCardDetailV2: { verb: "GET", run: cardDetail },
  GetVirtualCardPreviewV2: { verb: "GET", run: cardPreview },
  AddVirtualCardV2: { verb: "POST", run: addVirtualCard },
  EditVirtualCardV2: { verb: "PUT", run: editVirtualCard },
  EditMultipleVirtualCardsV3: { verb: "POST", run: editMultipleVirtualCards },
  SendVirtualCardV1: { verb: "POST", run: (input) => changeVirtualCards(input, "send") },
  RevokeVirtualCardV1: { verb: "POST", run: (input) => changeVirtualCards(input, "revoke") },
  DeleteVirtualCardV1: { verb: "POST", run: (input) => changeVirtualCards(input, "delete") },
  ImportVirtualCardV3: { verb: "POST", run: importVirtualCards },
  GetFileImportedStatusV3: { verb: "GET", run: fileImportedStatus },
  GetImportHistoryV3: { verb: "GET", run: importHistory },
  ExportVirtualCardV2: { verb: "GET", run: (input) => workbook(input, exportCards) },
  ReportVirtualCardV2: { verb: "GET", run: (input) => workbook(input, reportCards) },
  GetLanguageV1: { verb: "GET", run: language },
  SetLanguageV1: { verb: "PUT", run: setLanguage },
  GetVersionV1: { verb: "GET", run: versions },
  GetUUIDV4: { verb: "GET", run: linkUuid },
};

const byName = new Map(Object.entries(METHODS).map(([name, method]) => [name.toLowerCase(), method]));
export const COMPAT_METHODS = Object.entries(METHODS).map(([name, { verb }]) => ({ name, verb }));

/** The method of a name, without case. */
export function compatMethod(name: string): Method | undefined {
  return byName.get(name.toLowerCase());
}

async function siteList({ call }: CompatCall) {
  const sites = await call.read((work) =>
    work.tx.site.findMany({
      where: { accountId: accountOf(work), deletedAt: null },
      orderBy: { number: "asc" },
      select: { number: true, name: true },
    }),
  );
  return sites.map((site) => ({ SiteId: site.number, SiteName: site.name }));
}

async function configurationList(input: CompatCall) {
  const site = await siteOf(input, "readerConfigurations.view");
  const found = await input.call.read((work) =>
    work.tx.readerConfiguration.findMany({
      where: { accountId: accountOf(work), siteId: site.id, deletedAt: null },
      orderBy: { number: "asc" },
      select: { number: true, name: true },
    }),
  );
  return found.map((row) => ({ ConfigurationId: row.number, ConfigurationName: row.name }));
}

async function fieldNames(input: CompatCall) {
  const site = await siteOf(input, "cards.view");
  const { fieldLabels } = await input.call.portal.cards.formOptions({ siteId: site.id });
  return Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`Field${n}`, fieldLabels[n - 1] ?? ""]));
}

/** All cards of a site as one array, written page by page. */
async function cardList(input: CompatCall): Promise<Response> {
  const site = await siteOf(input, "cards.view");
  async function* text() {
    yield "[";
    let after: string | null = null;
    let comma = "";
    do {
      const page: Awaited<ReturnType<typeof compatCardPage>> = await input.call.read((work) =>
        compatCardPage(work, site.id, after),
      );
      if (page.cards.length > 0) yield comma + page.cards.map((card) => JSON.stringify(card)).join(",");
      comma = ",";
      after = page.next;
    } while (after);
    yield "]";
  }
  const body = Readable.toWeb(Readable.from(text())) as ReadableStream;
  return new Response(body.pipeThrough(new TextEncoderStream() as never), {
    headers: { "content-type": "application/json; charset=utf-8" },
  });
}

async function cardOf(input: CompatCall) {
  const site = await siteOf(input, "cards.view");
  const number = neededId(input.params, "vcardId");
  const card = await input.call.read((work) => compatCardOf(work, site.id, number));
  if (!card) throw notFound();
  return { site, card };
}

async function cardDetail(input: CompatCall) {
  return (await cardOf(input)).card;
}

async function cardPreview(input: CompatCall) {
  const { site, card } = await cardOf(input);
  const words = await input.call.read((work) => work.tx.operatorSettings.findFirstOrThrow());
  const picture = await previewCard({
    title: card.ConfigurationName || words.plusProduct,
    name: `${card.FirstName} ${card.LastName}`,
    ident: String(card.PrivateorStidId),
    site: site.name,
    blue: card.ConfigurationName !== "",
  });
  return { FrontVirtualCardPreview: picture.toString("base64"), BackVirtualCardPreview: "" };
}

async function workbook(input: CompatCall, write: typeof exportCards): Promise<Response> {
  const site = await siteOf(input, "reports.view");
  const access = { kind: "site", right: "reports.view" } as const;
  const file = await write(await input.call.file(access, new URLSearchParams({ siteId: site.id })));
  const body = file.content instanceof Readable ? Readable.toWeb(file.content) : file.content;
  return new Response(body as BodyInit, { headers: attachment(file.fileName, file.contentType) });
}
