"use client";

import { useNow, useTranslations } from "next-intl";
import { z } from "zod";
import { identificationMode } from "../../contract";
import { usableSecrets } from "../../phone/phone-secrets";
import type { HeldCard } from "../../phone/phone-store";
import { useReaderWords } from "./reader-words";

/** What of a configuration card's secrets an installer is shown; its keys stay unread (docs/phone-protocol.md). */
const contents = z.object({
  configuration: z.object({
    settings: z
      .object({
        chips: z.record(z.string(), z.boolean()),
        identificationModes: z.array(identificationMode),
      })
      .nullable()
      .catch(null),
  }),
});

/** For the installer: which readers a configuration makes, and how it gets into them (R251, R268); nothing once its lease has ended. */
export function ConfigurationContents({ held }: { held: HeldCard }) {
  const t = useTranslations("wallet.configuration");
  const { named, modes } = useReaderWords();
  const secrets = usableSecrets(held, useNow({ updateInterval: 60_000 }));
  if (!secrets) return <p className="wl-note">{t("ended")}</p>;
  const settings = contents.safeParse(secrets).data?.configuration.settings;
  const chips = Object.entries(settings?.chips ?? {}).flatMap(([chip, on]) => (on ? [named("settings", chip)] : []));
  return (
    <>
      {settings ? (
        <dl className="wl-rows">
          {[
            [t("reads"), chips.join(", ")],
            [t("modes"), modes(settings.identificationModes)],
          ]
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      ) : (
        <p className="wl-soft">{t("opaque")}</p>
      )}
      <div className="wl-note">
        <p>
          <b>{t("howTitle")}</b>
        </p>
        <p>{t("how")}</p>
      </div>
    </>
  );
}
