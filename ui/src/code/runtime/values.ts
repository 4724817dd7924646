/** Numbers, texts and true or false, and how one becomes the other. */
import type { Value, WordsOf } from './types';

/** The longest text that a program can make, in UTF-16 units. */
export const MAX_TEXT = 10_000;
/** Longer texts are never read as numbers. */
const LONGEST_NUMBER = 400;

const looksLikeNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Never endless and never "not a number", so that nothing that follows from it is either. */
export function finiteNumber(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}

/** Undefined for a text that does not look like a number. Nothing at all is not a number. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return finiteNumber(value);
  if (typeof value === 'boolean') return Number(value);
  if (value.length > LONGEST_NUMBER) return undefined;
  const trimmed = value.trim();
  return looksLikeNumber.test(trimmed) ? finiteNumber(Number(trimmed)) : undefined;
}

/** What a variable or an item holds that was typed in before the start. */
export function typedIn(text: string): Value {
  const number = numberOf(text);
  // "007" stays as it was typed; it is a number to whoever asks for one.
  return number !== undefined && String(number) === text ? number : cut(text);
}

/** A text that says "false" is false, in the language of the window and in English. */
export function truthOf(value: Value, wordsOf: WordsOf): boolean {
  if (typeof value !== 'string') return Boolean(value);
  const number = numberOf(value);
  if (number !== undefined) return number !== 0;
  return value !== '' && value !== wordsOf(false) && value.toLowerCase() !== 'false';
}

/** As a part of a longer text: a number has at most six decimals that mean something. */
export function textOf(value: Value, wordsOf: WordsOf): string {
  if (typeof value === 'boolean') return wordsOf(value);
  return typeof value === 'number' ? numberText(value) : value;
}

function numberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1e21) return String(value + 0);
  // Zeros behind the point do not count: 0.000123456789 is 0.000123457.
  const zeros = size >= 1 ? 0 : -1 - Math.floor(Math.log10(size));
  return withoutEndZeros(value.toFixed(Math.min(100, 6 + zeros)));
}

/** As an object says it, and as a variable is shown: a fraction has at most three decimals. */
export function spoken(value: Value, wordsOf: WordsOf): string {
  if (typeof value === 'boolean') return textOf(value, wordsOf);
  const number = numberOf(value) ?? 0;
  // What was typed with few decimals is said as it was typed.
  const isLong = typeof value === 'number' || /\.\d{4}|e/i.test(value);
  const isRounded = isLong && !Number.isInteger(number);
  return isRounded ? withoutEndZeros(number.toFixed(3)) : textOf(value, wordsOf);
}

function withoutEndZeros(decimals: string): string {
  const short = decimals.includes('.') ? decimals.replace(/\.?0+$/, '') : decimals;
  return short === '-0' ? '0' : short;
}

/** Below, equal or above 0. Two that look like numbers are compared as numbers: "7" is 7. */
export function compareValues(one: Value, other: Value, wordsOf: WordsOf): number {
  if (typeof one !== 'boolean' && typeof other !== 'boolean') {
    const [number, otherNumber] = [numberOf(one), numberOf(other)];
    if (number !== undefined && otherNumber !== undefined) return Math.sign(number - otherNumber);
  }
  // A name typed on one system can be spelled in other code points than on another.
  const [text, otherText] = [one, other].map((value) => textOf(value, wordsOf).normalize());
  if (text === otherText) return 0;
  return (text ?? '') < (otherText ?? '') ? -1 : 1;
}

/** At most the longest text that there may be, without half a character at its end. */
export function cut(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const short = text.slice(0, MAX_TEXT);
  return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short;
}
