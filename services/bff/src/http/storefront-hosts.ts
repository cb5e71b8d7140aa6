import { domainToASCII } from 'node:url';
import { HttpProblem } from './problem.ts';
import { hostName } from './storefront-of-request.ts';

/**
 * Which hosts a tenant may take for its storefront. Nobody proves that a host is theirs: what people know the platform by,
 * and whatever lies below it, is the platform's; and as long as the operator hasn't said what that is, nothing can be told
 * from it. `*.localhost` is every browser's own machine (RFC 6761, 6.3) and free.
 * @throws HttpProblem 409 `public-url-missing`, `host-taken`
 */
export function requireHosts(hosts: readonly string[], publicUrl: string | undefined): void {
  const own = ownDomain(publicUrl);
  for (const [at, given] of hosts.entries()) {
    const host = nameOf(given);
    if (own !== undefined && (host === own || host.endsWith(`.${own}`)))
      throw refused(at, 'host-taken', 'This is a host of the platform itself; choose another one.');
    if (publicUrl === undefined && !host.endsWith('.localhost'))
      throw refused(
        at,
        'public-url-missing',
        'Hosts can be taken once the operator has set QIPEI_PUBLIC_URL; until then the storefront is found by its path.',
      );
  }
}

/** Without `www.`, so that neither form of the platform's name is free. */
function ownDomain(publicUrl: string | undefined): string | undefined {
  const host = hostName(URL.parse(publicUrl ?? '')?.host);
  return host?.replace(/^www\.(?=.*\.)/, '');
}

/** As the access service will keep it; what is no name is refused there. */
function nameOf(given: string): string {
  return domainToASCII(given.trim()).replace(/\.$/, '');
}

function refused(at: number, code: string, message: string): HttpProblem {
  const field = `hosts[${at}]`;
  return new HttpProblem({ status: 409, code, detail: message, fields: [{ field, code, message }] });
}
