import { cutToCell, escapeXml, isSpaced } from "./sheet-xml";

/** What is gathered before it is deflated: large enough that calls don't count, small enough that the event loop turns every 1–2 ms. */
const CHUNK = 128 * 1024;
const ROOM = 32 * 1024;

const encode = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const CLOSE_REFERENCE = encode('" s="');
const INLINE = encode('" t="inlineStr"><is><t>');
const INLINE_SPACED = encode('" t="inlineStr"><is><t xml:space="preserve">');
const INLINE_END = encode("</t></is></c>");
const NUMBER = encode('"><v>');
const NUMBER_END = encode("</v></c>");
const FRACTION = 10_000_000_000;

/**
 * Gathers a sheet's XML as bytes, in two buffers that take turns: one is filled while the other is deflated.
 *
 * Bytes and not strings: joining and encoding strings took two thirds of the time of an export and most of its garbage.
 */
export class XmlBytes {
  #bytes = Buffer.allocUnsafe(CHUNK + ROOM);
  #other = Buffer.allocUnsafe(CHUNK + ROOM);
  #length = 0;

  get full(): boolean {
    return this.#length >= CHUNK;
  }

  /** Text that is XML already. */
  xml(text: string): void {
    this.#room(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, "utf8");
  }

  /** ASCII bytes made beforehand by `fragment`. */
  fragment(fragment: Uint8Array): void {
    this.#room(fragment.length);
    this.#copy(fragment);
  }

  /** A whole number from 0 on. */
  integer(value: number): void {
    this.#room(20);
    this.#integer(value, 1);
  }

  /** A text cell (see `textCell`): `cell` is the fragment `<c r="A`. */
  textCell(cell: Uint8Array, row: number, style: number, text: string): void {
    if (text === "") return;
    this.#room(text.length + 128);
    const start = this.#length;
    this.#reference(cell, row, style);
    const bytes = this.#bytes;
    const content = this.#length;
    this.#copy(INLINE);
    let at = this.#length;
    let previous = 32;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      // Letters, digits and single inner spaces pass; anything that may need an escape or more than a byte takes the slow way.
      if (
        code > 126 ||
        code < 32 ||
        code === 38 ||
        code === 60 ||
        code === 62 ||
        code === 95 ||
        (code === 32 && previous === 32)
      ) {
        this.#length = content;
        this.#slowText(start, text);
        return;
      }
      bytes[at++] = code;
      previous = code;
    }
    this.#length = at;
    if (previous === 32 || text.length > 32_767) {
      this.#length = content;
      this.#slowText(start, text);
      return;
    }
    this.#copy(INLINE_END);
  }

  numberCell(cell: Uint8Array, row: number, style: number, value: number): void {
    if (!Number.isFinite(value)) return;
    this.#room(160);
    this.#reference(cell, row, style);
    this.#copy(NUMBER);
    if (Number.isInteger(value) && value >= 0 && value < 1e15) this.#integer(value, 1);
    else this.#length += this.#bytes.write(String(value), this.#length, "latin1");
    this.#copy(NUMBER_END);
  }

  /** A date cell from a serial day from 0 on, written to ten places (9 microseconds). */
  dateCell(cell: Uint8Array, row: number, style: number, serial: number): void {
    this.#room(160);
    this.#reference(cell, row, style);
    this.#copy(NUMBER);
    const day = Math.floor(serial);
    const fraction = Math.round((serial - day) * FRACTION);
    this.#integer(day, 1);
    if (fraction > 0) {
      this.#bytes[this.#length++] = 46;
      this.#integer(fraction, 10);
    }
    this.#copy(NUMBER_END);
  }

  /** What was gathered; valid until the take after the next one. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    const next = this.#other;
    this.#other = this.#bytes.length > CHUNK + ROOM ? Buffer.allocUnsafe(CHUNK + ROOM) : this.#bytes;
    this.#bytes = next;
    this.#length = 0;
    return taken;
  }

  #slowText(start: number, text: string): void {
    const safe = escapeXml(cutToCell(text));
    if (safe === "") {
      this.#length = start;
      return;
    }
    this.#room(safe.length * 3 + 128);
    this.#copy(isSpaced(safe) ? INLINE_SPACED : INLINE);
    this.#length += this.#bytes.write(safe, this.#length, "utf8");
    this.#copy(INLINE_END);
  }

  #reference(cell: Uint8Array, row: number, style: number): void {
    this.#copy(cell);
    this.#integer(row, 1);
    this.#copy(CLOSE_REFERENCE);
    this.#integer(style, 1);
  }

  #copy(fragment: Uint8Array): void {
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < fragment.length; index++) bytes[at++] = fragment[index]!;
    this.#length = at;
  }

  #integer(value: number, digits: number): void {
    let size = digits;
    for (let rest = 10 ** digits; rest <= value; rest *= 10) size++;
    let at = this.#length + size;
    this.#length = at;
    for (let rest = value; size > 0; size--) {
      const tens = Math.floor(rest / 10);
      this.#bytes[--at] = 48 + (rest - tens * 10);
      rest = tens;
    }
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** ASCII text as bytes, to be copied many times. */
export function fragment(text: string): Uint8Array {
  return encode(text);
}
