let token: string | undefined;

/** What the session gave, for requests that change something. */
export function csrfToken(): string | undefined {
  return token;
}

export function setCsrfToken(next: string | undefined): void {
  token = next;
}
