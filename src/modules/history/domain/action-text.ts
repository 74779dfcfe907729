type Messages = Record<string, Record<string, unknown>>;

/** `cards.sent` → its message's key, `cards.history.sent`. */
export function actionKey(action: string): string {
  const dot = action.indexOf(".");
  return `${action.slice(0, dot)}.history.${action.slice(dot + 1)}`;
}

/** The actions whose text in a language's messages holds a text (small letters), placeholders left out. */
export function actionsSaying(messages: Messages, text: string): string[] {
  const found: string[] = [];
  for (const [module, namespace] of Object.entries(messages)) {
    const texts = namespace.history;
    if (!texts || typeof texts !== "object") continue;
    for (const [action, message] of Object.entries(texts)) {
      if (typeof message === "string" && spoken(message).toLowerCase().includes(text))
        found.push(`${module}.${action}`);
    }
  }
  return found;
}

/** What a message says beside its values: arguments vanish, the variants of a plural or select stay. */
function spoken(message: string): string {
  return message
    .replace(/\{\w+, (?:plural|select|selectordinal),/g, " ")
    .replace(/\{\w+(?:, \w+)?\}/g, " ")
    .replace(/(?:=\d+|zero|one|two|few|many|other) ?\{/g, " ")
    .replace(/[{}#]/g, " ")
    .replace(/\s+/g, " ");
}
