import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";

/** What a source file says about messages. */
export type MessageUsage = {
  /** Keys that a call names completely, with the place of the call. */
  exact: Map<string, string>;
  /** Keys of which a call names a part: `t(\`status.${status}\`)` with `t` of `cards` is /^cards\.status\..+$/. */
  patterns: Map<string, { pattern: RegExp; place: string }>;
  /** Namespaces of translators that are called with a variable. */
  dynamic: Set<string>;
  /** Texts given to a function called `t` whose namespace is not visible (it came as a parameter). */
  loose: Set<string>;
  /** Every string literal, for keys that travel through data. */
  literals: Set<string>;
  /** Codes given to `AppError`, with their place. */
  errorCodes: Map<string, string>;
  /** Text written into JSX, or into an attribute that people read or hear. */
  writtenTexts: string[];
};

const methods = new Set(["rich", "markup", "raw", "has"]);
const factories = new Set(["useTranslations", "getTranslations", "createTranslator"]);
const readAttributes = new Set(["aria-label", "title", "placeholder", "alt", "label", "description", "header", "hint"]);

/** The files of the product that may show or name a text. */
export function sourceFiles(): string[] {
  return execFileSync("git", ["ls-files", "-co", "--exclude-standard", "src", "emails"], { encoding: "utf8" })
    .split("\n")
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes("/generated/"))
    .filter((path) => existsSync(path));
}

/** Reads all of `files`. */
export function messageUsage(files: string[]): MessageUsage {
  const usage: MessageUsage = {
    exact: new Map(),
    patterns: new Map(),
    dynamic: new Set(),
    loose: new Set(),
    literals: new Set(),
    errorCodes: new Map(),
    writtenTexts: [],
  };
  for (const path of files) {
    const text = readFileSync(path, "utf8");
    const file = ts.createSourceFile(
      path,
      text,
      ts.ScriptTarget.Latest,
      true,
      path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    );
    walk(file, file, [new Map()], usage);
  }
  // Functions in the database write history too.
  for (const path of execFileSync("git", ["ls-files", "prisma/*.sql"], { encoding: "utf8" })
    .split("\n")
    .filter(existsSync)) {
    for (const [, text] of readFileSync(path, "utf8").matchAll(/'([a-z]\w*\.\w+)'/gi))
      if (text) usage.literals.add(text);
  }
  return usage;
}

type Scope = Map<string, string>;

function walk(node: ts.Node, file: ts.SourceFile, scopes: Scope[], usage: MessageUsage): void {
  const place = () => `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const opensScope = ts.isFunctionLike(node) || ts.isBlock(node);
  const inner = opensScope ? [...scopes, new Map<string, string>()] : scopes;

  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) usage.literals.add(node.text);
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) usage.literals.add(node.name.text);
  if (ts.isVariableDeclaration(node) && node.initializer) declare(node.name, node.initializer, inner);
  if (ts.isCallExpression(node)) readCall(node, inner, usage, place());
  if (ts.isNewExpression(node) && node.expression.getText() === "AppError") {
    for (const code of literalsOf(node.arguments?.[1])) usage.errorCodes.set(code, place());
  }
  readWritten(node, usage, place);
  ts.forEachChild(node, (child) => walk(child, file, inner, usage));
}

/** Remembers `const t = useTranslations("x")`, also awaited and out of `await Promise.all([…])`. */
function declare(name: ts.BindingName, initializer: ts.Expression, scopes: Scope[]): void {
  let value: ts.Expression = initializer;
  while (ts.isAwaitExpression(value) || ts.isAsExpression(value) || ts.isParenthesizedExpression(value))
    value = value.expression;
  if (!ts.isCallExpression(value)) return;
  if (ts.isIdentifier(name)) {
    const namespace = namespaceOf(value);
    if (namespace !== null) scopes.at(-1)?.set(name.text, namespace);
    return;
  }
  const list = value.arguments[0];
  if (
    !ts.isArrayBindingPattern(name) ||
    value.expression.getText() !== "Promise.all" ||
    !list ||
    !ts.isArrayLiteralExpression(list)
  )
    return;
  name.elements.forEach((element, index) => {
    const item = list.elements[index];
    if (ts.isBindingElement(element) && item) declare(element.name, item, scopes);
  });
}

function namespaceOf(call: ts.CallExpression): string | null {
  if (!ts.isIdentifier(call.expression) || !factories.has(call.expression.text)) return null;
  const [argument] = call.arguments;
  if (!argument) return "";
  if (ts.isStringLiteral(argument)) return argument.text;
  if (!ts.isObjectLiteralExpression(argument)) return null;
  const property = argument.properties.find((one) => one.name?.getText() === "namespace");
  if (!property) return "";
  return ts.isPropertyAssignment(property) && ts.isStringLiteral(property.initializer)
    ? property.initializer.text
    : null;
}

function readCall(call: ts.CallExpression, scopes: Scope[], usage: MessageUsage, place: string): void {
  let callee: ts.Expression = call.expression;
  if (ts.isPropertyAccessExpression(callee) && methods.has(callee.name.text)) callee = callee.expression;
  if (!ts.isIdentifier(callee) || !call.arguments[0]) return;
  const name = callee.text;
  const namespace = scopes.reduceRight<string | undefined>((found, scope) => found ?? scope.get(name), undefined);
  if (namespace === undefined) {
    if (name === "t") for (const key of literalsOf(call.arguments[0])) usage.loose.add(key);
    return;
  }
  readKey(call.arguments[0], namespace === "" ? "" : `${namespace}.`, usage, place);
}

function readKey(argument: ts.Expression, prefix: string, usage: MessageUsage, place: string): void {
  if (ts.isStringLiteral(argument) || ts.isNoSubstitutionTemplateLiteral(argument)) {
    usage.exact.set(prefix + argument.text, place);
  } else if (ts.isConditionalExpression(argument)) {
    readKey(argument.whenTrue, prefix, usage, place);
    readKey(argument.whenFalse, prefix, usage, place);
  } else if (ts.isParenthesizedExpression(argument)) {
    readKey(argument.expression, prefix, usage, place);
  } else if (ts.isAsExpression(argument) && ts.isTemplateExpression(argument.expression)) {
    readKey(argument.expression, prefix, usage, place);
  } else if (ts.isTemplateExpression(argument) && (prefix || argument.head.text)) {
    const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const source =
      literally(prefix + argument.head.text) +
      argument.templateSpans.map((span) => `.+${literally(span.literal.text)}`).join("");
    usage.patterns.set(source, { pattern: new RegExp(`^${source}$`), place });
  } else {
    usage.dynamic.add(prefix.slice(0, -1));
  }
}

function literalsOf(argument: ts.Expression | undefined): string[] {
  if (!argument) return [];
  if (ts.isStringLiteral(argument) || ts.isNoSubstitutionTemplateLiteral(argument)) return [argument.text];
  if (ts.isConditionalExpression(argument))
    return [...literalsOf(argument.whenTrue), ...literalsOf(argument.whenFalse)];
  return [];
}

function readWritten(node: ts.Node, usage: MessageUsage, place: () => string): void {
  const words = /\p{L}{2,}/u;
  if (ts.isJsxText(node) && words.test(node.text) && !isHidden(node))
    usage.writtenTexts.push(`${place()} ${node.text.trim()}`);
  if (
    ts.isJsxAttribute(node) &&
    readAttributes.has(node.name.getText()) &&
    node.initializer &&
    ts.isStringLiteral(node.initializer)
  ) {
    if (words.test(node.initializer.text))
      usage.writtenTexts.push(`${place()} ${node.name.getText()}="${node.initializer.text}"`);
  }
}

/** Inside something that nobody sees or hears (`aria-hidden`), as a field that only robots fill in. */
function isHidden(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isJsxElement(at) && /aria-hidden="true"/.test(at.openingElement.attributes.getText())) return true;
  }
  return false;
}

/** Names of the arguments of an ICU message, those inside its branches too, and its tags. */
export function messageArguments(message: string): string[] {
  const names = new Set<string>();
  let at = 0;
  const readMessage = (nested: boolean) => {
    while (at < message.length) {
      const character = message[at];
      if (character === "'" && /['{}<]/.test(message[at + 1] ?? "")) {
        // 'quoted {text}' is not read; '' is an apostrophe.
        const end = message[at + 1] === "'" ? at + 1 : message.indexOf("'", at + 1);
        at = end < 0 ? message.length : end + 1;
      } else if (character === "{") {
        at += 1;
        readArgument();
      } else if (character === "}" && nested) {
        at += 1;
        return;
      } else {
        const tag = character === "<" ? /^<(\w+)>/.exec(message.slice(at)) : null;
        if (tag) names.add(`<${tag[1]}>`);
        at += 1;
      }
    }
  };
  const readArgument = () => {
    const end = message.slice(at).search(/[,}]/);
    names.add(message.slice(at, at + end).trim());
    at += end;
    if (message[at] === "}") {
      at += 1;
      return;
    }
    const type = /^,\s*(\w+)\s*,?/.exec(message.slice(at));
    at += type?.[0].length ?? 1;
    if (!type || !/^(plural|select|selectordinal)$/.test(type[1] ?? "")) {
      at = message.indexOf("}", at) + 1;
      return;
    }
    while (at < message.length) {
      if (message[at] === "}") {
        at += 1;
        return;
      }
      if (message[at] === "{") {
        at += 1;
        readMessage(true);
      } else {
        at += 1;
      }
    }
  };
  readMessage(false);
  return [...names].sort();
}
