/** Asks the model about one picture; the newest question wins. */
import { AppError, type Prediction } from '../api';

/** Rust refuses more than this; asking the size first saves reading the file. */
const MOST_BYTES = 10 * 1024 * 1024;

export type Answer<Told extends Prediction = Prediction> =
  | { kind: 'idle' }
  | { kind: 'busy' }
  | { kind: 'done'; prediction: Told }
  | { kind: 'failed'; error: AppError };

/** `Told` is what the model answers with. */
export class Recogniser<Told extends Prediction = Prediction> {
  answer = $state.raw<Answer<Told>>({ kind: 'idle' });
  /** The picture that was asked about last. */
  picture = $state.raw<Blob>();
  #turn = 0;

  /** `ask`: sends the bytes of a picture file to the model. */
  constructor(private readonly ask: (bytes: ArrayBuffer) => Promise<Told>) {}

  async recognise(picture: Blob) {
    const turn = ++this.#turn;
    this.picture = picture;
    this.answer = { kind: 'busy' };
    const answer = await this.#answer(picture);
    if (turn === this.#turn) this.answer = answer;
  }

  /** Asks again about the same picture, as after a training. The old answer stays meanwhile. */
  async again() {
    if (!this.picture) return;
    const turn = ++this.#turn;
    const answer = await this.#answer(this.picture);
    if (turn === this.#turn) this.answer = answer;
  }

  async #answer(picture: Blob): Promise<Answer<Told>> {
    if (picture.size > MOST_BYTES) return { kind: 'failed', error: new AppError('too_large') };
    try {
      return { kind: 'done', prediction: await this.ask(await picture.arrayBuffer()) };
    } catch (thrown) {
      return { kind: 'failed', error: AppError.from(thrown) };
    }
  }
}
