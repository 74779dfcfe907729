"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCcw, Workflow } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { PageHeader } from "@/shared/ui/page-header";
import { EmptyState, ErrorState, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";

/** Jobs that failed: those that gave up first, then those that will be tried again. */
export function Jobs({ mayAct, timeZone }: { mayAct: boolean; timeZone: string }) {
  const t = useTranslations("operator.jobs");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  useLive(["operator"]);
  const jobs = useQuery({ ...trpc.operator.jobs.queryOptions(), refetchInterval: 10_000 });
  const retry = useMutation(
    trpc.operator.retryJob.mutationOptions({
      onSuccess: () => toast.success(t("retried")),
      onError: (error) => toast.error(errorText(error)),
      onSettled: () => jobs.refetch(),
    }),
  );
  const time = (iso: string) => formatDateTime(iso, { timeZone });
  const rows = jobs.data;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Card padding={false}>
        {jobs.isError ? (
          <ErrorState title={errorText(jobs.error)} retry={{ label: t("again"), onClick: () => jobs.refetch() }} />
        ) : rows === undefined ? (
          <div className="p-5">
            <SkeletonText lines={4} />
          </div>
        ) : rows.length === 0 ? (
          <EmptyState icon={<Workflow />} title={t("empty")} description={t("emptyText")} />
        ) : (
          <ul className="divide-y divide-line">
            {rows.map((job) => (
              <li key={job.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-4">
                <div className="min-w-0 flex-1 basis-80 space-y-1 text-sm">
                  <p className="flex flex-wrap items-center gap-2.5 font-medium">
                    {t.has(`names.${job.task}` as never) ? t(`names.${job.task}` as never) : job.task}
                    <Badge tone={job.dead ? "danger" : "warning"} dot>
                      {t(job.dead ? "dead" : "retrying")}
                    </Badge>
                  </p>
                  <p className="break-words text-muted">{job.error}</p>
                  <p className="text-xs text-muted">
                    {t("attempts", { attempts: job.attempts, of: job.maxAttempts })}
                    {" · "}
                    {t("created", { time: time(job.createdAt) })}
                    {job.dead ? null : ` · ${t("next", { time: time(job.nextAt) })}`}
                  </p>
                </div>
                {mayAct ? (
                  <Button
                    size="sm"
                    icon={<RotateCcw />}
                    busy={retry.isPending && retry.variables.id === job.id}
                    onClick={() => retry.mutate({ id: job.id, task: job.task })}
                  >
                    {t("retry")}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
