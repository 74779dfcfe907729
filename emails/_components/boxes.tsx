import { Fragment, type ReactNode } from "react";
import { fontFamily, light } from "./palette";

/** A code to type elsewhere: one text, so that it can be copied and read aloud. */
export function CodeBox({ label, code, hint }: { label: string; code: string; hint: string }) {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ margin: "0 0 20px", borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td
            className="box"
            align="center"
            style={{
              padding: "16px",
              backgroundColor: light.box,
              border: `1px solid ${light.line}`,
              borderRadius: "8px",
            }}
          >
            <p className="soft" style={{ margin: 0, fontSize: "14px", lineHeight: "20px", color: light.soft }}>
              {label}
            </p>
            <p
              className="ink"
              style={{
                margin: "4px 0",
                fontSize: "34px",
                lineHeight: "42px",
                fontWeight: 700,
                letterSpacing: "8px",
                paddingLeft: "8px",
                color: light.ink,
                fontFamily: `"SF Mono", Consolas, Menlo, monospace`,
              }}
            >
              {code}
            </p>
            <p className="soft" style={{ margin: 0, fontSize: "14px", lineHeight: "20px", color: light.soft }}>
              {hint}
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Words of a person, line breaks kept. */
export function Quote({ label, text }: { label: string; text: string }) {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ margin: "0 0 20px", borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td
            className="box"
            style={{
              padding: "14px 16px",
              backgroundColor: light.box,
              border: `1px solid ${light.line}`,
              borderRadius: "8px",
            }}
          >
            <p className="soft" style={{ margin: "0 0 4px", fontSize: "14px", lineHeight: "20px", color: light.soft }}>
              {label}
            </p>
            <p className="ink" style={{ margin: 0, fontSize: "16px", lineHeight: "24px", color: light.ink }}>
              <Lines text={text} />
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Lines({ text }: { text: string }) {
  return text.split("\n").map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
    <Fragment key={index}>
      {index > 0 ? <br /> : null}
      {line}
    </Fragment>
  ));
}

/** Names and values below each other; empty values are left out. */
export function Facts({ rows }: { rows: [label: string, value: string | null | undefined][] }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} style={{ margin: "0 0 20px" }}>
      <tbody>
        {rows.map(([label, value]) =>
          value ? (
            <tr key={label}>
              <td className="line" style={{ padding: "8px 0", borderBottom: `1px solid ${light.line}` }}>
                <span className="soft" style={{ fontSize: "14px", lineHeight: "20px", color: light.soft }}>
                  {label}
                </span>
                <br />
                <span
                  className="ink"
                  style={{ fontSize: "16px", lineHeight: "24px", color: light.ink, wordBreak: "break-word" }}
                >
                  {value}
                </span>
              </td>
            </tr>
          ) : null,
        )}
      </tbody>
    </table>
  );
}

const CARD_COLOURS = { PRIVATE_ID: "#1557a8", MOBILE_ID_PLUS: "#b4470f", CONFIGURATION: "#3b4658" } as const;

/** The card as it will look on the phone: blue, orange, or grey for configuration cards. */
export function CardPicture(props: {
  kind: keyof typeof CARD_COLOURS;
  product: string;
  holder: string;
  company: string;
  site: ReactNode;
}) {
  const colour = CARD_COLOURS[props.kind];
  const line = { display: "block", color: "#ffffff", fontFamily };
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      data-skip-in-text="true"
      style={{ maxWidth: "340px", margin: "4px auto 24px", borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td style={{ backgroundColor: colour, borderRadius: "14px", padding: "20px 22px" }}>
            <span style={{ ...line, fontSize: "13px", lineHeight: "18px" }}>{props.product}</span>
            <span style={{ ...line, fontSize: "16px", lineHeight: "24px", fontWeight: 600, paddingBottom: "36px" }}>
              {props.company}
            </span>
            <span style={{ ...line, fontSize: "20px", lineHeight: "28px", fontWeight: 700 }}>{props.holder}</span>
            <span style={{ ...line, fontSize: "14px", lineHeight: "20px" }}>{props.site}</span>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
