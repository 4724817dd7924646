/**
 * Brings live frames to the model: one at a time. A frame that comes while the model is busy is
 * dropped, never queued, so that the answer is always about the present.
 *
 * An answer in time is shown together with the next picture, so that the window is painted once
 * for both; where painting is slow, that is worth half of the frames. A late answer is shown at
 * once, and the picture of that moment is looked at: waiting for the next frame would halve the
 * answers of a machine that is only a little too slow.
 */
import type { Prediction } from '../api';

/** Thirty frames a second are looked at, and no more. */
export const STEP_MS = 1000 / 30;
/** A frame may come so much before its time: a 30 Hz camera loses none to jitter. */
const EARLY_MS = 6;

export interface Pump {
  /** The pixels of this moment; null while there are none. */
  grab: () => Uint8Array | null;
  recognise: (rgba: Uint8Array) => Promise<Prediction>;
  onanswer: (prediction: Prediction) => void;
  onfailure: (thrown: unknown) => void;
}

export class FramePump {
  #busy = false;
  /** When the last frame came that was dropped since one was sent. */
  #dropped: number | undefined;
  /** An answer that waits for the next picture. */
  #ready: Prediction | undefined;
  #stopped = false;
  /**
   * When the next frame is wanted. Steps are counted from each other, not from the frames: where
   * the window paints every 25 ms, each second frame would be too early and the next one late.
   */
  #due = -Infinity;

  constructor(private readonly ways: Pump) {}

  /** A frame is there, at `now` milliseconds. Pixels are fetched only if it will be used. */
  offer(now: number) {
    if (this.#stopped) return;
    this.#show();
    if (this.#busy) this.#dropped = now;
    if (this.#busy || now < this.#due - EARLY_MS) return;
    const rgba = this.ways.grab();
    if (!rgba) return;
    // Half a step is what one late frame may be early the next time.
    this.#due = Math.max(this.#due + STEP_MS, now + STEP_MS / 2);
    this.#dropped = undefined;
    void this.#send(rgba);
  }

  /** Nothing is said any more, also not about the frame on its way. */
  stop() {
    this.#stopped = true;
  }

  #show() {
    if (this.#ready && !this.#stopped) this.ways.onanswer(this.#ready);
    this.#ready = undefined;
  }

  async #send(rgba: Uint8Array) {
    this.#busy = true;
    try {
      this.#ready = await this.ways.recognise(rgba);
    } catch (thrown) {
      const told = this.#stopped;
      this.stop();
      if (!told) this.ways.onfailure(thrown);
    } finally {
      this.#busy = false;
    }
    if (this.#dropped !== undefined) this.offer(this.#dropped);
  }
}

/** After so long without word of a frame, a video is taken for one that tells of none. */
export const SILENT_MS = 200;

/**
 * Calls `onframe` for every new picture of a video until the function that comes back is called.
 * WebKitGTK tells nothing of the frames of a video that a canvas draws, nor, where it paints
 * without a graphics card, of those of a camera: such a video is looked at with every picture of
 * the window.
 */
export function watchFrames(video: HTMLVideoElement, onframe: (now: number) => void): () => void {
  let ofVideo = 0;
  let ofWindow = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const withWindow = (now: number) => {
    ofWindow = requestAnimationFrame(withWindow);
    onframe(now);
  };
  const listen = () => {
    cancelAnimationFrame(ofWindow);
    clearTimeout(silence);
    silence = setTimeout(() => (ofWindow = requestAnimationFrame(withWindow)), SILENT_MS);
    if ('requestVideoFrameCallback' in video) ofVideo = video.requestVideoFrameCallback(told);
  };
  const told = (now: number) => {
    listen();
    onframe(now);
  };
  listen();
  return () => {
    clearTimeout(silence);
    cancelAnimationFrame(ofWindow);
    if ('cancelVideoFrameCallback' in video) video.cancelVideoFrameCallback(ofVideo);
  };
}
