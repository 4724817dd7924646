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
  /** When the last frame came that was dropped since one was sent. */
  #dropped: number | undefined;
  /** An answer that waits for the next picture. */
  #ready: Prediction | undefined;
  #stopped = false;
  #last = -Infinity;

  constructor(private readonly ways: Pump) {}

  /** A frame is there, at `now` milliseconds. Pixels are fetched only if it will be used. */
  offer(now: number) {
    if (this.#stopped) return;
    this.#show();
    if (this.#busy) this.#dropped = now;
    if (this.#busy || now - this.#last < SHORTEST_STEP_MS) return;
    const rgba = this.ways.grab();
    if (!rgba) return;
    this.#last = now;
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
