import { headers } from "next/headers";
import type { ReactNode } from "react";
import { shownLook } from "@/composition/look";
import { productWords } from "@/composition/words";
import { PublicShell } from "@/shared/ui/app-shell";
import { LookFooter, LookStyle, logoOf } from "../look-parts";
import { PreferenceSwitches } from "../shell-parts";

type Props = {
  wide?: boolean;
  /** Whose look the page has; the operator's unless told. */
  accountId?: string | null;
  children: ReactNode;
};

/** The frame of pages for visitors. */
export async function PublicFrame({ wide, accountId = null, children }: Props) {
  const [words, look, head] = await Promise.all([productWords(), shownLook(accountId), headers()]);
  return (
    <>
      <LookStyle look={look} nonce={head.get("x-nonce") ?? undefined} />
      <PublicShell
        wide={wide}
        brand={{ name: words.productName, logo: logoOf(look) }}
        aside={
          <div className="flex items-center gap-1">
            <PreferenceSwitches />
          </div>
        }
        footer={<LookFooter look={look} productName={words.productName} />}
      >
        {children}
      </PublicShell>
    </>
  );
}
