import "server-only";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import type { Actor } from "@/authz";
import { guideFor } from "@/modules/support/server";
import { productWords } from "./words";

/** The user guide for who is signed in, with the topic that an address names, or the first; a topic that there is none of is no page. */
export async function guideTopic(actor: Actor, path: string[] = []) {
  const { encoder, plusProduct, settingsApp } = await productWords();
  const chapters = guideFor(await getLocale(), actor.accountType, { encoder, plusProduct, settingsApp }, (file) =>
    existsSync(join(process.cwd(), file)),
  );
  const topics = chapters.flatMap((chapter) => chapter.topics);
  const topic = path.length === 0 ? topics[0] : topics.find(({ id }) => path.length === 1 && id === path[0]);
  if (!topic) notFound();
  return { chapters, current: topic.id };
}
