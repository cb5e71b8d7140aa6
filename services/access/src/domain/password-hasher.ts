/** Makes what is kept of passwords, slowly on purpose. */
export interface PasswordHasher {
  /** @throws HasherBusy */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one that `kept` was made of. It takes as long without `kept`, where nobody has an account,
   * and is then false. @throws HasherBusy
   */
  verify(password: string, kept: string | undefined): Promise<boolean>;
  /** Whether `kept` was made with less work than is asked for now. */
  isOutdated(kept: string): boolean;
}
