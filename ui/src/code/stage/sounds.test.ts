import { expect, test, vi } from 'vitest';
import { Sounds } from './sounds';
import { lengthOf, SOUNDS, TUNES } from './tunes';

const param = () => ({
  value: 0,
  setValueAtTime: vi.fn(),
  linearRampToValueAtTime: vi.fn(),
  exponentialRampToValueAtTime: vi.fn(),
});

/** As much of an AudioContext as sounds need; keeps what was made. */
class FakeAudio {
  currentTime = 10;
  sampleRate = 100;
  destination = {};
  running = false;
  sources: { stops: number[] }[] = [];
  resume = vi.fn(() => {
    this.running = true;
    return Promise.resolve();
  });
  suspend = vi.fn(() => {
    this.running = false;
    return Promise.resolve();
  });
  createGain = () => ({ gain: param(), connect: vi.fn(), disconnect: vi.fn() });
  createBiquadFilter = () => ({ type: '', frequency: param(), connect: vi.fn() });
  createBuffer = () => ({ getChannelData: () => new Float32Array(4) });
  createOscillator = () => this.#source();
  createBufferSource = () => this.#source();

  #source() {
    const kept: FakeAudio['sources'][number] = { stops: [] };
    this.sources.push(kept);
    return Object.assign(kept, {
      frequency: param(),
      connect: vi.fn(),
      start: vi.fn(),
      stop: (at?: number) => kept.stops.push(at ?? -1),
    });
  }
}

function withAudio() {
  const audio = new FakeAudio();
  const make = vi.fn(() => audio as unknown as AudioContext);
  return { audio, make, sounds: new Sounds(make) };
}

test('a sound plays each of its notes and says how long it lasts', () => {
  const { audio, sounds } = withAudio();
  expect(sounds.play('dingdong')).toBeCloseTo(1.62);
  expect(audio.sources).toHaveLength(TUNES.dingdong.length);
  expect(audio.running).toBe(true);
});

test('every sound has a length that a program can wait for', () => {
  expect(SOUNDS.length).toBeGreaterThanOrEqual(8);
  for (const name of SOUNDS) {
    expect(lengthOf(name)).toBeGreaterThan(0.05);
    expect(lengthOf(name)).toBeLessThan(3);
  }
});

test('a sound that nobody knows lasts no time and makes none', () => {
  const { make, sounds } = withAudio();
  expect(sounds.play('no such sound')).toBe(0);
  expect(make).not.toHaveBeenCalled();
});

test('without audio a program waits as long as with it', () => {
  expect(new Sounds(() => undefined).play('pop')).toBe(lengthOf('pop'));
  const broken = new Sounds(() => {
    throw new Error('no device');
  });
  expect(broken.play('pop')).toBe(lengthOf('pop'));
  expect(() => {
    broken.pause(true);
    broken.stop();
  }).not.toThrow();
});

test('pausing holds the sounds, also those that begin meanwhile, until it goes on', () => {
  const { audio, sounds } = withAudio();
  sounds.play('cheer');
  sounds.pause(true);
  expect(audio.running).toBe(false);
  sounds.play('pop');
  expect(audio.running).toBe(false);
  sounds.pause(false);
  expect(audio.running).toBe(true);
});

test('stopping ends every note at once and lets the device rest', () => {
  const { audio, sounds } = withAudio();
  sounds.play('cheer');
  sounds.stop();
  for (const source of audio.sources) expect(source.stops.at(-1)).toBe(-1);
  expect(audio.running).toBe(false);
});

test('a sound after a stop that was paused is heard', () => {
  const { audio, sounds } = withAudio();
  sounds.play('pop');
  sounds.pause(true);
  sounds.stop();
  sounds.play('pop');
  expect(audio.running).toBe(true);
});

test('sounds in an endless loop do not pile up', () => {
  const { audio, sounds } = withAudio();
  for (let round = 0; round < 100; round++) sounds.play('jump');
  const alive = audio.sources.filter((source) => source.stops.at(-1) !== -1);
  expect(alive.length).toBeLessThanOrEqual(16);
});
