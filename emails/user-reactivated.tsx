import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { userName: string; accountName: string; signInUrl: string };

/** To a user who may sign in again (R096). */
export const userReactivated = defineEmail<Data>({
  subject: ({ t, data }) => t("userReactivated.subject", { accountName: data.accountName }),
  preheader: ({ t }) => t("userReactivated.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("userReactivated.title")}</Title>
      <Paragraph>{t("greeting", { name: data.userName })}</Paragraph>
      <Paragraph>{t.rich("userReactivated.intro", { accountName: data.accountName })}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.signInUrl, label: t("signIn") }]} />
      <PlainAddress label={t("plainAddress")} url={data.signInUrl} />
    </>
  ),
  sample: {
    userName: "James Daniel",
    accountName: "Riverside Offices Ltd",
    signInUrl: "https://portal.example.com/login",
  },
});
