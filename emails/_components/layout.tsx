import { Body } from "@react-email/body";
import { Head } from "@react-email/head";
import { Html } from "@react-email/html";
import { Img } from "@react-email/img";
import type { ReactNode } from "react";
import type { EmailBrand } from "../_brand/brand";
import { mailColours } from "../_brand/colours";
import { Footer } from "./footer";
import { dark, fontFamily, light } from "./palette";
import type { MailText } from "./template";

/*
 * Styles that clients honour only in a style sheet; all else is inline. [data-ogsc] is Outlook's own dark mode.
 * Buttons and the card keep their colours: dark mode must not take a brand's colours away.
 */
const darkRules = (scope: (selector: string) => string) =>
  `${scope(".page")}{background-color:${dark.page}!important}` +
  `${scope(".sheet")}{background-color:${dark.sheet}!important;border-color:${dark.line}!important}` +
  `${scope(".ink")}{color:${dark.ink}!important}` +
  `${scope(".soft")}{color:${dark.soft}!important}` +
  `${scope(".link")}{color:${dark.link}!important}` +
  `${scope(".box")}{background-color:${dark.box}!important;border-color:${dark.line}!important}` +
  `${scope(".cta")}{border-color:${dark.edge}!important}` +
  `${scope(".line")}{border-color:${dark.line}!important}`;

const sheet =
  `:root{color-scheme:light dark;supported-color-schemes:light dark}` +
  `@media (max-width:480px){.gutter{padding-left:20px!important;padding-right:20px!important}` +
  `.outer{padding:0!important}.sheet{border-radius:0!important;border-left:0!important;border-right:0!important}` +
  `.stack{display:block!important;width:100%!important;box-sizing:border-box!important;padding:0 0 12px!important}}` +
  `@media (prefers-color-scheme:dark){${darkRules((selector) => selector)}}` +
  darkRules((selector) => `[data-ogsc] ${selector}`);

/** Fills the rest of the preview line, so that clients don't show the header there. */
const FILLER = "\u034f\u00a0\u200c".repeat(60);

type Props = { brand: EmailBrand; locale: string; t: MailText; preheader: string; children: ReactNode };

/** The frame of every mail: preview line, header with the brand, sheet, footer. */
export function Layout({ brand, locale, t, preheader, children }: Props) {
  const colours = mailColours(brand);
  return (
    <Html lang={locale} dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{brand.companyName}</title>
        <style>{sheet}</style>
      </Head>
      <Body className="page" style={{ margin: 0, padding: 0, backgroundColor: light.page, fontFamily }}>
        <div
          data-skip-in-text="true"
          style={{ display: "none", overflow: "hidden", lineHeight: "1px", opacity: 0, maxHeight: 0, maxWidth: 0 }}
        >
          {preheader}
          {FILLER}
        </div>
        <table
          role="presentation"
          width="100%"
          cellPadding={0}
          cellSpacing={0}
          border={0}
          className="page"
          style={{ backgroundColor: light.page }}
        >
          <tbody>
            <tr>
              <td align="center" className="outer" style={{ padding: "24px 12px" }}>
                <table
                  role="presentation"
                  width="100%"
                  cellPadding={0}
                  cellSpacing={0}
                  border={0}
                  className="sheet"
                  style={{
                    maxWidth: "600px",
                    margin: "0 auto",
                    backgroundColor: light.sheet,
                    border: `1px solid ${light.line}`,
                    borderRadius: "12px",
                    borderCollapse: "separate",
                    overflow: "hidden",
                  }}
                >
                  <tbody>
                    <tr>
                      <td
                        className="gutter"
                        style={{ padding: "20px 32px", backgroundColor: colours.headerBackground, textAlign: "left" }}
                        {...skipInText}
                      >
                        {brand.logoUrl ? (
                          <Img
                            src={brand.logoUrl}
                            alt={brand.companyName}
                            height={40}
                            style={{
                              display: "block",
                              height: "40px",
                              maxWidth: "260px",
                              color: colours.headerText,
                              fontSize: "20px",
                              fontWeight: 700,
                            }}
                          />
                        ) : (
                          <span
                            style={{ fontSize: "20px", lineHeight: "28px", fontWeight: 700, color: colours.headerText }}
                          >
                            {brand.companyName}
                          </span>
                        )}
                      </td>
                    </tr>
                    <tr>
                      <td className="gutter" style={{ padding: "32px 32px 24px", textAlign: "left" }}>
                        {children}
                      </td>
                    </tr>
                    <tr>
                      <td
                        className="gutter line"
                        style={{ padding: "20px 32px 28px", borderTop: `1px solid ${light.line}`, textAlign: "left" }}
                      >
                        <Footer brand={brand} t={t} />
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </Body>
    </Html>
  );
}

/** The header says nothing that the footer does not. */
const skipInText = { "data-skip-in-text": "true" };
