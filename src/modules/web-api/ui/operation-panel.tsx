"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { membersOf, type RefDocument, type RefEntry, typeOf } from "./reference";
import { TryOperation } from "./try-operation";

type Line = { name: string; type: string; description?: string; note?: string };

/** One operation: what it needs, takes and answers, and a form to try it. */
export function OperationPanel({ document, entry, token }: { document: RefDocument; entry: RefEntry; token: string }) {
  const t = useTranslations("webApi.reference");
  const content = entry.requestBody?.content;
  const body = content?.["application/json"] ?? content?.["multipart/form-data"];
  const success = Object.entries(entry.responses).find(([status]) => status.startsWith("2"));
  const answer = success?.[1].content?.["application/json"]?.schema;
  const parameters = entry.parameters.map((one) => ({
    name: one.name,
    type: typeOf(document, one.schema),
    description: one.description,
    note: one.in,
  }));
  const [text = ""] = entry.description.split("\n\nRight:");
  return (
    <>
      <Card
        title={entry.summary}
        description={
          <code className="[overflow-wrap:anywhere]">
            {entry.method} {entry.path}
          </code>
        }
        actions={<Badge>{entry["x-right"]}</Badge>}
      >
        <div className="space-y-6 text-sm">
          <p>
            <WithCode text={text} />
          </p>
          <Lines title={t("parameters")} lines={parameters} />
          <Lines title={t("body")} lines={body ? membersOf(document, body.schema) : []} />
          <Lines
            title={success ? t("answer", { status: success[0] }) : ""}
            lines={answer ? membersOf(document, answer) : []}
          />
          <Lines title={t("ownProblems")} lines={ownProblemsOf(entry)} />
          <Lines title={t("problems")} lines={problemsOf(document, entry)} />
        </div>
      </Card>
      <TryOperation server={document.servers[0]?.url ?? ""} entry={entry} token={token} />
    </>
  );
}

function problemsOf(document: RefDocument, entry: RefEntry): Line[] {
  return Object.entries(entry.responses).flatMap(([status, { $ref }]) => {
    const named = $ref ? document.components.responses[$ref.split("/").at(-1) ?? ""] : undefined;
    return named ? [{ name: status, type: "", description: named.description }] : [];
  });
}

/** Codes of problems that are its own; a text that is missing says no more than the code does. */
function ownProblemsOf(entry: RefEntry): Line[] {
  return entry["x-problems"].map(({ code, detail }) => ({
    name: code,
    type: "",
    description: detail === code ? undefined : detail,
  }));
}

/** A text in which `names` stand between backticks. */
function WithCode({ text }: { text: string }) {
  return text.split("`").map((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
    return index % 2 === 0 ? part : <code key={index}>{part}</code>;
  });
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 text-base">{title}</h3>
      <dl className="divide-y divide-line border-line border-y">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, in which variants may repeat a name
          <div key={index} className="grid gap-x-4 gap-y-0.5 py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
            <dt className="[overflow-wrap:anywhere]">
              <code>{line.name}</code>
              {line.note ? <span className="ml-2 text-xs text-muted">{line.note}</span> : null}
            </dt>
            <dd className="[overflow-wrap:anywhere]">
              {line.type ? <code className="text-muted">{line.type}</code> : null}{" "}
              <WithCode text={line.description ?? ""} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
