import type { ReactNode } from "react";
import { productWords } from "@/composition/words";
import { PublicShell } from "@/shared/ui/app-shell";
import { PreferenceSwitches } from "../shell-parts";

/** The frame of pages for visitors. */
export async function PublicFrame({ wide, children }: { wide?: boolean; children: ReactNode }) {
  const words = await productWords();
  return (
    <PublicShell
      wide={wide}
      brand={{ name: words.productName }}
      aside={
        <div className="flex items-center gap-1">
          <PreferenceSwitches />
        </div>
      }
      footer={words.copyright}
    >
      {children}
    </PublicShell>
  );
}
