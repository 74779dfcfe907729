import type { Operation } from "./operation";
import { accountOperations } from "./operations/account";
import { cardOperations } from "./operations/cards";
import { configuratorOperations } from "./operations/configurators";
import { importOperations } from "./operations/imports";
import { jobOperations } from "./operations/jobs";
import { reportOperations } from "./operations/reports";
import { siteOperations } from "./operations/sites";
import { webhookOperations } from "./operations/webhooks";

/** Every operation of REST v1: the route handler and the OpenAPI document are both made of this list. */
export const operations: readonly Operation[] = [
  ...siteOperations,
  ...cardOperations,
  ...jobOperations,
  ...importOperations,
  ...configuratorOperations,
  ...accountOperations,
  ...reportOperations,
  ...webhookOperations,
];

type Found = { operation: Operation; params: Record<string, string> };

/** Literal segments win over parameters, so that `/cards/report` is no card. */
const compiled = operations
  .map((operation) => ({ operation, segments: operation.path.split("/").slice(1) }))
  .sort((a, b) => literals(b.segments) - literals(a.segments));

function literals(segments: string[]): number {
  return segments.filter((segment) => !segment.startsWith("{")).length;
}

/** The operation of a path below /api/v1; or the methods that the path has, where it has not this one. */
export function findOperation(method: string, path: string[]): Found | { allowed: string[] } {
  const allowed: string[] = [];
  for (const { operation, segments } of compiled) {
    if (segments.length !== path.length) continue;
    if (!segments.every((segment, index) => segment.startsWith("{") || segment === path[index])) continue;
    if (operation.method !== method) {
      allowed.push(operation.method);
      continue;
    }
    const names = segments.flatMap((segment, index) =>
      segment.startsWith("{") ? [[segment.slice(1, -1), path[index] ?? ""]] : [],
    );
    return { operation, params: Object.fromEntries(names) as Record<string, string> };
  }
  return { allowed };
}
