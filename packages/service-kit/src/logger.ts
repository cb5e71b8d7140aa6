import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';
import { activeTraceIds } from './telemetry/tracing.ts';

export type { Logger };

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A VIN's serial number identifies a person's car: only its first eleven positions may be logged. */
const VIN_IN_TEXT = /\b([A-HJ-NPR-Z0-9]{11})[A-HJ-NPR-Z0-9]{2}\d{4}\b/gi;

export function maskPersonal(text: string): string {
  return text.replace(VIN_IN_TEXT, '$1******');
}

/** JSON lines on stderr, secrets and personal data masked; with the ids of the trace that they belong to, if any. */
export function createLogger(options: {
  service: string;
  level: LogLevel;
  destination?: DestinationStream;
}): Logger {
  return pino(
    {
      name: options.service,
      level: options.level,
      base: { service: options.service },
      redact: {
        paths: ['authorization', '*.authorization', 'secret', '*.secret', 'vin', '*.vin'],
        censor: '***',
      },
      mixin: () => activeTraceIds() ?? {},
      hooks: { streamWrite: maskPersonal },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
