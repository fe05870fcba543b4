import ConfigProvider from "antd/es/config-provider";
import antdDark from "antd/es/theme/themes/dark";
import antdLight from "antd/es/theme/themes/default";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { dark, FONTS, light, type Palette, variablesOf } from "./tokens.ts";
import { useMedia } from "./use-media.ts";

export const usePalette = (): Palette => (useMedia("(prefers-color-scheme: dark)") ? dark : light);

export function ThemeRoot({ children }: { readonly children: ReactNode }) {
  const palette = usePalette();
  const { i18n } = useTranslation();
  // Whom movement makes unwell has switched it off (WCAG 2.3.3).
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const fonts = FONTS[i18n.language === "en" ? "en" : "zh"];
  useEffect(() => {
    document.documentElement.style.setProperty("--f-serif", fonts.serif);
    document.documentElement.style.setProperty("--f-sans", fonts.sans);
    for (const [name, value] of Object.entries(variablesOf(palette)))
      document.documentElement.style.setProperty(name, value);
    document.documentElement.style.colorScheme = palette === dark ? "dark" : "light";
  }, [palette, fonts]);
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: palette === dark ? antdDark : antdLight,
        token: {
          colorPrimary: palette.accent,
          colorLink: palette.accent,
          colorInfo: palette.accent,
          colorSuccess: palette.met,
          colorWarning: palette.risk,
          colorError: palette.missed,
          colorText: palette.ink,
          colorTextSecondary: palette.ink2,
          colorTextTertiary: palette.ink2,
          colorTextPlaceholder: palette.ink2,
          colorBgLayout: palette.paper,
          colorBgContainer: palette.surface,
          colorBgElevated: palette.surface,
          colorBorder: palette.line,
          colorBorderSecondary: palette.line,
          colorSplit: palette.line,
          colorPrimaryBg: palette.accentSoft,
          colorPrimaryHover: palette.accent,
          borderRadius: 6,
          borderRadiusLG: 8,
          fontFamily: fonts.sans,
          fontSize: 14,
          lineHeight: 1.6,
          controlHeight: 32,
          motion: !still,
          motionDurationMid: "0.12s",
          motionDurationSlow: "0.16s",
          boxShadow: "none",
        },
        components: {
          Button: { primaryShadow: "none", defaultShadow: "none", fontWeight: 400, primaryColor: palette.surface },
          Segmented: {
            trackBg: palette.runningSoft,
            itemSelectedBg: palette.surface,
            itemColor: palette.ink2,
            itemSelectedColor: palette.ink,
          },
          Tooltip: { colorBgSpotlight: palette.surface, colorTextLightSolid: palette.ink },
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
