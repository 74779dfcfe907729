import type { ReactNode } from "react";
import type { EmailBrand } from "../_brand/brand";

/** Values of a mail. Texts are data: they are escaped wherever they stand. */
export type MailValue = string | number | boolean | null | undefined;

type Args = Record<string, MailValue>;

/** Texts of the catalogue `emails`; the brand's words are arguments of each. */
export type MailText = {
  (key: string, args?: Args): string;
  /** The same with `<b>…</b>` in the message as strong text. */
  rich(key: string, args?: Args): ReactNode;
};

export type MailProps<Data> = { brand: EmailBrand; locale: string; t: MailText; data: Data };

export type EmailTemplate<Data> = {
  subject(props: MailProps<Data>): string;
  /** The line that lists of mails show beside the subject. */
  preheader(props: MailProps<Data>): string;
  body(props: MailProps<Data>): ReactNode;
  /** Values that decide what the mail looks like (a kind of card), not only what it says. */
  variants?: readonly (keyof Data & string)[];
  /** Values in which line breaks count. */
  multiline?: readonly (keyof Data & string)[];
  /** What the preview shows. */
  sample: Data;
};

/** Declares a mail. Values named `…Url` must be http(s) addresses. */
export function defineEmail<Data extends Record<string, MailValue>>(
  template: EmailTemplate<Data>,
): EmailTemplate<Data> {
  return template;
}
