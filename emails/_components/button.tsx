import type { CSSProperties } from "react";
import type { EmailBrand } from "../_brand/brand";
import { mailColours } from "../_brand/colours";

type ButtonProps = { brand: EmailBrand; href: string; label: string };

/** A cell that is a button: Outlook for Windows pads the cell (mso-padding-alt), all others the link. */
function ButtonCell({ brand, href, label }: ButtonProps) {
  const { accent, accentText } = mailColours(brand);
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td
            align="center"
            className="cta"
            style={
              {
                backgroundColor: accent,
                border: `1px solid ${accent}`,
                borderRadius: "8px",
                msoPaddingAlt: "16px 24px",
              } as CSSProperties
            }
          >
            <a
              href={href}
              target="_blank"
              rel="noopener"
              style={{
                display: "block",
                padding: "16px 24px",
                fontSize: "17px",
                lineHeight: "24px",
                fontWeight: 600,
                color: accentText,
                textDecoration: "none",
                borderRadius: "8px",
              }}
            >
              {label}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** One button, as wide as the text, or two side by side; on a phone each has a line of its own. */
export function Buttons({ brand, buttons }: { brand: EmailBrand; buttons: { href: string; label: string }[] }) {
  const width = `${Math.floor(100 / buttons.length)}%`;
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} style={{ margin: "8px 0 12px" }}>
      <tbody>
        <tr>
          {buttons.map((button, index) => (
            <td
              key={button.label}
              className="stack"
              width={width}
              valign="top"
              style={{
                width,
                padding: buttons.length === 1 ? "0 0 12px" : index === 0 ? "0 8px 12px 0" : "0 0 12px 8px",
              }}
            >
              <ButtonCell brand={brand} href={button.href} label={button.label} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
