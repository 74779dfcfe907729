import type { ErrorParams } from "@/shared/kernel/app-error";

/** An upload that was refused, or that did not arrive; has the shape that `useErrorText` reads. */
export class UploadError extends Error {
  readonly data: { app: { code: string; params: ErrorParams; fields: Record<string, string> }; code?: string } | null;

  constructor(data: UploadError["data"]) {
    super(data?.app.code ?? "offline");
    this.data = data;
  }
}

/**
 * Sends a form with a file to an upload of the registry and gives its answer.
 *
 * @throws UploadError with what the server said; without data where no answer came.
 */
export async function upload<Answer>(path: string, query: Record<string, string>, form: FormData): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/api/uploads/${path}?${new URLSearchParams(query)}`, { method: "POST", body: form });
  } catch {
    throw new UploadError(null);
  }
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  if (!answer?.code) throw new UploadError(null);
  const { code, params = {}, fields = {} } = answer;
  throw new UploadError({ app: { code, params, fields }, code: response.status === 401 ? "UNAUTHORIZED" : undefined });
}
