/**
 * Brings live frames to the model: one at a time. A frame that comes while the model is busy is
 * dropped, never queued, so that the answer is always about the present.
 *
 * An answer in time is shown together with the next picture, so that the window is painted once
 * for both; where painting is slow, that is worth half of the frames. A late answer is shown at
 * once.
 */
import type { Prediction } from '../api';

/** A little less than a thirtieth of a second, so that a 30 Hz camera loses no frame to jitter. */
export const SHORTEST_STEP_MS = 28;

export interface Pump {
  /** The pixels of this moment; null while there are none. */
  grab: () => Uint8Array | null;
  recognise: (rgba: Uint8Array) => Promise<Prediction>;
  onanswer: (prediction: Prediction) => void;
  onfailure: (thrown: unknown) => void;
}

export class FramePump {
  #busy = false;
  /** Whether a frame was dropped since the last one was sent. */
  #late = false;
  /** An answer that waits for the next picture. */
  #ready: Prediction | undefined;
  #stopped = false;
  #last = -Infinity;

  constructor(private readonly ways: Pump) {}

  /** A frame is there, at `now` milliseconds. Pixels are fetched only if it will be used. */
  offer(now: number) {
    if (this.#stopped) return;
    this.#show();
    if (this.#busy) this.#late = true;
    if (this.#busy || now - this.#last < SHORTEST_STEP_MS) return;
    const rgba = this.ways.grab();
    if (!rgba) return;
    this.#last = now;
    this.#late = false;
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
      if (this.#late) this.#show();
    } catch (thrown) {
      const told = this.#stopped;
      this.stop();
      if (!told) this.ways.onfailure(thrown);
    } finally {
      this.#busy = false;
    }
  }
}

/** Calls `onframe` for every new picture of a video until the function that comes back is called. */
export function watchFrames(video: HTMLVideoElement, onframe: (now: number) => void): () => void {
  let handle = 0;
  const byVideo = 'requestVideoFrameCallback' in video && !isDrawn(video);
  const next = () => {
    handle = byVideo ? video.requestVideoFrameCallback(step) : requestAnimationFrame(step);
  };
  const step = (now: number) => {
    next();
    onframe(now);
  };
  next();
  return () => {
    if (byVideo) video.cancelVideoFrameCallback(handle);
    else cancelAnimationFrame(handle);
  };
}

/** WebKitGTK tells nothing of the frames of a video that a canvas draws. */
function isDrawn(video: HTMLVideoElement): boolean {
  if (typeof CanvasCaptureMediaStreamTrack === 'undefined') return false;
  const { srcObject } = video;
  if (!(srcObject instanceof MediaStream)) return false;
  return srcObject.getVideoTracks()[0] instanceof CanvasCaptureMediaStreamTrack;
}
