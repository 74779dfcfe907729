import { Facts } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  requestedType: "RESELLER" | "END_CUSTOMER";
  requestCompany: string;
  contactName: string;
  contactAddress: string;
  phone?: string | null;
  country?: string | null;
  /** The request in the operator's console. */
  requestUrl: string;
};

/** To the operator: an account waits for approval (R006). */
export const accountRequestForOperator = defineEmail<Data>({
  variants: ["requestedType"],
  subject: ({ t, data }) => t("accountRequestForOperator.subject", { requestCompany: data.requestCompany }),
  preheader: ({ t, data }) => t("accountRequestForOperator.preheader", { contactName: data.contactName }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("accountRequestForOperator.title")}</Title>
      <Paragraph>{t("accountRequestForOperator.intro")}</Paragraph>
      <Facts
        rows={[
          [t("facts.company"), data.requestCompany],
          [t("facts.accountType"), t("facts.accountTypeName", { type: data.requestedType })],
          [t("facts.contact"), data.contactName],
          [t("facts.email"), data.contactAddress],
          [t("facts.phone"), data.phone],
          [t("facts.country"), data.country],
        ]}
      />
      <Buttons brand={brand} buttons={[{ href: data.requestUrl, label: t("accountRequestForOperator.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.requestUrl} />
    </>
  ),
  sample: {
    requestedType: "END_CUSTOMER",
    requestCompany: "Riverside Offices Ltd",
    contactName: "Claudia Durand",
    contactAddress: "support@riverside.example.com",
    phone: "+44 20 7946 0018",
    country: "United Kingdom",
    requestUrl: "https://portal.example.com/operator/requests/0190",
  },
});
