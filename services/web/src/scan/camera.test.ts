import { afterEach, describe, expect, it, vi } from 'vitest';
import { openCamera } from './camera.ts';

function browserWith(options: { isSecureContext?: boolean; camera?: () => Promise<unknown> }): void {
  const { isSecureContext = true, camera } = options;
  vi.stubGlobal('isSecureContext', isSecureContext);
  vi.stubGlobal('navigator', camera === undefined ? {} : { mediaDevices: { getUserMedia: camera } });
}
afterEach(() => vi.unstubAllGlobals());

const failing = (name: string) => async (): Promise<never> => {
  throw new DOMException('', name);
};

describe('a camera', () => {
  it('is asked for without sound, the one at the back where there are two', async () => {
    const camera = vi.fn(async () => 'stream');
    browserWith({ camera });
    expect(await openCamera()).toBe('stream');
    expect(camera).toHaveBeenCalledWith(
      expect.objectContaining({
        audio: false,
        video: expect.objectContaining({ facingMode: { ideal: 'environment' } }),
      }),
    );
  });

  it.each([
    ['insecure', { isSecureContext: false, camera: async () => 'stream' }],
    ['insecure', {}],
    ['refused', { camera: failing('NotAllowedError') }],
    ['missing', { camera: failing('NotFoundError') }],
    ['busy', { camera: failing('NotReadableError') }],
    ['failed', { camera: failing('TypeError') }],
    ['failed', { camera: () => Promise.reject('x') }],
  ] as [string, Parameters<typeof browserWith>[0]][])(
    'that is %s is told as such',
    async (fault, browser) => {
      browserWith(browser);
      await expect(openCamera()).rejects.toMatchObject({ name: 'CameraUnavailable', fault });
    },
  );
});
