/** Names of classes, before Rust has seen them. */

/** Characters that a name may have. */
export const LONGEST_NAME = 30;

/** The name of the next class: the first number from the count of classes on that is free. */
export function nextName(taken: string[], nameFor: (number: number) => string): string {
  let number = taken.length + 1;
  while (taken.includes(nameFor(number))) number += 1;
  return nameFor(number);
}

/** A name as it is kept: without space around it, and with single spaces inside. */
export function tidyName(typed: string): string {
  return typed.normalize('NFC').trim().replace(/\s+/gu, ' ');
}
