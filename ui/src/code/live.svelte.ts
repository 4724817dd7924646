/**
 * The camera of a running program: its picture for the stage, and what the model says of it as
 * often as the two can. While nothing of it is wanted, the camera is off.
 * Never here: what a program does with an answer, how anything looks.
 */
import { untrack } from 'svelte';
import { AppError, recogniseFrame, type Prediction } from '../api';
import { camera } from '../camera/camera.svelte';
import { FRAME_SIDE, grabFrame, recentPicture } from '../camera/frames';
import { practiceCamera } from '../camera/practice.svelte';
import type { CameraTrouble } from '../camera/trouble';
import { FramePump, watchFrames } from '../recognising/pump';

export type LiveTrouble =
  | { kind: 'no_camera'; trouble: CameraTrouble }
  /** The model could not answer; recognising is over until it is turned on again. */
  | { kind: 'recognise_failed'; error: AppError };

export interface LiveWays {
  onprediction: (prediction: Prediction) => void;
  /** Told once each time that it is turned on. */
  onfailure: (trouble: LiveTrouble) => void;
}

export class LiveRecogniser {
  /** What the camera shows now; undefined while it shows nothing. */
  readonly stream = $derived(camera.state.kind === 'live' ? camera.state.stream : undefined);
  /** Whether the picture is one that a mirror would show the other way round. */
  readonly facesAway = $derived(camera.state.kind === 'live' && camera.state.facesAway);
  /** The newest answer since recognising was turned on. */
  prediction = $state.raw<Prediction>();
  /** The camera's picture, for the stage and for the model alike; undefined while it is off. */
  video = $state.raw<HTMLVideoElement>();
  /** Why there is no picture, while it is wanted. */
  trouble = $state.raw<LiveTrouble>();

  #recognising = $state(false);
  #shown = $state(false);
  #paused = $state(false);
  #wanted = $derived(this.#recognising || this.#shown);
  #dispose: () => void;

  /** `isExample`: whether the project has pictures of its own to practise with. */
  constructor(
    private readonly ways: LiveWays,
    private readonly isExample: () => boolean,
  ) {
    this.#dispose = $effect.root(() => this.#follow());
  }

  /** Turns recognising on or off. Off forgets what was seen. */
  recognise(on: boolean) {
    if (on === this.#recognising) return;
    this.#recognising = on;
    this.prediction = undefined;
    this.trouble = undefined;
  }

  /** Shows the camera's picture, or no more. */
  show(on: boolean) {
    if (!this.#wanted) this.trouble = undefined;
    this.#shown = on;
  }

  /** While a program is paused nothing new is seen; the camera stays on. */
  pause(paused: boolean) {
    this.#paused = paused;
  }

  /** The program has ended: the camera goes off. */
  stop() {
    this.recognise(false);
    this.show(false);
    this.pause(false);
  }

  /** The place that it was made for is gone. */
  dispose() {
    this.stop();
    this.#dispose();
  }

  #follow() {
    $effect(() => {
      if (this.#wanted && this.isExample()) return camera.offer(practiceCamera);
    });
    $effect(() => {
      if (this.#wanted) return camera.hold('frames');
    });
    $effect(() => {
      if (this.#wanted && camera.state.kind === 'failed')
        this.#fail({ kind: 'no_camera', trouble: camera.state.trouble });
    });
    $effect(() => {
      if (this.#recognising && !this.#paused) return practiceCamera.turnByItself();
    });
    $effect(() => {
      const { stream } = this;
      if (!stream || !this.#wanted) return;
      const video = hiddenVideo(stream);
      this.video = video;
      return () => {
        this.video = undefined;
        video.srcObject = null;
      };
    });
    $effect(() => {
      const { video } = this;
      if (video && this.#recognising && !this.#paused) return this.#watch(video);
    });
  }

  /** Brings the frames to the model, one at a time, until the function that comes back is called. */
  #watch(video: HTMLVideoElement): () => void {
    const canvas = document.createElement('canvas');
    const pump = new FramePump({
      grab: () => grabFrame(video, canvas, FRAME_SIDE, recentPicture(video)),
      recognise: (rgba) => recogniseFrame(FRAME_SIDE, rgba),
      onanswer: (prediction) => {
        this.prediction = prediction;
        this.ways.onprediction(prediction);
      },
      onfailure: (thrown) => this.#fail({ kind: 'recognise_failed', error: AppError.from(thrown) }),
    });
    const unwatch = watchFrames(video, (now) => pump.offer(now));
    return () => {
      unwatch();
      pump.stop();
    };
  }

  #fail(trouble: LiveTrouble) {
    const isNew = untrack(() => this.trouble === undefined);
    if (!isNew) return;
    this.trouble = trouble;
    untrack(() => this.ways.onfailure(trouble));
  }
}

/**
 * A video that is no part of the page: pictures are taken out of it all the same, and a page that
 * shows one is put together anew for each of its frames.
 */
function hiddenVideo(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.autoplay = true;
  video.srcObject = stream;
  // It is stopped before it has begun when the program ends at once; that is no failure.
  void video.play().catch(() => undefined);
  return video;
}
