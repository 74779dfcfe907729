import { useTranslations } from "next-intl";
import type { LookSource } from "../domain/look";

/** Where a value comes from, and the way back to what it would inherit. */
export function ValueSource({ source, onReset }: { source: LookSource; onReset?: () => void }) {
  const t = useTranslations("personalization.appearance");
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {t(`sources.${source}`)}
      {onReset ? (
        <button type="button" className="link" onClick={onReset}>
          {t("reset")}
        </button>
      ) : null}
    </span>
  );
}
