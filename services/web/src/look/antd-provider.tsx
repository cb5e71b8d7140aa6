import { ConfigProvider, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { styleNonce } from '../page-data.ts';
import { useDark } from './appearance.ts';

/** antd in the storefront's look. Around the views that use it alone: it is heavy, and the shell does without. */
export function AntdProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const dark = useDark();
  const styles = getComputedStyle(document.documentElement);
  const value = (name: string) => styles.getPropertyValue(name).trim();
  return (
    <ConfigProvider
      // The page's policy takes styles with its nonce alone.
      csp={{ nonce: styleNonce }}
      locale={i18n.language.startsWith('zh') ? zhCN : enUS}
      // Another appearance computes other values below.
      key={dark ? 'dark' : 'light'}
      theme={{
        cssVar: { key: 'antd' },
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: value('--look-primary') || '#0b5cad',
          colorLink: value('--accent') || '#0b5cad',
          colorBgBase: value('--surface') || '#ffffff',
          colorBgContainer: value('--surface') || '#ffffff',
          colorTextBase: value('--text') || '#111111',
          borderRadius: Number.parseInt(value('--radius'), 10) || 8,
          fontFamily: 'inherit',
          fontSize: 15,
        },
        // As the tables look that are the page's own.
        components: {
          Table: {
            headerBg: value('--surface') || '#ffffff',
            headerColor: value('--muted') || '#55606c',
            headerSplitColor: 'transparent',
            borderColor: value('--line') || '#d6dce2',
            rowHoverBg: value('--page') || '#f4f6f8',
            cellPaddingBlock: 8,
            cellPaddingInline: 12,
          },
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
