import { type DemoPlatform, restClient, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { linksTo, linkTo } from './mail-files.fixture.ts';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

const PASSWORD = 'correct horse battery';
const TEXTS = {
  'zh-CN': { seller: '销售', differ: '两次输入的密码不一致', common: '这个密码太常见', gone: '邀请已失效' },
  en: {
    seller: 'Seller',
    differ: 'The two passwords are not the same',
    common: 'Too many people use this password',
    gone: 'This invitation is not open any more',
  },
} as const;

let platform: DemoPlatform;
let browser: Browser;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST, LOG_LEVEL: 'info' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

/** What the console says beside refusals, which the browser itself tells it of. */
const faults = ({ complaints }: Visitor) => complaints.filter((each) => !each.includes('status of 4'));

const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
};
const submit = (page: Page) => page.locator('main form button[type=submit]').click();

/** Gets to a view of the account by its links alone. */
async function openAccount(page: Page, view?: 'members' | 'keys' | 'audit'): Promise<void> {
  await page.locator('.menu > summary').click();
  await page.locator('.menu-panel a[href$="/account"]').click();
  await page.locator('.tabs').waitFor();
  if (view === undefined) return;
  await page.locator(`.tabs a[href$="/account/${view}"]`).click();
  await page.locator(`.tabs a[href$="/account/${view}"][aria-current=page]`).waitFor();
}

describe.each([
  { size: 'phone', language: 'zh-CN' },
  { size: 'desk', language: 'en' },
] as const)('an invitation, on a $size in $language', ({ size, language }) => {
  it('leads from a mail to a member with the role, and its token is nowhere else', async () => {
    const texts = TEXTS[language];
    const email = `new-${size}@people.example`;
    await using owner = await visit(browser, { url: platform.url, size, language });
    await owner.page.goto('/');
    await owner.signIn(platform.keys.users.owner);
    await openAccount(owner.page, 'members');
    await owner.page.locator('.members .entry').first().waitFor();
    await fill(owner.page, { email });
    await owner.page.locator('form [name=role]').selectOption('buyer');
    await fill(owner.page, { customerId: 'Not a Name' });
    await submit(owner.page);
    await owner.page.locator('form .problem').waitFor();
    await owner.page.locator('form [name=role]').selectOption('seller');
    await submit(owner.page);
    await owner.page.locator('.invitations .entry', { hasText: email }).waitFor();
    await owner.look('30-members');
    const link = await linkTo(platform.dataDir, email);
    const token = new URL(link).hash.slice(1);

    await using guest = await visit(browser, { url: platform.url, size, language });
    const { page } = guest;
    const sent: string[] = [];
    page.on('request', (request) => {
      const text = `${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`;
      if (text.includes(token)) sent.push(`${request.method()} ${request.url().replace(token, '{token}')}`);
    });
    await page.goto(link);
    await page.locator('.invited').waitFor();
    expect(page.url()).toBe(`${platform.url}/accept-invitation`);
    expect(await page.locator('.invited').textContent()).toContain(texts.seller);
    expect(await page.locator('[name=email]').inputValue()).toBe(email);
    await guest.look('31-accept-invitation');
    await fill(page, { name: '李雷', password: PASSWORD, again: `${PASSWORD}s` });
    await submit(page);
    expect(await page.locator('.problem').textContent()).toContain(texts.differ);
    await fill(page, { password: 'password1234', again: 'password1234' });
    await submit(page);
    await page.locator('.problem', { hasText: texts.common }).waitFor();
    await fill(page, { password: PASSWORD, again: PASSWORD });
    await submit(page);
    await page.locator('.search-large').waitFor();
    expect(await page.locator('.menu-who').textContent()).toMatch(new RegExp(`李雷.*${texts.seller}`));
    expect(await page.locator('a[href$="/orders"]').count()).toBeGreaterThan(0);

    const kept = () =>
      page.evaluate<string>(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href])',
      );
    expect(await kept()).not.toContain(token);
    const route = `${platform.url}/v1/invitation-tokens/{token}`;
    expect([...new Set(sent)].sort()).toEqual([`GET ${route}`, `POST ${route}`]);
    expect(platform.process.output()).not.toContain(token);

    // The link again, where the view isn't loaded anew.
    await page.goto('/accept-invitation');
    await page.locator('.empty').waitFor();
    await guest.look('32-link-missing');
    await page.evaluate(`location.hash = ${JSON.stringify(token)}`);
    await page.locator('.problem', { hasText: texts.gone }).waitFor();
    expect(page.url()).toBe(`${platform.url}/accept-invitation`);
    await page.goto('/');
    expect(await kept()).not.toContain(token);
    expect([...faults(owner), ...faults(guest)]).toEqual([]);
  });
});

it('an invitation of who has an account asks for its password; then they change over between tenants', async () => {
  const { email, password } = platform.keys.users.otherOwner;
  await using owner = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
  await owner.page.goto('/account/members');
  await owner.signIn(platform.keys.users.owner);
  await owner.page.locator('.members .entry').first().waitFor();
  await fill(owner.page, { email });
  await owner.page.locator('form [name=role]').selectOption('catalogue-manager');
  await submit(owner.page);
  const link = await linkTo(platform.dataDir, email);

  await using other = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
  const { page } = other;
  await page.goto(link);
  await page.locator('.invited').waitFor();
  expect(await page.locator('[name=name], [name=again]').count()).toBe(0);
  await fill(page, { password: 'not their password' });
  await submit(page);
  await page.locator('.problem', { hasText: 'The password is wrong' }).waitFor();
  await fill(page, { password });
  await submit(page);
  await page.locator('.menu-who', { hasText: 'Catalogue manager' }).waitFor({ state: 'attached' });
  await openAccount(page);
  expect(await page.locator('.tabs a').count()).toBe(1);
  await other.look('33-account');
  await page.getByRole('button', { name: /^Change over to/ }).click();
  await page.locator('.tabs a[href$="/account/members"]').waitFor();
  await expect.poll(() => page.locator('.menu-who').textContent()).toContain('Owner');
  // Under the new token of the session.
  await page.getByRole('button', { name: /^Change over to/ }).click();
  await expect.poll(() => page.locator('.tabs a').count()).toBe(1);
  expect([...faults(owner), ...faults(other)]).toEqual([]);
});

describe('a password', () => {
  it('is set anew by a mail; the one before is refused then, and so is the link', async () => {
    const { email, password } = platform.keys.users.buyer;
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto('/');
    await page.locator('a[href$="/forgot-password"]').click();
    const said: (string | null)[] = [];
    for (const each of ['nobody@people.example', email]) {
      await page.goto('/forgot-password');
      await fill(page, { email: each });
      await submit(page);
      await page.locator('.note').waitFor();
      said.push(await page.locator('main').textContent());
    }
    expect(said[0]).toBe(said[1]);
    await visitor.look('34-forgot-password');
    const link = await linkTo(platform.dataDir, email);
    expect(linksTo(platform.dataDir, 'nobody@people.example')).toEqual([]);

    await page.goto(link);
    await page.locator('[name=again]').waitFor();
    expect(page.url()).toBe(`${platform.url}/reset-password`);
    await fill(page, { password: 'short', again: 'short' });
    await submit(page);
    await page.locator('.problem', { hasText: '10 characters' }).waitFor();
    await visitor.look('35-reset-password');
    await fill(page, { password: PASSWORD, again: PASSWORD });
    await submit(page);
    await page.locator('.note', { hasText: 'The new password is set' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');

    await fill(page, { email, password });
    await submit(page);
    await page.locator('.problem', { hasText: 'E-mail or password is wrong' }).waitFor();
    await visitor.signIn({ email, password: PASSWORD });
    await page.locator('.search-large').waitFor();

    await page.goto('/sign-in');
    await page.goto(link);
    await fill(page, { password: 'another good one', again: 'another good one' });
    await submit(page);
    await page.locator('.problem', { hasText: 'does not work any more' }).waitFor();
    expect(platform.process.output()).not.toContain(new URL(link).hash.slice(1));
    expect(faults(visitor)).toEqual([]);
  });

  it('is changed by who knows it, and ends the sessions elsewhere', async () => {
    const { email, password } = platform.keys.users.seller;
    const options = { url: platform.url, size: 'desk', language: 'en' } as const;
    await using here = await visit(browser, options);
    await using elsewhere = await visit(browser, options);
    for (const visitor of [here, elsewhere]) {
      await visitor.page.goto('/');
      await visitor.signIn({ email, password });
      await visitor.page.goto('/account');
      await visitor.page.locator('.tabs').waitFor();
    }
    const { page } = here;
    await fill(page, { current: 'not this one', password: PASSWORD, again: PASSWORD });
    await submit(page);
    await page.locator('.problem', { hasText: 'The password is wrong' }).waitFor();
    await fill(page, { current: password });
    await submit(page);
    await page.locator('.note', { hasText: 'The password is changed' }).waitFor();
    expect(await page.locator('[name=current]').inputValue()).toBe('');
    await page.reload();
    await page.locator('.tabs').waitFor();
    await elsewhere.page.reload();
    await elsewhere.page.locator('input[name=email]').waitFor();
    expect(faults(here)).toEqual([]);
  });
});

describe('the account', () => {
  it('shows members, keys and the trail to who may see them, and to nobody else', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto('/account/audit');
    await visitor.signIn(platform.keys.users.catalogueManager);
    await page.locator('.empty').waitFor();
    for (const view of ['members', 'keys']) {
      await page.goto(`/account/${view}`);
      await page.locator('.empty').waitFor();
    }
    expect(await page.locator('.tabs a').count()).toBe(1);
    expect(visitor.complaints).toEqual([]);
  });

  it('changes and removes members by keyboard, but never the last owner', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    const { email } = platform.keys.users.catalogueManager;
    await page.goto('/account/members');
    await visitor.signIn(platform.keys.users.owner);
    const entry = (text: string) => page.locator('.members .entry', { hasText: text });
    await entry(email).waitFor();
    expect(await entry(platform.keys.users.owner.email).locator('button').count()).toBe(0);
    await entry(email)
      .getByRole('button', { name: /^Change role/ })
      .focus();
    await page.keyboard.press('Enter');
    await entry(email).locator('select').selectOption('owner');
    await entry(email).locator('select').press('Tab');
    await page.keyboard.press('Enter');
    await entry(email)
      .locator('span', { hasText: /^Owner$/ })
      .waitFor();
    // Beside another owner they can go.
    await entry(platform.keys.users.owner.email).locator('button').first().waitFor();

    await entry(email)
      .getByRole('button', { name: /^Remove/ })
      .focus();
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('No');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Remove');
    expect(await entry(email).count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('No');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await entry(email).waitFor({ state: 'detached' });
    expect(await entry(platform.keys.users.owner.email).locator('button').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it.each([
    { size: 'desk', language: 'en' },
    { size: 'phone', language: 'zh-CN' },
  ] as const)(
    'makes keys, shows them once, revokes them, and all is on the trail ($size)',
    async ({ size, language }) => {
      await using visitor = await visit(browser, { url: platform.url, size, language });
      const { page } = visitor;
      const name = `till-${size} <b>`;
      await page.goto('/account/keys');
      await visitor.signIn(platform.keys.users.owner);
      await fill(page, { name });
      await submit(page);
      await page.locator('.problem').waitFor();
      await page.locator('[name=scope][value="catalog:read"]').check();
      await submit(page);
      await page.locator('.secret-text').waitFor();
      const secret = (await page.locator('.secret-text').textContent()) ?? '';
      await visitor.look('36-key');
      const status = async () => (await restClient(platform.url, secret).get('/v1/key')).status;
      expect(await status()).toBe(200);
      await page.locator('.secret button').last().click();
      await page.locator('.secret').waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain(secret);
      const entry = page.locator('.keys .entry', { hasText: name });
      await entry.locator('button').click();
      await entry.locator('.button-danger').click();
      await page.locator('.keys .revoked', { hasText: name }).waitFor();
      await expect.poll(status).toBe(401);
      await visitor.look('37-keys');

      await page.locator('.tabs a[href$="/account/audit"]').click();
      await page.locator('.audit tbody tr').first().waitFor();
      const rows = await page.locator('.audit tbody tr').allTextContents();
      expect(rows.slice(0, 2).join()).toContain(platform.keys.users.owner.email);
      expect(rows[0]).toContain('keyId');
      await visitor.look('38-audit');
      expect(visitor.complaints).toEqual([]);
    },
  );

  it('has pages of the trail, each with its link', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto('/account/audit');
    await visitor.signIn(platform.keys.users.owner);
    await page.locator('.audit tbody tr').first().waitFor();
    // More than one page of changes, by the API.
    await page.evaluate(
      `(async () => {
        const { csrfToken } = await (await fetch('/v1/session')).json();
        const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
        const body = JSON.stringify({ name: 'many', scopes: ['catalog:read'] });
        for (let n = 0; n < 55; n += 1) await fetch('/v1/keys', { method: 'POST', headers, body });
      })()`,
    );
    await page.reload();
    await page.locator('.pager a[rel=next]').click();
    await page.locator('.pager a:not([rel])').waitFor();
    await page.locator('.audit:not([aria-busy=true])').waitFor();
    const there = page.url();
    const first = await page.locator('.audit tbody tr').first().textContent();
    expect(new URL(there).searchParams.get('cursor')).toMatch(/./);
    await page.goto(there);
    await page.locator('.audit tbody tr').first().waitFor();
    expect(await page.locator('.audit tbody tr').first().textContent()).toBe(first);
    await page.goto('/account/audit?cursor=%3Cscript%3E');
    await page.locator('.problem, .audit tbody tr').first().waitFor();
    expect(faults(visitor)).toEqual([]);
  });
});
