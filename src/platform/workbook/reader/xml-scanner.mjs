// @ts-check
import { Failure } from "./failure.mjs";

/** The longest tag or piece of text; a cell holds 32,767 characters, each up to 6 as an entity. */
const LONGEST = 512 * 1024;

/**
 * @typedef {object} XmlHandler
 * @property {boolean} wantsText whether the text that comes next is of interest
 * @property {(name: string, attributes: string) => void} open local name and the raw attributes
 * @property {(name: string) => void} close
 * @property {(text: string) => void} text decoded; may come in several pieces
 */

/**
 * Reads XML in pieces and tells what it meets. It knows what spreadsheets write and nothing that is dangerous: no document type, no
 * entities but the five of XML and characters by number, no namespaces (prefixes are dropped).
 */
export class XmlScanner {
  #rest = "";
  /** @type {XmlHandler} */
  #handler;

  /** @param {XmlHandler} handler */
  constructor(handler) {
    this.#handler = handler;
  }

  /** @param {string} piece */
  write(piece) {
    const handler = this.#handler;
    const xml = this.#rest === "" ? piece : this.#rest + piece;
    let at = 0;
    for (;;) {
      const start = xml.indexOf("<", at);
      if (start < 0) {
        if (!handler.wantsText) at = xml.length;
        break;
      }
      if (start > at && handler.wantsText) handler.text(decodeXml(xml.slice(at, start)));
      const second = xml.charCodeAt(start + 1);
      let end;
      if (second === 33 || second === 63) {
        end = this.#special(xml, start);
        if (end < 0) {
          at = start;
          break;
        }
      } else {
        end = tagEnd(xml, start + 1);
        if (end < 0) {
          at = start;
          break;
        }
        this.#tag(xml, start + 1, end);
        end++;
      }
      at = end;
    }
    this.#rest = at === 0 ? xml : xml.slice(at);
    if (this.#rest.length > LONGEST) throw new Failure("damaged");
  }

  /** Call when all was written: throws when the XML stops in the middle. */
  end() {
    if (this.#rest.trim() !== "") throw new Failure("damaged");
  }

  /**
   * @param {string} xml
   * @param {number} from
   * @param {number} end
   */
  #tag(xml, from, end) {
    if (xml.charCodeAt(from) === 47) {
      this.#handler.close(localName(xml, from + 1, end));
      return;
    }
    const closed = xml.charCodeAt(end - 1) === 47;
    const last = closed ? end - 1 : end;
    let nameEnd = from;
    while (nameEnd < last && xml.charCodeAt(nameEnd) > 32) nameEnd++;
    const name = localName(xml, from, nameEnd);
    this.#handler.open(name, nameEnd < last ? xml.slice(nameEnd, last) : "");
    if (closed) this.#handler.close(name);
  }

  /**
   * Comments, CDATA, processing instructions; the position after it, or -1 when it is not complete.
   *
   * @param {string} xml
   * @param {number} start
   */
  #special(xml, start) {
    if (xml.startsWith("<!--", start)) return after(xml, "-->", start + 4);
    if (xml.startsWith("<?", start)) return after(xml, "?>", start + 2);
    if (xml.startsWith("<![CDATA[", start)) {
      const end = after(xml, "]]>", start + 9);
      if (end > 0 && this.#handler.wantsText) this.#handler.text(xml.slice(start + 9, end - 3));
      return end;
    }
    if (xml.length - start < 9 && ("<![CDATA[".startsWith(xml.slice(start)) || "<!--".startsWith(xml.slice(start))))
      return -1;
    throw new Failure("damaged");
  }
}

/**
 * @param {string} xml
 * @param {string} mark
 * @param {number} from
 */
function after(xml, mark, from) {
  const end = xml.indexOf(mark, from);
  return end < 0 ? -1 : end + mark.length;
}

/**
 * Where a tag's `>` is; one in quotes is no end.
 *
 * @param {string} xml
 * @param {number} from
 */
function tagEnd(xml, from) {
  for (let at = from; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (code === 62) return at;
    if (code === 34 || code === 39) {
      at = xml.indexOf(code === 34 ? '"' : "'", at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

/**
 * @param {string} xml
 * @param {number} from
 * @param {number} end
 */
function localName(xml, from, end) {
  const name = xml.slice(from, end).trimEnd();
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/**
 * The decoded value of an attribute, or undefined. Any prefix is dropped: `id` finds `r:id` too.
 *
 * @param {string} attributes
 * @param {string} name
 * @returns {string | undefined}
 */
export function attribute(attributes, name) {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = at === 0 ? 32 : attributes.charCodeAt(at - 1);
    if (before > 32 && before !== 58) continue;
    let next = at + name.length;
    while (attributes.charCodeAt(next) <= 32) next++;
    if (attributes.charCodeAt(next) !== 61) continue;
    next++;
    while (attributes.charCodeAt(next) <= 32) next++;
    const quote = attributes[next];
    if (quote !== '"' && quote !== "'") continue;
    const end = attributes.indexOf(quote, next + 1);
    return end < 0 ? undefined : decodeXml(attributes.slice(next + 1, end));
  }
  return undefined;
}

/** @type {Record<string, string>} */
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** @param {string} text */
export function decodeXml(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (_, hex, decimal, name) => {
    if (name) {
      const character = NAMED[name];
      if (character === undefined) throw new Failure("damaged");
      return character;
    }
    const code = hex ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    if (code > 0x10ffff) throw new Failure("damaged");
    return String.fromCodePoint(code);
  });
}
