import { aCard, aSending } from "@tests/factories/cards";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { type ContractDocument, contractOperations, runContract } from "@tests/support/contract";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { openApiDocument } from "@/composition/web-api";
import { cardImport } from "@/modules/cards/server";
import { checkImportJob } from "@/modules/imports/server";
import { aPerson, aRestClient } from "./rest";

const SECRET_HOST = "confidential.example.com";
const document = openApiDocument() as unknown as ContractDocument;

test("every operation says its right, its problems and its limits", () => {
  const operations = contractOperations(document);
  expect(operations.length).toBeGreaterThan(50);
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
  for (const operation of operations) {
    expect(operation).toMatchObject({ "x-right": expect.any(String), summary: expect.any(String) });
    for (const status of ["400", "401", "403", "404", "429", "500"])
      expect(operation.responses[status], `${operation.operationId} ${status}`).toBeDefined();
  }
});

test("every operation keeps its contract whatever it is given", { timeout: 280_000 }, async () => {
  const client = await aRestClient(1_000);
  const other = await aRestClient(0);
  const secret = "Confidential Ltd";
  const hidden = await aSite(other.account.id, { name: secret });
  const hiddenCard = await aCard(hidden, { firstName: secret });
  const cards: string[] = [hiddenCard.id];
  for (let i = 0; i < 4; i++) {
    const card = await aCard(client.site, i % 2 ? {} : { configurationId: client.configuration.id });
    if (i > 1) await aSending(card.id, { price: 1 });
    cards.push(card.id);
  }
  const { id: configuratorId } = (
    await client.call("POST", `${client.at}/configurators`, {
      body: { firstName: "Ines", lastName: "BLANC", email: "ines@example.com" },
    })
  ).json;
  const { id: spareConfiguratorId } = (
    await client.call("POST", `${client.at}/configurators`, {
      body: { firstName: "Eva", lastName: "GRIS", email: "eva@example.com" },
    })
  ).json;
  await client.call("POST", `${client.at}/configuration-cards`, {
    body: { configuratorIds: [configuratorId], configurationIds: [client.configuration.id] },
  });
  const assigned = (await client.call("GET", `${client.at}/configuration-cards`)).json.data;
  const file = () => {
    const form = new FormData();
    form.set("file", new File(["First Name,Last Name,Email\nAnn,BLACK,a@example.com\n"], "c.csv"));
    return form;
  };
  const upload = (await client.call("POST", `${client.at}/imports`, { body: file() })).json;
  await checkImportJob([cardImport])({ accountId: client.account.id, importId: upload.id } as never, {
    attempt: 1,
    lastAttempt: false,
    addJob: (() => {}) as never,
  });
  const rows = (await client.call("GET", `${client.at}/imports/${upload.id}/rows`)).json.data;
  const job = (
    await client.call("POST", `${client.at}/card-jobs`, { body: { action: "send", cardIds: cards.slice(1) } })
  ).json;
  const address = { url: "https://hooks.example.com/contract", events: ["cards", "users"] };
  const webhook = (await client.call("POST", "/webhooks", { body: address })).json;
  const delivery = (await client.call("POST", `/webhooks/${webhook.id}/test`)).json;
  const hiddenHook = (await other.call("POST", "/webhooks", { body: { ...address, url: `https://${SECRET_HOST}/` } }))
    .json;
  const hiddenDelivery = (await other.call("POST", `/webhooks/${hiddenHook.id}/test`)).json;
  const spare = await aSite(client.account.id);
  const configuration = await aConfiguration(hidden);
  await client.call("POST", `${client.at}/cards`, { body: aPerson() });

  const { faults, statuses } = await runContract({
    document,
    runs: 16,
    seed: 20_261_124,
    file,
    secrets: [secret, SECRET_HOST, other.account.id, hidden.id, hiddenCard.id, configuration.id, hiddenHook.id],
    ids: {
      siteId: [client.site.id, client.site.id, client.site.id, spare.id, hidden.id],
      cardId: [
        ...cards,
        ...Array(3)
          .fill(assigned.map((card: { id: string }) => card.id))
          .flat(),
      ],
      configurationId: [client.configuration.id, client.configuration.id, configuration.id],
      configuratorId: [configuratorId, configuratorId, spareConfiguratorId],
      importId: [upload.id],
      rowId: rows.map((row: { id: string }) => row.id),
      webhookId: [webhook.id, webhook.id, webhook.id, hiddenHook.id],
      deliveryId: [delivery.id, delivery.id, hiddenDelivery.id],
      jobId: [job.id],
    },
    async send({ method, path, headers, body }) {
      await asSystem(({ tx }) => tx.rateLimit.deleteMany({}));
      return client.send(method, path, headers, body);
    },
  });
  expect(
    faults.map((fault) => `${fault.operation}: ${fault.what} ${JSON.stringify(fault.request)}`.slice(0, 700)),
  ).toEqual([]);
  const all = contractOperations(document);
  expect(Object.keys(statuses).sort()).toEqual(all.map((operation) => operation.operationId).sort());
  const answered = (operationId: string, range: RegExp) =>
    Object.keys(statuses[operationId] ?? {}).some((status) => range.test(status));
  const never = (range: RegExp) => Object.keys(statuses).filter((operationId) => !answered(operationId, range));
  // Each one refused something.
  expect(never(/^4/).sort()).toEqual([]);
  // What a phone has to come before (revoking, moving) and what was deleted by chance is tried elsewhere; the rest did something, too.
  const everyday = [
    "createSite",
    "addCard",
    "editCard",
    "sendCard",
    "changeCards",
    "addConfigurator",
    "assignConfigurations",
  ];
  expect(never(/^2/).filter((operationId) => everyday.includes(operationId))).toEqual([]);
  expect(never(/^2/).length).toBeLessThan(all.length / 3);
});
