/** The sounds as notes: when each begins, how long and how high it is. Never here: Web Audio. */

/** In the order of the list on the block. */
export const SOUNDS = [
  'dingdong',
  'correct',
  'wrong',
  'cheer',
  'drum',
  'whistle',
  'pop',
  'tick',
  'magic',
  'jump',
] as const;
export type SoundName = (typeof SOUNDS)[number];

/** A tone, or a hiss where `wave` is `noise`. */
export interface Note {
  /** Seconds after the beginning of the sound. */
  at: number;
  /** Until it cannot be heard any more. */
  seconds: number;
  /** Hertz; of a hiss, the middle of what is heard. */
  pitch: number;
  /** Hertz that it slides to. */
  slide?: number;
  wave: OscillatorType | 'noise';
  /** 0 to 1. */
  loud: number;
  /** Seconds until it is at its loudest. */
  rise?: number;
}

const C5 = 523.25;
const E5 = 659.25;
const G5 = 783.99;
const C6 = 1046.5;
const E6 = 1318.5;
const G6 = 1568;
const C7 = 2093;

const bell = (at: number, pitch: number, seconds: number): Note[] => [
  { at, seconds, pitch, wave: 'sine', loud: 0.5 },
  { at, seconds: seconds * 0.6, pitch: pitch * 2, wave: 'sine', loud: 0.14 },
  { at, seconds: seconds * 0.3, pitch: pitch * 3, wave: 'sine', loud: 0.07 },
];
const pluck = (at: number, pitch: number, seconds: number, loud = 0.34): Note => ({
  at,
  seconds,
  pitch,
  wave: 'triangle',
  loud,
});

export const TUNES: Readonly<Record<SoundName, readonly Note[]>> = {
  dingdong: [...bell(0, E5, 0.9), ...bell(0.42, C5, 1.2)],
  correct: [pluck(0, G5, 0.25), pluck(0.12, C6, 0.25), pluck(0.24, E6, 0.7, 0.4)],
  wrong: [
    { at: 0, seconds: 0.26, pitch: 196, wave: 'sawtooth', loud: 0.16 },
    { at: 0.28, seconds: 0.6, pitch: 147, slide: 131, wave: 'sawtooth', loud: 0.18 },
  ],
  cheer: [
    pluck(0, C5, 0.3),
    pluck(0.1, E5, 0.3),
    pluck(0.2, G5, 0.3),
    pluck(0.3, C6, 0.3),
    ...[C6, E6, G6].map((pitch) => pluck(0.45, pitch, 1.1, 0.22)),
    { at: 0.45, seconds: 1, pitch: 5200, wave: 'noise', loud: 0.1, rise: 0.08 },
  ],
  drum: [
    { at: 0, seconds: 0.34, pitch: 150, slide: 48, wave: 'sine', loud: 0.9 },
    { at: 0, seconds: 0.06, pitch: 900, wave: 'noise', loud: 0.3 },
  ],
  whistle: [
    { at: 0, seconds: 0.22, pitch: 2300, slide: 2450, wave: 'sine', loud: 0.22, rise: 0.03 },
    { at: 0.26, seconds: 0.6, pitch: 2350, slide: 2500, wave: 'sine', loud: 0.24, rise: 0.03 },
    { at: 0.26, seconds: 0.5, pitch: 4200, wave: 'noise', loud: 0.04, rise: 0.03 },
  ],
  pop: [
    { at: 0, seconds: 0.12, pitch: 380, slide: 980, wave: 'sine', loud: 0.5 },
    { at: 0, seconds: 0.03, pitch: 2600, wave: 'noise', loud: 0.16 },
  ],
  tick: [
    { at: 0, seconds: 0.05, pitch: 1900, wave: 'square', loud: 0.12 },
    { at: 0.5, seconds: 0.05, pitch: 1400, wave: 'square', loud: 0.12 },
  ],
  magic: [C6, E6, G6, C7, G6 * 1.5, C7 * 1.5].map((pitch, index) =>
    pluck(index * 0.075, pitch, 0.75, 0.2),
  ),
  jump: [{ at: 0, seconds: 0.34, pitch: 260, slide: 820, wave: 'triangle', loud: 0.4 }],
};

export const isSound = (name: string): name is SoundName =>
  (SOUNDS as readonly string[]).includes(name);

/** Seconds until a sound has ended; 0 when there is none of that name. */
export function lengthOf(name: string): number {
  if (!isSound(name)) return 0;
  return Math.max(...TUNES[name].map((note) => note.at + note.seconds));
}
