"use client";

import { CircleHelp } from "lucide-react";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cx } from "@/shared/ui/cx";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { PageHeader } from "@/shared/ui/page-header";
import { EmptyState, Notice } from "@/shared/ui/states";
import type { GuideBlock, GuideChapter, GuideTopic } from "../guide/guide";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const textOf = (block: GuideBlock) =>
  typeof block === "string" ? block : Array.isArray(block) ? block.join(" ") : block.note;
const everything = (topic: GuideTopic) => plain([topic.title, ...topic.blocks.map(textOf)].join(" "));

/** The user guide: its topics, found by any word as one types, and one of them in full. */
export function GuidePage({
  chapters,
  current,
  base,
}: {
  chapters: GuideChapter[];
  current: string;
  /** Where the guide is; a topic is below it. */
  base: string;
}) {
  const t = useTranslations("support.guidePage");
  const [term, setTerm] = useState("");
  const words = plain(term).split(/\s+/).filter(Boolean);
  const found = chapters
    .map((chapter) => ({
      ...chapter,
      topics: chapter.topics.filter((topic) => words.every((word) => everything(topic).includes(word))),
    }))
    .filter((chapter) => chapter.topics.length > 0);
  const topics = chapters.flatMap((chapter) => chapter.topics);
  const at = topics.findIndex((topic) => topic.id === current);
  const topic = topics[at];
  const link = (to: GuideTopic | undefined, label: string) =>
    to ? <TextLink href={`${base}/${to.id}`}>{`${label}: ${to.title}`}</TextLink> : <span />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid items-start gap-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <div className="space-y-4 lg:sticky lg:top-4">
          <FormField label={t("search")} name="term">
            <Input type="search" value={term} onChange={(event) => setTerm(event.target.value)} />
          </FormField>
          <Card padding={false}>
            <nav aria-label={t("contents")} className="max-h-[60vh] overflow-y-auto py-2 text-sm max-lg:max-h-72">
              {found.map((chapter) => (
                <section key={chapter.id} className="px-2 py-1.5">
                  <h2 className="px-2 py-1 text-xs font-semibold text-muted">{chapter.title}</h2>
                  <ul>
                    {chapter.topics.map((one) => (
                      <li key={one.id}>
                        <NextLink
                          href={`${base}/${one.id}`}
                          aria-current={one.id === current ? "page" : undefined}
                          className={cx(
                            "block rounded-md px-2 py-1.5 hover:bg-hover",
                            one.id === current && "bg-selected font-medium",
                          )}
                        >
                          {one.title}
                        </NextLink>
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </nav>
            {found.length === 0 ? <EmptyState icon={<CircleHelp />} title={t("none", { term: term.trim() })} /> : null}
          </Card>
        </div>
        {topic ? (
          <Card>
            <article className="max-w-[46rem]">
              <h2 className="text-xl">{topic.title}</h2>
              <div className="mt-3 space-y-3 text-base">
                {topic.blocks.map((block) => (
                  <Block key={textOf(block)} block={block} />
                ))}
              </div>
              {topic.image ? <Picture image={topic.image} alt={topic.alt ?? ""} /> : null}
            </article>
            <div className="mt-5 flex flex-wrap justify-between gap-3 border-line border-t pt-3 text-sm">
              {link(topics[at - 1], t("previous"))}
              {link(topics[at + 1], t("next"))}
            </div>
          </Card>
        ) : null}
      </div>
    </>
  );
}

function Block({ block }: { block: GuideBlock }) {
  if (typeof block === "string") return <p>{block}</p>;
  if (!Array.isArray(block)) return <Notice tone="info">{block.note}</Notice>;
  return (
    <ol className="list-decimal space-y-1.5 pl-5">
      {block.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

/** A screenshot of the product, in the reader's language where there is one; its size is known, so that nothing moves when it arrives. */
function Picture({ image, alt }: { image: string; alt: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: a small file of the product itself, at the size in which it is shown
    <img
      src={`/guide/${image}.jpg`}
      alt={alt}
      width={1200}
      height={760}
      loading="lazy"
      className="mt-5 h-auto w-full rounded-lg border border-line"
    />
  );
}
