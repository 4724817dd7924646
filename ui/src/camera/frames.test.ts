import { expect, test, vi } from 'vitest';
import { centreSquare, recentPicture } from './frames';

const check = (size: [number, number], square: [number, number, number], why: string) => {
  const { left, top, side } = centreSquare(...size);
  expect([left, top, side], why).toEqual(square);
};

test('the centre square keeps the middle', () => {
  check([640, 480], [80, 0, 480], 'a wide picture loses both sides');
  check([480, 640], [0, 80, 480], 'a tall picture loses top and bottom');
  check([5, 4], [0, 0, 4], 'the odd pixel is lost on the right');
  check([300, 300], [0, 0, 300], 'a square loses nothing');
});

test('a picture is taken out of the video once for each frame, however many ask', () => {
  const drawImage = vi.fn();
  const context = { drawImage } as unknown as CanvasRenderingContext2D;
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  const video = document.createElement('video');
  Object.defineProperties(video, { videoWidth: { value: 640 }, videoHeight: { value: 480 } });
  const first = recentPicture(video, 1000);
  expect(recentPicture(video, 1020).source, 'within the frame').toBe(first.source);
  expect(drawImage).toHaveBeenCalledTimes(1);
  expect(recentPicture(video, 1040)).toMatchObject({ width: 640, height: 480 });
  expect(drawImage).toHaveBeenCalledTimes(2);
  vi.restoreAllMocks();
});
