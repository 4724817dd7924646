/**
 * Plays the sounds of programs by Web Audio, without files. Where there is no audio nothing is
 * heard, and programs wait as long as if there were. Never here: what a sound is made of.
 */
import { isSound, lengthOf, TUNES, type Note } from './tunes';

export { SOUNDS, type SoundName } from './tunes';

/** Sounds at a time; the oldest makes room. */
const MOST_AT_ONCE = 16;
const LOUDNESS = 0.6;
/** Seconds of hiss that are made once and played from the beginning each time. */
const HISS = 1.2;

interface Playing {
  sources: AudioScheduledSourceNode[];
  volume: GainNode;
}

export class Sounds {
  #context: AudioContext | undefined;
  #hiss: AudioBuffer | undefined;
  #playing: Playing[] = [];
  #paused = false;

  constructor(private readonly make: () => AudioContext | undefined) {}

  /** Starts a sound and says how many seconds it lasts; 0 when there is none of that name. */
  play(name: string): number {
    if (!isSound(name)) return 0;
    const context = this.#audio();
    if (context) {
      if (!this.#paused) quietly(context.resume());
      this.#start(context, TUNES[name]);
    }
    return lengthOf(name);
  }

  /** Holds all sounds where they are, or lets them go on. */
  pause(paused: boolean) {
    this.#paused = paused;
    if (!this.#context) return;
    quietly(paused ? this.#context.suspend() : this.#context.resume());
  }

  /** Ends all sounds; the device rests until the next one. */
  stop() {
    for (const sound of this.#playing) end(sound);
    this.#playing = [];
    this.#paused = false;
    if (this.#context) quietly(this.#context.suspend());
  }

  #audio(): AudioContext | undefined {
    try {
      this.#context ??= this.make();
    } catch {
      // No device, or the system forbids it.
    }
    return this.#context;
  }

  #start(context: AudioContext, notes: readonly Note[]) {
    const volume = context.createGain();
    volume.gain.value = LOUDNESS;
    volume.connect(context.destination);
    const sources = notes.map((note) => this.#sound(context, note, volume));
    const sound = { sources, volume };
    this.#playing.push(sound);
    const oldest = this.#playing.length > MOST_AT_ONCE ? this.#playing.shift() : undefined;
    if (oldest) end(oldest);
    const last = sources[lastOf(notes)];
    if (!last) return;
    last.onended = () => {
      this.#playing = this.#playing.filter((one) => one !== sound);
      volume.disconnect();
    };
  }

  #sound(context: AudioContext, note: Note, out: AudioNode): AudioScheduledSourceNode {
    const from = context.currentTime + note.at;
    const to = from + note.seconds;
    const envelope = context.createGain();
    envelope.gain.setValueAtTime(0.0001, from);
    envelope.gain.linearRampToValueAtTime(note.loud, from + (note.rise ?? 0.008));
    envelope.gain.exponentialRampToValueAtTime(0.0001, to);
    envelope.connect(out);
    const source =
      note.wave === 'noise'
        ? this.#noise(context, note, envelope)
        : tone(context, note, note.wave, from, envelope);
    source.start(from);
    source.stop(to);
    return source;
  }

  #noise(context: AudioContext, note: Note, out: AudioNode): AudioScheduledSourceNode {
    const source = context.createBufferSource();
    source.buffer = this.#hiss ??= hiss(context);
    const filter = context.createBiquadFilter();
    filter.type = 'bandpass';
    filter.frequency.value = note.pitch;
    source.connect(filter);
    filter.connect(out);
    return source;
  }
}

/** The place of the note that is heard longest. */
function lastOf(notes: readonly Note[]): number {
  const ends = notes.map((note) => note.at + note.seconds);
  return ends.indexOf(Math.max(...ends));
}

function tone(
  context: AudioContext,
  note: Note,
  wave: OscillatorType,
  from: number,
  out: AudioNode,
): AudioScheduledSourceNode {
  const source = context.createOscillator();
  source.type = wave;
  source.frequency.setValueAtTime(note.pitch, from);
  if (note.slide) source.frequency.exponentialRampToValueAtTime(note.slide, from + note.seconds);
  source.connect(out);
  return source;
}

function hiss(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, context.sampleRate * HISS, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < samples.length; index++) samples[index] = Math.random() * 2 - 1;
  return buffer;
}

function end({ sources, volume }: Playing) {
  volume.disconnect();
  for (const source of sources) source.stop();
}

/** A device that does not answer is no reason to stop a program. */
function quietly(work: Promise<void>) {
  work.catch(() => undefined);
}

export const sounds = new Sounds(() =>
  typeof AudioContext === 'undefined' ? undefined : new AudioContext(),
);
