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
 * @param onProgress is told how much of it has gone, 0 to 1.
 * @throws UploadError with what the server said; without data where no answer came.
 */
export async function upload<Answer>(
  path: string,
  query: Record<string, string>,
  form: FormData,
  onProgress?: (sent: number) => void,
): Promise<Answer> {
  const { status, text } = await post(`/api/uploads/${path}?${new URLSearchParams(query)}`, form, onProgress);
  const answer = parsed(text);
  if (status >= 200 && status < 300) return answer as Answer;
  if (!answer?.code) throw new UploadError(null);
  const { code, params = {}, fields = {} } = answer;
  throw new UploadError({ app: { code, params, fields }, code: status === 401 ? "UNAUTHORIZED" : undefined });
}

/** By XMLHttpRequest: fetch does not say how much of a body has gone. */
function post(
  address: string,
  form: FormData,
  onProgress?: (sent: number) => void,
): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.onload = () => done({ status: request.status, text: request.responseText });
    request.onerror = request.onabort = request.ontimeout = () => fail(new UploadError(null));
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    };
    request.send(form);
  });
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
