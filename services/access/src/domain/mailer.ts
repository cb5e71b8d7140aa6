export interface Mail {
  /** As `emailKey` gives it. */
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
}

/** Sends mail; what was taken by the next server, or is in a file, when the promise resolves. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
