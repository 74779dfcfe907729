/** What /api/auth answers: signed in, perhaps with the account still to be chosen or a second factor to be set up; or why not. */
export type SignInAnswer =
  | { ok: true; chooseAccount: boolean; mustSetUp: boolean }
  | { ok: false; code: string; params: Record<string, string | number> };

/** The token that next-auth wants with every request that changes something. */
export async function csrfToken(): Promise<string> {
  return ((await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string }).csrfToken;
}

/** The refusals that ask for a code: none was typed, or not the right one. */
export function asksForCode(answer: SignInAnswer): boolean {
  return !answer.ok && (answer.code === "access.codeNeeded" || answer.code === "access.wrongCode");
}

/** Signs in with the form's values; `code` where there is a second factor. An answer is always given; a lost connection is one too. */
export async function signIn(values: {
  email: string;
  password: string;
  remember: boolean;
  code?: string;
}): Promise<SignInAnswer> {
  try {
    const body = new URLSearchParams({
      csrfToken: await csrfToken(),
      email: values.email,
      password: values.password,
      code: values.code ?? "",
      remember: String(values.remember),
    });
    const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
    const answer = (await response.json()) as Partial<{
      chooseAccount: boolean;
      mustSetUp: boolean;
      code: string;
      params: never;
    }>;
    if (response.ok)
      return { ok: true, chooseAccount: answer.chooseAccount === true, mustSetUp: answer.mustSetUp === true };
    return { ok: false, code: answer.code ?? "shared.unexpected", params: answer.params ?? {} };
  } catch {
    return { ok: false, code: "shared.offline", params: {} };
  }
}

const NOTE = "sign-in-note";
export type SignInNote = { email: string; reason: "activated" | "passwordSet" };

/** Leaves a note for the sign-in page: it stays in this tab, out of addresses and logs. */
export function leaveSignInNote(note: SignInNote): void {
  try {
    sessionStorage.setItem(NOTE, JSON.stringify(note));
  } catch {} // the browser keeps nothing: the form is just empty
}

/** Takes the note that a page before left. */
export function takeSignInNote(): SignInNote | null {
  try {
    const note = sessionStorage.getItem(NOTE);
    sessionStorage.removeItem(NOTE);
    return note ? (JSON.parse(note) as SignInNote) : null;
  } catch {
    return null;
  }
}
