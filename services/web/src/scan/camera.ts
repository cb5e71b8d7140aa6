/** Why there is no picture of a camera. */
export type CameraFault = 'insecure' | 'refused' | 'missing' | 'busy' | 'failed';

export class CameraUnavailable extends Error {
  readonly fault: CameraFault;

  constructor(fault: CameraFault, cause?: unknown) {
    super(`the camera is unavailable: ${fault}`, { cause });
    this.name = 'CameraUnavailable';
    this.fault = fault;
  }
}

/** By the names of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia. */
const FAULTS: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** The camera at the back, where there are two, as sharp as it goes. @throws CameraUnavailable */
export async function openCamera(): Promise<MediaStream> {
  // Browsers have no camera for pages that came by http, this machine's own apart.
  if (!globalThis.isSecureContext || navigator.mediaDevices?.getUserMedia === undefined)
    throw new CameraUnavailable('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
  } catch (error) {
    throw new CameraUnavailable(FAULTS[error instanceof Error ? error.name : ''] ?? 'failed', error);
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
