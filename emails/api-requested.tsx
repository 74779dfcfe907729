import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { apiNumber: string; requestsUrl: string };

/** To the operator: a Web API token was asked for; by its number only (R155, R156). */
export const apiRequested = defineEmail<Data>({
  subject: ({ t, data }) => t("apiRequested.subject", { apiNumber: data.apiNumber }),
  preheader: ({ t }) => t("apiRequested.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("apiRequested.title")}</Title>
      <Paragraph>{t.rich("apiRequested.intro", { apiNumber: data.apiNumber })}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.requestsUrl, label: t("apiRequested.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.requestsUrl} />
    </>
  ),
  sample: { apiNumber: "API28517", requestsUrl: "https://portal.example.com/operator/api-requests" },
});
