import type { Mail } from '../domain/mailer.ts';

// Of one form for everybody: whoever is written to may have no account, and so no language that is known.

export function passwordResetMail(to: string, link: string): Mail {
  return {
    to,
    subject: '重设密码 / Reset your password',
    text: `请在一小时内打开下面的链接设置新密码。如果不是您本人申请的，请忽略此邮件。

Open this link within an hour to set a new password. If you did not ask for it, do nothing.

${link}
`,
  };
}

export function invitationMail(to: string, tenantName: string, link: string): Mail {
  const name = oneLine(tenantName);
  return {
    to,
    subject: `${name}：邀请 / Invitation`,
    text: `${name} 邀请您加入。请在七天内打开下面的链接。如果您不认识对方，请忽略此邮件。

${name} invites you to join. Open this link within seven days. If you do not know them, do nothing.

${link}
`,
  };
}

/** A name with line breaks in it would write the mail's own text. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 100);
}
