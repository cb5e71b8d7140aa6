import { DomainError } from '@qipei/kernel';

/** The log can't be opened: the brokers can't be reached, or refuse this client as it is configured. */
export class BrokersUnusable extends DomainError {
  constructor(brokers: readonly string[], cause: Error) {
    super({
      kind: 'unavailable',
      code: 'brokers-unusable',
      message: `The event log's brokers (${brokers.join(', ')}) can't be used: ${reason(cause)}`,
      details: { brokers },
      cause,
    });
  }
}

export function isOfClient(error: unknown): error is Error {
  return error instanceof Error && error.name.startsWith('KafkaJS');
}

/** Brokers say little to whom they refuse: to a wrong way of talking they just hang up. */
function reason(error: Error): string {
  const last = error.cause instanceof Error ? error.cause : error;
  const { name, message, type } = last as Error & { type?: string };
  const said = message.trim();
  if (name === 'KafkaJSConnectionClosedError')
    return `${said}: a listener over TLS does so to a client without, and one that wants a user to a client that names none.`;
  if (/before secure TLS connection was established/.test(said))
    return `${said}: so does a listener without TLS.`;
  if (type === 'ILLEGAL_SASL_STATE') return `${said}: the listener knows of no users.`;
  return said;
}
