/**
 * The one owner of the device's camera. Whoever shows the picture holds the camera; with the last
 * holder gone, or the window out of sight, the stream is stopped and the light goes out.
 * Never here: pixels, projects, sentences.
 */
import { tick, untrack } from 'svelte';
import { preferred, recall, remember } from './choice';
import { troubleOf, type CameraTrouble } from './trouble';

export type CameraState =
  | { kind: 'idle' }
  | { kind: 'starting' }
  | {
      kind: 'live';
      stream: MediaStream;
      deviceId: string | undefined;
      facesAway: boolean;
      /** Set while it is the practice camera: wanted, or because there is no other. */
      practice?: 'chosen' | 'instead';
    }
  | { kind: 'failed'; trouble: CameraTrouble };

export interface CameraDevice {
  id: string;
  /** As the system calls it; empty when the system does not say. */
  label: string;
}

/** Pictures held before the window as if before a camera. Stopping its tracks puts it away. */
export interface PracticeSource {
  open(): Promise<MediaStream>;
}

/** What `choose` calls the practice camera. */
export const PRACTICE_ID = 'practice';

/** What the picture is wanted for: photos to keep, or frames to recognise as they come. */
export type CameraUse = 'photos' | 'frames';

/**
 * What the camera is asked for; it gives the nearest it has. Photos are kept at 1024 px or less.
 * Frames are seen at 224 px, and large ones would cost the thirty a second.
 */
const WANTED = {
  photos: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  frames: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } },
} satisfies Record<CameraUse, MediaTrackConstraints>;

export class Camera {
  state = $state.raw<CameraState>({ kind: 'idle' });
  /** What can be chosen; known after the first picture. */
  devices = $state.raw<CameraDevice[]>([]);
  /** Whether there is any; known after a look. */
  isConnected = $state(false);
  #holders: CameraUse[] = [];
  /** Practice cameras that may be used now; the last one counts. */
  #offers = $state.raw<PracticeSource[]>([]);
  /** Whether the user wants the practice camera where there is one. */
  #practising = false;
  /** Counts starts and stops, so that a camera that answers late is put away. */
  #turn = 0;
  /** Comes when the stream that was shown last is stopped. */
  #stopped = Promise.resolve();

  constructor(private readonly media: () => MediaDevices | undefined) {}

  /** Keeps the camera on for a use until the function that comes back is called. */
  hold(use: CameraUse): () => void {
    untrack(() => {
      this.#holders.push(use);
      if (this.#holders.length === 1) this.#wake();
      else void this.#fit();
    });
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders.splice(this.#holders.indexOf(use), 1);
      if (this.#holders.length === 0) this.#sleep();
      else void this.#fit();
    };
  }

  /**
   * Lets frames come from a practice camera until the function that comes back is called. It is
   * used when it is chosen, or when the device has no camera. Photos are never taken with it.
   */
  offer(practice: PracticeSource): () => void {
    untrack(() => {
      this.#offers = [...this.#offers, practice];
      this.#openPracticeForNone();
    });
    return () =>
      untrack(() => {
        this.#offers = this.#offers.filter((one) => one !== practice);
        const used = this.#practises && !this.hasPractice;
        // Whoever held it may be letting go of it now: then nothing is to be opened.
        if (used) queueMicrotask(() => this.#holders.length > 0 && void this.#open());
      });
  }

  /** Whether there is a practice camera to choose. */
  get hasPractice() {
    return this.#offers.length > 0;
  }

  /** Uses this camera now and the next time. */
  choose(id: string) {
    const { state } = this;
    if (state.kind === 'live' && state.deviceId === id) return;
    this.#practising = id === PRACTICE_ID && this.hasPractice;
    const device = this.devices.find((one) => one.id === id);
    if (!this.#practising && !device) return;
    if (device) remember(device);
    // While nobody wants a picture the camera stays off.
    if (this.#holders.length > 0) void this.#open();
  }

  /** Looks which cameras there are, without turning one on. */
  look = () => this.#listDevices();

  /** Tries again after a failure. */
  again() {
    if (this.state.kind === 'failed') void this.#open();
  }

  #wake() {
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.media()?.addEventListener('devicechange', this.#onDevices);
    if (!document.hidden) void this.#open();
  }

  #sleep() {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.media()?.removeEventListener('devicechange', this.#onDevices);
    this.#close({ kind: 'idle' });
  }

  #onVisibility = () => {
    if (document.hidden) this.#close({ kind: 'idle' });
    else void this.#open();
  };

  #onDevices = () => void this.#listDevices().then(() => this.#openWhatWasPluggedIn());

  /** A camera that was missing or pulled out, and is there now, needs no button. */
  #openWhatWasPluggedIn() {
    const { state } = this;
    const waiting = state.kind === 'failed' && /none|lost/.test(state.trouble);
    if (waiting && this.devices.length > 0) void this.#open();
  }

  /** The size and speed for all who hold the camera: photos need more than frames. */
  #wanted() {
    return WANTED[this.#holders.includes('photos') ? 'photos' : 'frames'];
  }

  get #practises() {
    return this.state.kind === 'live' && this.state.practice !== undefined;
  }

  /** Frames may come from a practice camera; photos to keep may not. */
  get #practice() {
    return this.#holders.includes('photos') ? undefined : this.#offers.at(-1);
  }

  /** There is no camera, and now there is one to practise with. */
  #openPracticeForNone() {
    const { state } = this;
    if (state.kind === 'failed' && state.trouble === 'none' && this.#practice) void this.#open();
  }

  /** Fits the running stream to those who hold the camera now. */
  async #fit() {
    this.#openPracticeForNone();
    if (this.#practises && !this.#practice) void this.#open();
    if (this.state.kind !== 'live' || this.#practises) return;
    const [track] = this.state.stream.getVideoTracks();
    // A camera that cannot change while it runs stays as it is, which is good enough.
    await track?.applyConstraints(this.#wanted()).catch(() => undefined);
  }

  async #open() {
    this.#close({ kind: 'starting' });
    const turn = this.#turn;
    // Some cameras are only given to one stream at a time.
    await this.#stopped;
    if (turn !== this.#turn) return;
    if (this.#practising && this.#practice) {
      await this.#openPractice(this.#practice, turn, 'chosen');
      return;
    }
    try {
      const media = this.media();
      if (!media) throw new DOMException('', 'NotFoundError');
      const stream = await this.#ask(media);
      const other = isAsChosen(stream) ? undefined : await this.#chosenByName();
      if (turn !== this.#turn) {
        putAway(stream);
      } else if (other) {
        putAway(stream);
        this.choose(other);
      } else {
        this.#show(stream);
        await this.#listDevices();
      }
    } catch (thrown) {
      if (turn === this.#turn) await this.#fail(turn, troubleOf(thrown));
    }
  }

  async #fail(turn: number, trouble: CameraTrouble) {
    const practice = trouble === 'none' ? this.#practice : undefined;
    if (practice) await this.#openPractice(practice, turn, 'instead');
    else this.#close({ kind: 'failed', trouble });
  }

  async #openPractice(source: PracticeSource, turn: number, practice: 'chosen' | 'instead') {
    try {
      const stream = await source.open();
      if (turn !== this.#turn) putAway(stream);
      // It looks at a picture, not into a mirror.
      else this.state = { kind: 'live', stream, deviceId: PRACTICE_ID, facesAway: true, practice };
      await this.#listDevices();
    } catch (thrown) {
      console.error('the practice camera has no pictures', thrown);
      if (turn === this.#turn) this.#close({ kind: 'failed', trouble: 'none' });
    }
  }

  /** The camera that was chosen last, or any when that one is not there. */
  async #ask(media: MediaDevices): Promise<MediaStream> {
    const choice = recall();
    const any = { video: { ...this.#wanted(), facingMode: 'user' }, audio: false };
    if (!choice) return media.getUserMedia(any);
    const chosen = { video: { ...this.#wanted(), deviceId: { exact: choice.id } }, audio: false };
    try {
      return await media.getUserMedia(chosen);
    } catch (thrown) {
      if (troubleOf(thrown) !== 'none') throw thrown;
      return media.getUserMedia(any);
    }
  }

  #show(stream: MediaStream) {
    const track = stream.getVideoTracks()[0];
    const settings = track?.getSettings();
    track?.addEventListener('ended', () => {
      const { state } = this;
      if (state.kind !== 'live' || state.stream !== stream) return;
      this.#close({ kind: 'failed', trouble: 'lost' });
      void this.#listDevices();
    });
    const facesAway = settings?.facingMode === 'environment';
    this.state = { kind: 'live', stream, deviceId: settings?.deviceId, facesAway };
  }

  async #listDevices() {
    const all =
      (await this.media()
        ?.enumerateDevices()
        .catch(() => [])) ?? [];
    const cameras = all.filter((one) => one.kind === 'videoinput');
    // Before the first picture some systems say that there is one, but not which.
    this.isConnected = cameras.length > 0;
    this.devices = cameras
      .filter((one) => one.deviceId !== '')
      .map((one) => ({ id: one.deviceId, label: one.label }));
  }

  /**
   * Some systems give a camera another id at every start; then its name leads to it. It is looked
   * for before anything is shown: a picture that goes away again would take a press on the shutter
   * with it.
   */
  async #chosenByName(): Promise<string | undefined> {
    await this.#listDevices();
    const choice = recall();
    const device = preferred(this.devices, choice);
    return device?.id === choice?.id ? undefined : device?.id;
  }

  #close(next: CameraState) {
    this.#turn++;
    const before = this.state;
    this.state = next;
    if (before.kind === 'live') this.#stopped = letGo(before.stream);
  }
}

/** Whether this is the camera that was chosen, or none was chosen. */
function isAsChosen(stream: MediaStream) {
  const choice = recall();
  return !choice || choice.id === stream.getVideoTracks()[0]?.getSettings().deviceId;
}

/**
 * Stops a stream that is shown when the videos have let go of it: WebKitGTK waits for the frame that
 * a video is about to draw when a stream ends below it, and on a busy machine it waits for ever, with
 * the whole window.
 */
async function letGo(stream: MediaStream) {
  await tick();
  putAway(stream);
}

function putAway(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop();
}

/** The camera of this window. A web view without camera support has no `mediaDevices`. */
export const camera = new Camera(() => (navigator as { mediaDevices?: MediaDevices }).mediaDevices);
