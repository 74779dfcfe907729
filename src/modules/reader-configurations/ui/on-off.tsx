import { useTranslations } from "next-intl";
import { Badge } from "@/shared/ui/badge";

/** ON or OFF, told by word and form, not by colour alone. */
export function OnOff({ on }: { on: boolean }) {
  const t = useTranslations("readerConfigurations");
  return (
    <Badge tone={on ? "success" : "neutral"} dot={on ? true : "hollow"}>
      {t(on ? "preview.on" : "preview.off")}
    </Badge>
  );
}
