"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { DefinitionList } from "@/shared/ui/details";
import { Drawer } from "@/shared/ui/dialog";
import { ErrorState, SkeletonText } from "@/shared/ui/states";
import { Tabs } from "@/shared/ui/tabs";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** One mail: its HTML in a frame that can run nothing, and its text. */
export function MailDrawer({ id, timeZone, onClose }: { id: string; timeZone: string; onClose: () => void }) {
  const t = useTranslations("operator.mailbox");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const mail = useQuery(trpc.operator.mailboxMessage.queryOptions({ id }));
  const { data } = mail;
  return (
    <Drawer open onOpenChange={onClose} title={data?.subject ?? t("title")} size="lg">
      {mail.isError ? (
        <ErrorState title={errorText(mail.error)} />
      ) : data ? (
        <div className="space-y-4">
          <DefinitionList
            columns={2}
            items={[
              { label: t("to"), value: data.toName ? `${data.toName} <${data.toAddress}>` : data.toAddress },
              { label: t("from"), value: data.fromName },
              { label: t("at"), value: formatDateTime(data.at, { timeZone }) },
            ]}
          />
          <Tabs
            label={t("views")}
            items={[
              {
                id: "html",
                label: t("html"),
                content: (
                  <iframe
                    key={id}
                    src={`/api/mailbox/${id}`}
                    title={data.subject}
                    sandbox="allow-popups allow-popups-to-escape-sandbox"
                    className="mt-3 h-[70dvh] w-full rounded-md border border-line bg-white"
                    data-testid="mail-html"
                  />
                ),
              },
              {
                id: "text",
                label: t("text"),
                content: (
                  <pre className="mt-3 whitespace-pre-wrap break-words rounded-md border border-line p-4 text-sm">
                    {data.text}
                  </pre>
                ),
              },
            ]}
          />
        </div>
      ) : (
        <SkeletonText lines={6} />
      )}
    </Drawer>
  );
}
