"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { Checkbox, Input } from "@/shared/ui/input";
import { Notice, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { Assigned } from "../contract";

/** Gives several configurators several configurations at once; from here and from the reader configurations (R261, R264; figures 73, 76). */
export function AssignDialog({
  siteId,
  configuratorIds = [],
  configurationIds = [],
  onClose,
}: {
  siteId: string;
  /** Chosen already. */
  configuratorIds?: string[];
  configurationIds?: string[];
  onClose: () => void;
}) {
  const t = useTranslations("configurators.assign");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { errorText } = useErrorText();
  const options = useQuery(trpc.configurators.options.queryOptions({ siteId }, { staleTime: 0 }));
  const [people, setPeople] = useState<ReadonlySet<string>>(new Set(configuratorIds));
  const [configurations, setConfigurations] = useState<ReadonlySet<string>>(new Set(configurationIds));
  const [result, setResult] = useState<Assigned | null>(null);
  const assign = useMutation(
    trpc.configurationCards.assign.mutationOptions({
      onSuccess: (answer) => {
        void queries.invalidateQueries(trpc.configurationCards.pathFilter());
        void queries.invalidateQueries(trpc.configurators.pathFilter());
        if (answer.assigned > 0) toast.success(t("done", { count: answer.assigned }));
        if (answer.skipped.length === 0) onClose();
        else setResult(answer);
      },
    }),
  );
  const run = () => assign.mutate({ siteId, configuratorIds: [...people], configurationIds: [...configurations] });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="lg"
      dismissible={!assign.isPending}
      title={t("title")}
      description={result ? undefined : t("text")}
      footer={
        result ? (
          <Button variant="primary" onClick={onClose} data-autofocus="">
            {t("close")}
          </Button>
        ) : (
          <Button
            variant="primary"
            busy={assign.isPending}
            disabled={people.size === 0 || configurations.size === 0}
            onClick={run}
          >
            {t("confirm")}
          </Button>
        )
      }
    >
      {result ? (
        <div className="space-y-2 text-sm" role="status">
          <p>{t("done", { count: result.assigned })}</p>
          <p className="text-muted">{t("skippedTitle", { count: result.skipped.length })}</p>
          <ul className="list-disc space-y-0.5 pl-5">
            {result.skipped.map((pair) => (
              <li key={`${pair.configuration} ${pair.configurator}`}>{t("skippedLine", pair)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {!result && options.isPending ? <SkeletonText lines={6} /> : null}
      {!result && options.isError ? <Notice tone="danger">{errorText(options.error)}</Notice> : null}
      {!result && options.data ? (
        <div className="grid gap-6 sm:grid-cols-2">
          <Choices
            label={t("configurators")}
            items={options.data.configurators.map(({ id, name, email }) => ({ id, label: name, hint: email }))}
            chosen={people}
            onChange={setPeople}
            none={{ text: t("noConfigurators"), link: t("toConfigurators"), href: `/sites/${siteId}/configurators` }}
            onLeave={onClose}
          />
          <Choices
            label={t("configurations")}
            items={options.data.configurations.map(({ id, name }) => ({ id, label: name }))}
            chosen={configurations}
            onChange={setConfigurations}
            none={{ text: t("noConfigurations"), link: t("toConfigurations"), href: `/sites/${siteId}/configurations` }}
            onLeave={onClose}
          />
        </div>
      ) : null}
      {assign.isError ? (
        <Notice tone="danger" className="mt-3">
          {errorText(assign.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** Any number of a list, with a search where it is long. */
function Choices({
  label,
  items,
  chosen,
  onChange,
  none,
  onLeave,
}: {
  label: string;
  items: { id: string; label: string; hint?: string }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  none: { text: string; link: string; href: string };
  onLeave: () => void;
}) {
  const t = useTranslations("configurators.assign");
  const [text, setText] = useState("");
  const shown = items.filter((item) => `${item.label} ${item.hint ?? ""}`.toLowerCase().includes(text.toLowerCase()));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      {items.length === 0 ? (
        <p className="text-sm text-muted">
          {none.text}{" "}
          <NextLink className="link" href={none.href} onClick={onLeave}>
            {none.link}
          </NextLink>
        </p>
      ) : null}
      {items.length > 8 ? (
        <Input
          type="search"
          aria-label={`${label}: ${t("find")}`}
          placeholder={t("find")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mb-2"
        />
      ) : null}
      <div className="max-h-72 space-y-2 overflow-y-auto p-1">
        {shown.map((item) => (
          <Checkbox
            key={item.id}
            label={item.label}
            hint={item.hint}
            checked={chosen.has(item.id)}
            onChange={(event) => toggle(item.id, event.target.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
