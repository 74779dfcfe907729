"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Card } from "@/shared/ui/card";
import { Switch } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** Whether the account requires a second factor of all its users (decisions, section 12); the operator's own has rights of its own. */
export function SecondFactorRulePanel({ canEdit, ofOperator = false }: { canEdit: boolean; ofOperator?: boolean }) {
  const t = useTranslations("access.factor");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText } = useErrorText();
  const rule = useQuery((ofOperator ? trpc.secondFactor.operatorRule : trpc.secondFactor.rule).queryOptions());
  const change = useMutation(
    (ofOperator ? trpc.secondFactor.requireOfOperator : trpc.secondFactor.require).mutationOptions({
      onSuccess: (_answer, { required }) => toast.success(t(required ? "ruleOn" : "ruleOff")),
      onError: (error) => toast.error(errorText(error)),
      onSettled: () => client.invalidateQueries(trpc.secondFactor.pathFilter()),
    }),
  );
  if (!rule.data) return null;
  return (
    <Card title={t("ruleTitle")} description={t("ruleText", { with: rule.data.with, users: rule.data.users })}>
      <Switch
        label={t("rule")}
        checked={rule.data.required}
        disabled={!canEdit || change.isPending}
        onChange={(event) => change.mutate({ required: event.target.checked })}
      />
    </Card>
  );
}
