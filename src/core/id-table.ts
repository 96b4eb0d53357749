import { byteColumn } from "./column.ts";
import { Rows } from "./rows.ts";

/** Characters of a UUID in its canonical form, and where its dashes stand. */
const uuidLength = 36;
const dash = 45;
/** What a hex digit of lower case stands for; 255 for every other character. */
const digitValues = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) digitValues[value.toString(16).charCodeAt(0)] = value;
const notADigit = 255;

/** The 128 bits of the UUID that was read last. One for all: it lives from a reading to the look-up that follows. */
const bits = new Int32Array(4);

/**
 * Numbers IDs: the first is 0, the next new one 1, and the same ID has always the same number.
 *
 * A busy channel brings as many IDs as frames, and nearly all are UUIDs. A string and a Map's entry for each would cost
 * the garbage collector more than reading the frames costs. So a UUID in its canonical form – lower case – is kept as what it
 * is, 128 bits, in a column; and found by a hash table of plain numbers. Every other ID is kept as a string, in a Map.
 */
export class IdTable {
  /** Four for each ID. Of an ID that is not a UUID the first is its place in `#others`. */
  readonly #bits = new Rows(4);
  /** 1 for a UUID. */
  readonly #isUuid = byteColumn();
  readonly #others: string[] = [];
  readonly #otherNumbers = new Map<string, number>();
  /**
   * The hash table of the UUIDs: in the first free slot from the hash's own on stands the number of the ID, plus 1. At
   * most half of it is full, so that a free slot is always near.
   */
  #slots = new Int32Array(128);
  #uuids = 0;
  /** So that nobody can prepare IDs that all fall into one slot. */
  readonly #seed = Math.trunc(Math.random() * 2 ** 30);

  get length(): number {
    return this.#bits.length;
  }

  /** The ID's number; a new one where the ID is new. */
  numberOf(id: string): number {
    if (!readUuid(id)) return this.#otherNumberOf(id);
    const slot = this.#slotOfBits();
    const known = this.#slots[slot] ?? 0;
    return known > 0 ? known - 1 : this.#addUuid(slot);
  }

  /** The number of a known ID; null where it is not known. */
  find(id: string): number | null {
    if (!readUuid(id)) return this.#otherNumbers.get(id) ?? null;
    const known = this.#slots[this.#slotOfBits()] ?? 0;
    return known > 0 ? known - 1 : null;
  }

  /** The ID of a number; empty where there is none. */
  id(number: number): string {
    if (number < 0 || number >= this.length) return "";
    if (this.#isUuid.at(number) === 0) return this.#others[this.#bits.get(number, 0)] ?? "";
    this.#bits.seek(number);
    const { values, start } = this.#bits;
    for (let word = 0; word < 4; word++) bits[word] = values[start + word] ?? 0;
    return writtenUuid();
  }

  #otherNumberOf(id: string): number {
    const known = this.#otherNumbers.get(id);
    if (known !== undefined) return known;
    const number = this.#bits.add();
    this.#bits.set(number, 0, this.#others.push(id) - 1);
    this.#isUuid.push(0);
    this.#otherNumbers.set(id, number);
    return number;
  }

  #addUuid(slot: number): number {
    const number = this.#bits.add();
    const { values, start } = this.#bits;
    values[start] = bits[0] ?? 0;
    values[start + 1] = bits[1] ?? 0;
    values[start + 2] = bits[2] ?? 0;
    values[start + 3] = bits[3] ?? 0;
    this.#isUuid.push(1);
    this.#slots[slot] = number + 1;
    this.#uuids++;
    if (2 * this.#uuids > this.#slots.length) this.#spread();
    return number;
  }

  /** The slot where the UUID that was read last stands, or the free one where it belongs. */
  #slotOfBits(): number {
    const one = bits[0] ?? 0;
    const two = bits[1] ?? 0;
    const three = bits[2] ?? 0;
    const four = bits[3] ?? 0;
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = hashOf(one, two, three, four, this.#seed) & last;
    for (;;) {
      const taken = slots[slot] ?? 0;
      if (taken === 0) return slot;
      this.#bits.seek(taken - 1);
      const { values, start } = this.#bits;
      const isHere =
        values[start] === one &&
        values[start + 1] === two &&
        values[start + 2] === three &&
        values[start + 3] === four;
      if (isHere) return slot;
      slot = (slot + 1) & last;
    }
  }

  /** Makes the hash table four times as large. */
  #spread(): void {
    const larger = new Int32Array(4 * this.#slots.length);
    const last = larger.length - 1;
    for (let number = 0; number < this.length; number++) {
      if (this.#isUuid.at(number) === 0) continue;
      this.#bits.seek(number);
      const { values, start } = this.#bits;
      const hash = hashOf(
        values[start] ?? 0,
        values[start + 1] ?? 0,
        values[start + 2] ?? 0,
        values[start + 3] ?? 0,
        this.#seed,
      );
      let slot = hash & last;
      while (larger[slot] !== 0) slot = (slot + 1) & last;
      larger[slot] = number + 1;
    }
    this.#slots = larger;
  }
}

/** Reads a canonical UUID into {@link bits}; false where the ID is none. */
function readUuid(id: string): boolean {
  if (id.length !== uuidLength || id.charCodeAt(8) !== dash || id.charCodeAt(13) !== dash) return false;
  if (id.charCodeAt(18) !== dash || id.charCodeAt(23) !== dash) return false;
  const a = fourDigits(id, 0);
  const b = fourDigits(id, 4);
  const c = fourDigits(id, 9);
  const d = fourDigits(id, 14);
  const e = fourDigits(id, 19);
  const f = fourDigits(id, 24);
  const g = fourDigits(id, 28);
  const h = fourDigits(id, 32);
  if ((a | b | c | d | e | f | g | h) < 0) return false;
  bits[0] = (a << 16) | b;
  bits[1] = (c << 16) | d;
  bits[2] = (e << 16) | f;
  bits[3] = (g << 16) | h;
  return true;
}

/** The number that four hex digits of lower case stand for; negative where they are not all such. */
function fourDigits(id: string, from: number): number {
  const one = digitValues[id.charCodeAt(from)] ?? notADigit;
  const two = digitValues[id.charCodeAt(from + 1)] ?? notADigit;
  const three = digitValues[id.charCodeAt(from + 2)] ?? notADigit;
  const four = digitValues[id.charCodeAt(from + 3)] ?? notADigit;
  return (one | two | three | four) === notADigit ? -1 : (one << 12) | (two << 8) | (three << 4) | four;
}

/** The characters of a UUID as they are put together; one for all. */
const characters = new Uint8Array(uuidLength).fill(dash);
/** Where its 32 digits stand. */
const digitPlaces = [...placesOfDigits()];

function* placesOfDigits(): Generator<number> {
  for (let place = 0; place < uuidLength; place++)
    if (place !== 8 && place !== 13 && place !== 18 && place !== 23) yield place;
}

/** The UUID in {@link bits}, as text. */
function writtenUuid(): string {
  for (let digit = 0; digit < 32; digit++) {
    const value = ((bits[digit >>> 3] ?? 0) >>> (28 - 4 * (digit & 7))) & 15;
    characters[digitPlaces[digit] ?? 0] = value < 10 ? 48 + value : 87 + value;
  }
  return String.fromCharCode(...characters);
}

/** Mixes 128 bits so that every one of them moves the result's lowest: multiplications, as MurmurHash3 ends with. */
function hashOf(one: number, two: number, three: number, four: number, seed: number): number {
  let hash = Math.imul(one ^ seed, 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 15) ^ two) | 0, 0xc2b2ae35);
  hash = Math.imul((hash ^ (hash >>> 13) ^ three) | 0, 0x27d4eb2f);
  hash = Math.imul((hash ^ (hash >>> 15) ^ four) | 0, 0x85ebca6b);
  return hash ^ (hash >>> 16);
}
