/** For tests only: cameras that are not there. */
import { vi } from 'vitest';

export class FakeTrack extends EventTarget {
  stopped = false;
  constructor(private readonly settings: MediaTrackSettings) {
    super();
  }
  getSettings = () => this.settings;
  /** Says so in an event of its own, unlike a real one. */
  stop() {
    this.stopped = true;
    this.dispatchEvent(new Event('stopped'));
  }
  /** The width that was asked for last. */
  width = 0;
  applyConstraints = (wanted: { width: { ideal: number } }) => {
    this.width = wanted.width.ideal;
    return Promise.resolve();
  };
  /** As when the cable is pulled. */
  pull() {
    this.dispatchEvent(new Event('ended'));
  }
}

export interface FakeDevice {
  id: string;
  label: string;
  facingMode?: string;
}

/** Stands in for `navigator.mediaDevices`. */
export class FakeMedia extends EventTarget {
  /** Every track that was given out. */
  tracks: FakeTrack[] = [];
  /** Thrown instead of giving a stream. */
  failure: string | undefined;
  /** While set, a stream waits for it. */
  gate: Promise<void> | undefined;

  constructor(public devices: FakeDevice[]) {
    super();
  }

  get live() {
    return this.tracks.filter((track) => !track.stopped).length;
  }

  getUserMedia = async (wanted: {
    video: { width: { ideal: number }; deviceId?: { exact: string } };
  }) => {
    await this.gate;
    if (this.failure) throw new DOMException('', this.failure);
    const exact = wanted.video.deviceId?.exact;
    const device = exact ? this.devices.find((one) => one.id === exact) : this.devices[0];
    if (!device) throw new DOMException('', 'OverconstrainedError');
    const { id: deviceId, facingMode } = device;
    const track = new FakeTrack({ deviceId, ...(facingMode ? { facingMode } : {}) });
    void track.applyConstraints(wanted.video);
    this.tracks.push(track);
    return { getTracks: () => [track], getVideoTracks: () => [track] };
  };

  enumerateDevices = () =>
    Promise.resolve(
      this.devices.map(({ id, label }) => ({ kind: 'videoinput', deviceId: id, label })),
    );

  /** As when a camera is plugged in or out. */
  change(devices: FakeDevice[]) {
    this.devices = devices;
    this.dispatchEvent(new Event('devicechange'));
  }

  asMediaDevices = () => this as unknown as MediaDevices;
}

/** What every video shows from now on, until the mocks are restored; jsdom can play none. */
export class FakePicture {
  /** 0: the camera is on, and its first picture has not come. */
  width = 640;
  /** Every photo that is taken of it. */
  readonly jpeg = new Blob(['jpeg']);

  constructor() {
    const { prototype } = HTMLVideoElement;
    vi.spyOn(prototype, 'videoWidth', 'get').mockImplementation(() => this.width);
    vi.spyOn(prototype, 'videoHeight', 'get').mockImplementation(() => this.width);
    vi.spyOn(HTMLMediaElement.prototype, 'readyState', 'get').mockImplementation(() =>
      this.width > 0 ? HTMLMediaElement.HAVE_ENOUGH_DATA : HTMLMediaElement.HAVE_NOTHING,
    );
    const context = { drawImage: () => undefined } as unknown as CanvasRenderingContext2D;
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context);
    vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done) => done(this.jpeg));
  }
}
