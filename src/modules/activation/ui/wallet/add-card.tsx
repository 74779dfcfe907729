"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { CodeKind, LinkAnswer } from "../../contract";
import { type PhoneClient, PhoneError } from "../../phone/phone-client";
import type { HeldCard } from "../../phone/phone-store";
import { CardView } from "./card-view";
import { writtenDate } from "./dates";
import { Sheet } from "./sheet";

type Failure = { reason: string; params: Record<string, unknown> };

const failureOf = (error: unknown): Failure =>
  error instanceof PhoneError ? { reason: error.reason, params: error.params } : { reason: "unexpected", params: {} };

/** Reasons after which the same link can't be tried again. */
const FINAL = new Set([
  "used",
  "lostHere",
  "withdrawn",
  "replaced",
  "lapsed",
  "killed",
  "revoked",
  "closed",
  "unknown",
]);

/** Adding the card of a link: what it is, the code where one is needed, and one tap. */
export function AddCard(props: {
  client: PhoneClient;
  token: string;
  onAdded: (card: HeldCard) => void;
  /** The card of the link is in the wallet already. */
  onHeld: (card: HeldCard) => void;
  onClose: () => void;
}) {
  const { client, token, onAdded, onHeld, onClose } = props;
  const t = useTranslations("wallet");
  const [link, setLink] = useState<LinkAnswer | null>(null);
  const [code, setCode] = useState("");
  const [codeKind, setCodeKind] = useState<CodeKind | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function look() {
    setFailure(null);
    try {
      const held = await client.cardOf(token);
      if (held) return onHeld(held);
      const answer = await client.link(token);
      setLink(answer);
      setCodeKind(answer.codeNeeded);
      if (answer.state !== "ready") {
        const lost = answer.state === "used" && client.isOwnDescription(answer.used?.device);
        setFailure({
          reason: lost ? "lostHere" : answer.state,
          params: answer.used ? { at: answer.used.at, device: answer.used.device } : {},
        });
      }
    } catch (error) {
      setFailure(failureOf(error));
    }
  }
  // Once for a link: who holds the card, and what to do about it, does not change by drawing the page again.
  const lookOnce = useRef(look);
  useEffect(() => void lookOnce.current(), []);

  const length = codeKind === "site" ? 6 : 4;
  async function add(event?: FormEvent) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      onAdded(await client.activate(token, codeKind ? code : undefined));
    } catch (error) {
      const failed = failureOf(error);
      const asked = failed.params.codeKind;
      if (asked === "mail" || asked === "site") setCodeKind(asked);
      if (failed.reason === "wrongCode") setCode("");
      setFailure(failed);
    } finally {
      setBusy(false);
    }
  }

  // A used link may be this phone's own, whose answer was lost: asking again tells.
  const final = failure !== null && FINAL.has(failure.reason);
  const mayBeOurs = link?.state === "used" && (failure?.reason === "used" || failure?.reason === "lostHere");
  return (
    <Sheet title={t("add.title")} onClose={onClose}>
      {link?.card && <CardView card={link.card} look={link.look} dimmed={final} />}
      {!link && !failure && <p className="wl-soft">{t("add.looking")}</p>}
      {failure && <FailureNote failure={failure} />}
      {link && !final && (
        <form onSubmit={add} noValidate>
          {codeKind && (
            <div className="wl-code">
              <label htmlFor="wl-code">{t(`add.code.${codeKind}`)}</label>
              <input
                id="wl-code"
                value={code}
                onChange={(event) =>
                  setCode(
                    event.target.value.replace(codeKind === "site" ? /[^0-9A-Za-z]/g : /\D/g, "").slice(0, length),
                  )
                }
                ref={focusOnce}
                inputMode={codeKind === "site" ? "text" : "numeric"}
                autoComplete="one-time-code"
                maxLength={length}
                placeholder={"•".repeat(length)}
                aria-describedby="wl-code-hint"
              />
              <p id="wl-code-hint" className="wl-soft">
                {t(`add.hint.${codeKind}`)}
              </p>
            </div>
          )}
          <button
            type="submit"
            className="wl-act wl-first"
            disabled={busy || (codeKind !== null && code.length !== length)}
          >
            {busy ? t("add.adding") : t("add.button")}
          </button>
        </form>
      )}
      {mayBeOurs && (
        <button type="button" className="wl-act" onClick={() => void add()} disabled={busy}>
          {t("add.wasHere")}
        </button>
      )}
      {failure && !final && !link && (
        <button type="button" className="wl-act" onClick={() => void look()}>
          {t("tryAgain")}
        </button>
      )}
      <p className="wl-soft">{t("add.privacy")}</p>
    </Sheet>
  );
}

/** The field that matters is where typing goes, as soon as it appears. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}

/** Why it did not work, and what to do now. */
function FailureNote({ failure }: { failure: Failure }) {
  const t = useTranslations("wallet");
  const locale = useLocale();
  const { params } = failure;
  const key = KNOWN.has(failure.reason) ? failure.reason : "unexpected";
  const at = typeof params.at === "string" ? writtenDate(locale, params.at) : "";
  return (
    <div className="wl-note" role="alert">
      <p>
        <b>{t(`failure.${key}.title`)}</b>
      </p>
      <p>
        {t(`failure.${key}.text`, {
          date: at,
          device: typeof params.device === "string" ? params.device : "",
          tries: typeof params.triesLeft === "number" ? params.triesLeft : 0,
          origin: typeof params.origin === "string" ? params.origin : "",
        })}
      </p>
    </div>
  );
}

const KNOWN = new Set([
  "used",
  "lostHere",
  "withdrawn",
  "replaced",
  "lapsed",
  "killed",
  "revoked",
  "closed",
  "unknown",
  "wrongCode",
  "codeNeeded",
  "malformedCode",
  "offline",
  "clock",
  "audience",
  "tooMany",
]);

/** Takes the link from a pasted text: the whole address, or the token alone. */
export function tokenOf(text: string): string | null {
  const found = /(?:\/a\/|\/wallet#|^)([A-Za-z0-9_-]{60,100})(?:$|[\s?#/])/.exec(text.trim());
  return found?.[1] ?? null;
}

/** For the installed app, whose storage is its own: the link is copied from the e-mail and pasted here. */
export function PasteLink({ onToken, onClose }: { onToken: (token: string) => void; onClose: () => void }) {
  const t = useTranslations("wallet");
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    const token = tokenOf(text);
    setWrong(!token);
    if (token) onToken(token);
  }
  return (
    <Sheet title={t("paste.title")} onClose={onClose}>
      <form onSubmit={submit} noValidate className="wl-paste">
        <label htmlFor="wl-link">{t("paste.label")}</label>
        <input
          id="wl-link"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          inputMode="url"
          aria-invalid={wrong || undefined}
          aria-describedby="wl-link-hint"
        />
        <p id="wl-link-hint" className={wrong ? "wl-wrong" : "wl-soft"} role={wrong ? "alert" : undefined}>
          {wrong ? t("paste.wrong") : t("paste.hint")}
        </p>
        <button type="submit" className="wl-act wl-first" disabled={text.trim() === ""}>
          {t("paste.button")}
        </button>
      </form>
    </Sheet>
  );
}
