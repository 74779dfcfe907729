import type { z } from "zod";
import { AppError } from "./app-error";
import type { Page } from "./pagination";

/** Every row of a list, page by page, for exports. */
export async function* allPages<Row>(read: (cursor: string | null) => Promise<Page<Row>>): AsyncGenerator<Row> {
  for (let cursor: string | null = null; ; ) {
    const page: Page<Row> = await read(cursor);
    yield* page.rows;
    cursor = page.nextCursor;
    if (!cursor) return;
  }
}

/**
 * What a list on the screen shows, for its export: its input as JSON in the parameter `input`, read with the largest page.
 *
 * @throws AppError BAD_INPUT `shared.badInput`.
 */
export function exportedInput<Schema extends z.ZodType>(schema: Schema, query: URLSearchParams): z.output<Schema> {
  try {
    const { cursor: _, ...input } = JSON.parse(query.get("input") ?? "{}") as Record<string, unknown>;
    return schema.parse({ ...input, limit: 200 });
  } catch (cause) {
    throw new AppError("BAD_INPUT", "shared.badInput", { cause });
  }
}

/** The address of an export that holds what the list's input says. */
export function exportAddress(path: string, { cursor: _, limit: __, ...input }: Record<string, unknown>): string {
  return `/api/exports/${path}?${new URLSearchParams({ input: JSON.stringify(input) })}`;
}
