import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, TextLink, Title } from "./_components/text";

type Data = {
  /** True while the first request waits for approval. */
  waiting: boolean;
  signInUrl: string;
  forgottenUrl: string;
};

/** To an address for which an account was asked again: what the form itself must not say to strangers. */
export const accountKnown = defineEmail<Data>({
  subject: ({ t }) => t("accountKnown.subject"),
  preheader: ({ t, data }) => t(data.waiting ? "accountKnown.waiting" : "accountKnown.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("accountKnown.title")}</Title>
      <Paragraph>{t("accountKnown.intro")}</Paragraph>
      {data.waiting ? (
        <Paragraph>{t("accountKnown.waiting")}</Paragraph>
      ) : (
        <>
          <Paragraph>{t("accountKnown.signIn")}</Paragraph>
          <Buttons brand={brand} buttons={[{ href: data.signInUrl, label: t("signIn") }]} />
          <PlainAddress label={t("plainAddress")} url={data.signInUrl} />
          <Paragraph>
            <TextLink href={data.forgottenUrl}>{t("accountKnown.forgotten")}</TextLink>
          </Paragraph>
        </>
      )}
      <Note>{t("accountKnown.notYou")}</Note>
    </>
  ),
  sample: {
    waiting: false,
    signInUrl: "https://portal.example.com/login",
    forgottenUrl: "https://portal.example.com/reset",
  },
});
