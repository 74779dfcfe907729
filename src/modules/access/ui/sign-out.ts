import { csrfToken } from "./sign-in-request";

/** Ends the session of this browser and shows the sign-in page. */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/signout", { method: "POST", body: new URLSearchParams({ csrfToken: await csrfToken() }) });
  window.location.assign("/login");
}
