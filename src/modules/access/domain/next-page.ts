/**
 * Where to go after signing in: a path of this portal, else the start. An address of another host, also one that only
 * browsers read as such (`//host`, `/\host`), is not followed.
 */
export function nextPage(next: string | null | undefined): string {
  return next && /^\/(?![/\\])[^\s\\]*$/.test(next) && !/^\/(login|choose-account|second-factor)\b/.test(next)
    ? next
    : "/";
}
